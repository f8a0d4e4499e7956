// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QPen>
#include <QString>

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace forefetch {

// The value of a point that was not measured: the line has a hole there, never a zero.
inline constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

// One line of a chart. Without a meaning it is drawn in the neutral colour: a level or a rate that
// is neither good nor bad.
struct ChartLine
{
    QString name; // the direct label: "used"
    std::optional<Meaning> meaning;
    bool dashed = false;  // without a meaning alone: the lesser of two
    bool ofWhole = false; // a share, 0–1, drawn over the full height whatever the scale is

    QPen pen(const Theme &theme) const;
    QString marker() const; // "▲"
};

// What a chart shows, fixed for its life.
struct ChartSpec
{
    enum class Scale {
        Count, // from zero to a round number
        Ratio, // 0–100 %, always
    };

    static constexpr std::size_t kMaxLines = 4;

    QString title;
    QString unit; // behind the title: "1/s", "ms"
    QString help; // the chart's tool tip: what is measured, and how
    std::vector<ChartLine> lines;
    QString limit; // the name of the limit line, empty without one
    Scale scale = Scale::Count;
    double leastTop = 4; // the scale never ends below
};

// The points of a chart, all lines at the same moments (seconds on any one time line, ascending).
struct ChartData
{
    std::vector<double> at;
    std::vector<std::vector<double>> values; // by line, each as long as `at`; kGap where unknown
    std::vector<double> limit;               // empty, or as long as `at`
    std::vector<double> count;               // of what a ratio is made, for the head; or empty
    std::vector<double> whole;               // of what a share is one, for the head; or empty

    void clear(std::size_t lines);
    // From this moment on; a line that was on its way there begins there.
    ChartData from(double moment) const;
};

// A part of the time line that is chosen.
struct ChartPeriod
{
    double from = 0; // s on the time line of the data
    double to = 0;
    bool isZoom = false; // to be zoomed to, when the button is let go
    friend bool operator==(const ChartPeriod &, const ChartPeriod &) = default;
};

// A moment that is marked on every chart: a change of the settings.
struct ChartMark
{
    double at = 0;  // seconds on the time line of the data
    QString symbol; // "▲"
    QString text;   // its tool tip
    friend bool operator==(const ChartMark &, const ChartMark &) = default;
};

} // namespace forefetch
