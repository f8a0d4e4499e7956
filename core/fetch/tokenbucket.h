// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace forefetch {

// A rate limiter: tokens come in at a steady rate, one is taken for each request, and at most one
// second's worth (but never less than one token) is saved up for a burst.
//
//     TokenBucket bucket(10, clock.now());          // ten a second, full
//     if (bucket.take(clock.now())) send();
//     else waitUntil(bucket.nextAvailable(clock.now()));
//
// Exact: levels are integers (a token is 10^12 units, a rate whole thousandths of 1/s), so nothing
// drifts over months. The rate may change at any time; what came in before came in at the old
// rate. Rate 0 is a pause, which keeps what was saved.
// Thread: its owner's.
class TokenBucket
{
public:
    TokenBucket(double perSecond, TimePoint now) : m_at(now), m_level(kFull)
    {
        setRate(perSecond, now);
    }

    void setRate(double perSecond, TimePoint now)
    {
        settle(now);
        m_rate = perSecond > 0 ? std::max<std::int64_t>(1, std::llround(perSecond * 1000.0)) : 0;
        if (m_rate == 0)
            return;
        m_capacity = std::max(kToken, m_rate * kUnitsPerSecond);
        m_fillTime = m_capacity / m_rate + 1;
        m_level = std::min(m_level, m_capacity);
    }

    bool isPaused() const { return m_rate == 0; }

    // One token, or false and nothing changed.
    bool take(TimePoint now)
    {
        settle(now);
        if (m_rate == 0 || m_level < kToken)
            return false;
        m_level -= kToken;
        return true;
    }

    // The first moment, from `now` on, at which take() succeeds; kNever while paused.
    TimePoint nextAvailable(TimePoint now)
    {
        settle(now);
        if (m_rate == 0)
            return kNever;
        if (m_level >= kToken)
            return now;
        return m_at + Duration((kToken - m_level + m_rate - 1) / m_rate);
    }

private:
    static constexpr std::int64_t kToken = 1'000'000'000'000;
    static constexpr std::int64_t kUnitsPerSecond = 1'000'000'000; // of a rate of 1/1000 per s
    static constexpr std::int64_t kFull = 1'000'000'000'000'000'000;

    void settle(TimePoint now)
    {
        const std::int64_t elapsed = (now - m_at).count();
        if (elapsed <= 0)
            return;
        m_at = now;
        if (m_rate == 0)
            return;
        m_level =
            elapsed >= m_fillTime ? m_capacity : std::min(m_capacity, m_level + elapsed * m_rate);
    }

    TimePoint m_at;
    std::int64_t m_level;
    std::int64_t m_rate = 0; // thousandths of 1/s, which is units per ns
    std::int64_t m_capacity = kFull;
    std::int64_t m_fillTime = 0; // ns from empty to full
};

} // namespace forefetch
