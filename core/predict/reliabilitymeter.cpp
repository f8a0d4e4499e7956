// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/reliabilitymeter.h"

#include <algorithm>

namespace forefetch {

namespace {

// A session that was silent for so long has ended (SessionTracker).
constexpr Duration kSessionGap = std::chrono::minutes(30);

} // namespace

ReliabilityMeter::ReliabilityMeter(std::uint64_t seed)
    : m_sessions(kSets * kWays), m_forecasts(kSets * kWays), m_random(seed)
{
}

void ReliabilityMeter::setHorizon(const Horizon &horizon)
{
    if (m_horizon == horizon)
        return;
    m_horizon = horizon;
    std::fill(m_sessions.begin(), m_sessions.end(), SessionId());
    for (Part &part : m_parts)
        part.used = {};
}

void ReliabilityMeter::restart()
{
    std::fill(m_sessions.begin(), m_sessions.end(), SessionId());
    m_parts.fill({});
    m_part = 0;
    m_chosen = {};
}

ReliabilityMeter::Part &ReliabilityMeter::part(TimePoint now)
{
    Part *current = &m_parts[m_part];
    if (current->begun == TimePoint{})
        current->begun = now;
    if (now - current->begun >= kPartTime && current->used.count() >= kPartLeast) {
        m_part = (m_part + 1) % kParts;
        current = &m_parts[m_part];
        *current = {{}, {}, now};
    }
    return *current;
}

bool ReliabilityMeter::isGone(const OpenForecast &forecast, TimePoint now) const
{
    return now - forecast.at() > std::min(m_horizon.time, kSessionGap);
}

void ReliabilityMeter::settle(std::size_t place, TimePoint now)
{
    m_forecasts[place].settle(part(now).used);
    m_sessions[place] = {};
}

// Sessions that do not come back must not be left out: what they were predicted did not come.
void ReliabilityMeter::sweep(TimePoint now)
{
    for (std::size_t way = 0; way < kWays; ++way, ++m_hand) {
        if (m_sessions[m_hand].valid() && isGone(m_forecasts[m_hand], now))
            settle(m_hand, now);
    }
    m_hand %= m_sessions.size();
}

void ReliabilityMeter::came(const Exchange &arrival)
{
    if (!arrival.session.valid())
        return;
    sweep(arrival.at);
    const std::size_t first = setOf(arrival.session);
    for (std::size_t place = first; place < first + kWays; ++place) {
        if (m_sessions[place] != arrival.session)
            continue;
        OpenForecast &forecast = m_forecasts[place];
        if (forecast.requests() == 0 && arrival.method == Method::Get)
            forecast.scoreNext(arrival.resource, part(arrival.at).next);
        forecast.came(arrival.resource, arrival.at, m_horizon);
        if (forecast.isOver(m_horizon) || isGone(forecast, arrival.at))
            settle(place, arrival.at);
    }
    m_chosen = m_random.below(kOneIn) == 0 ? arrival.session : SessionId();
}

void ReliabilityMeter::predicted(SessionId session, TimePoint at,
                                 std::span<const Prediction> predictions)
{
    const bool isChosen = m_chosen == session && session.valid();
    m_chosen = {};
    const std::size_t first = setOf(session);
    std::size_t free = first + kWays;
    for (std::size_t place = first; place < first + kWays; ++place) {
        if (m_sessions[place] == session && session.valid() && m_forecasts[place].requests() == 0)
            return m_forecasts[place].begin(at, predictions);
        if (!m_sessions[place].valid())
            free = place;
    }
    if (!isChosen || free == first + kWays || predictions.empty())
        return;
    m_sessions[free] = session;
    m_forecasts[free].begin(at, predictions);
}

ReliabilityMeter::Reading ReliabilityMeter::reading(TimePoint now) const
{
    Reading reading;
    TimePoint begun = now;
    for (const Part &part : m_parts) {
        reading.next += part.next;
        reading.used += part.used;
        if (part.begun != TimePoint{})
            begun = std::min(begun, part.begun);
    }
    reading.span = now - begun;
    return reading;
}

} // namespace forefetch
