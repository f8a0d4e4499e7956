// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/simulationrun.h"
#include "core/tune/reward.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace forefetch {

// A figure and what it may as well have been: the 95 % interval.
struct Interval
{
    double value = 0;
    double low = 0;
    double high = 0;
    double error = 0; // standard error
};

// The ratios that are reckoned from sums over sessions.
enum class Ratio : std::uint8_t { Hit, ExtraLoad, Waste, Reward };
inline constexpr std::size_t kRatioCount = 4;

std::array<double, kRatioCount> ratiosOf(const SessionTally &sums, const RewardWeights &weights);
// 64-bit sums would be safer for nobody: a trace of 2^32 requests does not fit into memory.
SessionTally sumOf(std::span<const SessionTally> sessions);

// The four ratios of several runs of one trace over the same resamples of its sessions: whole
// sessions are drawn with replacement (Efron 1979; by cluster, because requests of one session are
// alike), the same ones for every run, so that two runs are compared in pairs.
//
//     Bootstrap bootstrap(runs.front()->sessions.size(), 1);
//     const auto a = bootstrap.resample(runA.sessions), b = bootstrap.resample(runB.sessions);
//     Interval gain = bootstrap.difference(a, b, Ratio::Hit);
//
// Thread: any, once made; a resample takes about a microsecond for ten sessions.
class Bootstrap
{
public:
    static constexpr std::size_t kResamples = 1000;

    struct Resampled
    {
        std::array<double, kRatioCount> values{};
        std::array<std::vector<double>, kRatioCount> resamples; // kResamples each
    };

    Bootstrap(std::size_t groups, std::uint64_t seed, const RewardWeights &weights = {});

    Resampled resample(std::span<const SessionTally> sessions) const;
    static Interval interval(const Resampled &of, Ratio ratio);
    // Of a − b.
    static Interval difference(const Resampled &a, const Resampled &b, Ratio ratio);

private:
    std::size_t m_groups;
    RewardWeights m_weights;
    std::vector<std::uint8_t> m_times; // how often each group is drawn, by resample
};

} // namespace forefetch
