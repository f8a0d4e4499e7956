// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <algorithm>

namespace forefetch {

// Keeps work that comes in pieces within a share of one core: after each piece comes a pause that is
// as long as the piece would have taken at that share. A piece that is under way is not cut short.
//
//     CpuBudget budget(0.05);                     // of one core
//     if (budget.allows(clock.now())) { work(); budget.spent(0.2, clock.now()); }   // s of CPU
//
// Thread: its owner's.
class CpuBudget
{
public:
    explicit CpuBudget(double share) : m_share(share) {}

    bool allows(TimePoint now) const { return now >= m_next; }
    void spent(double cpu, TimePoint now)
    {
        m_next = std::max(m_next, now + fromSeconds(cpu / m_share));
    }

private:
    double m_share;
    TimePoint m_next = TimePoint::min();
};

} // namespace forefetch
