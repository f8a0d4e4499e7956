// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/cutreplay.h"

#include "core/simulate/simulationrun.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace forefetch {

namespace {

SettingsValues scaled(SettingsValues values, double share)
{
    const auto scale = [&](Param p) {
        const ParamInfo &row = info(p);
        const double value = values[p] * share;
        values[p] = std::clamp(row.kind == ParamKind::Integer ? std::ceil(value) : value,
                               row.minimum, row.maximum);
    };
    if (share < 1) {
        scale(Param::CacheCapacity);
        scale(Param::QueueMaxSize);
        scale(Param::WorkersMaxRequestsPerSecond);
    }
    return values;
}

// How many predictions are likely enough at a point, and how many of them a batch takes.
struct Passing
{
    std::uint64_t likely = 0;
    std::uint64_t taken = 0;
};

Passing passing(const PredictionTape &tape, const TunePoint &point)
{
    const auto probability = static_cast<float>(point.minProbability);
    const auto batch = static_cast<std::uint64_t>(point.batch);
    Passing sum;
    for (std::size_t step = 0; step < tape.ends.size(); ++step) {
        std::uint64_t here = 0;
        for (const PredictionTape::Entry &entry : tape.after(step))
            here += entry.pUsed >= probability ? 1 : 0;
        sum.likely += here;
        sum.taken += std::min(here, batch);
    }
    return sum;
}

// What was replayed; by the window that counts first.
using Made = std::map<std::size_t, std::vector<std::pair<Passing, Replayed>>>;

// Of those made, one that comes to the same; null when there is none. What is likely enough is
// nested along the probability, and what a batch takes along the batch, so that equal numbers are
// equal sets.
const Replayed *sameAs(const TunePoint &point, const Passing &passing,
                       const std::vector<std::pair<Passing, Replayed>> &made)
{
    for (const auto &[other, replayed] : made) {
        const bool sameLikely = other.likely == passing.likely;
        if ((passing.taken == 0 && other.taken == 0) ||
            (sameLikely && (replayed.point.batch == point.batch ||
                            (other.taken == other.likely && passing.taken == passing.likely))))
            return &replayed;
    }
    return nullptr;
}

// The harm meter may switch prefetching off. In a replay nothing that is prefetched makes the
// origin slower, so what it sees there is chance, or that other things were asked for.
void keepOn(std::size_t, Settings &settings)
{
    if (!settings.enabled(Param::PrefetchEnabled))
        (void)settings.set(Param::PrefetchEnabled, 1, "replay");
}

// Where the windows that count begin.
TimePoint beginOf(const TrafficCut &cut, unsigned windows)
{
    return cut.windows[std::min<std::size_t>(windows, cut.windows.size()) - 1];
}

// A cut with other answers, and the one that the heads of its answers belong to.
struct OtherCut
{
    TrafficCut cut;
    std::shared_ptr<const TrafficCut> of;
};

} // namespace

std::shared_ptr<const TrafficCut> cutWith(const std::shared_ptr<const TrafficCut> &cut,
                                          Unfetched unfetched)
{
    if (!cut || unfetched == Unfetched::Median || unfetchedShare(*cut) == 0)
        return cut;
    const auto other = std::make_shared<OtherCut>(OtherCut{*cut, cut});
    const OriginAnswer &guess = unfetched == Unfetched::Quick ? cut->quick : cut->slow;
    RecordedTrace &trace = other->cut.trace;
    for (std::size_t i = 0; i < trace.answers.size(); ++i) {
        if (cut->unfetched[i]) {
            trace.answers[i].latency = guess.latency;
            trace.answers[i].bytes = guess.bytes;
        }
    }
    return {other, &other->cut};
}

double unfetchedShare(const TrafficCut &cut)
{
    const auto &entries = cut.tape->entries;
    const auto isUnfetched = [&cut](const PredictionTape::Entry &entry) {
        return entry.resource.index < cut.unfetched.size() && cut.unfetched[entry.resource.index];
    };
    return entries.empty() ? 0
                           : static_cast<double>(std::ranges::count_if(entries, isUnfetched)) /
                                 static_cast<double>(entries.size());
}

std::optional<double> oracleHitRatio(const TrafficCut &cut, const SettingsValues &values,
                                     unsigned windows, Foresight foresight,
                                     const std::function<bool()> &isCancelled)
{
    if (cut.windows.empty())
        return std::nullopt;
    OutcomeCount count{beginOf(cut, windows), cut.groups, {}};
    const RunOptions options{.isCancelled = isCancelled, .outcomes = &count};
    if (!simulateOracle(cut.trace, foresight, scaled(values, cut.share), options))
        return std::nullopt;
    return sumOf(count.outcome).hitRatio();
}

WhatIf replayOf(std::shared_ptr<const TrafficCut> cut, const SettingsValues &values,
                std::uint64_t seed, std::function<bool()> isCancelled)
{
    return [cut = std::move(cut), values = scaled(values, cut ? cut->share : 1), seed,
            isCancelled = std::move(isCancelled),
            made = std::make_shared<Made>()](std::span<const TunePoint> points, unsigned windows) {
        std::vector<Replayed> replays;
        if (!cut || cut->windows.empty())
            return replays;
        const std::size_t oldest = std::min<std::size_t>(windows, cut->windows.size()) - 1;
        for (const TunePoint &point : points) {
            const Passing number = passing(*cut->tape, point);
            auto &known = (*made)[oldest];
            if (const Replayed *same = sameAs(point, number, known)) {
                replays.push_back({point, same->outcome, same->unsettled});
                continue;
            }
            OutcomeCount count{cut->windows[oldest], cut->groups, {}};
            SettingsValues tried = withPoint(values, point);
            tried[Param::PrefetchEnabled] = 1;
            tried[Param::TunerMode] = 0; // a replay replays nothing
            if (!simulate(cut->trace, cut->tape, tried,
                          {.seed = seed,
                           .isCancelled = isCancelled,
                           .outcomes = &count,
                           .beforeStep = keepOn}))
                break;
            replays.push_back({point, count.outcome, count.unsettled});
            known.emplace_back(number, replays.back());
        }
        return replays;
    };
}

} // namespace forefetch
