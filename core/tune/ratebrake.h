// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"
#include "core/time/random.h"

#include <algorithm>
#include <optional>

namespace forefetch {

// How fast prefetches may be sent while the origin suffers and after: additive increase,
// multiplicative decrease (Chiu and Jain 1989). The factor is 1 in good times, where nothing is
// held; it is halved every half second of trouble, and grows by a twentieth each quarter of a
// second of peace, from one to two seconds after the last trouble on. Wait and steps are jittered,
// so that several who spare one origin do not come back together. A recovery that ends in trouble
// again was too quick: the next one grows half as fast, down to an eighth, until a minute has passed
// without trouble. An origin that asks for less (429) is left alone for as long as it asks, as one
// halving.
//
// What it is a factor of is the rate at which prefetches were really sent before, so the brake acts
// at once, whatever the limit of the pool is. Sends are spaced evenly while it acts, and it comes
// off only when they do not press against it any more: what has queued up meanwhile does not burst
// out, but leaves at the old rate and slowly faster. Where the old rate was small beside demand (a
// brake in the first seconds of a run), that is by a fortieth of demand's half, not of it.
//
//     brake.step(isInTrouble, {.sent = 8, .demand = 20}, now);    // every kStep
//     brake.stop(2s, {.sent = 8, .demand = 20}, now);             // Retry-After: 2
//     if (brake.opensAt(now) <= now) { brake.sent(now); send(); }
//
// Thread: its owner's.
class RateBrake
{
public:
    static constexpr Duration kStep = std::chrono::milliseconds(250);
    static constexpr double kLeast = 1.0 / 64;

    struct Rates // 1/s, lately
    {
        double sent = 0;   // prefetches
        double demand = 0; // what the origin would get without them
    };

    explicit RateBrake(Random random) : m_random(random) {}

    // The rates are remembered when the brake takes hold. True: it has just taken hold, or come off
    // (factor() says which).
    bool step(bool trouble, const Rates &rates, TimePoint now);
    // Nothing is sent for so long and up to half as long again. True: it has just taken hold.
    bool stop(Duration pause, const Rates &rates, TimePoint now);
    bool isStopped(TimePoint now) const { return now < m_stoppedUntil; }
    // At once back to 1, after a time in which nothing was observed.
    void reset();

    double factor() const { return std::min(m_pace, 1.0); }
    bool isHolding() const { return m_holds; }
    // `now` when it holds nothing up.
    TimePoint opensAt(TimePoint now);
    void sent(TimePoint now) { m_lastSent = now; }

private:
    bool hold(const Rates &rates, TimePoint now);

    Random m_random;
    double m_pace = 1;  // times the usual
    double m_usual = 1; // 1/s
    double m_growBeyond = 0;
    double m_caution = 1; // times kGrowBy
    bool m_holds = false;
    bool m_pressed = false; // somebody was held up since the last step
    TimePoint m_lastSent{};
    TimePoint m_halveFrom{};
    TimePoint m_growFrom{};
    TimePoint m_stoppedUntil{};
    std::optional<TimePoint> m_lastTrouble;
};

} // namespace forefetch
