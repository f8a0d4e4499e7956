// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lists that a shard's entries are in: by standing and age, and by resource.
#include "core/cache/cacheshard.h"

namespace forefetch {

namespace {

std::uint64_t resourceHash(ResourceId resource)
{
    return mixBits(resource.packed());
}

} // namespace

CacheShard::PeerList &CacheShard::peersOf(const EntrySlot &slot)
{
    return slot.standing == Standing::Unproven ? m_unproven[slot.likelihood] : m_demanded;
}

void CacheShard::enlist(SlotNumber n, Standing standing)
{
    EntrySlot &slot = m_slots[n];
    slot.standing = standing;
    if (standing == Standing::Proven)
        return; // no prefetch may evict it
    peersOf(slot).pushFront(m_slots, n);
    if (standing == Standing::Unproven) {
        m_unprovenFilled |= std::uint64_t(1) << slot.likelihood;
        m_counts.unprovenBytes.add(slot.charge);
        m_counts.unprovenByLikelihood[slot.likelihood].add(slot.charge);
    } else {
        m_counts.demandedBytes.add(slot.charge);
    }
}

void CacheShard::delist(SlotNumber n)
{
    const EntrySlot &slot = m_slots[n];
    if (slot.standing == Standing::Proven)
        return;
    PeerList &list = peersOf(slot);
    list.remove(m_slots, n);
    if (slot.standing == Standing::Unproven) {
        if (list.empty())
            m_unprovenFilled &= ~(std::uint64_t(1) << slot.likelihood);
        m_counts.unprovenBytes.subtract(slot.charge);
        m_counts.unprovenByLikelihood[slot.likelihood].subtract(slot.charge);
    } else {
        m_counts.demandedBytes.subtract(slot.charge);
    }
}

SlotNumber CacheShard::firstVariant(ResourceId resource) const
{
    return m_byResource.find(resourceHash(resource),
                             [&](SlotNumber n) { return m_slots[n].key.resource == resource; });
}

// The public entry of a resource is found by its key; only those of partitions are in this list.
void CacheShard::addVariant(SlotNumber n)
{
    if (m_slots[n].key.partition.isPublic())
        return;
    const ResourceId resource = m_slots[n].key.resource;
    const SlotNumber first = firstVariant(resource);
    if (first == kNoSlot) {
        m_byResource.insert(resourceHash(resource), n);
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
    if (m_slots[n].key.partition.isPublic())
        return;
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
