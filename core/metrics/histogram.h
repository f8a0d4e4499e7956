// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace forefetch {

// How long things took, in fixed memory (8 KiB): log-linear buckets as in HdrHistogram (Tene), 32
// of them an octave from 1 µs to 1,100 s, and 32 linear ones below. A quantile is the middle of
// its bucket, so it is off by 1.6 % at most; mean and count are exact.
//
//     Histogram h;
//     h.record(3ms);
//     h.quantile(0.95)           // a Duration; zero when nothing was recorded
//     Histogram minute = now;    // what was recorded between two readings of one histogram
//     minute.subtract(before);
//
// Thread: one (a value).
class Histogram
{
public:
    static constexpr std::size_t kSubBuckets = 32;
    static constexpr unsigned kUnitBits = 5; // the finest bucket is 32 ns wide
    static constexpr unsigned kOctaves = 30; // above the linear part, which ends at 1,024 ns
    static constexpr std::size_t kBuckets = kSubBuckets * (kOctaves + 1);

    void record(Duration d) noexcept { record(d, 1); }
    void record(Duration d, std::uint64_t times) noexcept
    {
        const Duration::rep ns = d.count() < 0 ? 0 : d.count();
        m_buckets[bucketOf(static_cast<std::uint64_t>(ns))] += times;
        m_count += times;
        m_sum += static_cast<double>(ns) * static_cast<double>(times);
    }

    void merge(const Histogram &other) noexcept;
    // What this one has recorded since `earlier`, an older reading of the same histogram. Buckets
    // that would fall below zero (it was not older) become empty.
    void subtract(const Histogram &earlier) noexcept;
    void clear() noexcept { *this = Histogram(); }

    std::uint64_t count() const noexcept { return m_count; }
    bool empty() const noexcept { return m_count == 0; }
    Duration mean() const noexcept;
    double sumSeconds() const noexcept { return m_sum * 1e-9; }
    // The value that a share q (0–1) of all lies at or below (nearest rank).
    Duration quantile(double q) const noexcept;
    // How many lie in buckets that end at or below `limit`; for cumulative exports.
    std::uint64_t countUpTo(Duration limit) const noexcept;
    friend bool operator==(const Histogram &, const Histogram &) = default;

private:
    static constexpr std::size_t bucketOf(std::uint64_t ns) noexcept
    {
        const std::uint64_t units = ns >> kUnitBits;
        if (units < kSubBuckets)
            return units;
        // The octave is set by the highest bit, the place within by the five bits after it.
        const auto octave = static_cast<unsigned>(std::bit_width(units)) - 6U;
        if (octave >= kOctaves)
            return kBuckets - 1;
        return (octave + 1) * kSubBuckets + ((units >> octave) - kSubBuckets);
    }
    static std::uint64_t lowerEdge(std::size_t bucket) noexcept; // ns

    std::array<std::uint64_t, kBuckets> m_buckets{};
    std::uint64_t m_count = 0;
    double m_sum = 0; // ns
};

} // namespace forefetch
