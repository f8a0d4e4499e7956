// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/time/clock.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// What can go wrong, by name: of the origin, of its users, of our own cache.
enum class Fault : std::uint8_t {
    LatencyX5,
    LatencyX10,
    Errors30,
    Errors100,
    Timeouts,
    Resets,
    TruncatedBodies,
    RateLimit,
    Flapping,
    SlowLoris,
    Cascade,
    ThunderingHerd,
    TrafficDrift,
    CacheResize,
};
inline constexpr std::size_t kFaultCount = 14;

// One way to go wrong, as a value: the demo's shop, its users, the simulator and tests all read
// this table. A member that a scenario does not name does nothing.
//
//     const FaultScenario &slow = scenarioOf(Fault::LatencyX10);
//     slow.name == "latency-x10", slow.latencyFactor == 10
//
// Thread: a value.
struct FaultScenario
{
    Fault fault{};
    std::string_view name;
    std::string_view sentence;
    // The origin's: what befalls an answer.
    double share = 1;         // of the answers, drawn by the seed
    double latencyFactor = 1; // of the time that the origin takes
    std::int16_t status = 0;  // in place of the origin's own answer
    bool isSilent = false;    // no answer ever comes
    bool isReset = false;     // the connection breaks where an answer was due
    double bodyShare = 1;     // that comes before the connection ends
    Duration drip{};          // over which the body comes, a few bytes at a time
    Duration period{};        // the fault is there in the first half of each; zero: all the time
    double mostRequests = 0;  // a second, in normal seconds of demand; what is beyond: 429
    Duration retryAfter{};    // said with the 429
    double servers = 0;       // of a queueing origin, in those that normal demand keeps busy
    Duration longestWait{};   // for a free one; who would wait longer is sent away with a 503
    Duration expiriesMeet{};  // whatever is fresh expires at the next multiple of this
    // The users' and the cache's.
    double haste = 1;       // how much faster users ask; all who pause come at once
    bool isDrift = false;   // users want other things, in another order
    double cacheFactor = 1; // of cache.capacity, which is at least 1 MiB

    // MiB, from MiB.
    double capacityOf(double capacity) const;
};

std::span<const FaultScenario> faultScenarios();
const FaultScenario &scenarioOf(Fault fault);
// An unknown name is an error that names the nearest.
Result<Fault> faultFrom(std::string_view name);

// When a fault is there, counted from the start of what runs.
//
//     FaultSchedule{.begin = 10s, .length = 5s, .every = 20s}  // 10–15 s, 30–35 s, …
//
// Thread: a value.
struct FaultSchedule
{
    static constexpr Duration kForEver = Duration::max();

    Duration begin{};
    Duration length = kForEver;
    Duration every{}; // from one beginning to the next; zero: once

    // Nothing when it is not there `after` the start, else how long it has been there already.
    bool isOn(Duration after) const { return since(after) >= Duration::zero(); }
    Duration since(Duration after) const; // negative: it is not there
};

struct PlannedFault
{
    Fault fault{};
    FaultSchedule schedule;
};

// "errors-30,flapping" as faults with one schedule.
Result<std::vector<PlannedFault>> planFaults(std::string_view names, const FaultSchedule &schedule);
// One scenario a line, name and sentence, for people.
std::string faultListText();

} // namespace forefetch
