// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/departures.h"

#include <algorithm>
#include <string_view>

namespace forefetch {

namespace {

// RFC 9110, 5.6.2: logs hold what strangers sent, which need not be a method.
bool isToken(std::string_view text)
{
    constexpr std::string_view symbols = "!#$%&'*+-.^_`|~";
    return std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               symbols.find(c) != std::string_view::npos;
    });
}

} // namespace

Departures::Departures(TraceReader &reader, const DepartureOptions &options, const Clock &clock)
    : m_options(options), m_clock(clock), m_feed(reader), m_schedule(options.speed, options.maxRate)
{
}

bool Departures::maySend(const TraceEvent &event) const
{
    const bool changesNothing = event.method == "GET" || event.method == "HEAD";
    return changesNothing || (m_options.allMethods && isToken(event.method));
}

// The next request of the trace; false at its end.
bool Departures::take(ReplayFigures &figures)
{
    Duration since{};
    if (!m_feed.next(m_request, since))
        return false;
    if (!m_began)
        m_began = m_clock.now(); // what it took to read that far is not late
    figures.traceTime = since;
    m_hasRequest = maySend(m_request);
    if (m_hasRequest) {
        m_due = *m_began + m_schedule.due(since);
        figures.moved = m_schedule.moved();
        figures.movedMost = m_schedule.movedMost();
    } else {
        ++figures.requests;
        figures.noteSkipped(isToken(m_request.method) ? m_request.method : "no method");
    }
    return true;
}

// Of the request that was taken; Rest: it will never be sent.
Departures::Step Departures::judge(std::size_t unanswered, ReplayFigures &figures) const
{
    const TimePoint now = m_clock.now();
    figures.elapsed = now - *m_began;
    if (!m_schedule.hasTimes())
        return unanswered < std::min(kAtOnce, m_options.mostUnanswered) ? Step::Send : Step::Full;
    if (m_due > now)
        return Step::Wait;
    if (unanswered >= m_options.mostUnanswered)
        return Step::Rest;
    figures.lateness.record(now - m_due);
    figures.latest = std::max(figures.latest, now - m_due);
    return Step::Send;
}

Departures::Step Departures::next(std::size_t unanswered, ReplayFigures &figures)
{
    for (std::size_t i = 0; i < kMostAtATime; ++i) {
        if (!m_hasRequest && !take(figures))
            return Step::End;
        if (!m_hasRequest)
            continue;
        const Step step = judge(unanswered, figures);
        if (step == Step::Wait || step == Step::Full)
            return step;
        m_hasRequest = false;
        ++figures.requests;
        if (step == Step::Send) {
            ++figures.sent;
            return step;
        }
        ++figures.notSent;
    }
    return Step::Rest;
}

} // namespace forefetch
