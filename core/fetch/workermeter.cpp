// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/workermeter.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr auto relaxed = std::memory_order_relaxed;

double ratio(double part, std::uint64_t whole)
{
    return whole > 0 ? part / static_cast<double>(whole) : 0.0;
}

double asSeconds(std::uint64_t ns)
{
    return seconds(Duration(static_cast<Duration::rep>(ns)));
}

} // namespace

void WorkerMeter::finished(TimePoint now)
{
    const Duration::rep at = now.time_since_epoch().count();
    if (m_first.load(relaxed) < 0)
        m_first.store(at, relaxed);
    const std::int64_t stretch = at / kStretch.count();
    Slot &slot = m_slots[static_cast<std::size_t>(stretch) % kSlots];
    if (slot.stretch.load(relaxed) != stretch) {
        slot.count.store(0, relaxed);
        slot.stretch.store(stretch, relaxed);
    }
    slot.count.store(slot.count.load(relaxed) + 1, relaxed);
}

double WorkerMeter::throughput(TimePoint now) const
{
    const Duration::rep first = m_first.load(relaxed);
    if (first < 0)
        return 0;
    const Duration::rep at = now.time_since_epoch().count();
    const std::int64_t current = at / kStretch.count();
    const std::int64_t oldest = current - kStretches + 1;
    std::uint64_t count = 0;
    for (const Slot &slot : m_slots) {
        const std::int64_t stretch = slot.stretch.load(relaxed);
        if (stretch >= oldest && stretch <= current)
            count += slot.count.load(relaxed);
    }
    // Young pools are measured over their life, but never over less than one stretch.
    const Duration::rep from = std::max(oldest * kStretch.count(), first);
    return static_cast<double>(count) / seconds(std::max(Duration(at - from), kStretch));
}

void WorkerMeter::fill(WorkerFigures &figures, TimePoint now) const
{
    figures.totalProcessed = processed.value();
    figures.successfulFetches = succeeded.value();
    figures.failedFetches = failed.value();
    figures.expiredRequests = expired.value();
    figures.retries = retries.value();
    figures.backoffs = backoffs.value();
    figures.attempts = attempts.value();
    figures.consecutiveErrors = consecutiveErrors.value();
    figures.successRate = ratio(static_cast<double>(figures.successfulFetches),
                                figures.successfulFetches + figures.failedFetches);
    figures.avgWaitTime = ratio(asSeconds(waitTime.value()), started.value());
    figures.avgFetchTime = ratio(asSeconds(fetchTime.value()), fetches.value());
    figures.throughput = throughput(now);
}

} // namespace forefetch
