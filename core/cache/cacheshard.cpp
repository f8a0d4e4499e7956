// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/cacheshard.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace forefetch {

namespace {

// Slots that one operation may look at to find expired ones, and entries that a lowered capacity
// may evict in one operation: enough to catch up, little enough not to be felt.
constexpr int kExpiryStepsPerOperation = 4;
constexpr int kExpiryStepsForRoom = 64;
constexpr int kEvictionsPerOperation = 256;

Standing standingOf(const CacheEntry &entry)
{
    if (entry.proven)
        return Standing::Proven;
    return entry.prefetch == PrefetchId::None ? Standing::Demanded : Standing::Unproven;
}

} // namespace

std::size_t CacheShard::likelihoodOf(float probability)
{
    if (!(probability > 0)) // nor is it, when it is no number
        return 0;
    const auto bucket = static_cast<std::size_t>(std::min(probability, 1.0f) * kLikelihoods);
    return std::min(bucket, kLikelihoods - 1);
}

// --- Look-up --------------------------------------------------------------------------------

SlotNumber CacheShard::lookUp(const Key &key) const
{
    return m_byKey.find(hashOf(key), [&](SlotNumber n) { return m_slots[n].key == key; });
}

SlotNumber CacheShard::lookUpVisible(const Key &key, bool heldBack, TimePoint now,
                                     StoreRemovals &out)
{
    expire(now, kExpiryStepsPerOperation, out);
    const SlotNumber n = lookUp(key);
    if (n == kNoSlot)
        return kNoSlot;
    const EntrySlot &slot = m_slots[n];
    if (slot.freshUntil <= now) {
        if (slot.entry->keepUntil <= now || slot.standing == Standing::Unproven)
            leave(n, RemovalReason::Expired, out);
        return kNoSlot;
    }
    const bool hidden = heldBack && slot.standing == Standing::Unproven && !slot.seenByControl;
    return hidden ? kNoSlot : n;
}

CacheEntryPtr CacheShard::find(const Key &key, bool heldBack, TimePoint now, StoreRemovals &out)
{
    const SlotNumber n = lookUpVisible(key, heldBack, now, out);
    return n == kNoSlot ? nullptr : m_slots[n].entry;
}

std::optional<CacheHit> CacheShard::hit(const Key &key, bool heldBack, TimePoint now,
                                        StoreRemovals &out)
{
    const SlotNumber n = lookUpVisible(key, heldBack, now, out);
    if (n == kNoSlot)
        return std::nullopt;
    return touch(n, heldBack);
}

std::optional<CacheHit> CacheShard::confirm(const Key &key, const CacheEntryPtr &entry,
                                            bool heldBack)
{
    const SlotNumber n = lookUp(key);
    if (n == kNoSlot || m_slots[n].entry != entry)
        return std::nullopt;
    return touch(n, heldBack);
}

CacheHit CacheShard::touch(SlotNumber n, bool heldBack)
{
    EntrySlot &slot = m_slots[n];
    // The count of references lies elsewhere in memory, just before the entry: it is fetched
    // while the lists are relinked, and touched last, because an atomic addition waits for it.
    __builtin_prefetch(reinterpret_cast<const char *>(slot.entry.get()) - 8, 1);
    PrefetchId firstUseOf = PrefetchId::None;
    // (What the control group fetched for itself proves nothing about the prefetch.)
    if (slot.standing != Standing::Unproven || !heldBack) {
        if (slot.standing == Standing::Unproven)
            firstUseOf = slot.entry->prefetch;
        if (slot.standing != Standing::Proven) {
            delist(n);
            enlist(n, Standing::Proven);
        }
        m_eviction->hit(n);
    }
    return {slot.entry, firstUseOf};
}

CacheEntryPtr CacheShard::peek(const Key &key) const
{
    const SlotNumber n = lookUp(key);
    return n == kNoSlot ? nullptr : m_slots[n].entry;
}

KeyStatus CacheShard::status(const Key &key, TimePoint now) const
{
    const SlotNumber n = lookUp(key);
    if (n == kNoSlot)
        return KeyStatus::Absent;
    return m_slots[n].freshUntil > now ? KeyStatus::Fresh : KeyStatus::Stale;
}

// --- Coming and going -----------------------------------------------------------------------

PutOutcome CacheShard::put(const Key &key, CacheEntryPtr entry, TimePoint now,
                           const StoreLimits &limits, StoreRemovals &out)
{
    follow(limits);
    const std::uint64_t charge = chargeOf(*entry);
    const bool full = m_counts.bytes.value() + charge > limits.capacity;
    expire(now, full ? kExpiryStepsForRoom : kExpiryStepsPerOperation, out);
    const Standing standing = standingOf(*entry);
    if (standing == Standing::Unproven) {
        if (charge > limits.capacity)
            return PutOutcome::TooBig;
        const SlotNumber old = lookUp(key);
        if (!fitsAsPrefetch(old == kNoSlot ? nullptr : &m_slots[old], charge, entry->probability,
                            limits))
            return PutOutcome::NoRoom;
        erase(key, RemovalReason::Replaced, out);
        makeRoomForPrefetch(charge, entry->probability, now, limits, out);
    } else {
        // A newer answer is known: the older one goes even where there is no place for the newer.
        erase(key, RemovalReason::Replaced, out);
        if (charge > limits.capacity)
            return PutOutcome::TooBig;
        // First what a lowered capacity still owes, bounded; then what this entry needs.
        if (!makeRoom(0, now, limits.capacity, kEvictionsPerOperation, out))
            return PutOutcome::NoRoom;
        makeRoom(charge, now, limits.capacity, std::numeric_limits<int>::max(), out);
    }
    insert(key, std::move(entry), charge, standing);
    return PutOutcome::Stored;
}

