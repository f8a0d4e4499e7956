// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/entry.h"
#include "core/cache/eviction.h"

#include <boost/container/small_vector.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace forefetch {

// The prefetch that a hit proved comes with the entry, so that the caller can record it as used.
struct CacheHit
{
    CacheEntryPtr entry;
    // The prefetch that this very hit proved (its first); none when it was proven before or was
    // stored by demand. The caller records it as used.
    PrefetchId firstUseOf = PrefetchId::None;
};

enum class KeyStatus : std::uint8_t { Absent, Fresh, Stale };

// An entry that left the store. It holds the last reference to what was stored, so that bodies
// are freed where the removal is dropped: after the lock.
struct StoreRemoval
{
    Key key;
    CacheEntryPtr entry;
    bool proven = false;
    RemovalReason reason{};
};

// What one operation removed; most remove nothing or one, and neither allocates.
using StoreRemovals = boost::container::small_vector<StoreRemoval, 4>;

// The bounds in force, handed in with each operation so that a change acts at the next one.
struct StoreLimits
{
    std::uint64_t capacity = 0;                // bytes
    std::uint64_t unproven = 0;                // bytes that unproven entries may hold together
    EvictionKind eviction = EvictionKind::Lru; // another one takes over what is stored
};

enum class PutOutcome : std::uint8_t { Stored, NoRoom, TooBig };

struct StoreFigures
{
    std::uint64_t entries = 0;
    std::uint64_t bytes = 0;
    std::uint64_t unprovenBytes = 0;
    std::uint64_t stores = 0;
    std::uint64_t evictions = 0;
    std::uint64_t expirations = 0;
    std::uint64_t invalidations = 0;
};

// Where entries are kept: what `cache.store` chooses. It decides who makes room for whom, knows no
// clock, counts no hits, and hands what leaves to its caller, who reports it without any lock.
//
//     StoreRemovals out;
//     store->put(key, std::move(entry), clock.now(), limits, out);
//     for (const StoreRemoval &r : out) ...
//
// Thread: any.
class CacheStore
{
public:
    virtual ~CacheStore() = default;

    // A fresh entry that the asker may see; nothing is proven by it.
    virtual CacheEntryPtr find(const Key &key, bool heldBack, TimePoint now,
                               StoreRemovals &out) = 0;
    // The same, as a hit: it is proven, and the policy of eviction is told.
    virtual std::optional<CacheHit> hit(const Key &key, bool heldBack, TimePoint now,
                                        StoreRemovals &out) = 0;
    // Makes a hit of an entry that find() gave; nothing when it is not the stored one any more.
    virtual std::optional<CacheHit> confirm(const Key &key, const CacheEntryPtr &entry,
                                            bool heldBack) = 0;
    // Fresh or not; touches nothing.
    virtual CacheEntryPtr peek(const Key &key) const = 0;
    virtual KeyStatus status(const Key &key, TimePoint now) const = 0;

    virtual PutOutcome put(const Key &key, CacheEntryPtr entry, TimePoint now,
                           const StoreLimits &limits, StoreRemovals &out) = 0;
    // Renews an unproven prefetched entry with an answer that the control group fetched, under the
    // prefetch that brought it; gives what was there before. Null, and nothing changed, when the
    // key holds no such entry or the answer finds no room.
    virtual CacheEntryPtr renewForControl(const Key &key, const std::shared_ptr<CacheEntry> &entry,
                                          TimePoint now, const StoreLimits &limits) = 0;

    virtual bool erase(const Key &key, RemovalReason reason, StoreRemovals &out) = 0;
    virtual std::size_t eraseResource(ResourceId resource, StoreRemovals &out) = 0;
    virtual void clear(StoreRemovals &out) = 0;
    // Keys of what is stored, in no order, some at a time, so that nobody waits long for a look at
    // all of it: appends at most `most` to `out`, from a place that the last call gave (0: the
    // beginning). Gives where to go on; kAllKeys when that was all. What comes and goes meanwhile
    // may be left out, nothing else is. A store that cannot tell gives nothing.
    static constexpr std::uint64_t kAllKeys = UINT64_MAX;
    virtual std::uint64_t keys(std::uint64_t /*from*/, std::size_t /*most*/,
                               std::vector<Key> & /*out*/) const
    {
        return kAllKeys;
    }
    // Removes what has expired and what no longer fits, at most `most` entries of each part.
    virtual void sweep(TimePoint now, const StoreLimits &limits, std::size_t most,
                       StoreRemovals &out) = 0;

    // Would a prefetch of that size and probability find room? An estimate without a lock.
    virtual bool hasRoomFor(std::uint64_t bytes, float probability,
                            const StoreLimits &limits) const = 0;
    virtual std::uint64_t meanSize() const = 0;
    virtual StoreFigures figures() const = 0;
};

// What an entry is charged with: its `size` when it carries neither head nor body (virtual time),
// else fields, body and a fixed overhead of the structures that hold them.
std::uint64_t chargeOf(const CacheEntry &entry);

} // namespace forefetch
