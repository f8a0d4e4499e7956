// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who makes room for whom in a shard, and what an entry costs.
#include "core/cache/cacheshard.h"

#include <bit>
#include <utility>

namespace forefetch {

namespace {

// The share of the capacity that unproven entries keep when a proven one would leave.
constexpr std::uint64_t kUnprovenDivisor = 8;

// What the policy of eviction remembers of one that left (a ghost), or counts of one that is there.
constexpr std::uint64_t kRememberedOverhead = 48;
// A slot, two cells in each of the two indices at half load, the entry with the count that shares
// it, the head with its own.
constexpr std::uint64_t kEntryOverhead = sizeof(EntrySlot) + 4 * 8 + kRememberedOverhead +
                                         sizeof(CacheEntry) + 16 + sizeof(ResponseHead) + 16;
constexpr std::uint64_t kBodyOverhead = sizeof(std::string) + 16;

} // namespace

std::uint64_t chargeOf(const CacheEntry &entry)
{
    if (!entry.head && !entry.body && entry.size != 0)
        return entry.size;
    std::uint64_t charge = kEntryOverhead;
    if (entry.head)
        charge += entry.head->headers.bytes() + entry.head->headers.size() * sizeof(HeaderField);
    if (entry.body)
        charge += entry.body->size() + kBodyOverhead;
    for (const auto &[name, value] : entry.vary)
        charge += sizeof(entry.vary[0]) + name.size() + value.size();
    return charge;
}

SlotNumber CacheShard::leastLikely() const
{
    if (m_unprovenFilled == 0)
        return kNoSlot;
    return m_unproven[static_cast<std::size_t>(std::countr_zero(m_unprovenFilled))].last();
}

bool CacheShard::fitsAsPrefetch(const EntrySlot *replaced, std::uint64_t charge, float probability,
                                const StoreLimits &limits) const
{
    const std::size_t likelihood = likelihoodOf(probability);
    std::uint64_t unproven = m_counts.unprovenBytes.value();
    std::uint64_t others = m_counts.bytes.value() - m_counts.demandedBytes.value();
    if (others + charge <= limits.capacity && unproven + charge <= limits.unproven)
        return true; // whatever the less likely ones hold
    std::uint64_t lessLikely = 0;
    for (std::size_t i = 0; i < likelihood; ++i)
        lessLikely += m_counts.unprovenByLikelihood[i].value();
    // What the same key held goes in any case; what is evictable is counted as gone already.
    if (replaced && replaced->standing == Standing::Proven)
        others -= replaced->charge;
    if (replaced && replaced->standing == Standing::Unproven &&
        replaced->likelihood >= likelihood) {
        others -= replaced->charge;
        unproven -= replaced->charge;
    }
    return others - lessLikely + charge <= limits.capacity &&
           unproven - lessLikely + charge <= limits.unproven;
}

void CacheShard::makeRoomForPrefetch(std::uint64_t charge, float probability, TimePoint now,
                                     const StoreLimits &limits, StoreRemovals &out)
{
    // fitsAsPrefetch has shown that less likely and demanded entries suffice, in that order.
    const std::uint64_t below = (std::uint64_t(1) << likelihoodOf(probability)) - 1;
    while (m_counts.bytes.value() + charge > limits.capacity && isStale(m_demanded.last(), now))
        evict(m_demanded.last(), now, out);
    while (m_counts.unprovenBytes.value() + charge > limits.unproven)
        evict(leastLikely(), now, out);
    while (m_counts.bytes.value() + charge > limits.capacity)
        evict(m_unprovenFilled & below ? leastLikely() : m_demanded.last(), now, out);
}

SlotNumber CacheShard::demandVictim(std::uint64_t incoming, std::uint64_t capacity)
{
    const SlotNumber n = m_eviction->victim(incoming);
    const bool crowded = m_counts.unprovenBytes.value() > capacity / kUnprovenDivisor;
    return crowded && m_slots[n].standing == Standing::Proven ? leastLikely() : n;
}

// The settings may have changed since the last operation. Another policy takes over everything in
// one pass, once: those nearest to leaving first.
void CacheShard::follow(const StoreLimits &limits)
{
    if (limits.eviction != m_evictionKind) {
        m_evictionKind = limits.eviction;
        const auto before = std::exchange(m_eviction, makeEviction(m_evictionKind, m_slots));
        m_eviction->resize(limits.capacity);
        for (SlotNumber n; (n = before->next()) != kNoSlot;) {
            before->removed(n, false);
            m_eviction->adopted(n);
        }
    }
    m_eviction->resize(limits.capacity);
}

bool CacheShard::makeRoom(std::uint64_t bytes, TimePoint now, std::uint64_t capacity, int most,
                          StoreRemovals &out)
{
    while (m_counts.bytes.value() + bytes > capacity) {
        if (most-- <= 0)
            return false;
        const SlotNumber oldest = m_demanded.last();
        evict(isStale(oldest, now) ? oldest : demandVictim(bytes, capacity), now, out);
    }
    return true;
}

bool CacheShard::isStale(SlotNumber n, TimePoint now) const
{
    return n != kNoSlot && m_slots[n].freshUntil <= now;
}

void CacheShard::evict(SlotNumber n, TimePoint now, StoreRemovals &out)
{
    const bool expired = m_slots[n].freshUntil <= now;
    leave(n, expired ? RemovalReason::Expired : RemovalReason::Evicted, out);
}

bool CacheShard::hasRoomFor(std::uint64_t bytes, float probability, const StoreLimits &limits) const
{
    const std::uint64_t held = m_counts.bytes.value();
    const std::uint64_t unproven = m_counts.unprovenBytes.value();
    if (held + bytes <= limits.capacity && unproven + bytes <= limits.unproven)
        return true;
    // Other threads may change the counts between two loads: sums, not differences.
    std::uint64_t lessLikely = 0;
    for (std::size_t i = 0, n = likelihoodOf(probability); i < n; ++i)
        lessLikely += m_counts.unprovenByLikelihood[i].value();
    const std::uint64_t demanded = m_counts.demandedBytes.value();
    return held + bytes <= limits.capacity + demanded + lessLikely &&
           unproven + bytes <= limits.unproven + lessLikely;
}

} // namespace forefetch
