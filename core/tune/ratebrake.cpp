// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/ratebrake.h"

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

constexpr Duration kHalveEvery = std::chrono::milliseconds(500);
constexpr double kPeace = 1;           // s at least, twice that at most
constexpr double kGrowBy = 0.05;       // on average
constexpr double kLeastCaution = 1.0 / 8; // times that
constexpr Duration kForget = std::chrono::seconds(60);
constexpr double kGrowBeyond = 0.0125; // while what has queued up leaves
constexpr double kMostPace = 4;        // after a minute of that it comes off anyway
constexpr double kLeastUsual = 1.0;    // 1/s: what is sent less often is no load to speak of

} // namespace

bool RateBrake::step(bool trouble, const Rates &rates, TimePoint now)
{
    const bool pressed = std::exchange(m_pressed, false);
    if (trouble) {
        if (now < m_halveFrom)
            return false;
        return hold(rates, now);
    }
    if (!m_holds || now < m_growFrom)
        return false;
    m_pace += (m_pace < 1 ? m_caution * kGrowBy : m_growBeyond) * (0.5 + m_random.uniform());
    if (m_pace < 1 || (pressed && m_pace < kMostPace))
        return false;
    reset();
    return true;
}

bool RateBrake::hold(const Rates &rates, TimePoint now)
{
    const bool takesHold = !std::exchange(m_holds, true);
    if (takesHold) {
        m_usual = std::max(kLeastUsual, rates.sent);
        m_growBeyond = kGrowBeyond * std::max(1.0, rates.demand / 2 / m_usual);
    }
    if (!m_lastTrouble || now - *m_lastTrouble > kForget)
        m_caution = 1;
    else if (now >= m_growFrom) // it had begun to come back
        m_caution = std::max(kLeastCaution, m_caution / 2);
    m_lastTrouble = now;
    m_pace = std::max(kLeast, std::min(m_pace, 1.0) / 2);
    m_halveFrom = now + kHalveEvery;
    m_growFrom = now + fromSeconds(kPeace * (1 + m_random.uniform()));
    return takesHold;
}

// What was sent before the stop and is refused during it asks for nothing new.
bool RateBrake::stop(Duration pause, const Rates &rates, TimePoint now)
{
    const bool wasStopped = isStopped(now);
    m_stoppedUntil = std::max(
        m_stoppedUntil, now + fromSeconds(seconds(pause) * (1 + 0.5 * m_random.uniform())));
    const bool takesHold = !wasStopped && hold(rates, now);
    m_lastTrouble = m_stoppedUntil;
    m_halveFrom = std::max(m_halveFrom, m_stoppedUntil);
    m_growFrom = std::max(m_growFrom, m_stoppedUntil + fromSeconds(kPeace));
    return takesHold;
}

void RateBrake::reset()
{
    m_pace = 1;
    m_holds = m_pressed = false;
    m_stoppedUntil = {};
}

TimePoint RateBrake::opensAt(TimePoint now)
{
    if (!m_holds)
        return now;
    const TimePoint opens =
        std::max(m_stoppedUntil, m_lastSent + fromSeconds(1 / (m_pace * m_usual)));
    if (opens <= now)
        return now;
    m_pressed = true;
    return opens;
}

} // namespace forefetch
