// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/simulation.h"

#include <span>
#include <vector>

namespace forefetch {

// What prefetching came to by route (see routetemplate.h), the routes that it served most first.
//
// `tallies` is by index of a ResourceId, as SimulationRun has it. Thread: any.
std::vector<RouteGain> routeGains(std::span<const ResourceTally> tallies,
                                  const RecordedTrace &trace, const PredictionTape &tape);

} // namespace forefetch
