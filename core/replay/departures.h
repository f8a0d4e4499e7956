// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/replay/replayfigures.h"
#include "core/replay/schedule.h"
#include "core/replay/tracefeed.h"

#include <cstddef>
#include <optional>

namespace forefetch {

struct DepartureOptions
{
    ReplaySpeed speed;
    double maxRate = 0;      // requests/s; 0: no cap
    bool allMethods = false; // false: GET and HEAD, which change nothing at the target
    // Without an answer at a time; what is due beyond it is not sent, and counted. At full speed
    // with no cap nothing is ever due, and kAtOnce are kept under way instead.
    std::size_t mostUnanswered = 2000;
};

// Which request of a trace leaves when: the whole of a replay but its sockets. It counts what is
// taken, skipped, sent and not sent, and how late.
//
//     Departures departures(reader, {.speed = {10}}, clock);
//     switch (departures.next(unanswered, figures)) {
//     case Departures::Step::Send: send(departures.request()); ...
//
// Thread: the owner's.
class Departures
{
public:
    static constexpr std::size_t kAtOnce = 64;
    static constexpr std::size_t kMostAtATime = 1024; // that are not sent, in one call

    enum class Step {
        Send, // request(), now
        Wait, // until due()
        Full, // until an answer comes
        Rest, // many were not sent: let others have their turn, then ask again
        End,
    };

    // Reader and clock outlive it. The first request is due as soon as it has been read.
    Departures(TraceReader &reader, const DepartureOptions &options, const Clock &clock);

    Step next(std::size_t unanswered, ReplayFigures &figures);
    // Until the next call of next().
    const TraceEvent &request() const { return m_request; }
    TimePoint due() const { return m_due; }

private:
    bool take(ReplayFigures &figures);
    bool maySend(const TraceEvent &event) const;
    Step judge(std::size_t unanswered, ReplayFigures &figures) const;

    DepartureOptions m_options;
    const Clock &m_clock;
    TraceFeed m_feed;
    ReplaySchedule m_schedule;
    std::optional<TimePoint> m_began;
    TraceEvent m_request;
    TimePoint m_due{};
    bool m_hasRequest = false;
};

} // namespace forefetch
