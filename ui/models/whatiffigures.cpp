// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/whatiffigures.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace forefetch {

namespace {

constexpr RewardWeights kHitsAlone{.waste = 0, .load = 0};

// Of the hit ratio, cut to what a ratio may be.
void widen(WhatIfPoint &to, const Replayed &by)
{
    const Estimate hits = rewardOf(by.outcome, kHitsAlone);
    to.low = std::min(to.low, std::clamp(hits.low(), 0.0, 1.0));
    to.high = std::max(to.high, std::clamp(hits.high(), 0.0, 1.0));
}

WhatIfPoint pointFrom(const Replayed &replayed, const RewardWeights &weights)
{
    const Outcome sum = sumOf(replayed.outcome);
    WhatIfPoint made;
    made.point = replayed.point;
    made.hits = made.low = made.high = sum.hitRatio();
    made.load = sum.extraLoad();
    made.wasted = sum.wastedPerRequest();
    made.reward = rewardOf(replayed.outcome, weights);
    widen(made, replayed);
    return made;
}

void markFrontier(std::vector<WhatIfPoint> &points)
{
    for (WhatIfPoint &p : points) {
        p.isOnFrontier = std::ranges::none_of(points, [&p](const WhatIfPoint &other) {
            return (other.hits > p.hits && other.load <= p.load) ||
                   (other.hits == p.hits && other.load < p.load);
        });
    }
}

// The values of one knob that were tried with more than one value of the other.
std::vector<double> axisOf(const std::vector<WhatIfPoint> &points, double TunePoint::*knob)
{
    std::map<double, int> times;
    for (const WhatIfPoint &p : points) {
        if (p.point.prefetches())
            ++times[p.point.*knob];
    }
    std::vector<double> axis;
    for (const auto &[value, count] : times) {
        if (count > 1)
            axis.push_back(value);
    }
    return axis;
}

double between(double a, double b, double share)
{
    return a + share * (b - a);
}

WhatIfPoint mixed(const WhatIfPoint &a, const WhatIfPoint &b, double share)
{
    WhatIfPoint made;
    made.hits = between(a.hits, b.hits, share);
    made.low = between(a.low, b.low, share);
    made.high = between(a.high, b.high, share);
    made.load = between(a.load, b.load, share);
    made.wasted = between(a.wasted, b.wasted, share);
    made.reward.value = between(a.reward.value, b.reward.value, share);
    made.reward.error = between(a.reward.error, b.reward.error, share);
    return made;
}

double spreadOf(const std::vector<WhatIfPoint> &points)
{
    if (points.size() < 2)
        return 0;
    const auto reward = [](const WhatIfPoint &p) { return p.reward.value; };
    return std::ranges::max(points, {}, reward).reward.value -
           std::ranges::min(points, {}, reward).reward.value;
}

} // namespace

const WhatIfPoint *WhatIfFigures::find(const TunePoint &point) const
{
    const auto found = std::ranges::find(points, point, &WhatIfPoint::point);
    return found == points.end() ? nullptr : &*found;
}

double WhatIfFigures::batchNear(double batch) const
{
    if (batches.empty())
        return 0;
    const auto distance = [batch](double other) {
        return batch > 0 ? std::abs(std::log(other / batch)) : -other; // none: the largest
    };
    return *std::ranges::min_element(batches, {}, distance);
}

std::vector<WhatIfPoint> WhatIfFigures::curveAt(double batch) const
{
    std::vector<WhatIfPoint> curve;
    const double near = batchNear(batch);
    for (const WhatIfPoint &p : points) {
        if (!p.point.prefetches() || p.point.batch == near)
            curve.push_back(p);
    }
    std::ranges::sort(curve, [](const WhatIfPoint &a, const WhatIfPoint &b) {
        if (a.point.prefetches() != b.point.prefetches())
            return b.point.prefetches();
        return a.point.minProbability > b.point.minProbability;
    });
    return curve;
}

std::optional<WhatIfPoint> WhatIfFigures::estimateAt(const TunePoint &now) const
{
    std::vector<WhatIfPoint> curve = curveAt(now.batch);
    std::erase_if(
        curve, [&now](const WhatIfPoint &p) { return p.point.prefetches() != now.prefetches(); });
    if (curve.empty())
        return std::nullopt;
    const auto after = std::ranges::find_if(curve, [&now](const WhatIfPoint &p) {
        return p.point.minProbability <= now.minProbability;
    });
    WhatIfPoint made = after == curve.end() ? curve.back() : *after;
    if (after != curve.begin() && after != curve.end()) {
        const WhatIfPoint &above = *(after - 1);
        const double from = above.point.minProbability, to = after->point.minProbability;
        made = mixed(above, *after, (now.minProbability - from) / (to - from));
    }
    made.point = now;
    return made;
}

double WhatIfFigures::spreadOverThresholds(const TunePoint &now) const
{
    std::vector<WhatIfPoint> row = curveAt(now.batch);
    std::erase_if(row, [](const WhatIfPoint &p) { return !p.point.prefetches(); });
    return spreadOf(row);
}

double WhatIfFigures::spreadOverBatches(const TunePoint &now) const
{
    if (thresholds.empty())
        return 0;
    const double near = *std::ranges::min_element(
        thresholds, {}, [&now](double t) { return std::abs(t - now.minProbability); });
    std::vector<WhatIfPoint> column;
    for (const WhatIfPoint &p : points) {
        if (p.point.prefetches() && p.point.minProbability == near)
            column.push_back(p);
    }
    return spreadOf(column);
}

WhatIfFigures whatIfFigures(const TunerView &view)
{
    WhatIfFigures figures;
    figures.weights = view.weights;
    figures.oracleSeen = view.oracleSeen;
    figures.oracleAll = view.oracleAll;
    figures.unfetched = view.unfetched;
    figures.share = view.share;
    for (const Replayed &replayed : view.whatIf) {
        if (!figures.find(replayed.point))
            figures.points.push_back(pointFrom(replayed, view.weights));
    }
    if (figures.isEmpty())
        return figures;
    figures.requests = sumOf(view.whatIf.front().outcome).cacheable;
    for (const auto *row : {&view.whatIfQuick, &view.whatIfSlow}) {
        for (const Replayed &replayed : *row) {
            const auto found =
                std::ranges::find(figures.points, replayed.point, &WhatIfPoint::point);
            if (found != figures.points.end())
                widen(*found, replayed);
        }
    }
    figures.thresholds = axisOf(figures.points, &TunePoint::minProbability);
    figures.batches = axisOf(figures.points, &TunePoint::batch);
    markFrontier(figures.points);
    const auto best = std::ranges::max_element(figures.points, {},
                                               [](const WhatIfPoint &p) { return p.reward.value; });
    figures.best = static_cast<std::size_t>(best - figures.points.begin());
    return figures;
}

} // namespace forefetch
