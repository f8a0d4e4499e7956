// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/cachestore.h"
#include "core/time/stagemutex.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace forefetch {

// The embedded store: shards by key, each with its own lock and an equal share of the bounds
// (capacity, unproven bytes). So an entry is too big from a shard's share on, and an entry is
// evicted when its shard is full, not the whole; with one shard the bounds are exact, and the
// same operations always give the same result, which is what virtual time uses.
//
//     MemoryStore store(MemoryStore::shardsFor(64 << 20));
//
// A look-up of a stored entry allocates nothing; storing allocates the entry alone, once the
// tables have grown to the number of entries that fit.
//
// Thread: any; a lock is held for one operation on one shard.
class MemoryStore final : public CacheStore
{
public:
    // `shards` is rounded up to a power of two, at most 64.
    explicit MemoryStore(std::size_t shards, Callers callers = Callers::AnyThread);
    ~MemoryStore() override;

    // One for each 16 MiB, up to 16: a share must hold the largest body that is kept.
    static std::size_t shardsFor(std::uint64_t capacity);
    std::size_t shards() const { return m_count; }

    CacheEntryPtr find(const Key &key, bool heldBack, TimePoint now, StoreRemovals &out) override;
    std::optional<CacheHit> hit(const Key &key, bool heldBack, TimePoint now,
                                StoreRemovals &out) override;
    std::optional<CacheHit> confirm(const Key &key, const CacheEntryPtr &entry,
                                    bool heldBack) override;
    CacheEntryPtr peek(const Key &key) const override;
    KeyStatus status(const Key &key, TimePoint now) const override;
    PutOutcome put(const Key &key, CacheEntryPtr entry, TimePoint now, const StoreLimits &limits,
                   StoreRemovals &out) override;
    CacheEntryPtr renewForControl(const Key &key, const std::shared_ptr<CacheEntry> &entry,
                                  TimePoint now, const StoreLimits &limits) override;
    bool erase(const Key &key, RemovalReason reason, StoreRemovals &out) override;
    std::size_t eraseResource(ResourceId resource, StoreRemovals &out) override;
    void clear(StoreRemovals &out) override;
    std::uint64_t keys(std::uint64_t from, std::size_t most, std::vector<Key> &out) const override;
    void sweep(TimePoint now, const StoreLimits &limits, std::size_t most,
               StoreRemovals &out) override;
    bool hasRoomFor(std::uint64_t bytes, float probability,
                    const StoreLimits &limits) const override;
    std::uint64_t meanSize() const override;
    StoreFigures figures() const override;

private:
    struct Part;
    Part &partOf(const Key &key) const;
    StoreLimits share(const StoreLimits &limits) const;

    std::size_t m_count;
    std::unique_ptr<Part[]> m_parts;
};

} // namespace forefetch
