// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/fairshares.h"

#include <algorithm>
#include <utility>

namespace forefetch {

void FairShares::Counts::add(std::size_t place)
{
    if (m_present[place] + m_before[place] == 0)
        ++m_active;
    ++m_present[place];
    ++m_presentSum;
}

bool FairShares::Counts::allow(std::size_t place, double share) const
{
    const double all = static_cast<double>(m_presentSum + m_beforeSum);
    const double part = std::max(share, 1.0 / std::max(1U, m_active));
    return m_present[place] + m_before[place] < part * all + kFew;
}

void FairShares::Counts::turn(bool both)
{
    if (std::exchange(m_beforeSum, both ? 0 : m_presentSum) + m_presentSum == 0)
        return; // nothing to clear
    m_presentSum = 0;
    m_before.swap(m_present);
    std::ranges::fill(m_present, 0);
    if (both)
        std::ranges::fill(m_before, 0);
    m_active = static_cast<std::uint32_t>(
        std::ranges::count_if(m_before, [](std::uint32_t n) { return n > 0; }));
}

void FairShares::turn(TimePoint now)
{
    const std::int64_t half = now.time_since_epoch() / kHalf;
    if (half == m_half)
        return;
    const bool both = half != m_half + 1;
    m_sessions.turn(both);
    m_routes.turn(both);
    m_half = half;
}

bool FairShares::allow(SessionId session, RouteSlot route, TimePoint now)
{
    turn(now);
    return m_sessions.allow(placeOf(session), kSessionShare) && m_routes.allow(route, kRouteShare);
}

void FairShares::scheduled(SessionId session, RouteSlot route, TimePoint now)
{
    turn(now);
    m_sessions.add(placeOf(session));
    m_routes.add(route);
}

} // namespace forefetch
