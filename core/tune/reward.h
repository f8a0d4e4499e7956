// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/demandmeter.h"
#include "core/metrics/ledger.h"
#include "core/settings/settings.h"

#include <array>
#include <cstddef>
#include <span>

namespace forefetch {

// What a wasted prefetch and a prefetch sent cost against a hit.
struct RewardWeights
{
    double waste = 0.3; // tuner.waste_weight
    double load = 0;    // tuner.load_weight

    friend bool operator==(const RewardWeights &, const RewardWeights &) = default;
};

RewardWeights rewardWeights(const SettingsValues &values);

// What a stretch of traffic came to. Counts, as doubles: a replay of a sample is scaled.
struct Outcome
{
    double cacheable = 0; // demand requests that a cache may answer
    double hits = 0;
    double sent = 0;     // demand requests that the origin had to answer
    double attempts = 0; // prefetches sent to the origin
    double served = 0;   // prefetches that a client got: used or late
    double wasted = 0;   // prefetches that went without serving anyone

    double hitRatio() const { return cacheable > 0 ? hits / cacheable : 0; }
    double wastedPerRequest() const { return cacheable > 0 ? wasted / cacheable : 0; }
    double attemptsPerRequest() const { return cacheable > 0 ? attempts / cacheable : 0; }
    double wasteRatio() const { return served + wasted > 0 ? wasted / (served + wasted) : 0; }
    double extraLoad() const { return sent + served > 0 ? attempts / (sent + served) : 0; }
    // What the tuner maximises: hit ratio − waste × wasted prefetches a request − load × extra
    // load.
    double reward(const RewardWeights &weights) const
    {
        return hitRatio() - weights.waste * wastedPerRequest() - weights.load * extraLoad();
    }

    void count(const DemandEnd &end);
    void count(const PrefetchRecord &ended); // of one that was sent
    Outcome &operator+=(const Outcome &other);
    Outcome &operator-=(const Outcome &other);
    friend bool operator==(const Outcome &, const Outcome &) = default;
};

// The same for groups of sessions, told apart by a hash: requests of one session are alike, so what
// chance does to a figure is seen in how much groups of sessions differ.
inline constexpr std::size_t kOutcomeGroups = 16;
using OutcomeGroups = std::array<Outcome, kOutcomeGroups>;

Outcome sumOf(const OutcomeGroups &groups);

// A value that was estimated, and its standard error.
struct Estimate
{
    double value = 0;
    double error = 0;

    double low() const { return value - 1.96 * error; } // of the 95 % interval
    double high() const { return value + 1.96 * error; }
};

// By the jackknife over the groups (Efron and Tibshirani 1993, chapter 11).
Estimate rewardOf(const OutcomeGroups &groups, const RewardWeights &weights);
// Of a − b over the same traffic: group by group, so that what both share does not count as chance.
Estimate rewardDifference(const OutcomeGroups &a, const OutcomeGroups &b,
                          const RewardWeights &weights);

} // namespace forefetch
