// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/recordedrun.h"
#include "ui/charts/chartspec.h"
#include "ui/charts/timelines.h"

#include <vector>

namespace forefetch {

// One figure of a run over the time since its beginning, at the middle of each step.
struct LineOfRun
{
    std::vector<double> at;    // s
    std::vector<double> value; // kGap where unknown
};

// The two of them over one axis, and what lies between.
struct ComparedLines
{
    ChartData both;       // A, B
    ChartData difference; // where B is higher, where it is lower: by how much
    double length = 0;    // s, of the longer
    double largest = 0;   // of the differences, either way
};

// The first line of a chart (all hits, the queue's depth, the throughput), to the end of a
// recording.
LineOfRun lineOf(const RecordedRun &run, Timeline timeline);

// On one grid: each moment of A with what B had at that time, and where only one goes on, that one
// alone.
ComparedLines compared(const LineOfRun &a, const LineOfRun &b, double step);

// How far apart points stand for recordings that are so long, s.
double compareStep(double length);

// Of the charts: "Hit ratio", A and B in it; and of the difference.
ChartSpec comparedSpec(Timeline timeline);
ChartSpec differenceSpec(Timeline timeline);

} // namespace forefetch
