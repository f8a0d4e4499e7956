// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/histogram.h"

#include <algorithm>
#include <cmath>

namespace forefetch {

std::uint64_t Histogram::lowerEdge(std::size_t bucket) noexcept
{
    if (bucket < kSubBuckets)
        return static_cast<std::uint64_t>(bucket) << kUnitBits;
    const std::size_t octave = bucket / kSubBuckets - 1;
    return (static_cast<std::uint64_t>(bucket % kSubBuckets + kSubBuckets) << octave) << kUnitBits;
}

void Histogram::merge(const Histogram &other) noexcept
{
    for (std::size_t i = 0; i < kBuckets; ++i)
        m_buckets[i] += other.m_buckets[i];
    m_count += other.m_count;
    m_sum += other.m_sum;
}

void Histogram::subtract(const Histogram &earlier) noexcept
{
    m_count = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
        m_buckets[i] -= std::min(m_buckets[i], earlier.m_buckets[i]);
        m_count += m_buckets[i];
    }
    m_sum = m_count == 0 ? 0.0 : std::max(0.0, m_sum - earlier.m_sum);
}

Duration Histogram::mean() const noexcept
{
    if (m_count == 0)
        return Duration{};
    return Duration(static_cast<Duration::rep>(m_sum / static_cast<double>(m_count)));
}

Duration Histogram::quantile(double q) const noexcept
{
    if (m_count == 0)
        return Duration{};
    const double share = std::isnan(q) ? 0.0 : std::clamp(q, 0.0, 1.0);
    const double wanted = std::ceil(share * static_cast<double>(m_count));
    const auto rank = std::clamp<std::uint64_t>(static_cast<std::uint64_t>(wanted), 1, m_count);
    std::uint64_t seen = 0;
    std::size_t bucket = 0;
    for (; bucket < kBuckets - 1; ++bucket) {
        seen += m_buckets[bucket];
        if (seen >= rank)
            break;
    }
    const std::uint64_t middle = (lowerEdge(bucket) + lowerEdge(bucket + 1)) / 2;
    return Duration(static_cast<Duration::rep>(bucket == 0 ? 0 : middle));
}

std::uint64_t Histogram::countUpTo(Duration limit) const noexcept
{
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
        if (lowerEdge(i + 1) >
            static_cast<std::uint64_t>(std::max<Duration::rep>(limit.count(), 0)))
            break;
        seen += m_buckets[i];
    }
    return seen;
}

} // namespace forefetch
