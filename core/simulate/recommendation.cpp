// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/recommendation.h"

#include "core/metrics/comparison.h"
#include "core/metrics/quantity.h"

#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <numeric>

namespace forefetch {

namespace {

// Of a normal deviate whose absolute value is exceeded with probability `p`.
double twoSidedQuantile(double p)
{
    return std::sqrt(2.0) * boost::math::erfc_inv(p);
}

std::string pointsText(const Interval &gain)
{
    return signedPercents(gain.value) + " points of hit ratio (95 %: " + signedPercents(gain.low) +
           " to " + signedPercents(gain.high) + ")";
}

// "scheduler.min_probability 0.35", by what was swept.
std::string pointText(const SettingsValues &settings, const SimulationPlan &plan)
{
    std::string text;
    for (const SweepAxis &axis : plan.axes)
        text += (text.empty() ? "" : ", ") + std::string(info(axis.param).id) + " " +
                formatValue(axis.param, settings[axis.param]);
    return text.empty() ? "these settings" : text;
}

Recommendation without(const SimulationPlan &plan, std::string reason)
{
    Recommendation none{std::nullopt, plan.base, std::move(reason)};
    none.settings[Param::PrefetchEnabled] = 0;
    return none;
}

std::string unprovenText(const Variant &top, double z, std::size_t variants,
                         const SimulationPlan &plan)
{
    const double half = z * top.reward.error;
    return "Do not prefetch: " +
           std::string(variants == 1 ? "it"
                                     : "the best of " + std::to_string(variants) + " settings") +
           " brings " + pointsText(top.gain) + " and wastes " + percentText(top.wasteRatio.value) +
           " of what it fetches; the balance of both, hits less " + formatValue(Param::TunerWasteWeight, plan.base[Param::TunerWasteWeight]) +
           " × wasted prefetches a request, is " + signedPercents(top.reward.value) +
           " points and may as well be " + signedPercents(top.reward.value - half) + ".";
}

std::string reasonFor(const Variant &chosen, bool isBest, const SimulationPlan &plan)
{
    return "At " + pointText(chosen.settings, plan) + " prefetching brings " +
           pointsText(chosen.gain) + " for " + percentText(chosen.extraLoad.value) +
           " extra load, of which " + percentText(chosen.wasteRatio.value) + " is wasted" +
           (plan.variants.size() < 2 ? "."
            : isBest                 ? "; no other variant balances hits and waste better."
                     : "; variants with more hits or a better balance cost more and cannot be told "
                       "from it.");
}

} // namespace

Recommendation recommend(const SimulationResult &result,
                         std::span<const Bootstrap::Resampled> resampled,
                         const SimulationPlan &plan)
{
    const std::vector<Variant> &variants = result.variants;
    if (variants.empty())
        return without(plan, "Nothing was simulated to the end.");
    const auto best = static_cast<std::size_t>(
        std::ranges::max_element(variants, {}, [](const Variant &v) { return v.reward.value; }) -
        variants.begin());
    const Variant &top = variants[best];
    if (top.run.snapshot.prefetch.attempts == 0)
        return without(plan,
                       "Do not prefetch: nothing was likely enough to be fetched beforehand.");
    if (top.run.sessions.size() < kLeastSessions)
        return without(plan, "Too few sessions (" + std::to_string(top.run.sessions.size()) +
                                 ") to tell a gain from chance; the best was " +
                                 pointsText(top.gain) + " at " + pointText(top.settings, plan) +
                                 ".");
    const double z = twoSidedQuantile(0.05 / static_cast<double>(variants.size()));
    if (top.reward.value - z * top.reward.error <= 0)
        return without(plan, unprovenText(top, z, variants.size(), plan));
    std::size_t chosen = best;
    for (std::size_t i = 0; i < variants.size(); ++i) {
        const Variant &v = variants[i];
        const Interval behind = Bootstrap::difference(resampled[best], resampled[i], Ratio::Reward);
        if (behind.low <= 0 && v.reward.value - z * v.reward.error > 0 &&
            v.extraLoad.value < variants[chosen].extraLoad.value)
            chosen = i;
    }
    return {chosen, variants[chosen].settings, reasonFor(variants[chosen], chosen == best, plan)};
}

void markFrontier(std::vector<Variant> &variants)
{
    std::vector<std::size_t> order(variants.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        const Variant &x = variants[a];
        const Variant &y = variants[b];
        return x.extraLoad.value != y.extraLoad.value ? x.extraLoad.value < y.extraLoad.value
                                                      : x.hitRatio.value > y.hitRatio.value;
    });
    double most = -1;
    for (const std::size_t i : order) {
        variants[i].isOnFrontier = variants[i].hitRatio.value > most;
        most = std::max(most, variants[i].hitRatio.value);
    }
}

} // namespace forefetch
