// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/backingstore.h"
#include "core/cache/cachestore.h"
#include "core/metrics/figures.h"
#include "core/result.h"
#include "core/settings/settings.h"
#include "core/time/stagemutex.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace forefetch {

struct CacheOptions
{
    // Locks of the memory store, by capacity when 0. With one, the bounds are exact and the same
    // operations give the same result: for virtual time and for tests.
    std::size_t shards = 0;
    Callers callers = Callers::AnyThread;
};

// The cache: a store chosen by `cache.store`, bounded by `cache.capacity`, with expiry and the
// rule about who may make room for whom. An entry is proven once it has served a hit. A prefetch
// may evict expired entries, then less likely unproven ones, then demand entries that never served
// a hit; never a proven one. Unproven entries together hold at most
// `scheduler.cache_space_threshold` of the capacity. A demand entry may evict anything, in the
// order that `cache.eviction` names.
//
//     CacheManager cache(settings, clock);
//     cache.start();
//     cache.set(key, entry);
//     if (auto hit = cache.get(key)) ...
//
// Thread: any; the memory store is sharded, each lock is held for one operation. Removals are
// reported after the lock is gone.
class CacheManager
{
public:
    CacheManager(const Settings &settings, const Clock &clock, CacheOptions options = {});
    ~CacheManager();

    // The level behind memory, for as long as cache.store names anything else; before start(), or
    // never.
    void setBacking(std::unique_ptr<BackingStore> backing);
    // Opens the store that the settings name; an error when it cannot be had.
    Result<void> start();
    void stop();
    bool isRunning() const;

    // Told of every entry that leaves, other than by stop(): key, who brought it, whether it had
    // been proven, and why. What has expired is found out later than it did.
    struct Removal
    {
        Key key;
        PrefetchId prefetch = PrefetchId::None;
        bool proven = false;
        RemovalReason reason{};
        TimePoint freshUntil{};
    };
    void setRemovalListener(std::function<void(const Removal &)> listener);

    // A fresh entry, or nothing. A held-back session does not see an unproven prefetched entry
    // that no demand request has fetched since.
    std::optional<CacheHit> get(const Key &key, bool heldBack = false);
    // As get, for one request that may be answered from either of two keys (its own partition's,
    // else the public one's): `accept` (the request's Vary check) decides before anything is
    // counted or proven, and all of it counts as one hit or one miss. Where another variant is
    // under the key, `variant` says under which key this request's would be (see variants.h).
    using VariantOf = std::function<Key(const Key &, const CacheEntry &)>;
    std::optional<CacheHit> get(const Key &own, const Key &shared, bool heldBack,
                                const std::function<bool(const CacheEntry &)> &accept,
                                const VariantOf &variant = {});
    // An entry whether fresh or not, counted as nothing; for revalidation and for tables.
    CacheEntryPtr peek(const Key &key) const;
    KeyStatus status(const Key &key) const;

    // --- The level behind memory. Nothing here waits for it.
    // Of these keys of one resource, the request's own first, those that memory does not hold and
    // the level may are brought into memory; then
    // `done`, once, in any thread. False, and no call, when there is none of them, or the level has
    // been too slow of late (tookTooLong).
    bool recall(const BackingStore::Question &question, std::function<void()> done);
    bool mayRecall(std::span<const Key> keys) const;
    bool hasLevel() const;
    // Whoever waited for a recall has gone on without: after five in a row the level is left alone
    // for a second.
    void tookTooLong();
    // See BackingStore.
    Duration longestWait() const;
    void fetched(const Key &key);
    // Fresh in memory, or for certain behind it.
    bool holdsFresh(const Key &key) const;
    StoreLevelFigures levelFigures() const;

    enum class SetResult { Stored, NoRoom, TooBig, NotRunning };
    SetResult set(const Key &key, CacheEntry entry);
    // As the seed has it: a body that is fresh for `ttl`, described by `metadata` fields.
    SetResult set(const Key &key, std::string body, Duration ttl, Headers metadata = {});
    // A control group's answer for a key that holds an unproven prefetch: the entry is refreshed,
    // becomes visible to the control group and stays unproven for everybody else. False when there
    // is no such entry: store the answer as any other.
    bool setSeenByControl(const Key &key, CacheEntry entry);

    // `target`: where the resource has no id here, it may be kept behind memory all the same.
    void eraseBehind(std::string_view target);
    bool erase(const Key &key, RemovalReason reason = RemovalReason::Invalidated);
    // See CacheStore::keys.
    std::uint64_t keys(std::uint64_t from, std::size_t most, std::vector<Key> &out) const;
    // Every partition's variant of a resource; returns how many.
    std::size_t eraseResource(ResourceId resource);
    void clear();
    // The stored body, or what `make` gives, stored for `ttl`. Two callers of one key: `make` runs
    // once, the other waits for it.
    Result<Body> getOrSet(const Key &key, Duration ttl,
                          const std::function<Result<std::string>()> &make);

    // Would a prefetched response of that size and probability find room now? What the scheduler
    // asks before it fetches; never a promise.
    bool hasRoomFor(std::uint64_t bytes, float probability) const;
    // Mean stored size, for that question; 0 when nothing is stored.
    std::uint64_t meanSize() const;
    CacheFigures metrics() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace forefetch
