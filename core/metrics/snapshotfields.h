// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/snapshot.h"

namespace forefetch {

// The names of the figures in a snapshot's document, once: what writes, reads and lists them goes
// through here, so the three cannot differ. `visit.figure(name, member)` is called for what is
// kept, `visit.derived(name, value)` for what follows from it. A dot opens an inner object.
//
// Figures is the type or its const: reading fills the members.

template <typename Visit, typename Figures>
void visitDemand(Visit &visit, Figures &f)
{
    visit.figure("requests", f.requests);
    visit.figure("cacheable", f.cacheable);
    visit.figure("hits", f.hits);
    visit.figure("hits_prefetched", f.hitsPrefetched);
    visit.figure("hits_assumed", f.hitsAssumed);
    visit.figure("misses", f.misses);
    visit.figure("late", f.late);
    visit.figure("bypassed", f.bypassed);
    visit.figure("errors", f.errors);
    visit.figure("server_errors", f.serverErrors);
    visit.figure("origin_requests", f.originRequests);
    visit.figure("bytes", f.bytes);
    visit.figure("hit_ratio", f.hitRatio);
    visit.figure("latency_ms.p50", f.latency.p50);
    visit.figure("latency_ms.p95", f.latency.p95);
    visit.figure("latency_ms.p99", f.latency.p99);
}

template <typename Visit, typename Figures>
void visitMisses(Visit &visit, Figures &f)
{
    for (std::size_t i = 1; i < kMissReasonCount; ++i)
        visit.figure(nameOf(static_cast<MissReason>(i)), f.by[i]);
    visit.figure("late_wait_sum", f.lateSum);
    visit.figure("late_queue_sum", f.lateQueue);
}

template <typename Visit, typename Figures>
void visitQueue(Visit &visit, Figures &f)
{
    visit.figure("size", f.size);
    visit.figure("max_size", f.maxSize);
    visit.figure("total_added", f.totalAdded);
    visit.figure("total_removed", f.totalRemoved);
    visit.figure("duplicates_rejected", f.duplicatesRejected);
    visit.figure("raised", f.raised);
    visit.figure("displaced", f.displaced);
    visit.figure("full_rejections", f.fullRejections);
}

template <typename Visit, typename Figures>
void visitWorkers(Visit &visit, Figures &f)
{
    visit.figure("count", f.count);
    visit.figure("busy", f.busy);
    visit.figure("total_processed", f.totalProcessed);
    visit.figure("successful_fetches", f.successfulFetches);
    visit.figure("failed_fetches", f.failedFetches);
    visit.figure("expired_requests", f.expiredRequests);
    visit.figure("retries", f.retries);
    visit.figure("backoffs", f.backoffs);
    visit.figure("attempts", f.attempts);
    visit.figure("consecutive_errors", f.consecutiveErrors);
    visit.figure("success_rate", f.successRate);
    visit.figure("avg_wait_time", f.avgWaitTime);
    visit.figure("avg_fetch_time", f.avgFetchTime);
    visit.figure("throughput", f.throughput);
}

template <typename Visit, typename Figures>
void visitScheduler(Visit &visit, Figures &f)
{
    visit.figure("total_predictions", f.totalPredictions);
    visit.figure("scheduled", f.scheduled);
    visit.figure("filtered_low_probability", f.filteredLowProbability);
    visit.figure("filtered_cached", f.filteredCached);
    visit.figure("filtered_queued", f.filteredQueued);
    visit.figure("filtered_space", f.filteredSpace);
    visit.figure("filtered_guard", f.filteredGuard);
    visit.figure("filtered_limit", f.filteredLimit);
    visit.figure("schedule_rate", f.scheduleRate);
}

template <typename Visit, typename Figures>
void visitCache(Visit &visit, Figures &f)
{
    visit.figure("entries", f.entries);
    visit.figure("bytes", f.bytes);
    visit.figure("capacity", f.capacity);
    visit.figure("utilisation", f.utilisation);
    visit.figure("unproven_share", f.unprovenShare);
    visit.figure("hits", f.hits);
    visit.figure("misses", f.misses);
    visit.figure("stores", f.stores);
    visit.figure("evictions", f.evictions);
    visit.figure("expirations", f.expirations);
    visit.figure("invalidations", f.invalidations);
}

template <typename Visit, typename Figures>
void visitStore(Visit &visit, Figures &f)
{
    visit.figure("up", f.up);
    visit.figure("entries", f.entries);
    visit.figure("bytes", f.bytes);
    visit.figure("capacity", f.capacity);
    visit.figure("hits", f.hits);
    visit.figure("misses", f.misses);
    visit.figure("timeouts", f.timeouts);
    visit.figure("writes", f.writes);
    visit.figure("pending", f.pending);
    visit.figure("shed", f.shed);
    visit.figure("evictions", f.evictions);
    visit.figure("purges", f.purges);
    visit.figure("damaged", f.damaged);
    visit.figure("failures", f.failures);
    visit.figure("leases", f.leases);
    visit.figure("waits", f.waits);
    visit.figure("spared", f.spared);
    visit.figure("remote_purges", f.remotePurges);
}

// With the ratios that need the demand beside the ledger.
template <typename Visit, typename AnySnapshot>
void visitPrefetch(Visit &visit, AnySnapshot &s)
{
    auto &f = s.prefetch;
    visit.figure("scheduled", f.scheduled);
    for (std::size_t i = 0; i < kPrefetchStateCount; ++i)
        visit.figure(nameOf(static_cast<PrefetchState>(i)), f.in[i]);
    visit.derived("precision", f.precision());
    visit.derived("waste_ratio", f.wasteRatio());
    visit.derived("timeliness", f.timeliness());
    visit.derived("coverage", s.coverage());
    visit.derived("extra_load", s.extraLoad());
    visit.figure("attempts", f.attempts);
    visit.figure("bytes", f.bytes);
    visit.derived("lead_time", f.leadTime());
    visit.figure("lead_time_sum", f.leadTimeSum);
}

template <typename Visit, typename Figures>
void visitPredictor(Visit &visit, Figures &f)
{
    visit.figure("model", f.model);
    visit.figure("states", f.states);
    visit.figure("transitions", f.transitions);
    visit.figure("observations", f.observations);
    visit.figure("dropped", f.dropped);
    visit.figure("accuracy_at_1", f.accuracyAt1);
    visit.figure("hit_at_5", f.hitAt5);
    visit.figure("memory", f.memory);
}

template <typename Visit, typename Figures>
void visitGuard(Visit &visit, Figures &f)
{
    visit.figure("state", f.state);
    visit.figure("rate_factor", f.rateFactor);
    visit.figure("extra_load", f.extraLoad);
    visit.figure("held", f.held);
    visit.derived("interventions", static_cast<double>(f.interventions()));
    visit.figure("brakes", f.brakes);
    visit.figure("caps_reached", f.capsReached);
    visit.figure("breaker_openings", f.breakerOpenings);
    visit.figure("routes_paused", f.routesPaused);
    visit.figure("memory_stops", f.memoryStops);
    visit.figure("demand_stops", f.demandStops);
    visit.figure("harm_stops", f.harmStops);
}

template <typename Visit, typename Figures>
void visitTuner(Visit &visit, Figures &f)
{
    visit.figure("mode", f.mode);
    visit.figure("agent", f.agent);
    visit.figure("windows", f.windows);
    visit.figure("suggestions", f.suggestions);
    visit.figure("steps", f.steps);
    visit.figure("kept", f.kept);
    visit.figure("broken", f.broken);
    visit.figure("stopped", f.stopped);
    visit.derived("outside_envelope", static_cast<double>(f.outside.size()));
}

// Every group of figures in its order: `visit.group(name, fill)` with fill(visitor of the group).
template <typename Visit, typename AnySnapshot>
void visitGroups(Visit &visit, AnySnapshot &s)
{
    visit.group("demand", [&s](auto &v) { visitDemand(v, s.demand); });
    visit.group("demand_held_back", [&s](auto &v) { visitDemand(v, s.demandHeldBack); });
    visit.group("demand_treated", [&s](auto &v) { visitDemand(v, s.demandTreated); });
    visit.group("misses", [&s](auto &v) { visitMisses(v, s.misses); });
    visit.group("queue", [&s](auto &v) { visitQueue(v, s.queue); });
    visit.group("workers", [&s](auto &v) { visitWorkers(v, s.workers); });
    visit.group("scheduler", [&s](auto &v) { visitScheduler(v, s.scheduler); });
    visit.group("cache", [&s](auto &v) { visitCache(v, s.cache); });
    visit.group("store", [&s](auto &v) { visitStore(v, s.store); });
    visit.group("prefetch", [&s](auto &v) { visitPrefetch(v, s); });
    visit.group("predictor", [&s](auto &v) { visitPredictor(v, s.predictor); });
    visit.group("tuner", [&s](auto &v) { visitTuner(v, s.tuner); });
    visit.group("guard", [&s](auto &v) { visitGuard(v, s.guard); });
}

} // namespace forefetch
