// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/tuning.h"

#include <string>

namespace forefetch {

// All that a tuning is written from: what was asked, of what, and what came of it.
struct TuningDocument
{
    std::string name; // of the trace, as it was given
    const RecordedTrace &trace;
    const SimulationPlan &plan;
    const Profile &profile;
    const TuningResult &result;
};

// For programs ("schema": 1): `trace`, `profile` (settings by their ids), `prefetch`, `reason`,
// `expected`, `no_prefetch`, `defaults` (each `hit_ratio`, `extra_load`, `waste_ratio`, each with
// `value`, `low`, `high`), `gain`, `evidence` (`trace_sha256`, `requests`, `chosen_on`, `stated_on`,
// `envelope`, `seed`, `version`), `left_out`. Ratios are 0–1. The same trace, plan and seed give
// the same bytes.
//
// Thread: any.
std::string tuningJson(const TuningDocument &document);

} // namespace forefetch
