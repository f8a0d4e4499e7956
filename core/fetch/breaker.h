// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"
#include "core/time/random.h"

#include <cstdint>

namespace forefetch {

struct BreakerOptions
{
    std::uint32_t consecutiveErrors = 5;        // this many in a row open it
    std::uint32_t window = 20;                  // at most 64; or this share of errors ...
    double errorRatio = 0.5;                    // ... among that many of the latest results
    Duration openFor = std::chrono::seconds(1); // first; doubles with each probe that fails ...
    Duration openForMost = std::chrono::seconds(30);
};

// A circuit breaker (M. Nygard, "Release It!", 2007): an origin that keeps failing is left alone
// for a while, then one request alone probes it. The pause is jittered between half of its length
// and the whole, so that several clients of one origin do not probe together.
//
//     if (breaker.passesAt(now) <= now) { bool probe = breaker.pass(now); send(); }
//     ok ? breaker.succeeded(probe) : breaker.failed(probe, now, random);
//
// Thread: its owner's.
class Breaker
{
public:
    enum class State : std::uint8_t { Closed, Open, Probing };

    explicit Breaker(BreakerOptions options = {}) : m_options(options) {}

    State state() const { return m_state; }
    std::uint32_t consecutiveErrors() const { return m_consecutive; }

    // When a request may pass: now, when the pause is over, or kNever while the probe is under way.
    TimePoint passesAt(TimePoint now) const;
    // A request passes (only when passesAt allows it); true: it is the probe, say so at its end.
    bool pass(TimePoint now);

    void succeeded(bool probe);
    // True when this error opened it, or opened it again.
    bool failed(bool probe, TimePoint now, Random &random);
    // Ended without telling anything about the origin (cancelled): a probe makes way for the next.
    void ignored(bool probe);

private:
    void open(TimePoint now, Random &random);
    bool tooManyErrors() const;
    void note(bool error);

    BreakerOptions m_options;
    State m_state = State::Closed;
    std::uint32_t m_consecutive = 0;
    std::uint32_t m_openings = 0; // in a row, without a success between
    std::uint32_t m_results = 0;  // in the window, at most its size
    std::uint64_t m_window = 0;   // the latest results, newest in bit 0; 1 is an error
    TimePoint m_until{};
};

} // namespace forefetch
