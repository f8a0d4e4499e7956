// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/htmlwriter.h"
#include "core/simulate/simulation.h"

#include <string>

namespace forefetch {

// The charts of a simulation's page. Places across are percents of the page's width, so that no
// text is scaled: a phone and paper get the same letters.
//
// Thread: any.

// What is laid over the style of every report.
extern const std::string_view kSimulationStyle;

// "0.35", or the values of both swept parameters; "these settings" where nothing was swept.
std::string pointName(const SettingsValues &settings, const SimulationPlan &plan);

// Hit ratio against extra load: every variant, the frontier, the recommended one, the yardsticks.
void drawFrontier(HtmlWriter &html, const SimulationResult &result, const SimulationPlan &plan);
// How the prefetches of each variant that matters ended: used, late, wasted, for nothing.
void drawEnds(HtmlWriter &html, const SimulationResult &result, const SimulationPlan &plan);
// The routes that prefetching serves most.
void drawRoutes(HtmlWriter &html, const SimulationResult &result);

} // namespace forefetch
