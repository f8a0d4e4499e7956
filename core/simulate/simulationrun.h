// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fault/faultact.h"
#include "core/metrics/snapshot.h"
#include "core/request/exchange.h"
#include "core/simulate/predictiontape.h"
#include "core/simulate/recordedtrace.h"
#include "core/simulate/windowtuner.h"
#include "core/tune/reward.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace forefetch {

// What one group of sessions asked for, and what the prefetches came to that they caused.
struct SessionTally
{
    std::uint32_t cacheable = 0;
    std::uint32_t hits = 0;
    std::uint32_t sent = 0;     // demand requests that the origin had to answer
    std::uint32_t attempts = 0; // prefetches sent
    std::uint32_t used = 0;
    std::uint32_t late = 0;
    std::uint32_t wasted = 0;
};

// Sessions are tallied in at most so many groups; with more sessions several share one.
inline constexpr std::uint32_t kSessionGroups = 4096;

// What prefetching one resource came to.
struct ResourceTally
{
    std::uint32_t attempts = 0;
    std::uint32_t used = 0;
    std::uint32_t late = 0;
    std::uint32_t wasted = 0;
};

// One trace under one set of settings.
struct SimulationRun
{
    Snapshot snapshot;                    // at the end, in virtual time
    std::vector<SessionTally> sessions;   // by number of the session, modulo kSessionGroups
    double waiting = 0;                   // s, of all cacheable requests together
    std::vector<ResourceTally> resources; // by index of a ResourceId, where they were asked for

    double meanWait() const; // ms a cacheable request; 0 where there was none
};

// What to count beside, by groups of sessions: from a moment on, of sessions that are not held
// back.
struct OutcomeCount
{
    TimePoint from{};
    std::span<const std::uint8_t> groups; // by number of a session
    OutcomeGroups outcome{};
    // Prefetches that are stored and have served nobody at the end, less those from before the
    // moment: what becomes of them nobody has seen.
    std::array<double, kOutcomeGroups> unsettled{};
};

// Which part of a trace is simulated, and which of it counts in the tallies: all of it, or the
// first so many requests, or what comes after those that only fill the cache. A prefetch belongs to
// where it was sent.
struct TracePart
{
    std::size_t end = std::numeric_limits<std::size_t>::max(); // requests that are sent
    std::size_t countedFrom = 0;                               // the number of the first that counts
};

// What the tuner of a run is given: as it is live, or otherwise in an experiment.
struct RunTuner
{
    std::uint64_t windowRequests = 2000;
    double latencyScale = 1; // what its replays take latencies for, of what they are
};

struct RunOptions
{
    std::uint64_t seed = 1; // of the workers' jitter and of who is held back
    TracePart part;         // that `sessions` and `waiting` count; a snapshot counts everything
    RunTuner tuner;
    bool countResources = false;
    std::function<bool()> isCancelled;                  // asked every thousand requests or so
    std::atomic<std::uint64_t> *requestsDone = nullptr; // counted up
    OutcomeCount *outcomes = nullptr;                   // counted up
    // Before each request, with its number: settings that change on the way.
    std::function<void(std::size_t step, Settings &settings)> beforeStep;
    // What the tuner had done by the end, where tuner.mode is not off.
    std::function<void(const TunerView &view)> onTuned;
    std::shared_ptr<const FaultTimeline> faults;        // null: nothing goes wrong
    NormalLoad normal;                                  // of the origin, for its faults
    // Told of every demand request that is over, at the end's moment.
    std::function<void(const Exchange &, const DemandEnd &, TimePoint now)> onEnd;
    std::function<void(TimePoint)> onPrefetch; // at each one that is sent, retries included
};

// Sends the trace through a pipeline of its own, the very code that serves live traffic, on a
// manual clock. `tape` holds what the model of these settings predicts. Nothing when cancelled.
//
//     auto tape = recordPredictions(*trace, values, {.minProbability = 0.3F});
//     auto run = simulate(*trace, tape, values, {});
//     run->snapshot.demand.hitRatio
//
// With tuner.mode=auto the tuner moves its knobs between windows of the trace, as live.
// Faults of the origin and of the cache act here; those of the users change the trace
// (bendTraffic).
//
// A log tells nothing of freshness: cache.policy is `assume`, whatever the settings say.
// Thread: any; the trace and the tape are only read.
std::optional<SimulationRun> simulate(const RecordedTrace &trace,
                                      const std::shared_ptr<const PredictionTape> &tape,
                                      const SettingsValues &values, const RunOptions &options);

} // namespace forefetch
