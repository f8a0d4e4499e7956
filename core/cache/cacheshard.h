// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/cachestore.h"
#include "core/cache/entryslots.h"
#include "core/cache/eviction.h"
#include "core/cache/expirywheel.h"
#include "core/request/slotindex.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

namespace forefetch {

// One part of the memory store, with its own share of the bounds: who is in it, who leaves first.
//
// Room for a prefetch: expired entries, then unproven ones that are less likely (the least likely
// first, by 64 buckets of probability), then demanded entries, the oldest first; never a proven
// one. It is decided before anything is evicted, so that a refused prefetch costs nobody a place.
//
// An entry that is kept although it is stale (CacheEntry::keepUntil) counts as expired here.
//
// Room for a demand entry: expired entries, then whom the policy of eviction chooses. But a proven
// entry does not leave while unproven ones hold more than an eighth of the capacity: the least
// likely of them leaves in its place, so that what prefetching brings in and nobody uses does not
// crowd out what is used.
//
// Thread: one at a time (the memory store has a lock for each); `counts` may be read at any time.
class CacheShard
{
public:
    static constexpr std::size_t kLikelihoods = 64;

    CacheEntryPtr find(const Key &key, bool heldBack, TimePoint now, StoreRemovals &out);
    std::optional<CacheHit> hit(const Key &key, bool heldBack, TimePoint now, StoreRemovals &out);
    std::optional<CacheHit> confirm(const Key &key, const CacheEntryPtr &entry, bool heldBack);
    CacheEntryPtr peek(const Key &key) const;
    KeyStatus status(const Key &key, TimePoint now) const;

    PutOutcome put(const Key &key, CacheEntryPtr entry, TimePoint now, const StoreLimits &limits,
                   StoreRemovals &out);
    CacheEntryPtr renewForControl(const Key &key, const std::shared_ptr<CacheEntry> &entry,
                                  TimePoint now, const StoreLimits &limits);
    bool erase(const Key &key, RemovalReason reason, StoreRemovals &out);
    std::size_t eraseResource(ResourceId resource, StoreRemovals &out);
    void clear(StoreRemovals &out);
    // Appends the keys in the next `most` slots; gives the slot to go on from, kNoSlot at the end.
    SlotNumber keys(SlotNumber from, std::size_t most, std::vector<Key> &out) const;
    void sweep(TimePoint now, const StoreLimits &limits, int most, StoreRemovals &out);

    // The estimate behind CacheStore::hasRoomFor; from any thread, without a lock.
    bool hasRoomFor(std::uint64_t bytes, float probability, const StoreLimits &limits) const;
    static std::size_t likelihoodOf(float probability);

    // Written by the one who holds the lock, so without any read-modify-write; read by anybody.
    class Count
    {
    public:
        void add(std::uint64_t n) { m_value.store(value() + n, std::memory_order_relaxed); }
        void subtract(std::uint64_t n) { m_value.store(value() - n, std::memory_order_relaxed); }
        std::uint64_t value() const { return m_value.load(std::memory_order_relaxed); }

    private:
        std::atomic<std::uint64_t> m_value{0};
    };
    struct Counts
    {
        Count entries;
        Count bytes;
        Count unprovenBytes;
        Count demandedBytes;
        std::array<Count, kLikelihoods> unprovenByLikelihood;
        Count stores;
        Count evictions;
        Count expirations;
        Count invalidations;
    };
    const Counts &counts() const { return m_counts; }

private:
    using PeerList = EntryList<&EntrySlot::peers>;

    SlotNumber lookUp(const Key &key) const;
    SlotNumber lookUpVisible(const Key &key, bool heldBack, TimePoint now, StoreRemovals &out);
    CacheHit touch(SlotNumber n, bool heldBack);
    void insert(const Key &key, CacheEntryPtr entry, std::uint64_t charge, Standing standing);
    void leave(SlotNumber n, RemovalReason reason, StoreRemovals &out);
    void enlist(SlotNumber n, Standing standing);
    void delist(SlotNumber n);
    PeerList &peersOf(const EntrySlot &slot);
    SlotNumber firstVariant(ResourceId resource) const;
    void addVariant(SlotNumber n);
    void removeVariant(SlotNumber n);

    bool fitsAsPrefetch(const EntrySlot *replaced, std::uint64_t charge, float probability,
                        const StoreLimits &limits) const;
    void makeRoomForPrefetch(std::uint64_t charge, float probability, TimePoint now,
                             const StoreLimits &limits, StoreRemovals &out);
    // Evicts as a demand entry may, until `bytes` fit or `most` have left.
    bool makeRoom(std::uint64_t bytes, TimePoint now, std::uint64_t capacity, int most,
                  StoreRemovals &out);
    SlotNumber demandVictim(std::uint64_t incoming, std::uint64_t capacity);
    void follow(const StoreLimits &limits);
    SlotNumber leastLikely() const;
    void evict(SlotNumber n, TimePoint now, StoreRemovals &out);
    void expire(TimePoint now, int steps, StoreRemovals &out);
    bool becomeStale(SlotNumber n, TimePoint now);
    bool isStale(SlotNumber n, TimePoint now) const;

    EntrySlots m_slots;
    EvictionKind m_evictionKind = EvictionKind::Lru;
    std::unique_ptr<Eviction> m_eviction = makeEviction(m_evictionKind, m_slots);
    SlotIndex m_byKey;
    SlotIndex m_byResource; // the first of each resource's variants in partitions
    ExpiryWheel m_wheel;
    std::array<PeerList, kLikelihoods> m_unproven;
    std::uint64_t m_unprovenFilled = 0; // one bit a list
    PeerList m_demanded;
    Counts m_counts;
};

} // namespace forefetch
