// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/entryslots.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace forefetch {

// Which slots are due (have expired), without looking at those that are not: a hierarchical timing
// wheel (Varghese and Lauck 1987) of six levels of 64 buckets, its tick 67 ms. Adding and removing
// are O(1); each slot moves down a level at most five times in its life. What it calls expired is
// expired; what has expired becomes visible to it within one tick.
//
//     wheel.add(pool, n);                       // by pool[n].dueAt; kNever never expires
//     int steps = 64;
//     while ((n = wheel.takeExpired(pool, now, steps)) != kNoSlot) ...
//
// Thread: its owner's.
class ExpiryWheel
{
public:
    void add(EntrySlots &pool, SlotNumber n);
    void remove(EntrySlots &pool, SlotNumber n);

    // A slot that has expired at `now`, no longer in the wheel, or none. Each slot looked at or
    // moved to a finer bucket takes one of `steps`; with none left it stops, to go on next time.
    SlotNumber takeExpired(EntrySlots &pool, TimePoint now, int &steps);
    // takeExpired would find nothing and move nothing: two comparisons, for every operation.
    bool isQuiet(TimePoint now) const { return tickOf(now) <= m_quietUntil; }

private:
    static constexpr int kTickBits = 26; // 2^26 ns
    static constexpr int kLevelBits = 6;
    static constexpr int kLevels = 6;
    static constexpr std::uint64_t kBuckets = 1u << kLevelBits;
    static constexpr std::uint16_t kNotInWheel = 0; // bucket numbers are stored plus one

    static std::uint64_t tickOf(TimePoint t)
    {
        const Duration::rep since = std::max<Duration::rep>(t.time_since_epoch().count(), 0);
        constexpr std::uint64_t last = (std::uint64_t(1) << (kLevelBits * kLevels)) - 1;
        return std::min(static_cast<std::uint64_t>(since) >> kTickBits, last);
    }
    void moveDown(EntrySlots &pool, int &steps);
    SlotNumber pop(EntrySlots &pool, std::size_t bucket);

    // Every slot in the wheel lies at m_tick or later. Level l holds those that share with m_tick
    // all six-bit digits above the l-th, and have a greater l-th digit (level 0: or the same).
    // The bucket m_moving alone, which is being moved down, is as m_tick in the l-th as well.
    std::uint64_t m_tick = 0;
    std::uint64_t m_quietUntil = 0;                // no bucket starts before
    std::array<std::uint64_t, kLevels> m_filled{}; // one bit a bucket
    std::size_t m_moving = 0;                      // level 0 has no bucket to move: 0 is none
    std::array<EntryList<&EntrySlot::expiry>, kLevels * kBuckets> m_lists;
};

} // namespace forefetch
