// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/settings/profile.h"
#include "core/simulate/simulation.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// What is chosen on: the first two thirds of a log's requests. What is stated comes from the rest,
// with a cache and a model that have seen what came before.
inline constexpr double kChosenOn = 2.0 / 3;
// Fewer requests than these are no two parts.
inline constexpr std::size_t kLeastToTune = 100;

enum class TuningStage : std::uint8_t { Choosing, Stating };

// The best settings for a log, and what they are worth.
struct TuningResult
{
    SettingsValues settings; // of the plan's base, with the swept parameters as chosen
    bool prefetches = false; // false: nothing was worth it; prefetch.enabled is off
    ProfileEvidence evidence; // without the name of the log and its hash, which it does not know
    Interval gain;           // of the hit ratio over no prefetching, on what was held out
    std::size_t tried = 0;   // variants
    std::uint64_t simulatedRequests = 0;
    bool complete = true;    // false: interrupted, and nothing else here means anything
};

// The sweeps that are asked for, or else both knobs of the tuner: from which probability on, and
// how many at most. See planSweep.
Result<SimulationPlan> planTuning(const SettingsValues &base,
                                  const std::vector<std::string> &sweeps, std::uint64_t seed);

// checkUsable, and is it long enough to be taken in two? `name` is for the message.
Result<void> checkTunable(const RecordedTrace &trace, std::string_view name);

// Tries every variant of the plan on the first part of a log, takes the one that simulate()
// recommends there, and states what it comes to on the part that was held out: a figure on what it
// was chosen by would flatter it. Where it is worse there than not prefetching, by more than
// chance, nothing is recommended.
//
//     Result<SimulationPlan> plan = planTuning(values, {}, 1);
//     TuningResult tuned = tune(*trace, *plan, [](TuningStage, const SimulationProgress &) {
//         return !interrupted;
//     });
//
// The same log, plan and seed give the same result. Threads: as simulate().
TuningResult
tune(const RecordedTrace &trace, SimulationPlan plan,
     const std::function<bool(TuningStage, const SimulationProgress &)> &goOn);

// The profile that comes of it: what was configured, with what was chosen laid over it. cache.policy
// stays as configured: a log is simulated under `assume`, and what may be stored is for people to
// say.
Profile tunedProfile(const Profile &configured, const SimulationPlan &plan,
                     const TuningResult &result);

} // namespace forefetch
