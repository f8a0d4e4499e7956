// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/evaluation.h"
#include "core/trace/tracereport.h"

#include <string>
#include <vector>

namespace forefetch {

struct EvaluationResult
{
    std::string trace; // as it was named
    TraceReport import;
    std::vector<PredictorScore> scores; // the chosen model first
};

// For people: a table of the models side by side, and the reliability of the first one.
std::string evaluationText(const EvaluationResult &result);

// For programs ("schema": 1): trace, requests, import, and a list of predictors with accuracy_at_1,
// hit_at_5, hit_at_5_unseen, bits, ece_next, ece_used and the floors beside them, observe_ns,
// predict_ns, bytes_per_transition and both reliability tables. Ratios are 0–1.
std::string evaluationJson(const EvaluationResult &result);

} // namespace forefetch
