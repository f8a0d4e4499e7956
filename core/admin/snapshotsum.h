// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/histogram.h"
#include "core/metrics/snapshot.h"

#include <span>

namespace forefetch {

// The figures of several instances as if they were one: counts and bytes add up, ratios are those
// of the sums, means weigh by what they are means of, and quantiles of everybody's latency come
// from the merged histogram. What has no sum is the first's: the settings, the model's name; the
// guard's pace is the slowest, and the quantiles of a group are the highest.
//
//     const Snapshot all = sumOf(snapshots, merged);
//
// Thread: any.
Snapshot sumOf(std::span<const Snapshot> instances, const Histogram &latencies);

} // namespace forefetch
