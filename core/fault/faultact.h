// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fault/faulttimeline.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace forefetch {

// What the origin has to do when nothing is wrong: the measure of limits and of servers.
struct NormalLoad
{
    double requestsPerSecond = 25;
    Duration latency = std::chrono::milliseconds(70);
};

// What the origin has to do at the moment of a request.
struct OriginLoad
{
    double requests = 0; // let in during the last second, this one included
    Duration wait{};     // until one of the servers is free
};

// What is to be done to one answer.
struct FaultAct
{
    enum class End : std::uint8_t { Answer, Silence, Reset, Truncated };

    End end = End::Answer;
    std::int16_t status = 0; // in place of the origin's own answer; 0: its own
    Duration retryAfter{};   // zero: nothing is said
    double latencyFactor = 1;
    Duration wait{}; // before anybody works at it
    bool takesServer = false;
    double bodyShare = 1;
    Duration drip{};
    std::optional<Duration> freshFor; // at most, in place of what the origin says

    bool isNone() const { return *this == FaultAct(); }
    friend bool operator==(const FaultAct &, const FaultAct &) = default;
};

// What a scenario that is there since `began` does to a request: a pure function, in which chance
// is `draw`, a number from 0 up to 1 that belongs to the request.
FaultAct actOf(const FaultScenario &scenario, TimePoint began, TimePoint now, double draw,
               const OriginLoad &load, const NormalLoad &normal);

// The origin's side of all faults together, in real time and in virtual time: counts its load,
// draws by seed, request and moment, and says what to do to each answer.
//
//     FaultyOrigin origin(seed, {.requestsPerSecond = 25});
//     const FaultAct act = origin.arrive(board.now(), now, hashOf(key));
//     if (act.status == 0 && act.end == FaultAct::End::Answer)
//         answer after origin.work(act, now, its own latency)
//
// Two runs that ask for the same thing at the same moment get the same draw, so a run with
// prefetching and one without differ in their load alone.
//
// Thread: one.
class FaultyOrigin
{
public:
    FaultyOrigin(std::uint64_t seed, const NormalLoad &normal);

    FaultAct arrive(const FaultsOn &faults, TimePoint now, std::uint64_t request);
    // How long the answer takes; a queueing origin has one server less for so long.
    Duration work(const FaultAct &act, TimePoint now, Duration own);

private:
    Duration waitAt(TimePoint now) const;

    std::uint64_t m_seed;
    NormalLoad m_normal;
    std::deque<TimePoint> m_lately; // let in during the last second
    std::vector<TimePoint>
        m_free; // a queueing origin's servers: a heap, the first to be free in front
};

} // namespace forefetch
