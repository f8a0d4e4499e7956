// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>

namespace forefetch {

// How well probabilities keep their word: predictions in bins of equal width, with what was said
// and what came. The error is the mean distance of the two, weighted by bin (expected calibration
// error: Naeini et al. 2015); the floor is what a forecaster that is right about every probability
// would show by chance alone, as its outcomes scatter.
//
//     reliability.add(0.3, came);
//     reliability.error() - reliability.floor()
//
// Thread: one.
class Reliability
{
public:
    static constexpr std::size_t kBins = 15;
    struct Bin
    {
        std::uint64_t count = 0;
        double said = 0; // sum of the probabilities
        double came = 0; // how many came
        double variance = 0;
    };

    void add(double probability, bool came)
    {
        const double p = std::clamp(probability, 0.0, 1.0);
        Bin &bin = m_bins[std::min(kBins - 1, static_cast<std::size_t>(p * kBins))];
        ++bin.count;
        bin.said += p;
        bin.came += came ? 1 : 0;
        bin.variance += p * (1 - p);
        ++m_count;
    }

    // What was said and came elsewhere, as if all had been counted here.
    Reliability &operator+=(const Reliability &other)
    {
        for (std::size_t i = 0; i < kBins; ++i) {
            m_bins[i].count += other.m_bins[i].count;
            m_bins[i].said += other.m_bins[i].said;
            m_bins[i].came += other.m_bins[i].came;
            m_bins[i].variance += other.m_bins[i].variance;
        }
        m_count += other.m_count;
        return *this;
    }

    double error() const
    {
        double sum = 0;
        for (const Bin &bin : m_bins)
            sum += std::abs(bin.said - bin.came);
        return m_count > 0 ? sum / static_cast<double>(m_count) : 0;
    }
    // The mean of |X| for a normal X is its deviation times the root of 2/π.
    double floor() const
    {
        double sum = 0;
        for (const Bin &bin : m_bins)
            sum += std::sqrt(2 * std::numbers::inv_pi * bin.variance);
        return m_count > 0 ? sum / static_cast<double>(m_count) : 0;
    }
    std::uint64_t count() const { return m_count; }
    const std::array<Bin, kBins> &bins() const { return m_bins; }

private:
    std::array<Bin, kBins> m_bins;
    std::uint64_t m_count = 0;
};

} // namespace forefetch
