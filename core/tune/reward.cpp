// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/reward.h"

#include <cmath>

namespace forefetch {

namespace {

// Of a statistic that `without(i)` tells with one group left out, and `whole` with all.
template <typename Without>
Estimate jackknife(double whole, Without without)
{
    std::array<double, kOutcomeGroups> left{};
    double mean = 0;
    for (std::size_t i = 0; i < kOutcomeGroups; ++i)
        mean += (left[i] = without(i)) / static_cast<double>(kOutcomeGroups);
    double squares = 0;
    for (const double value : left)
        squares += (value - mean) * (value - mean);
    const double n = static_cast<double>(kOutcomeGroups);
    return {whole, std::sqrt((n - 1) / n * squares)};
}

} // namespace

RewardWeights rewardWeights(const SettingsValues &values)
{
    return {values[Param::TunerWasteWeight], values[Param::TunerLoadWeight]};
}

void Outcome::count(const DemandEnd &end)
{
    sent += end.sentToOrigin ? 1 : 0;
    if (end.result == DemandResult::Bypassed || end.result == DemandResult::Error)
        return;
    cacheable += 1;
    hits += end.result == DemandResult::Hit ? 1 : 0;
}

void Outcome::count(const PrefetchRecord &ended)
{
    attempts += ended.attempts;
    switch (ended.state) {
    case PrefetchState::Used:
    case PrefetchState::Late:
        served += 1;
        break;
    case PrefetchState::WastedExpired:
    case PrefetchState::WastedEvicted:
    case PrefetchState::WastedInvalidated:
        wasted += 1;
        break;
    default:
        break;
    }
}

Outcome &Outcome::operator+=(const Outcome &other)
{
    cacheable += other.cacheable;
    hits += other.hits;
    sent += other.sent;
    attempts += other.attempts;
    served += other.served;
    wasted += other.wasted;
    return *this;
}

Outcome &Outcome::operator-=(const Outcome &other)
{
    cacheable -= other.cacheable;
    hits -= other.hits;
    sent -= other.sent;
    attempts -= other.attempts;
    served -= other.served;
    wasted -= other.wasted;
    return *this;
}

Outcome sumOf(const OutcomeGroups &groups)
{
    Outcome sum;
    for (const Outcome &group : groups)
        sum += group;
    return sum;
}

Estimate rewardOf(const OutcomeGroups &groups, const RewardWeights &weights)
{
    const Outcome all = sumOf(groups);
    return jackknife(all.reward(weights), [&](std::size_t i) {
        Outcome rest = all;
        return (rest -= groups[i]).reward(weights);
    });
}

Estimate rewardDifference(const OutcomeGroups &a, const OutcomeGroups &b,
                          const RewardWeights &weights)
{
    const Outcome allA = sumOf(a);
    const Outcome allB = sumOf(b);
    return jackknife(allA.reward(weights) - allB.reward(weights), [&](std::size_t i) {
        Outcome restA = allA;
        Outcome restB = allB;
        return (restA -= a[i]).reward(weights) - (restB -= b[i]).reward(weights);
    });
}

} // namespace forefetch
