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
        const bool takesHold = !std::exchange(m_holds, true);
        if (takesHold) {
            m_usual = std::max(kLeastUsual, rates.sent);
            m_growBeyond = kGrowBeyond * std::max(1.0, rates.demand / 2 / m_usual);
        }
        m_pace = std::max(kLeast, std::min(m_pace, 1.0) / 2);
        m_halveFrom = now + kHalveEvery;
        m_growFrom = now + fromSeconds(kPeace * (1 + m_random.uniform()));
        return takesHold;
    }
    if (!m_holds || now < m_growFrom)
        return false;
    m_pace += (m_pace < 1 ? kGrowBy : m_growBeyond) * (0.5 + m_random.uniform());
    if (m_pace < 1 || (pressed && m_pace < kMostPace))
        return false;
    reset();
    return true;
}

void RateBrake::reset()
{
    m_pace = 1;
    m_holds = m_pressed = false;
}

TimePoint RateBrake::opensAt(TimePoint now)
{
    if (!m_holds)
        return now;
    const TimePoint opens = m_lastSent + fromSeconds(1 / (m_pace * m_usual));
    if (opens <= now)
        return now;
    m_pressed = true;
    return opens;
}

} // namespace forefetch
