// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/metricnames.h"

#include <array>

namespace forefetch {

namespace {

using enum MetricType;

constexpr std::string_view kRequestsHelp =
    "Requests of clients by how they ended; all but bypassed and error are cacheable.";
constexpr std::string_view kLatencyHelp = "Time to the first byte of an answer.";
constexpr std::string_view kOriginHelp = "Requests sent to the origin, by what caused them.";
constexpr std::string_view kFetchesHelp = "Prefetches that the workers fetched to their end.";
constexpr std::string_view kLeadHelp = "From stored to first used, over all used prefetches.";

// clang-format off
constexpr auto kNames = std::to_array<MetricName>({
    {"forefetch_requests", Counter, "demand.hits_prefetched", "result=\"hit_prefetched\"", "_total", kRequestsHelp},
    {"forefetch_requests", Counter, kHitsByDemand, "result=\"hit_demand\"", "_total", {}},
    {"forefetch_requests", Counter, "demand.late", "result=\"late\"", "_total", {}},
    {"forefetch_requests", Counter, "demand.misses", "result=\"miss\"", "_total", {}},
    {"forefetch_requests", Counter, "demand.bypassed", "result=\"bypassed\"", "_total", {}},
    {"forefetch_requests", Counter, "demand.errors", "result=\"error\"", "_total", {}},
    {"forefetch_server_errors", Counter, "demand.server_errors", {}, "_total", {}},
    {"forefetch_assumed_hits", Counter, "demand.hits_assumed", {}, "_total", {}},
    {"forefetch_hit_ratio", Gauge, "demand.hit_ratio", {}, {}, {}},
    {"forefetch_response_bytes", Counter, "demand.bytes", {}, "_total", {}},
    {"forefetch_origin_requests", Counter, "demand.origin_requests", "purpose=\"demand\"", "_total", kOriginHelp},
    {"forefetch_origin_requests", Counter, "prefetch.attempts", "purpose=\"prefetch\"", "_total", {}},
    {"forefetch_latency_seconds", Summary, "demand.latency_ms.p50", "quantile=\"0.5\"", {}, kLatencyHelp},
    {"forefetch_latency_seconds", Summary, "demand.latency_ms.p95", "quantile=\"0.95\"", {}, {}},
    {"forefetch_latency_seconds", Summary, "demand.latency_ms.p99", "quantile=\"0.99\"", {}, {}},

    {"forefetch_misses", Counter, "misses.never_seen", "reason=\"never_seen\"", "_total", "Misses by the last thing that stood between the request and a hit."},
    {"forefetch_misses", Counter, "misses.not_predicted", "reason=\"not_predicted\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.below_threshold", "reason=\"below_threshold\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.switched_off", "reason=\"switched_off\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.held_back", "reason=\"held_back\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.no_space", "reason=\"no_space\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.spared", "reason=\"spared\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.over_limit", "reason=\"over_limit\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.waited_worker", "reason=\"waited_worker\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.waited_rate", "reason=\"waited_rate\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.waited_guard", "reason=\"waited_guard\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.left_queue", "reason=\"left_queue\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.failed", "reason=\"failed\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.not_kept", "reason=\"not_kept\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.evicted", "reason=\"evicted\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.expired", "reason=\"expired\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.invalidated", "reason=\"invalidated\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.varies", "reason=\"varies\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.reload", "reason=\"reload\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.joined", "reason=\"joined\"", "_total", {}},
    {"forefetch_misses", Counter, "misses.forgotten", "reason=\"forgotten\"", "_total", {}},
    {"forefetch_late_wait_seconds", Counter, "misses.late_wait_sum", {}, "_total", {}},
    {"forefetch_late_queue_seconds", Counter, "misses.late_queue_sum", {}, "_total", {}},

    {"forefetch_queue_size", Gauge, "queue.size", {}, {}, {}},
    {"forefetch_queue_limit", Gauge, "queue.max_size", {}, {}, {}},
    {"forefetch_queue_added", Counter, "queue.total_added", {}, "_total", {}},
    {"forefetch_queue_removed", Counter, "queue.total_removed", {}, "_total", {}},
    {"forefetch_queue_rejections", Counter, "queue.duplicates_rejected", "reason=\"duplicate\"", "_total", "Prefetches that the queue did not take."},
    {"forefetch_queue_rejections", Counter, "queue.full_rejections", "reason=\"full\"", "_total", {}},
    {"forefetch_queue_raised", Counter, "queue.raised", {}, "_total", {}},
    {"forefetch_queue_displaced", Counter, "queue.displaced", {}, "_total", {}},

    {"forefetch_workers", Gauge, "workers.count", {}, {}, {}},
    {"forefetch_workers_busy", Gauge, "workers.busy", {}, {}, {}},
    {"forefetch_worker_processed", Counter, "workers.total_processed", {}, "_total", {}},
    {"forefetch_worker_fetches", Counter, "workers.successful_fetches", "result=\"success\"", "_total", kFetchesHelp},
    {"forefetch_worker_fetches", Counter, "workers.failed_fetches", "result=\"failure\"", "_total", {}},
    {"forefetch_worker_expired", Counter, "workers.expired_requests", {}, "_total", {}},
    {"forefetch_worker_retries", Counter, "workers.retries", {}, "_total", {}},
    {"forefetch_worker_backoffs", Counter, "workers.backoffs", {}, "_total", {}},
    {"forefetch_worker_attempts", Counter, "workers.attempts", {}, "_total", {}},
    {"forefetch_worker_consecutive_errors", Gauge, "workers.consecutive_errors", {}, {}, {}},
    {"forefetch_worker_success_ratio", Gauge, "workers.success_rate", {}, {}, {}},
    {"forefetch_worker_mean_wait_seconds", Gauge, "workers.avg_wait_time", {}, {}, {}},
    {"forefetch_worker_mean_fetch_seconds", Gauge, "workers.avg_fetch_time", {}, {}, {}},
    {"forefetch_worker_prefetches_per_second", Gauge, "workers.throughput", {}, {}, {}},

    {"forefetch_predictions", Counter, "scheduler.total_predictions", {}, "_total", {}},
    {"forefetch_decisions", Counter, "scheduler.scheduled", "decision=\"scheduled\"", "_total", "Predictions by what the scheduler made of them."},
    {"forefetch_decisions", Counter, "scheduler.filtered_low_probability", "decision=\"low_probability\"", "_total", {}},
    {"forefetch_decisions", Counter, "scheduler.filtered_cached", "decision=\"cached\"", "_total", {}},
    {"forefetch_decisions", Counter, "scheduler.filtered_queued", "decision=\"queued\"", "_total", {}},
    {"forefetch_decisions", Counter, "scheduler.filtered_space", "decision=\"space\"", "_total", {}},
    {"forefetch_decisions", Counter, "scheduler.filtered_guard", "decision=\"guard\"", "_total", {}},
    {"forefetch_decisions", Counter, "scheduler.filtered_limit", "decision=\"limit\"", "_total", {}},
    {"forefetch_schedule_ratio", Gauge, "scheduler.schedule_rate", {}, {}, {}},

    {"forefetch_cache_entries", Gauge, "cache.entries", {}, {}, {}},
    {"forefetch_cache_size_bytes", Gauge, "cache.bytes", {}, {}, {}},
    {"forefetch_cache_capacity_bytes", Gauge, "cache.capacity", {}, {}, {}},
    {"forefetch_cache_utilisation_ratio", Gauge, "cache.utilisation", {}, {}, {}},
    {"forefetch_cache_unproven_ratio", Gauge, "cache.unproven_share", {}, {}, {}},
    {"forefetch_cache_lookups", Counter, "cache.hits", "result=\"hit\"", "_total", "Look-ups in the cache by whether they found a fresh entry."},
    {"forefetch_cache_lookups", Counter, "cache.misses", "result=\"miss\"", "_total", {}},
    {"forefetch_cache_stores", Counter, "cache.stores", {}, "_total", {}},
    {"forefetch_cache_removals", Counter, "cache.evictions", "reason=\"eviction\"", "_total", "Entries that left the cache, by why."},
    {"forefetch_cache_removals", Counter, "cache.expirations", "reason=\"expiration\"", "_total", {}},
    {"forefetch_cache_removals", Counter, "cache.invalidations", "reason=\"invalidation\"", "_total", {}},
    {"forefetch_store_up", Gauge, "store.up", {}, {}, {}},
    {"forefetch_store_entries", Gauge, "store.entries", {}, {}, {}},
    {"forefetch_store_size_bytes", Gauge, "store.bytes", {}, {}, {}},
    {"forefetch_store_capacity_bytes", Gauge, "store.capacity", {}, {}, {}},
    {"forefetch_store_lookups", Counter, "store.hits", "result=\"hit\"", "_total", "Look-ups in the level behind memory by whether they brought an entry."},
    {"forefetch_store_lookups", Counter, "store.misses", "result=\"miss\"", "_total", {}},
    {"forefetch_store_timeouts", Counter, "store.timeouts", {}, "_total", {}},
    {"forefetch_store_writes", Counter, "store.writes", {}, "_total", {}},
    {"forefetch_store_pending", Gauge, "store.pending", {}, {}, {}},
    {"forefetch_store_shed", Counter, "store.shed", {}, "_total", {}},
    {"forefetch_store_evictions", Counter, "store.evictions", {}, "_total", {}},
    {"forefetch_store_purges", Counter, "store.purges", {}, "_total", {}},
    {"forefetch_store_damaged", Counter, "store.damaged", {}, "_total", {}},
    {"forefetch_store_failures", Counter, "store.failures", {}, "_total", {}},
    {"forefetch_store_leases", Counter, "store.leases", {}, "_total", {}},
    {"forefetch_store_waits", Counter, "store.waits", {}, "_total", {}},
    {"forefetch_store_spared", Counter, "store.spared", {}, "_total", {}},
    {"forefetch_store_remote_purges", Counter, "store.remote_purges", {}, "_total", {}},

    {"forefetch_prefetches_scheduled", Counter, "prefetch.scheduled", {}, "_total", "All prefetches ever; the sum of the open ones and of all outcomes."},
    {"forefetch_prefetches_open", Gauge, "prefetch.queued", "state=\"queued\"", {}, "Prefetches that have no outcome yet."},
    {"forefetch_prefetches_open", Gauge, "prefetch.in_flight", "state=\"in_flight\"", {}, {}},
    {"forefetch_prefetches_open", Gauge, "prefetch.ready", "state=\"ready\"", {}, {}},
    {"forefetch_prefetches", Counter, "prefetch.used", "outcome=\"used\"", "_total", "Prefetches by their outcome."},
    {"forefetch_prefetches", Counter, "prefetch.late", "outcome=\"late\"", "_total", {}},
    {"forefetch_prefetches", Counter, "prefetch.wasted_expired", "outcome=\"wasted_expired\"", "_total", {}},
    {"forefetch_prefetches", Counter, "prefetch.wasted_evicted", "outcome=\"wasted_evicted\"", "_total", {}},
    {"forefetch_prefetches", Counter, "prefetch.wasted_invalidated", "outcome=\"wasted_invalidated\"", "_total", {}},
    {"forefetch_prefetches", Counter, "prefetch.superseded", "outcome=\"superseded\"", "_total", {}},
    {"forefetch_prefetches", Counter, "prefetch.expired_in_queue", "outcome=\"expired_in_queue\"", "_total", {}},
    {"forefetch_prefetches", Counter, "prefetch.discarded", "outcome=\"discarded\"", "_total", {}},
    {"forefetch_prefetches", Counter, "prefetch.declined", "outcome=\"declined\"", "_total", {}},
    {"forefetch_prefetches", Counter, "prefetch.failed", "outcome=\"failed\"", "_total", {}},
    {"forefetch_prefetches", Counter, "prefetch.cancelled", "outcome=\"cancelled\"", "_total", {}},
    {"forefetch_precision_ratio", Gauge, "prefetch.precision", {}, {}, {}},
    {"forefetch_waste_ratio", Gauge, "prefetch.waste_ratio", {}, {}, {}},
    {"forefetch_timeliness_ratio", Gauge, "prefetch.timeliness", {}, {}, {}},
    {"forefetch_coverage_ratio", Gauge, "prefetch.coverage", {}, {}, {}},
    {"forefetch_extra_load_ratio", Gauge, "prefetch.extra_load", {}, {}, {}},
    {"forefetch_prefetched_bytes", Counter, "prefetch.bytes", {}, "_total", {}},
    {"forefetch_lead_time_seconds", Summary, "prefetch.used", {}, "_count", kLeadHelp},
    {"forefetch_lead_time_seconds", Summary, "prefetch.lead_time_sum", {}, "_sum", {}},
    {"forefetch_mean_lead_time_seconds", Gauge, "prefetch.lead_time", {}, {}, {}},

    {"forefetch_predictor_states", Gauge, "predictor.states", {}, {}, {}},
    {"forefetch_predictor_transitions", Gauge, "predictor.transitions", {}, {}, {}},
    {"forefetch_predictor_observations", Counter, "predictor.observations", {}, "_total", {}},
    {"forefetch_predictor_dropped", Counter, "predictor.dropped", {}, "_total", {}},
    {"forefetch_predictor_accuracy_at_1_ratio", Gauge, "predictor.accuracy_at_1", {}, {}, {}},
    {"forefetch_predictor_hit_at_5_ratio", Gauge, "predictor.hit_at_5", {}, {}, {}},
    {"forefetch_predictor_memory_bytes", Gauge, "predictor.memory", {}, {}, {}},

    {"forefetch_tuner_windows", Counter, "tuner.windows", {}, "_total", {}},
    {"forefetch_tuner_suggestions", Counter, "tuner.suggestions", {}, "_total", {}},
    {"forefetch_tuner_steps", Counter, "tuner.steps", {}, "_total", {}},
    {"forefetch_tuner_scored_steps", Counter, "tuner.kept", "result=\"kept\"", "_total", "Steps of the tuner that were held against what they had promised, by what came."},
    {"forefetch_tuner_scored_steps", Counter, "tuner.broken", "result=\"broken\"", "_total", {}},
    {"forefetch_tuner_outside_envelope", Gauge, "tuner.outside_envelope", {}, {}, {}},

    {"forefetch_guard_rate_ratio", Gauge, "guard.rate_factor", {}, {}, {}},
    {"forefetch_guard_extra_load_ratio", Gauge, "guard.extra_load", {}, {}, {}},
    {"forefetch_guard_held", Counter, "guard.held", {}, "_total", {}},
    {"forefetch_guard_interventions", Counter, "guard.brakes", "action=\"brake\"", "_total", "Times that the guard held prefetches back, by what it did."},
    {"forefetch_guard_interventions", Counter, "guard.caps_reached", "action=\"cap\"", "_total", {}},
    {"forefetch_guard_interventions", Counter, "guard.breaker_openings", "action=\"breaker_opened\"", "_total", {}},
    {"forefetch_guard_interventions", Counter, "guard.routes_paused", "action=\"route_paused\"", "_total", {}},
    {"forefetch_guard_interventions", Counter, "guard.memory_stops", "action=\"memory_low\"", "_total", {}},
    {"forefetch_guard_interventions", Counter, "guard.demand_stops", "action=\"demand_first\"", "_total", {}},
    {"forefetch_guard_interventions", Counter, "guard.harm_stops", "action=\"harm_off\"", "_total", {}},
});

constexpr auto kGroupNames = std::to_array<MetricName>({
    {"forefetch_group_requests", Counter, "demand.hits_prefetched", "result=\"hit_prefetched\"", "_total", kRequestsHelp},
    {"forefetch_group_requests", Counter, kHitsByDemand, "result=\"hit_demand\"", "_total", {}},
    {"forefetch_group_requests", Counter, "demand.late", "result=\"late\"", "_total", {}},
    {"forefetch_group_requests", Counter, "demand.misses", "result=\"miss\"", "_total", {}},
    {"forefetch_group_requests", Counter, "demand.bypassed", "result=\"bypassed\"", "_total", {}},
    {"forefetch_group_requests", Counter, "demand.errors", "result=\"error\"", "_total", {}},
    {"forefetch_group_server_errors", Counter, "demand.server_errors", {}, "_total", {}},
    {"forefetch_group_assumed_hits", Counter, "demand.hits_assumed", {}, "_total", {}},
    {"forefetch_group_hit_ratio", Gauge, "demand.hit_ratio", {}, {}, {}},
    {"forefetch_group_response_bytes", Counter, "demand.bytes", {}, "_total", {}},
    {"forefetch_group_origin_requests", Counter, "demand.origin_requests", {}, "_total", {}},
    {"forefetch_group_latency_seconds", Summary, "demand.latency_ms.p50", "quantile=\"0.5\"", {}, kLatencyHelp},
    {"forefetch_group_latency_seconds", Summary, "demand.latency_ms.p95", "quantile=\"0.95\"", {}, {}},
    {"forefetch_group_latency_seconds", Summary, "demand.latency_ms.p99", "quantile=\"0.99\"", {}, {}},
});
// clang-format on

} // namespace

std::span<const MetricName> metricNames()
{
    return kNames;
}

std::span<const MetricName> groupMetricNames()
{
    return kGroupNames;
}

} // namespace forefetch
