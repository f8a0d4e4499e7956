// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/tunepoint.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace forefetch {

namespace {

constexpr std::array kProbabilities = {0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
constexpr std::array kBatches = {1.0, 2.0, 4.0, 10.0};
constexpr double kNear = 0.025; // between a point and those beside it

void addOnce(std::vector<TunePoint> &points, const TunePoint &point)
{
    if (std::ranges::find(points, point) == points.end())
        points.push_back(point);
}

double rounded(double probability)
{
    return std::round(probability * 1000) / 1000;
}

} // namespace

TunePoint pointOf(const SettingsValues &values)
{
    return {values[Param::SchedulerMinProbability], values[Param::SchedulerMaxPrefetchPerSchedule]};
}

SettingsValues withPoint(SettingsValues values, const TunePoint &point)
{
    values[Param::SchedulerMinProbability] = point.minProbability;
    values[Param::SchedulerMaxPrefetchPerSchedule] = point.batch;
    return values;
}

std::string textOf(const TunePoint &point)
{
    if (!point.prefetches())
        return "no prefetching";
    const auto part = [](Param p, double value) {
        return std::string(info(p).id) + ' ' + formatValue(p, value);
    };
    return part(Param::SchedulerMinProbability, point.minProbability) + ", " +
           part(Param::SchedulerMaxPrefetchPerSchedule, point.batch);
}

bool TuneEnvelope::holds(const TunePoint &point) const
{
    return nearest(point) == point;
}

TunePoint TuneEnvelope::nearest(const TunePoint &point) const
{
    return {std::clamp(point.minProbability, lowestProbability, highestProbability),
            std::clamp(point.batch, 0.0, largestBatch)};
}

TuneEnvelope envelopeOf(const std::optional<ProfileEvidence> &evidence)
{
    TuneEnvelope envelope;
    if (!evidence)
        return envelope;
    for (const TestedValues &tested : evidence->envelope) {
        if (tested.param == Param::SchedulerMinProbability) {
            envelope.lowestProbability = std::ranges::min(tested.values);
            envelope.highestProbability = std::ranges::max(tested.values);
        } else if (tested.param == Param::SchedulerMaxPrefetchPerSchedule) {
            envelope.largestBatch = std::ranges::max(tested.values);
        }
    }
    return envelope;
}

TunePoint stepTowards(const TunePoint &from, const TunePoint &to, const TuneStepLimit &limit)
{
    if (!to.prefetches())
        return {from.minProbability, 0};
    const double most = std::max(from.batch, 1.0) * limit.batchFactor;
    return {rounded(std::max(to.minProbability, from.minProbability - limit.probability)),
            std::min(to.batch, most)};
}

std::vector<TunePoint> gridOver(const TuneEnvelope &envelope)
{
    std::vector<TunePoint> points{{envelope.nearest({}).minProbability, 0}};
    for (const double batch : kBatches) {
        for (const double probability : kProbabilities)
            addOnce(points, envelope.nearest({probability, batch}));
    }
    return points;
}

std::vector<TunePoint> neighboursOf(const TunePoint &point, const TuneEnvelope &envelope)
{
    std::vector<TunePoint> points;
    if (!point.prefetches())
        return points;
    for (const double step : {-2 * kNear, -kNear, kNear, 2 * kNear})
        addOnce(points, envelope.nearest({rounded(point.minProbability + step), point.batch}));
    for (const double factor : {0.5, 2.0}) {
        addOnce(points, envelope.nearest({point.minProbability,
                                          std::max(1.0, std::round(point.batch * factor))}));
    }
    return points;
}

} // namespace forefetch