CacheEntryPtr CacheShard::renewForControl(const Key &key, const std::shared_ptr<CacheEntry> &entry,
                                          TimePoint now, const StoreLimits &limits)
{
    const SlotNumber n = lookUp(key);
    if (n == kNoSlot || m_slots[n].standing != Standing::Unproven || m_slots[n].freshUntil <= now)
        return nullptr;
    EntrySlot &slot = m_slots[n];
    const std::uint64_t charge = chargeOf(*entry);
    // Nobody is evicted for it: an answer that has grown too much is stored as any other.
    if (m_counts.bytes.value() - slot.charge + charge > limits.capacity ||
        m_counts.unprovenBytes.value() - slot.charge + charge > limits.unproven)
        return nullptr;
    entry->prefetch = slot.entry->prefetch;
    entry->probability = slot.entry->probability;
    CacheEntryPtr before = std::exchange(slot.entry, entry);
    delist(n);
    m_eviction->removed(n, false);
    m_wheel.remove(m_slots, n);
    m_counts.bytes.subtract(slot.charge);
    m_counts.bytes.add(charge);
    slot.charge = charge;
    slot.freshUntil = slot.dueAt = entry->freshUntil;
    slot.seenByControl = true;
    enlist(n, Standing::Unproven);
    m_eviction->added(n);
    m_wheel.add(m_slots, n);
    m_counts.stores.add(1);
    return before;
}

void CacheShard::insert(const Key &key, CacheEntryPtr entry, std::uint64_t charge,
                        Standing standing)
{
    const SlotNumber n = m_slots.take();
    EntrySlot &slot = m_slots[n];
    slot.key = key;
    slot.charge = charge;
    slot.freshUntil = slot.dueAt = entry->freshUntil;
    slot.likelihood = static_cast<std::uint8_t>(likelihoodOf(entry->probability));
    slot.entry = std::move(entry);
    enlist(n, standing);
    m_eviction->added(n);
    m_wheel.add(m_slots, n);
    m_byKey.insert(hashOf(key), n);
    addVariant(n);
    m_counts.entries.add(1);
    m_counts.bytes.add(charge);
    m_counts.stores.add(1);
}

void CacheShard::leave(SlotNumber n, RemovalReason reason, StoreRemovals &out)
{
    EntrySlot &slot = m_slots[n];
    delist(n);
    m_eviction->removed(n, reason == RemovalReason::Evicted);
    m_wheel.remove(m_slots, n);
    m_byKey.erase(hashOf(slot.key), n);
    removeVariant(n);
    m_counts.entries.subtract(1);
    m_counts.bytes.subtract(slot.charge);
    if (reason == RemovalReason::Expired)
        m_counts.expirations.add(1);
    else if (reason == RemovalReason::Evicted)
        m_counts.evictions.add(1);
    else if (reason == RemovalReason::Invalidated)
        m_counts.invalidations.add(1);
    out.push_back({slot.key, std::move(slot.entry), slot.standing == Standing::Proven, reason});
    m_slots.give(n);
}

bool CacheShard::erase(const Key &key, RemovalReason reason, StoreRemovals &out)
{
    const SlotNumber n = lookUp(key);
    if (n == kNoSlot)
        return false;
    leave(n, reason, out);
    return true;
}

std::size_t CacheShard::eraseResource(ResourceId resource, StoreRemovals &out)
{
    std::size_t erased =
        erase({resource, Partition::everyone()}, RemovalReason::Invalidated, out) ? 1 : 0;
    for (SlotNumber n; (n = firstVariant(resource)) != kNoSlot; ++erased)
        leave(n, RemovalReason::Invalidated, out);
    return erased;
}

void CacheShard::clear(StoreRemovals &out)
{
    for (SlotNumber n; (n = m_eviction->next()) != kNoSlot;)
        leave(n, RemovalReason::Invalidated, out);
}

SlotNumber CacheShard::keys(SlotNumber from, std::size_t most, std::vector<Key> &out) const
{
    const std::size_t end = std::min<std::size_t>(from + most, m_slots.size());
    for (SlotNumber n = from; n < end; ++n)
        if (m_slots[n].entry)
            out.push_back(m_slots[n].key);
    return end < m_slots.size() ? static_cast<SlotNumber>(end) : kNoSlot;
}

void CacheShard::sweep(TimePoint now, const StoreLimits &limits, int most, StoreRemovals &out)
{
    follow(limits);
    expire(now, most, out);
    makeRoom(0, now, limits.capacity, most, out);
}

void CacheShard::expire(TimePoint now, int steps, StoreRemovals &out)
{
    if (m_wheel.isQuiet(now))
        return;
    for (SlotNumber n; (n = m_wheel.takeExpired(m_slots, now, steps)) != kNoSlot;) {
        if (!becomeStale(n, now))
            leave(n, RemovalReason::Expired, out);
    }
}

// No longer fresh, but worth keeping: it goes before all others when room is needed, also for a
// prefetch, as if it had left already. An unproven one is not kept: it ends with its freshness.
bool CacheShard::becomeStale(SlotNumber n, TimePoint now)
{
    EntrySlot &slot = m_slots[n];
    if (slot.standing == Standing::Unproven || slot.entry->keepUntil <= now)
        return false;
    delist(n);
    slot.standing = Standing::Demanded;
    m_demanded.pushBack(m_slots, n);
    m_counts.demandedBytes.add(slot.charge);
    slot.dueAt = slot.entry->keepUntil;
    m_wheel.add(m_slots, n);
    return true;
}

} // namespace forefetch
