// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/simulationrun.h"

#include <functional>
#include <optional>

namespace forefetch {

// What an oracle may know of the future.
enum class Foresight : std::uint8_t {
    Seen, // each request of something that somebody has asked for before
    All,  // each request
};

// The best that any prefetcher could make of a trace: a cache of the settings' size and freshness,
// filled by somebody who knows what comes and fetches each missing answer once, just in time. No
// worker, rate or queue holds it up; what no fetch could have brought in time (the trace had not
// begun, or nobody had seen it yet) is missed, as is what does not fit into the cache.
//
// Every request is a hit here that is one under any settings with the same cache (Foresight::Seen:
// with a model that names nothing new). Of `outcomes`, requests and hits are counted. Nothing when
// cancelled.
//
// Thread: any; the trace is only read.
std::optional<SimulationRun> simulateOracle(const RecordedTrace &trace, Foresight foresight,
                                            const SettingsValues &values,
                                            const RunOptions &options);

} // namespace forefetch
