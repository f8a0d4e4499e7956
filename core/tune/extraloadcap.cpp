// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/extraloadcap.h"

#include <algorithm>

namespace forefetch {

void RecentCount::add(TimePoint at)
{
    const auto stretch = static_cast<std::uint64_t>(stretchOf(at));
    std::atomic<std::uint64_t> &slot = m_slots[stretch % kSlots];
    std::uint64_t seen = slot.load(std::memory_order_relaxed);
    std::uint64_t next = 0;
    do {
        if (seen >> kCountBits > stretch)
            return; // twelve seconds late
        next = (seen >> kCountBits == stretch ? seen : stretch << kCountBits) + 1;
    } while (!slot.compare_exchange_weak(seen, next, std::memory_order_relaxed));
}

std::uint64_t RecentCount::countOf(std::int64_t stretch) const
{
    if (stretch < 0)
        return 0;
    const auto wanted = static_cast<std::uint64_t>(stretch);
    const std::uint64_t slot = m_slots[wanted % kSlots].load(std::memory_order_relaxed);
    return slot >> kCountBits == wanted ? slot & ((1ULL << kCountBits) - 1) : 0;
}

// The whole stretches are added up once for each; what is added to one of them afterwards, by a
// thread that was held up, counts from the next stretch on.
std::uint64_t RecentCount::sum(TimePoint now, std::int64_t skipped) const
{
    const std::int64_t present = stretchOf(now);
    if (m_summedFor != present) {
        m_summed = 0;
        for (std::int64_t s = present - kStretches + 1; s < present; ++s)
            m_summed += countOf(s);
        m_summedFor = present;
    }
    const std::uint64_t oldest = skipped == 0 ? countOf(present - kStretches) : 0;
    return oldest + m_summed + countOf(present);
}

TimePoint RecentCount::nextDrop(TimePoint now) const
{
    const std::int64_t present = stretchOf(now);
    for (std::int64_t s = present - kStretches; s <= present; ++s) {
        if (countOf(s) > 0)
            return TimePoint((s + 1) * kStretch + kWindow);
    }
    return kNever;
}

bool ExtraLoadCap::admits(TimePoint now, double cap) const
{
    if (cap <= 0)
        return false;
    const double allowed = std::max(1.0, cap * static_cast<double>(m_demand.atLeast(now)));
    return static_cast<double>(m_sent.atMost(now) + 1) <= allowed;
}

double ExtraLoadCap::extraLoad(TimePoint now) const
{
    const std::uint64_t demand = m_demand.atLeast(now);
    return demand == 0 ? 0 : static_cast<double>(m_sent.atMost(now)) / static_cast<double>(demand);
}

} // namespace forefetch
