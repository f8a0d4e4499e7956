// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/evidence.h"
#include "core/settings/settings.h"

#include <optional>
#include <string>
#include <vector>

namespace forefetch {

// Where the two knobs stand that the tuner moves: from which probability on, and how many at most
// after one request. Both act at once, cost nothing to move, and between them lies every trade of
// hits against waste. No prefetching is a batch of 0: the main switch is for people.
struct TunePoint
{
    double minProbability = 0.3; // scheduler.min_probability
    double batch = 10;           // scheduler.max_prefetch_per_schedule

    bool prefetches() const { return batch > 0; }
    friend bool operator==(const TunePoint &, const TunePoint &) = default;
};

TunePoint pointOf(const SettingsValues &values);
SettingsValues withPoint(SettingsValues values, const TunePoint &point);
// "scheduler.min_probability 0.15, scheduler.max_prefetch_per_schedule 4", or "no prefetching".
std::string textOf(const TunePoint &point);

// What has been tried: the tuner never leaves it. Not prefetching is always inside.
struct TuneEnvelope
{
    double lowestProbability = 0.05;
    double highestProbability = 0.9;
    double largestBatch = 10;

    bool holds(const TunePoint &point) const;
    TunePoint nearest(const TunePoint &point) const;
    friend bool operator==(const TuneEnvelope &, const TuneEnvelope &) = default;
};

// What a profile was tested with, as far as it says so.
TuneEnvelope envelopeOf(const std::optional<ProfileEvidence> &evidence);

// How far one step of the automatic tuner goes towards more prefetches. Towards fewer of them it goes
// as far as it wants at once: that is the way out, and costs the origin nothing.
struct TuneStepLimit
{
    double probability = 0.3;
    double batchFactor = 4;
};

// The point on the way from `from` to `to` that one step reaches.
TunePoint stepTowards(const TunePoint &from, const TunePoint &to, const TuneStepLimit &limit);

// Those that are tried each time: a grid over the envelope, no prefetching first.
std::vector<TunePoint> gridOver(const TuneEnvelope &envelope);
// And those beside one, finer than the grid.
std::vector<TunePoint> neighboursOf(const TunePoint &point, const TuneEnvelope &envelope);

} // namespace forefetch
