// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/simulate/simulation.h"
#include "core/trace/fieldmap.h"
#include "core/trace/ownedevent.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// What asking a log takes before and around simulate(), the same for a terminal and the window.
//
//     Result<SimulationPlan> plan = planSweep(values, {"cache.capacity=1,16,64"}, 1);
//     if (!plan) ... plan.error().text
//     auto trace = recordTrace(*reader, {}, isCancelled);
//     if (auto usable = checkUsable(*trace, path); !usable) ... usable.error().text
//     SimulationResult result = simulate(*trace, *plan, goOn);

// The values as a log can be simulated with: cache.policy is `assume`, for a log says nothing of
// freshness. True when that was changed.
bool assumeFreshness(SettingsValues &values);

// Every combination of the sweeps (see SweepAxis::parse) over `base`. Refused: what cannot be
// parsed, cache.policy, one parameter twice, more than kMostVariants.
Result<SimulationPlan> planSweep(const SettingsValues &base, const std::vector<std::string> &sweeps,
                                 std::uint64_t seed);

// Values worth trying first, as SweepAxis takes them behind "id=": "0.05:0.95:0.05", every choice,
// or up to nine values over the whole range of a number.
std::string suggestedValues(Param param);

// OriginOptions::latency from "from-trace" or milliseconds.
Result<std::optional<Duration>> originLatencyFrom(const std::string &text);

// Is there anything in it that could be fetched beforehand? `name` is for the message.
Result<void> checkUsable(const RecordedTrace &trace, std::string_view name);

// The beginning of a log, to be looked at before all of it is read.
struct LogPreview
{
    std::vector<OwnedEvent> events; // the first ones that can be used
    TraceReport report;             // complete where the log is no longer than these
};
Result<LogPreview> previewLog(const std::string &path, const TraceOptions &options,
                              std::size_t most);

// Which roles ("time", "method", …) the first events fill; for formats that have no names of
// fields.
std::vector<std::string_view> rolesIn(const LogPreview &preview);

// "simulating 42 %, about 12 s left"; `elapsed` in seconds.
std::string progressText(const SimulationProgress &progress, double elapsed);
double shareDone(const SimulationProgress &progress); // 0–1

} // namespace forefetch
