// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/simulation.h"

#include <string>

namespace forefetch {

// All that a simulation is written from: what was asked, of what, and what came of it.
struct SimulationDocument
{
    std::string name; // of the trace, as it was given
    const RecordedTrace &trace;
    const SimulationPlan &plan;
    const SimulationResult &result;
};

// For programs ("schema": 1): `trace`, `import`, `left_out`, `runs`, `baselines`, `recommended`,
// `routes`; the names of section "simulate" of the quick reference. Ratios are 0–1, latencies ms.
// The same trace, plan and seed give the same bytes; how long it took is not in it.
//
// Thread: any.
std::string simulationJson(const SimulationDocument &document);

// One line a run (RFC 4180), the yardsticks first: name, the swept settings, and the figures.
std::string simulationCsv(const SimulationDocument &document);

// A page that stands alone: verdict, charts, tables; for a browser, a phone and paper.
std::string simulationHtml(const SimulationDocument &document);

} // namespace forefetch
