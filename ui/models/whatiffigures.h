// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/windowtuner.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace forefetch {

// What the latest traffic would have come to at one setting. Ratios, 0–1.
struct WhatIfPoint
{
    TunePoint point;
    double hits = 0;
    // The hits again, by chance (95 %) and by what was never fetched.
    double low = 0;
    double high = 0;
    double load = 0;   // extra
    double wasted = 0; // prefetches for each cacheable request
    Estimate reward;
    bool isOnFrontier = false; // no other one has more hits for at most its load
};

// The what-if of a TunerView as charts and tables show it.
//
//     const WhatIfFigures figures = whatIfFigures(*tuner.view());
//     figures.curveAt(10)                     // hits against load, along the threshold
//     figures.estimateAt(pointOf(values))     // where the knobs stand now
//
// Thread: a value.
struct WhatIfFigures
{
    std::vector<WhatIfPoint> points; // each once, no prefetching first
    // Ascending, those that were tried with more than one of the other: the axes of the map.
    std::vector<double> thresholds;
    std::vector<double> batches;
    std::optional<std::size_t> best; // of the reward
    RewardWeights weights;
    double requests = 0;    // cacheable ones behind each point
    double oracleSeen = -1; // hit ratios; below 0: not known
    double oracleAll = -1;
    double unfetched = 0; // share of the predictions that name what was never fetched
    double share = 1;     // of the sessions

    bool isEmpty() const { return points.empty(); }
    const WhatIfPoint *find(const TunePoint &point) const;
    // That of the batches that is nearest by its ratio; 0 where there is none.
    double batchNear(double batch) const;
    // No prefetching, then ever lower thresholds with the batch nearest to this one.
    std::vector<WhatIfPoint> curveAt(double batch) const;
    // Between those that were tried, in a straight line.
    std::optional<WhatIfPoint> estimateAt(const TunePoint &now) const;
    // How far the reward goes up and down over one knob's values, with the other as near to `now`
    // as was tried.
    double spreadOverThresholds(const TunePoint &now) const;
    double spreadOverBatches(const TunePoint &now) const;
};

WhatIfFigures whatIfFigures(const TunerView &view);

} // namespace forefetch
