// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/guardlog.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace forefetch {

void GuardLog::add(GuardAction action, TimePoint at, std::string reason, double measured,
                   double limit)
{
    const auto ago = std::chrono::duration_cast<WallTime::duration>(m_clock.now() - at);
    ++m_counts[static_cast<std::size_t>(action)];
    GuardEvent &event = m_events[m_newest++ % kKept];
    event = {m_newest, at, m_clock.wallNow() - ago, action, std::move(reason), measured, limit};
}

void GuardLog::fill(GuardFigures &figures, std::size_t most) const
{
    figures.brakes = count(GuardAction::Brake);
    figures.capsReached = count(GuardAction::Cap);
    figures.breakerOpenings = count(GuardAction::BreakerOpened);
    figures.routesPaused = count(GuardAction::RoutePaused);
    figures.memoryStops = count(GuardAction::MemoryLow);
    figures.demandStops = count(GuardAction::DemandFirst);
    figures.harmStops = count(GuardAction::HarmOff);
    const std::uint64_t kept = std::min<std::uint64_t>({m_newest, most, kKept});
    figures.events.clear();
    for (std::uint64_t n = m_newest - kept; n < m_newest; ++n)
        figures.events.push_back(m_events[n % kKept]);
}

} // namespace forefetch
