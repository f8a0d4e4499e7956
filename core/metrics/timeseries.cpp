// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/timeseries.h"

#include <algorithm>

namespace forefetch {

using namespace std::chrono_literals;

namespace {

// The number of the step that holds this moment; also right before the zero of the time line.
std::int64_t numberOf(TimePoint at, Duration step)
{
    const Duration::rep t = at.time_since_epoch().count();
    return t / step.count() - (t % step.count() < 0 ? 1 : 0);
}

std::size_t placeOf(std::int64_t number, std::size_t size)
{
    const auto n = static_cast<std::int64_t>(size);
    return static_cast<std::size_t>((number % n + n) % n);
}

float milliseconds(Duration d)
{
    return static_cast<float>(seconds(d) * 1e3);
}

} // namespace

double Sample::extraLoad() const
{
    const double without = static_cast<double>(originRequests) + (*this)[PrefetchState::Used] +
                           (*this)[PrefetchState::Late];
    return without == 0 ? 0 : prefetchAttempts / without;
}

void Sample::append(const Sample &later)
{
    const double before = seconds(span);
    const double after = seconds(later.span);
    if (before + after > 0)
        busyWorkers = static_cast<float>((busyWorkers * before + later.busyWorkers * after) /
                                         (before + after));
    if (isGap()) {
        from = later.from;
        afterRequest = later.afterRequest;
    }
    to = later.to;
    lastRequest = later.lastRequest;
    span += later.span;
    revision = later.revision;
    queueDepth = std::max(queueDepth, later.queueDepth);
    queueLimit = later.queueLimit;
    workers = later.workers;
    cacheUtilisation = later.cacheUtilisation;
    unprovenShare = later.unprovenShare;
    for (const auto count :
         {&Sample::requests, &Sample::cacheable, &Sample::hits, &Sample::hitsPrefetched,
          &Sample::misses, &Sample::late, &Sample::errors, &Sample::originRequests,
          &Sample::prefetchAttempts, &Sample::processed, &Sample::controlCacheable,
          &Sample::controlHits, &Sample::scheduled, &Sample::scored, &Sample::first,
          &Sample::firstFive})
        this->*count += later.*count;
    for (std::size_t i = 0; i < kPrefetchStateCount; ++i) {
        const bool terminal = isTerminal(static_cast<PrefetchState>(i));
        outcomes[i] = (terminal ? outcomes[i] : 0) + later.outcomes[i];
    }
}

TimeSeries::TimeSeries()
{
    for (std::size_t i = 0; i < kResolutions; ++i)
        m_rings[i].points.resize(capacity(static_cast<Resolution>(i)));
}

Duration TimeSeries::step(Resolution resolution)
{
    switch (resolution) {
    case Resolution::Second:
        return 1s;
    case Resolution::TenSeconds:
        return 10s;
    case Resolution::Minute:
        break;
    }
    return 1min;
}

std::size_t TimeSeries::capacity(Resolution resolution)
{
    switch (resolution) {
    case Resolution::Second:
        return 1800; // half an hour
    case Resolution::TenSeconds:
        return 2160; // six hours
    case Resolution::Minute:
        break;
    }
    return 10'080; // a week
}

void TimeSeries::add(const Sample &sample, const Histogram &latencies)
{
    if (sample.isGap())
        return;
    const std::lock_guard lock(m_mutex);
    for (std::size_t i = 0; i < kResolutions; ++i)
        addTo(m_rings[i], step(static_cast<Resolution>(i)), sample, latencies);
}

void TimeSeries::addTo(Ring &ring, Duration step, const Sample &sample, const Histogram &latencies)
{
    const std::int64_t number = numberOf(sample.at, step);
    const auto size = static_cast<std::int64_t>(ring.points.size());
    const bool first = ring.newest < ring.oldest;
    if (!first && number < ring.newest)
        return;
    if (first)
        ring.oldest = number;
    if (first || number > ring.newest) {
        // What was skipped becomes gaps, so that no point of the round before shines through.
        const std::int64_t from = first ? number : std::max(ring.newest + 1, number - size + 1);
        for (std::int64_t n = from; n <= number; ++n) {
            Sample &point = ring.points[placeOf(n, ring.points.size())];
            point = {};
            point.at = TimePoint(step * n);
        }
        ring.newest = number;
        ring.latencies.clear();
    }
    Sample &point = ring.points[placeOf(number, ring.points.size())];
    point.append(sample);
    ring.latencies.merge(latencies);
    point.p50 = milliseconds(ring.latencies.quantile(0.50));
    point.p95 = milliseconds(ring.latencies.quantile(0.95));
}

void TimeSeries::read(Resolution resolution, TimePoint from, TimePoint to,
                      std::vector<Sample> &out) const
{
    out.clear();
    const Duration width = step(resolution);
    if (to < from)
        return;
    const std::size_t wanted = static_cast<std::size_t>(
        std::min<std::int64_t>(numberOf(to, width) - numberOf(from, width) + 1,
                               static_cast<std::int64_t>(capacity(resolution))));
    out.reserve(wanted); // before the lock
    const std::lock_guard lock(m_mutex);
    const Ring &ring = m_rings[static_cast<std::size_t>(resolution)];
    const auto size = static_cast<std::int64_t>(ring.points.size());
    const std::int64_t first =
        std::max({numberOf(from, width), ring.oldest, ring.newest - size + 1});
    const std::int64_t last = std::min(numberOf(to, width), ring.newest);
    for (std::int64_t n = first; n <= last; ++n)
        out.push_back(ring.points[placeOf(n, ring.points.size())]);
}

void TimeSeries::clear()
{
    const std::lock_guard lock(m_mutex);
    for (Ring &ring : m_rings) {
        ring.oldest = 0;
        ring.newest = -1;
        ring.latencies.clear();
    }
}

std::size_t TimeSeries::memory() const
{
    const std::lock_guard lock(m_mutex);
    std::size_t bytes = sizeof(*this);
    for (const Ring &ring : m_rings)
        bytes += ring.points.capacity() * sizeof(Sample);
    return bytes;
}

} // namespace forefetch
