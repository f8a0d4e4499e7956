// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/bootstrap.h"

#include "core/time/random.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace forefetch {

namespace {

// The sums that a resample needs, as doubles.
struct Sums
{
    double cacheable = 0, hits = 0, sent = 0, attempts = 0, served = 0, wasted = 0;

    void add(const SessionTally &t, double times)
    {
        cacheable += times * t.cacheable;
        hits += times * t.hits;
        sent += times * t.sent;
        attempts += times * t.attempts;
        served += times * (t.used + t.late);
        wasted += times * t.wasted;
    }
};

double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

std::array<double, kRatioCount> ratiosOf(const Sums &s, const RewardWeights &weights)
{
    const double hit = ratio(s.hits, s.cacheable);
    const double load = ratio(s.attempts, s.sent + s.served);
    return {hit, load, ratio(s.wasted, s.served + s.wasted),
            hit - weights.waste * ratio(s.wasted, s.cacheable) - weights.load * load};
}

Interval intervalOf(double value, std::vector<double> resamples)
{
    Interval interval{value, value, value, 0};
    if (resamples.empty())
        return interval;
    double mean = 0;
    for (const double r : resamples)
        mean += r;
    mean /= static_cast<double>(resamples.size());
    double squares = 0;
    for (const double r : resamples)
        squares += (r - mean) * (r - mean);
    interval.error = std::sqrt(squares / static_cast<double>(resamples.size()));
    std::sort(resamples.begin(), resamples.end());
    const auto at = [&](double q) {
        return resamples[static_cast<std::size_t>(q * static_cast<double>(resamples.size() - 1))];
    };
    interval.low = at(0.025);
    interval.high = at(0.975);
    return interval;
}

} // namespace

SessionTally sumOf(std::span<const SessionTally> sessions)
{
    SessionTally sum;
    for (const SessionTally &t : sessions) {
        sum.cacheable += t.cacheable;
        sum.hits += t.hits;
        sum.sent += t.sent;
        sum.attempts += t.attempts;
        sum.used += t.used;
        sum.late += t.late;
        sum.wasted += t.wasted;
    }
    return sum;
}

std::array<double, kRatioCount> ratiosOf(const SessionTally &sums, const RewardWeights &weights)
{
    Sums s;
    s.add(sums, 1);
    return ratiosOf(s, weights);
}

Bootstrap::Bootstrap(std::size_t groups, std::uint64_t seed, const RewardWeights &weights)
    : m_groups(groups), m_weights(weights), m_times(groups * kResamples)
{
    const Random random = Random(seed).split(0xb007);
    for (std::size_t r = 0; r < kResamples && groups > 0; ++r) {
        Random draws = random.split(r);
        std::uint8_t *times = m_times.data() + r * groups;
        for (std::size_t i = 0; i < groups; ++i) {
            std::uint8_t &drawn = times[draws.below(groups)];
            drawn += drawn < std::numeric_limits<std::uint8_t>::max() ? 1 : 0;
        }
    }
}

Bootstrap::Resampled Bootstrap::resample(std::span<const SessionTally> sessions) const
{
    Resampled out;
    Sums all;
    for (const SessionTally &t : sessions)
        all.add(t, 1);
    out.values = ratiosOf(all, m_weights);
    for (std::size_t r = 0; r < kResamples; ++r) {
        const std::uint8_t *times = m_times.data() + r * m_groups;
        Sums sums;
        for (std::size_t i = 0; i < m_groups; ++i)
            sums.add(sessions[i], times[i]);
        const auto ratios = ratiosOf(sums, m_weights);
        for (std::size_t i = 0; i < kRatioCount; ++i)
            out.resamples[i].push_back(ratios[i]);
    }
    return out;
}

Interval Bootstrap::interval(const Resampled &of, Ratio ratio)
{
    const auto i = static_cast<std::size_t>(ratio);
    return intervalOf(of.values[i], of.resamples[i]);
}

Interval Bootstrap::difference(const Resampled &a, const Resampled &b, Ratio ratio)
{
    const auto i = static_cast<std::size_t>(ratio);
    std::vector<double> differences(a.resamples[i].size());
    for (std::size_t r = 0; r < differences.size(); ++r)
        differences[r] = a.resamples[i][r] - b.resamples[i][r];
    return intervalOf(a.values[i] - b.values[i], std::move(differences));
}

} // namespace forefetch
