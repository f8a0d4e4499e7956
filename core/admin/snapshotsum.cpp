// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/snapshotsum.h"

#include "core/metrics/snapshotfields.h"

#include <algorithm>
#include <vector>

namespace forefetch {

namespace {

// The counts of a snapshot, in their order.
class Counts
{
public:
    explicit Counts(std::vector<std::uint64_t *> &counts) : m_counts(counts) {}

    void figure(std::string_view, std::uint64_t &value) { m_counts.push_back(&value); }
    void figure(std::string_view, double &) {}
    void figure(std::string_view, std::string &) {}
    void derived(std::string_view, double) {}
    template <typename Fill>
    void group(std::string_view, const Fill &fill)
    {
        fill(*this);
    }

private:
    std::vector<std::uint64_t *> &m_counts;
};

std::vector<std::uint64_t *> countsOf(Snapshot &snapshot)
{
    std::vector<std::uint64_t *> counts;
    Counts visit(counts);
    visitGroups(visit, snapshot);
    return counts;
}

double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

// The mean of one figure over the instances, by how much stands behind each.
template <typename Value, typename Weight>
double meanOf(std::span<const Snapshot> instances, Value value, Weight weight)
{
    double sum = 0, all = 0;
    for (const Snapshot &s : instances) {
        sum += value(s) * static_cast<double>(weight(s));
        all += static_cast<double>(weight(s));
    }
    return ratio(sum, all);
}

template <typename Value>
double totalOf(std::span<const Snapshot> instances, Value value)
{
    double sum = 0;
    for (const Snapshot &s : instances)
        sum += value(s);
    return sum;
}

void sumDemand(DemandFigures &sum, std::span<const Snapshot> instances,
               DemandFigures Snapshot::*group)
{
    sum.hitRatio = ratio(static_cast<double>(sum.hits), static_cast<double>(sum.cacheable));
    for (const Snapshot &s : instances) {
        const LatencyFigures &latency = (s.*group).latency;
        sum.latency.p50 = std::max(sum.latency.p50, latency.p50);
        sum.latency.p95 = std::max(sum.latency.p95, latency.p95);
        sum.latency.p99 = std::max(sum.latency.p99, latency.p99);
    }
}

void sumWorkers(WorkerFigures &sum, std::span<const Snapshot> instances)
{
    const auto processed = [](const Snapshot &s) { return s.workers.totalProcessed; };
    const auto successful = static_cast<double>(sum.successfulFetches);
    sum.successRate = ratio(successful, successful + static_cast<double>(sum.failedFetches));
    sum.avgWaitTime = meanOf(
        instances, [](const Snapshot &s) { return s.workers.avgWaitTime; }, processed);
    sum.avgFetchTime = meanOf(
        instances, [](const Snapshot &s) { return s.workers.avgFetchTime; }, processed);
    sum.throughput = totalOf(instances, [](const Snapshot &s) { return s.workers.throughput; });
}

void sumCache(CacheFigures &sum, std::span<const Snapshot> instances)
{
    sum.utilisation = ratio(static_cast<double>(sum.bytes), static_cast<double>(sum.capacity));
    sum.unprovenShare = meanOf(
        instances, [](const Snapshot &s) { return s.cache.unprovenShare; },
        [](const Snapshot &s) { return s.cache.capacity; });
}

void sumOthers(Snapshot &sum, std::span<const Snapshot> instances)
{
    const auto observed = [](const Snapshot &s) { return s.predictor.observations; };
    sum.misses.lateSum = totalOf(instances, [](const Snapshot &s) { return s.misses.lateSum; });
    sum.misses.lateQueue = totalOf(instances, [](const Snapshot &s) { return s.misses.lateQueue; });
    sum.prefetch.leadTimeSum =
        totalOf(instances, [](const Snapshot &s) { return s.prefetch.leadTimeSum; });
    sum.scheduler.scheduleRate = ratio(static_cast<double>(sum.scheduler.scheduled),
                                       static_cast<double>(sum.scheduler.totalPredictions));
    sum.predictor.accuracyAt1 = meanOf(
        instances, [](const Snapshot &s) { return s.predictor.accuracyAt1; }, observed);
    sum.predictor.hitAt5 = meanOf(
        instances, [](const Snapshot &s) { return s.predictor.hitAt5; }, observed);
    sum.guard.extraLoad = meanOf(
        instances, [](const Snapshot &s) { return s.guard.extraLoad; },
        [](const Snapshot &s) { return s.demand.requests; });
}

double milliseconds(Duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

} // namespace

Snapshot sumOf(std::span<const Snapshot> instances, const Histogram &latencies)
{
    if (instances.empty())
        return {};
    Snapshot sum = instances.front();
    for (const Snapshot &instance : instances.subspan(1)) {
        Snapshot next = instance;
        const std::vector<std::uint64_t *> to = countsOf(sum), from = countsOf(next);
        for (std::size_t i = 0; i < to.size(); ++i)
            *to[i] += *from[i];
        sum.takenAt = std::max(sum.takenAt, next.takenAt);
        sum.uptime = std::max(sum.uptime, next.uptime);
        sum.revision += next.revision;
        sum.guard.rateFactor = std::min(sum.guard.rateFactor, next.guard.rateFactor);
        if (sum.guard.state == nameOf(GuardState::Clear))
            sum.guard.state = next.guard.state;
        sum.faults.insert(sum.faults.end(), next.faults.begin(), next.faults.end());
    }
    sumDemand(sum.demand, instances, &Snapshot::demand);
    sumDemand(sum.demandHeldBack, instances, &Snapshot::demandHeldBack);
    sumDemand(sum.demandTreated, instances, &Snapshot::demandTreated);
    if (!latencies.empty())
        sum.demand.latency = {milliseconds(latencies.quantile(0.5)),
                              milliseconds(latencies.quantile(0.95)),
                              milliseconds(latencies.quantile(0.99))};
    sumWorkers(sum.workers, instances);
    sumCache(sum.cache, instances);
    sumOthers(sum, instances);
    return sum;
}

} // namespace forefetch
