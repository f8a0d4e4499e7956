// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/sampler.h"

#include <algorithm>
#include <limits>

namespace forefetch {

namespace {

std::uint32_t narrow(std::uint64_t v)
{
    return static_cast<std::uint32_t>(
        std::min<std::uint64_t>(v, std::numeric_limits<std::uint32_t>::max()));
}

// The growth of counters; remembers when one has fallen.
class Growth
{
public:
    std::uint32_t operator()(std::uint64_t before, std::uint64_t now)
    {
        m_fell = m_fell || now < before;
        return now < before ? 0 : narrow(now - before);
    }
    bool fell() const { return m_fell; }

private:
    bool m_fell = false;
};

void takeDemand(Sample &s, Growth &growth, const Snapshot &a, const Snapshot &b)
{
    s.requests = growth(a.demand.requests, b.demand.requests);
    s.cacheable = growth(a.demand.cacheable, b.demand.cacheable);
    s.hits = growth(a.demand.hits, b.demand.hits);
    s.hitsPrefetched = growth(a.demand.hitsPrefetched, b.demand.hitsPrefetched);
    s.misses = growth(a.demand.misses, b.demand.misses);
    s.late = growth(a.demand.late, b.demand.late);
    s.errors = growth(a.demand.errors, b.demand.errors);
    s.originRequests = growth(a.demand.originRequests, b.demand.originRequests);
    s.controlCacheable = growth(a.demandHeldBack.cacheable, b.demandHeldBack.cacheable);
    s.controlHits = growth(a.demandHeldBack.hits, b.demandHeldBack.hits);
}

void takePrefetch(Sample &s, Growth &growth, const Snapshot &a, const Snapshot &b)
{
    s.prefetchAttempts = growth(a.prefetch.attempts, b.prefetch.attempts);
    s.processed = growth(a.workers.totalProcessed, b.workers.totalProcessed);
    s.scheduled = growth(a.prefetch.scheduled, b.prefetch.scheduled);
    for (std::size_t i = 0; i < kPrefetchStateCount; ++i) {
        s.outcomes[i] = isTerminal(static_cast<PrefetchState>(i))
                            ? growth(a.prefetch.in[i], b.prefetch.in[i])
                            : narrow(b.prefetch.in[i]);
    }
}

// Another model counts from the beginning again; nothing else has begun anew then.
void takePredictor(Sample &s, const PredictorFigures &a, const PredictorFigures &b)
{
    Growth growth;
    s.scored = growth(a.scored, b.scored);
    s.first = growth(a.first, b.first);
    s.firstFive = growth(a.firstFive, b.firstFive);
    if (growth.fell() || a.model != b.model)
        s.scored = s.first = s.firstFive = 0;
    // Read while the model went on counting.
    s.firstFive = std::min(s.firstFive, s.scored);
    s.first = std::min(s.first, s.firstFive);
}

void takeLevels(Sample &s, const Snapshot &now)
{
    s.revision = now.revision;
    s.queueDepth = narrow(now.queue.size);
    s.queueLimit = narrow(now.queue.maxSize);
    s.workers = narrow(now.workers.count);
    s.busyWorkers = static_cast<float>(now.workers.busy);
    s.cacheUtilisation = static_cast<float>(now.cache.utilisation);
    s.unprovenShare = static_cast<float>(now.cache.unprovenShare);
}

std::int64_t secondOf(TimePoint at)
{
    return std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count();
}

} // namespace

const Sample *Sampler::take(const Snapshot &snapshot, const Histogram &latencies, TimePoint now,
                            std::uint64_t lastRequest)
{
    if (m_before && now - m_before->at < kMinSpan && secondOf(now) == secondOf(m_before->at))
        return nullptr;
    Growth growth;
    bool usable = false;
    if (m_before && now > m_before->at && now - m_before->at <= kMaxSpan) {
        m_sample = {};
        m_sample.span = now - m_before->at;
        // The middle names the second: an end may jitter about a whole one, the middle does not.
        m_sample.at = m_before->at + m_sample.span / 2;
        m_sample.from = m_before->at;
        m_sample.to = now;
        m_sample.afterRequest = m_before->lastRequest;
        m_sample.lastRequest = lastRequest;
        takeDemand(m_sample, growth, m_before->snapshot, snapshot);
        takePrefetch(m_sample, growth, m_before->snapshot, snapshot);
        takePredictor(m_sample, m_before->snapshot.predictor, snapshot.predictor);
        takeLevels(m_sample, snapshot);
        m_window = latencies;
        m_window.subtract(m_before->latencies);
        m_sample.p50 = static_cast<float>(seconds(m_window.quantile(0.50)) * 1e3);
        m_sample.p95 = static_cast<float>(seconds(m_window.quantile(0.95)) * 1e3);
        usable = !growth.fell();
    }
    m_before = Reading{now, snapshot, latencies, lastRequest};
    return usable ? &m_sample : nullptr;
}

} // namespace forefetch
