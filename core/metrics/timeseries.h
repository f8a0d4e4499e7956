// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/histogram.h"
#include "core/metrics/ledger.h"
#include "core/time/clock.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

namespace forefetch {

// What happened in one span of time, and the levels in it: one point of every chart.
struct Sample
{
    TimePoint at{};  // where the point stands: the start of its second, ten seconds, minute
    Duration span{}; // how much of that was watched; zero is a gap, and all else means nothing
    // What exactly was counted: from one reading to another, which are near its ends, and the
    // requests with these numbers (RecentRequests); both 0 where nobody said.
    TimePoint from{};
    TimePoint to{};
    std::uint64_t afterRequest = 0;
    std::uint64_t lastRequest = 0;
    Revision revision = 0; // at the end

    // Levels: depth is the highest seen, busy the mean, the others the last.
    std::uint32_t queueDepth = 0;
    std::uint32_t queueLimit = 0;
    std::uint32_t workers = 0;
    float busyWorkers = 0;
    float cacheUtilisation = 0;
    float unprovenShare = 0;

    // Counts within the span.
    std::uint32_t requests = 0;
    std::uint32_t cacheable = 0;
    std::uint32_t hits = 0;
    std::uint32_t hitsPrefetched = 0;
    std::uint32_t misses = 0;
    std::uint32_t late = 0;
    std::uint32_t errors = 0;
    std::uint32_t originRequests = 0;   // by demand
    std::uint32_t prefetchAttempts = 0; // by prefetch, retries included
    std::uint32_t processed = 0;        // prefetches that the workers ended
    std::uint32_t controlCacheable = 0; // of the control group
    std::uint32_t controlHits = 0;
    std::uint32_t scheduled = 0;
    std::uint32_t scored = 0;    // requests that the model had predictions before
    std::uint32_t first = 0;     // of these, the first prediction was right
    std::uint32_t firstFive = 0; // ... one of the first five was
    // By outcome; of the open states (queued, in flight, ready) the number at the end instead.
    std::array<std::uint32_t, kPrefetchStateCount> outcomes{};

    // Demand latency within the span, ms; 0 when nothing was asked.
    float p50 = 0;
    float p95 = 0;

    bool isGap() const { return span <= Duration{}; }
    std::uint32_t operator[](PrefetchState s) const
    {
        return outcomes[static_cast<std::size_t>(s)];
    }
    double perSecond(std::uint32_t count) const { return isGap() ? 0 : count / seconds(span); }
    double throughput() const { return perSecond(processed); } // prefetches a second
    double hitRatio() const { return cacheable == 0 ? 0 : static_cast<double>(hits) / cacheable; }
    double extraLoad() const; // as Snapshot::extraLoad, of this span alone

    // Takes in a later part of the same span; the quantiles are the caller's to set.
    void append(const Sample &later);
};

// The history behind the charts, in fixed memory (about 3 MB): the last half hour by the second,
// six hours by ten seconds, a week by the minute. What was not watched (paused, asleep) is a gap.
// Counts add up, the queue's depth is the highest, and quantiles come from merged histograms, so
// a minute's p95 is the p95 of that minute's requests.
//
//     series.add(sample, latencies);      // about once a second, by way of a Sampler
//     series.read(TimeSeries::Resolution::Second, now - 5min, now, points);
//
// Thread: any; one lock, held for one copy.
class TimeSeries
{
public:
    enum class Resolution : std::uint8_t { Second, TenSeconds, Minute };
    static constexpr std::size_t kResolutions = 3;

    TimeSeries();

    static Duration step(Resolution resolution);
    static std::size_t capacity(Resolution resolution);

    // `latencies` are those of the sample's span. A sample that is older than the newest point, or
    // that watched nothing, is ignored.
    void add(const Sample &sample, const Histogram &latencies);
    // Replaces `out` by one point a step from the step of `from` to that of `to`, the oldest first,
    // gaps included; nothing that is older than the ring or newer than the newest point.
    void read(Resolution resolution, TimePoint from, TimePoint to, std::vector<Sample> &out) const;
    void clear();
    std::size_t memory() const;

private:
    struct Ring
    {
        std::vector<Sample> points; // by number modulo size
        std::int64_t oldest = 0;    // number of the first point ever, while newest >= oldest
        std::int64_t newest = -1;
        Histogram latencies; // of the newest
    };

    static void addTo(Ring &ring, Duration step, const Sample &sample, const Histogram &latencies);

    mutable std::mutex m_mutex; // guards m_rings
    std::array<Ring, kResolutions> m_rings;
};

} // namespace forefetch
