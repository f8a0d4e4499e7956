// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

#include <cstddef>
#include <span>
#include <vector>

namespace forefetch {

// Stretches of a line without a hole; each is drawn by itself.
using Stretches = std::vector<std::vector<QPointF>>;

// Thins a line to what can be seen: of all points in a bucket of time the lowest and the highest
// stay, in their order, so that no peak is lost. The buckets stand on the time line, not on the
// edge of the chart: a line that scrolls does not change its shape. A hole stays a hole.
//
//     decimate(at, values, 300.0 / 140, stretches);   // at most 2 points a bucket
//
// Buckets of zero width keep every point.
void decimate(std::span<const double> at, std::span<const double> values, double bucket,
              Stretches &out);

std::size_t pointsOf(const Stretches &stretches);

} // namespace forefetch
