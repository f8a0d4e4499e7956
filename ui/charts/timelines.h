// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/timeseries.h"
#include "ui/charts/chartspec.h"

#include <array>
#include <span>

namespace forefetch {

// The charts over time, and how the samples become their points.
enum class Timeline {
    QueueDepth, // with its limit
    Throughput, // of the workers, and how many of them are busy
    HitRatio,   // all, by prefetch, and of the control group
    OriginLoad, // by demand and by prefetch
    Latency,    // of demand: p50 and p95
    Outcomes,   // of the prefetches that ended
    Foresight,  // how often the model was right: first, and among the first five
};
// Those that stand together in the middle of the window; foresight stands with the model.
inline constexpr std::array kTimelines{Timeline::QueueDepth, Timeline::Throughput,
                                       Timeline::HitRatio,   Timeline::OriginLoad,
                                       Timeline::Latency,    Timeline::Outcomes};

ChartSpec specOf(Timeline timeline);

// Replaces `out` by the chart's points. A sample stands at the middle of its step, or at `now`
// where that is still to come. Ratios are over `window` of time before each point, since those of
// single seconds say little; a point before which nothing was asked is a gap.
//
// Thread: any.
void fill(Timeline timeline, std::span<const Sample> samples, Duration step, Duration window,
          TimePoint now, ChartData &out);

} // namespace forefetch
