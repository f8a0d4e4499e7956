// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/comparedlines.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

struct ComparedText
{
    Q_DECLARE_TR_FUNCTIONS(forefetch::ComparedText)
};

TimeSeries::Resolution resolutionOf(double step)
{
    using Resolution = TimeSeries::Resolution;
    return step < 5 ? Resolution::Second : step < 30 ? Resolution::TenSeconds : Resolution::Minute;
}

// The value of each step of the grid; kGap where there is none.
std::vector<double> onGrid(const LineOfRun &line, double step, std::size_t size)
{
    std::vector<double> values(size, kGap);
    for (std::size_t i = 0; i < line.at.size(); ++i) {
        const auto place = static_cast<std::size_t>(std::max(0.0, line.at[i] / step));
        if (place < size)
            values[place] = line.value[i];
    }
    return values;
}

} // namespace

double compareStep(double length)
{
    for (const auto r : {TimeSeries::Resolution::Second, TimeSeries::Resolution::TenSeconds}) {
        const double step = seconds(TimeSeries::step(r));
        if (length < step * static_cast<double>(TimeSeries::capacity(r)))
            return step;
    }
    return seconds(TimeSeries::step(TimeSeries::Resolution::Minute));
}

LineOfRun lineOf(const RecordedRun &run, Timeline timeline)
{
    const TimePoint end = run.clock().now();
    const double step = compareStep(seconds(end - run.began()));
    const TimeSeries::Resolution resolution = resolutionOf(step);
    std::vector<Sample> samples;
    run.history().read(resolution, run.began(), end, samples);
    ChartData data;
    const Duration window = fromSeconds(std::max(5.0, 5 * step));
    fill(timeline, samples, TimeSeries::step(resolution), window, end, data);
    LineOfRun line;
    const double began = seconds(run.began().time_since_epoch());
    for (std::size_t i = 0; i < data.at.size(); ++i) {
        line.at.push_back(std::max(0.0, data.at[i] - began));
        line.value.push_back(data.values[0][i]);
    }
    return line;
}

ComparedLines compared(const LineOfRun &a, const LineOfRun &b, double step)
{
    ComparedLines lines;
    const double last = std::max(a.at.empty() ? 0 : a.at.back(), b.at.empty() ? 0 : b.at.back());
    const auto size = static_cast<std::size_t>(last / step) + 1;
    lines.length = static_cast<double>(size) * step;
    const std::vector<double> inA = onGrid(a, step, size);
    const std::vector<double> inB = onGrid(b, step, size);
    lines.both.clear(2);
    lines.difference.clear(2);
    for (std::size_t i = 0; i < size; ++i) {
        const double at = (static_cast<double>(i) + 0.5) * step;
        const double more = inB[i] - inA[i]; // a gap where either is one
        lines.both.at.push_back(at);
        lines.both.values[0].push_back(inA[i]);
        lines.both.values[1].push_back(inB[i]);
        lines.difference.at.push_back(at);
        lines.difference.values[0].push_back(std::isnan(more) ? kGap : std::max(more, 0.0));
        lines.difference.values[1].push_back(std::isnan(more) ? kGap : std::max(-more, 0.0));
        if (!std::isnan(more))
            lines.largest = std::max(lines.largest, std::abs(more));
    }
    return lines;
}

ChartSpec comparedSpec(Timeline timeline)
{
    ChartSpec spec = specOf(timeline);
    spec.lines = {{ComparedText::tr("A"), {}, true, false},
                  {ComparedText::tr("B"), {}, false, false}};
    spec.limit.clear();
    spec.title = ComparedText::tr("%1: A ◇, B ◆").arg(spec.title);
    return spec;
}

ChartSpec differenceSpec(Timeline timeline)
{
    ChartSpec spec = comparedSpec(timeline);
    spec.title = ComparedText::tr("B − A: higher ◆, lower ◇");
    spec.help = ComparedText::tr("How far B lies above A, and how far below it, at the same time "
                                 "since its beginning");
    spec.lines = {{ComparedText::tr("B higher"), {}, false, false},
                  {ComparedText::tr("B lower"), {}, true, false}};
    return spec;
}

} // namespace forefetch
