// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/timeseries.h"
#include "core/settings/settings.h"

#include <cmath>
#include <random>
#include <vector>

namespace forefetch {

// A history as a demo makes it: demand of 40 requests a second that breathes, prefetch switched on
// a third before the end, hits climbing from then on, and some seconds that were not watched.
struct PlausibleHistory
{
    TimeSeries series;
    std::vector<SettingsChange> changes;
    TimePoint now{};
    std::mt19937 chance{7};
    std::uint64_t lastRequest = 0;

    explicit PlausibleHistory(int length, TimePoint start = TimePoint(std::chrono::hours(5)))
        : now(start)
    {
        const int on = length * 2 / 3;
        for (int s = 0; s < length; ++s) {
            if (s == on)
                changes.push_back({1, now, Param::PrefetchEnabled, 0, 1, "user"});
            if (s == on + length / 6)
                changes.push_back({2, now, Param::SchedulerMinProbability, 0.5, 0.35, "user"});
            if (length > 40 && s > length / 4 && s < length / 4 + 1 + length / 20)
                now += std::chrono::seconds(1); // not watched
            else
                addSecond(s < on ? 0 : 1 - std::exp((on - s) / 6.0), s);
        }
    }

    int noise(double mean) { return mean <= 0 ? 0 : std::poisson_distribution<int>(mean)(chance); }

    // One second in which prefetching has got as far as `effect`, 0–1.
    void addSecond(double effect, int s)
    {
        Sample p;
        p.at = now;
        p.span = std::chrono::seconds(1);
        p.queueLimit = 200;
        p.workers = 4;
        p.requests = static_cast<std::uint32_t>(40 + noise(10 + 6 * std::sin(s / 9.0)));
        p.cacheable = p.requests - 2;
        p.from = now;
        p.to = now + std::chrono::seconds(1);
        p.afterRequest = lastRequest;
        lastRequest += p.requests;
        p.lastRequest = lastRequest;
        p.hitsPrefetched = static_cast<std::uint32_t>(p.cacheable * 0.38 * effect);
        p.hits =
            p.hitsPrefetched + static_cast<std::uint32_t>(noise(p.cacheable * 0.3) % p.cacheable);
        p.hits = std::min(p.hits, p.cacheable);
        p.misses = p.cacheable - p.hits;
        p.late = static_cast<std::uint32_t>(noise(1.2 * effect));
        p.originRequests = p.misses + 2;
        p.prefetchAttempts = static_cast<std::uint32_t>(noise(18 * effect));
        p.processed = p.prefetchAttempts;
        p.queueDepth = static_cast<std::uint32_t>(noise(9 * effect));
        p.busyWorkers = static_cast<float>(3.1 * effect);
        p.controlCacheable = p.cacheable / 5;
        p.controlHits = static_cast<std::uint32_t>(p.controlCacheable * 0.33);
        p.scheduled = p.prefetchAttempts;
        const auto set = [&p](PrefetchState state, int n) {
            p.outcomes[static_cast<std::size_t>(state)] = static_cast<std::uint32_t>(n);
        };
        set(PrefetchState::Used, noise(13 * effect));
        set(PrefetchState::Late, noise(2 * effect));
        set(PrefetchState::WastedExpired, noise(3 * effect));
        set(PrefetchState::Superseded, noise(1 * effect));
        Histogram latencies;
        for (std::uint32_t i = 0; i < p.requests; ++i) {
            const bool hit = i < p.hits;
            latencies.record(
                std::chrono::microseconds(hit ? 300 + noise(200) : 90'000 + 400 * noise(180)));
        }
        series.add(p, latencies);
        now += std::chrono::seconds(1);
    }
};

} // namespace forefetch
