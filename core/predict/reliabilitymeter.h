// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/openforecast.h"
#include "core/request/exchange.h"
#include "core/time/random.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace forefetch {

// How well a model keeps its word on live traffic, lately: P(next) and P(used) of what it predicted
// against what came. Every fourth request's predictions are followed, chosen by chance before
// anything is known of them, so that each says the same as all of them.
//
//     meter.came(exchange);                              // a request has arrived
//     meter.predicted(exchange.session, now, answers);   // ... and this was predicted then
//     ReliabilityMeter::Reading lately = meter.reading(now);
//
// "Lately" is a window of eight parts, each of 15 seconds and 2,500 scored predictions at least, so
// that a change shows within minutes and a figure is never of a handful. Predictions that are made
// again before the session goes on (an answer's body has come) take the place of the first ones.
//
// Memory: fixed, 0.4 MB. Costs a look at one cache line a request, and ten comparisons a forecast
// that is being followed. Thread: one, the model thread.
class ReliabilityMeter
{
public:
    static constexpr unsigned kOneIn = 4;
    static constexpr std::size_t kParts = 8;
    static constexpr Duration kPartTime = std::chrono::seconds(15);
    static constexpr std::uint64_t kPartLeast = 2500; // predictions scored for P(used)

    struct Reading
    {
        Reliability next;
        Reliability used;
        Duration span{}; // since the oldest of it was scored
    };

    explicit ReliabilityMeter(std::uint64_t seed = 1);

    // Another meaning of "used" begins anew for it.
    void setHorizon(const Horizon &horizon);
    const Horizon &horizon() const { return m_horizon; }
    void restart(); // another model
    void came(const Exchange &arrival);
    void predicted(SessionId session, TimePoint at, std::span<const Prediction> predictions);
    Reading reading(TimePoint now) const;

private:
    static constexpr std::size_t kWays = 8;
    static constexpr std::size_t kSets = 256;
    struct Part
    {
        Reliability next;
        Reliability used;
        TimePoint begun{};
    };

    std::size_t setOf(SessionId session) const { return (session.index % kSets) * kWays; }
    bool isGone(const OpenForecast &forecast, TimePoint now) const;
    void settle(std::size_t place, TimePoint now);
    void sweep(TimePoint now);
    Part &part(TimePoint now);

    Horizon m_horizon;
    std::vector<SessionId> m_sessions; // by place; invalid: free. Sets of kWays
    std::vector<OpenForecast> m_forecasts;
    std::array<Part, kParts> m_parts;
    std::size_t m_part = 0;
    std::size_t m_hand = 0;
    SessionId m_chosen; // whose next predictions are to be followed
    Random m_random;
};

} // namespace forefetch
