// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/cacheshard.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace forefetch {

namespace {

// Slots that one operation may look at to find expired ones, and entries that a lowered capacity
// may evict in one operation: enough to catch up, little enough not to be felt.
constexpr int kExpiryStepsPerOperation = 4;
constexpr int kExpiryStepsForRoom = 64;
constexpr int kEvictionsPerOperation = 256;

std::uint64_t resourceHash(ResourceId resource)
{
    return mixBits(resource.packed());
}

// Only one thread writes, so no read-modify-write is needed.
void add(std::atomic<std::uint64_t> &to, std::uint64_t amount)
{
    to.store(to.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
}

void subtract(std::atomic<std::uint64_t> &from, std::uint64_t amount)
{
    from.store(from.load(std::memory_order_relaxed) - amount, std::memory_order_relaxed);
}

std::uint64_t valueOf(const std::atomic<std::uint64_t> &of)
{
    return of.load(std::memory_order_relaxed);
}

Standing standingOf(const CacheEntry &entry)
{
    if (entry.proven)
        return Standing::Proven;
    return entry.prefetch == PrefetchId::None ? Standing::Demanded : Standing::Unproven;
}

} // namespace

std::size_t CacheShard::likelihoodOf(float probability)
{
    const auto bucket = static_cast<int>(std::clamp(probability, 0.0f, 1.0f) * kLikelihoods);
    return std::min<std::size_t>(static_cast<std::size_t>(bucket), kLikelihoods - 1);
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
    CacheHit hit{slot.entry, PrefetchId::None};
    if (slot.standing == Standing::Unproven) {
        // What the control group fetched for itself says nothing about the prefetch.
        if (heldBack)
            return hit;
        hit.firstUseOf = slot.entry->prefetch;
    }
    delist(n);
    enlist(n, Standing::Proven);
    return hit;
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
    const std::uint64_t charge = chargeOf(*entry);
    const bool full = valueOf(m_counts.bytes) + charge > limits.capacity;
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
    if (valueOf(m_counts.bytes) - slot.charge + charge > limits.capacity ||
        valueOf(m_counts.unprovenBytes) - slot.charge + charge > limits.unproven)
        return nullptr;
    entry->prefetch = slot.entry->prefetch;
    entry->probability = slot.entry->probability;
    CacheEntryPtr before = std::exchange(slot.entry, entry);
    delist(n);
    m_wheel.remove(m_slots, n);
    subtract(m_counts.bytes, slot.charge);
    add(m_counts.bytes, charge);
    slot.charge = charge;
    slot.freshUntil = entry->freshUntil;
    slot.seenByControl = true;
    enlist(n, Standing::Unproven);
    m_wheel.add(m_slots, n);
    add(m_counts.stores, 1);
    return before;
}

void CacheShard::insert(const Key &key, CacheEntryPtr entry, std::uint64_t charge,
                        Standing standing)
{
    const SlotNumber n = m_slots.take();
    EntrySlot &slot = m_slots[n];
    slot.key = key;
    slot.charge = charge;
    slot.freshUntil = entry->freshUntil;
    slot.likelihood = static_cast<std::uint8_t>(likelihoodOf(entry->probability));
    slot.entry = std::move(entry);
    enlist(n, standing);
    m_wheel.add(m_slots, n);
    m_byKey.insert(hashOf(key), n);
    addVariant(n);
    add(m_counts.entries, 1);
    add(m_counts.bytes, charge);
    add(m_counts.stores, 1);
}

void CacheShard::leave(SlotNumber n, RemovalReason reason, StoreRemovals &out)
{
    EntrySlot &slot = m_slots[n];
    delist(n);
    m_wheel.remove(m_slots, n);
    m_byKey.erase(hashOf(slot.key), n);
    removeVariant(n);
    subtract(m_counts.entries, 1);
    subtract(m_counts.bytes, slot.charge);
    if (reason == RemovalReason::Expired)
        add(m_counts.expirations, 1);
    else if (reason == RemovalReason::Evicted)
        add(m_counts.evictions, 1);
    else if (reason == RemovalReason::Invalidated)
        add(m_counts.invalidations, 1);
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
    std::size_t erased = 0;
    const auto matches = [&](SlotNumber n) { return m_slots[n].key.resource == resource; };
    const std::uint64_t hash = resourceHash(resource);
    for (SlotNumber n; (n = m_byResource.find(hash, matches)) != kNoSlot; ++erased)
        leave(n, RemovalReason::Invalidated, out);
    return erased;
}

void CacheShard::clear(StoreRemovals &out)
{
    const auto drain = [&](RecencyList &list) {
        while (!list.empty())
            leave(list.last(), RemovalReason::Invalidated, out);
    };
    std::for_each(m_unproven.begin(), m_unproven.end(), drain);
    drain(m_demanded);
    drain(m_proven);
}

void CacheShard::sweep(TimePoint now, const StoreLimits &limits, int most, StoreRemovals &out)
{
    expire(now, most, out);
    makeRoom(0, now, limits.capacity, most, out);
}

void CacheShard::expire(TimePoint now, int steps, StoreRemovals &out)
{
    for (SlotNumber n; (n = m_wheel.takeExpired(m_slots, now, steps)) != kNoSlot;)
        leave(n, RemovalReason::Expired, out);
}

// --- Lists ----------------------------------------------------------------------------------

CacheShard::RecencyList &CacheShard::listOf(const EntrySlot &slot)
{
    switch (slot.standing) {
    case Standing::Unproven:
        return m_unproven[slot.likelihood];
    case Standing::Demanded:
        return m_demanded;
    case Standing::Proven:
        break;
    }
    return m_proven;
}

void CacheShard::enlist(SlotNumber n, Standing standing)
{
    EntrySlot &slot = m_slots[n];
    slot.standing = standing;
    slot.touched = ++m_touches;
    listOf(slot).pushFront(m_slots, n);
    if (standing == Standing::Unproven) {
        m_unprovenFilled |= std::uint64_t(1) << slot.likelihood;
        add(m_counts.unprovenBytes, slot.charge);
        add(m_counts.unprovenByLikelihood[slot.likelihood], slot.charge);
    } else if (standing == Standing::Demanded) {
        add(m_counts.demandedBytes, slot.charge);
    }
}

void CacheShard::delist(SlotNumber n)
{
    const EntrySlot &slot = m_slots[n];
    RecencyList &list = listOf(slot);
    list.remove(m_slots, n);
    if (slot.standing == Standing::Unproven) {
        if (list.empty())
            m_unprovenFilled &= ~(std::uint64_t(1) << slot.likelihood);
        subtract(m_counts.unprovenBytes, slot.charge);
        subtract(m_counts.unprovenByLikelihood[slot.likelihood], slot.charge);
    } else if (slot.standing == Standing::Demanded) {
        subtract(m_counts.demandedBytes, slot.charge);
    }
}

void CacheShard::addVariant(SlotNumber n)
{
    const ResourceId resource = m_slots[n].key.resource;
    const std::uint64_t hash = resourceHash(resource);
    const SlotNumber first =
        m_byResource.find(hash, [&](SlotNumber s) { return m_slots[s].key.resource == resource; });
    if (first == kNoSlot) {
        m_byResource.insert(hash, n);
        return;
    }
    EntryLinks &head = m_slots[first].variants;
    m_slots[n].variants = {first, head.next};
    if (head.next != kNoSlot)
        m_slots[head.next].variants.previous = n;
    head.next = n;
}

void CacheShard::removeVariant(SlotNumber n)
{
    const auto [previous, next] = m_slots[n].variants;
    if (next != kNoSlot)
        m_slots[next].variants.previous = previous;
    if (previous != kNoSlot) {
        m_slots[previous].variants.next = next;
        return;
    }
    const std::uint64_t hash = resourceHash(m_slots[n].key.resource);
    m_byResource.erase(hash, n);
    if (next != kNoSlot)
        m_byResource.insert(hash, next);
}

} // namespace forefetch
