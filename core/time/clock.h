// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>

namespace forefetch {

using Duration = std::chrono::nanoseconds;

// A moment on the pipeline's own time line: monotonic, its zero means nothing.
using TimePoint = std::chrono::time_point<std::chrono::steady_clock, Duration>;

// A calendar moment (UTC), for HTTP dates, logs and file names only.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

inline constexpr TimePoint kNever = TimePoint::max();

inline double seconds(Duration d)
{
    return std::chrono::duration<double>(d).count();
}

// A Duration from seconds as people write them; saturates instead of overflowing.
inline Duration fromSeconds(double s)
{
    constexpr double limit = 9.0e9;
    if (s > limit)
        s = limit;
    if (s < -limit)
        s = -limit;
    return Duration(static_cast<Duration::rep>(s * 1e9));
}

// Where everything in the core reads the time from; nothing reads a system clock by itself.
// That is what lets the simulator run the very code that serves live traffic.
//
// Thread: any.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual TimePoint now() const noexcept = 0;
    virtual WallTime wallNow() const noexcept = 0;
};

// The machine's own clocks.
class RealClock final : public Clock
{
public:
    TimePoint now() const noexcept override;
    WallTime wallNow() const noexcept override;
};

// A clock that stands still until it is moved.
//
//     ManualClock clock;
//     clock.advance(30s);
//
// Thread: any; moving it is the owner's business.
class ManualClock final : public Clock
{
public:
    // The default start is 2026-01-01T00:00:00Z on the calendar and zero on the time line.
    explicit ManualClock(WallTime start = WallTime(std::chrono::milliseconds(1767225600000)));

    TimePoint now() const noexcept override;
    WallTime wallNow() const noexcept override;

    void advance(Duration by);
    // Never moves back: an earlier moment is ignored.
    void advanceTo(TimePoint to);

private:
    WallTime m_start;
    std::atomic<Duration::rep> m_now{0};
};

} // namespace forefetch
