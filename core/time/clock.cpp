// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/time/clock.h"

namespace forefetch {

TimePoint RealClock::now() const noexcept
{
    return std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now());
}

WallTime RealClock::wallNow() const noexcept
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
}

ManualClock::ManualClock(WallTime start) : m_start(start) {}

TimePoint ManualClock::now() const noexcept
{
    return TimePoint(Duration(m_now.load(std::memory_order_relaxed)));
}

WallTime ManualClock::wallNow() const noexcept
{
    const Duration since(m_now.load(std::memory_order_relaxed));
    return m_start + std::chrono::duration_cast<std::chrono::milliseconds>(since);
}

void ManualClock::advance(Duration by)
{
    if (by.count() > 0)
        m_now.fetch_add(by.count(), std::memory_order_relaxed);
}

void ManualClock::advanceTo(TimePoint to)
{
    const Duration::rep target = to.time_since_epoch().count();
    if (target > m_now.load(std::memory_order_relaxed))
        m_now.store(target, std::memory_order_relaxed);
}

} // namespace forefetch
