// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/expirywheel.h"

#include <algorithm>
#include <bit>

namespace forefetch {

void ExpiryWheel::add(EntrySlots &pool, SlotNumber n)
{
    EntrySlot &slot = pool[n];
    slot.wheelBucket = kNotInWheel;
    if (slot.dueAt == kNever)
        return;
    const std::uint64_t tick = std::max(tickOf(slot.dueAt), m_tick);
    const int highest = 63 - std::countl_zero((tick ^ m_tick) | 1); // bit in which they differ
    const int level = highest / kLevelBits;
    const int shift = kLevelBits * level;
    m_quietUntil = std::min(m_quietUntil, tick >> shift << shift);
    const std::uint64_t digit = (tick >> shift) & (kBuckets - 1);
    const std::size_t bucket = static_cast<std::size_t>(level) * kBuckets + digit;
    slot.wheelBucket = static_cast<std::uint16_t>(bucket + 1);
    m_lists[bucket].pushFront(pool, n);
    m_filled[static_cast<std::size_t>(level)] |= std::uint64_t(1) << digit;
}

void ExpiryWheel::remove(EntrySlots &pool, SlotNumber n)
{
    EntrySlot &slot = pool[n];
    if (slot.wheelBucket == kNotInWheel)
        return;
    const std::size_t bucket = slot.wheelBucket - 1u;
    m_lists[bucket].remove(pool, n);
    slot.wheelBucket = kNotInWheel;
    if (m_lists[bucket].empty()) {
        m_filled[bucket / kBuckets] &= ~(std::uint64_t(1) << (bucket % kBuckets));
        if (m_moving == bucket)
            m_moving = 0;
    }
}

SlotNumber ExpiryWheel::pop(EntrySlots &pool, std::size_t bucket)
{
    const SlotNumber n = m_lists[bucket].last();
    remove(pool, n);
    return n;
}

void ExpiryWheel::moveDown(EntrySlots &pool, int &steps)
{
    for (const std::size_t bucket = m_moving; m_moving != 0 && steps > 0; --steps)
        add(pool, pop(pool, bucket));
}

SlotNumber ExpiryWheel::takeExpired(EntrySlots &pool, TimePoint now, int &steps)
{
    const std::uint64_t limit = tickOf(now);
    while (steps > 0) {
        moveDown(pool, steps);
        if (m_moving != 0)
            break;
        std::size_t level = 0;
        while (level < kLevels && m_filled[level] == 0)
            ++level;
        if (level == kLevels) {
            m_quietUntil = ~std::uint64_t(0);
            break;
        }
        // The earliest bucket: lower levels lie before higher ones, lower digits before higher.
        const int shift = kLevelBits * static_cast<int>(level);
        const auto digit = static_cast<std::uint64_t>(std::countr_zero(m_filled[level]));
        const std::uint64_t above = m_tick >> shift >> kLevelBits << kLevelBits;
        const std::uint64_t start = (above | digit) << shift;
        if (start >= limit) {
            m_quietUntil = start;
            break;
        }
        m_tick = start;
        if (level == 0) {
            --steps;
            return pop(pool, digit);
        }
        m_moving = level * kBuckets + digit;
    }
    return kNoSlot;
}

} // namespace forefetch
