// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/s3fifoeviction.h"

#include <algorithm>

namespace forefetch {

namespace {

// All as in the paper.
constexpr std::uint64_t kSmallDivisor = 10;
constexpr std::uint8_t kHitsToMain = 2;
constexpr std::uint8_t kMostHits = 3; // two bits

} // namespace

void S3FifoEviction::enter(Queue queue, SlotNumber n)
{
    m_slots[n].queue = queue;
    m_slots[n].frequency = 0;
    (queue == Small ? m_small : m_main).pushFront(m_slots, n);
}

void S3FifoEviction::added(SlotNumber n)
{
    const EntrySlot &slot = m_slots[n];
    const bool again = slot.standing != Standing::Unproven && m_ghosts.take(hashOf(slot.key));
    enter(again ? Main : Small, n);
}

void S3FifoEviction::adopted(SlotNumber n)
{
    enter(m_slots[n].standing == Standing::Proven ? Main : Small, n);
}

void S3FifoEviction::hit(SlotNumber n)
{
    std::uint8_t &hits = m_slots[n].frequency;
    hits = std::min<std::uint8_t>(hits + 1, kMostHits);
}

void S3FifoEviction::removed(SlotNumber n, bool evicted)
{
    const EntrySlot &slot = m_slots[n];
    if (slot.queue == Main) {
        m_main.remove(m_slots, n);
        return;
    }
    m_small.remove(m_slots, n);
    if (evicted) // as many bytes of ghosts as the main queue holds entries
        m_ghosts.add(hashOf(slot.key), slot.charge, m_capacity - m_capacity / kSmallDivisor);
}

SlotNumber S3FifoEviction::victim(std::uint64_t)
{
    for (;;) {
        const bool fromSmall =
            m_main.empty() || (!m_small.empty() && m_small.bytes() >= m_capacity / kSmallDivisor);
        if (fromSmall) {
            const SlotNumber n = m_small.last();
            if (m_slots[n].frequency < kHitsToMain)
                return n;
            m_small.remove(m_slots, n);
            enter(Main, n);
        } else {
            const SlotNumber n = m_main.last();
            if (m_slots[n].frequency == 0)
                return n;
            --m_slots[n].frequency;
            m_main.moveToFront(m_slots, n);
        }
    }
}

SlotNumber S3FifoEviction::next() const
{
    return m_small.empty() ? m_main.last() : m_small.last();
}

} // namespace forefetch
