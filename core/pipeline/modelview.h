// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/transitiongraph.h"
#include "core/predict/explanation.h"
#include "core/predict/openforecast.h"
#include "core/predict/reliability.h"
#include "core/request/prediction.h"
#include "core/time/clock.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace forefetch {

// A learnt route and how often it was requested, with one way in which it is named beforehand.
struct LearntRoute
{
    std::string route;         // "/users/{number}/orders"
    std::uint64_t traffic = 0; // times requested, as far as the strongest transitions tell
    std::uint32_t members = 0; // different requests behind it, in these
    RouteRule rule;            // its `to` is empty where no rule names the route
};

// One prediction with why it was made.
struct ExplainedPrediction
{
    std::string target;
    float pNext = 0;
    float pUsed = 0;
    PredictionCause cause;
    Explanation why;
};

// What a model says of itself and of what comes next, at one moment.
//
// Thread: a value; shared as const, any.
struct ModelView
{
    static constexpr std::size_t kMostRoutes = 300;

    TimePoint at{};
    std::string model;
    bool learnsRoutes = false;
    Horizon horizon;
    double threshold = 0;     // scheduler.min_probability now
    bool prefetching = false; // prefetch.enabled now

    // How well it kept its word lately (see ReliabilityMeter).
    Reliability next;
    Reliability used;
    Duration watched{};

    std::vector<LearntRoute> routes; // the most requested first
    std::size_t routesKnown = 0;     // as many as `routes` where none had to be left out

    // What it says of the session that made the latest request.
    std::vector<std::string> recent; // its last requests, the newest first
    std::vector<ExplainedPrediction> predictions;
};

// The learnt rules, each with the traffic of the route that it names, and the routes that vary and
// no rule names. Traffic is what the transitions tell; `routeOf` as in fillLevels().
void fillRoutes(ModelView &view, LearntRules rules, std::span<const Transition> transitions,
                const Interner &interner, const RouteOf &routeOf);

} // namespace forefetch
