// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/bootstrap.h"
#include "core/simulate/recordedtrace.h"
#include "core/simulate/simulationrun.h"
#include "core/simulate/sweep.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace forefetch {

// What is asked of a log.
struct SimulationPlan
{
    SettingsValues base;
    std::vector<SweepAxis> axes;          // at most two, as a rule; none: `base` alone
    std::vector<SettingsValues> variants; // variantsOf(base, axes)
    std::uint64_t seed = 1;
    TracePart part;                       // of the trace: intervals and gains are of it alone
    std::vector<PlannedFault> faults; // counted from the trace's beginning; see bendTraffic
    unsigned threads = 0;             // 0: one for each core
    // What comes of it when it is cancelled: all that was finished, or nothing, but sooner.
    bool keepPartial = true;
};

// The yardsticks, in the order of PRODUCT's names: no_prefetch, unlimited_cache, oracle_seen,
// oracle_all. The unlimited cache is one of 64 GiB without prefetching; what is in it still
// expires.
enum class Yardstick : std::uint8_t { NoPrefetch, UnlimitedCache, OracleSeen, OracleAll };
inline constexpr std::size_t kYardstickCount = 4;
std::string_view nameOf(Yardstick yardstick);

struct YardstickSet
{
    std::array<SimulationRun, kYardstickCount> runs;
    std::array<Interval, kYardstickCount> hitRatios;

    const SimulationRun &operator[](Yardstick y) const { return runs[static_cast<std::size_t>(y)]; }
};

// One variant, with what it may as well have been and what it gained.
struct Variant
{
    SettingsValues settings;
    SimulationRun run;
    std::size_t yardsticks = 0; // index in SimulationResult::yardsticks: those with its cache
    Interval hitRatio, extraLoad, wasteRatio;
    Interval gain;   // of the hit ratio, over no prefetching
    Interval reward; // the same for what the tuner maximises (reward.h)
    bool isOnFrontier = false; // no other variant has more hits for at most its extra load
};

struct Recommendation
{
    std::optional<std::size_t> variant; // none: do not prefetch
    SettingsValues settings;
    std::string reason; // a sentence
};

// What came of prefetching a route at the recommended point.
struct RouteGain
{
    std::string route;
    ResourceTally tally;
    double shareOfServed = 0; // of all that prefetching served
};

struct SimulationResult
{
    std::vector<Variant> variants;        // those that were finished, in the order of the plan
    std::vector<YardstickSet> yardsticks; // the first one with the cache of the plan's base
    Recommendation recommended;
    std::vector<RouteGain> routes; // of the recommended point, else of the best; the largest first
    bool complete = true;          // false: cancelled, and this is what there was
    std::uint64_t simulatedRequests = 0;
};

struct SimulationProgress
{
    std::uint64_t done = 0; // requests, over models and variants
    std::uint64_t all = 0;
};

// Runs every variant of the plan and its yardsticks, on as many threads as the plan says. Each
// distinct model predicts once, and all variants that it serves share what it said; results do not
// depend on the number of threads.
//
//     SimulationResult result = simulate(*trace, plan, [&](const SimulationProgress &p) {
//         return !interrupted;         // false: end with what there is
//     });
//
// Faults befall every variant and the yardsticks without foresight; an oracle asks an origin that
// is well. `goOn` is called in the caller's thread, about twenty times a second. Thread: the
// caller's waits; the threads that it makes are gone when it returns.
SimulationResult simulate(const RecordedTrace &trace, const SimulationPlan &plan,
                          const std::function<bool(const SimulationProgress &)> &goOn);

} // namespace forefetch
