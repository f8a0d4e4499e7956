// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/glossary.h"

#include <algorithm>
#include <array>
#include <string>

namespace forefetch {

namespace {

using enum FigureKind;

// clang-format off
constexpr auto kEntries = std::to_array<GlossaryEntry>({
    {"schema", Gauge, "", "The version of the document's form."},
    {"source", Text, "", "What made the figures: demo, serve, replay or simulate."},
    {"taken_at", Text, "", "When the figures were read, in UTC."},
    {"uptime_seconds", Gauge, "s", "How long the pipeline had been running."},
    {"revision", Gauge, "", "How many changes the settings had seen."},

    {"demand.requests", Counter, "requests", "Requests of clients that have ended."},
    {"demand.cacheable", Counter, "requests", "GET or HEAD whose response is stored, or was served from store."},
    {"demand.hits", Counter, "requests", "Cacheable demand answered from the cache without waiting for the origin."},
    {"demand.hits_prefetched", Counter, "requests", "Hits on an entry that a prefetch brought."},
    {"demand.hits_assumed", Counter, "requests", "Hits that rest on cache.default_ttl, as the origin says nothing about freshness."},
    {"demand.misses", Counter, "requests", "Cacheable demand that waited for the origin on its own account."},
    {"demand.late", Counter, "requests", "Cacheable demand that joined a prefetch in flight; it waited, so it is no hit."},
    {"demand.bypassed", Counter, "requests", "Requests that the cache has no part in: another method, or a response not to be stored."},
    {"demand.errors", Counter, "requests", "Requests with no answer from the origin: 502, 504, or the client left."},
    {"demand.server_errors", Counter, "requests", "Answers of 500 and above that clients got: the origin's own, and ours for want of one."},
    {"demand.origin_requests", Counter, "requests", "Requests that clients themselves caused at the origin."},
    {"demand.bytes", Counter, "bytes", "Body bytes sent to clients."},
    {"demand.hit_ratio", Derived, "", "Hits / cacheable demand."},
    {"demand.latency_ms.p50", Derived, "ms", "Half of the requests had their first byte within this time."},
    {"demand.latency_ms.p95", Derived, "ms", "95 of 100 requests had their first byte within this time."},
    {"demand.latency_ms.p99", Derived, "ms", "99 of 100 requests had their first byte within this time."},

    {"misses.never_seen", Counter, "requests", "Misses of what nobody had asked for before, and nothing named."},
    {"misses.not_predicted", Counter, "requests", "Misses of what was asked for before, but not named within the horizon."},
    {"misses.below_threshold", Counter, "requests", "Misses that were predicted, with a probability below scheduler.min_probability."},
    {"misses.switched_off", Counter, "requests", "Misses that were predicted while prefetching was off."},
    {"misses.held_back", Counter, "requests", "Misses of the control group that prefetching would have answered, or had predicted."},
    {"misses.no_space", Counter, "requests", "Misses that were predicted, when unproven entries held their share of the cache."},
    {"misses.spared", Counter, "requests", "Misses that were predicted, when the guard or a declined route said no."},
    {"misses.over_limit", Counter, "requests", "Misses that were predicted beyond scheduler.max_prefetch_per_schedule, or to a full queue."},
    {"misses.waited_worker", Counter, "requests", "Misses whose prefetch was queued, as all workers were busy."},
    {"misses.waited_rate", Counter, "requests", "Misses whose prefetch was queued for workers.max_requests_per_second."},
    {"misses.waited_guard", Counter, "requests", "Misses whose prefetch was queued, as the guard or the breaker held it."},
    {"misses.left_queue", Counter, "requests", "Misses whose prefetch had left the queue: too old, displaced or cancelled."},
    {"misses.failed", Counter, "requests", "Misses whose prefetch had failed, or was declined by the origin."},
    {"misses.not_kept", Counter, "requests", "Misses whose prefetch was answered, and its answer not stored."},
    {"misses.evicted", Counter, "requests", "Misses of what was stored, and had made room."},
    {"misses.expired", Counter, "requests", "Misses of what was stored, and was no longer fresh."},
    {"misses.invalidated", Counter, "requests", "Misses of what was stored, and an unsafe request or a removal had voided."},
    {"misses.varies", Counter, "requests", "Misses of what is stored for other request headers (Vary)."},
    {"misses.reload", Counter, "requests", "Misses of clients that asked for a new answer (no-cache)."},
    {"misses.joined", Counter, "requests", "Misses that got the answer which another client was just fetching."},
    {"misses.forgotten", Counter, "requests", "Misses about which nothing is known any more."},
    {"misses.late_wait_sum", Counter, "s", "What late requests waited for their prefetches, added up."},
    {"misses.late_queue_sum", Counter, "s", "The part of it that the prefetches had lost in the queue; the rest they were fetched too late or too slowly."},

    {"queue.size", Gauge, "requests", "Prefetches that wait for a worker."},
    {"queue.max_size", Gauge, "requests", "How many may wait."},
    {"queue.total_added", Counter, "requests", "Prefetches that entered the queue."},
    {"queue.total_removed", Counter, "requests", "Prefetches that left the queue, to a worker or otherwise."},
    {"queue.duplicates_rejected", Counter, "requests", "Refused, because the same is queued at least as high, or in flight."},
    {"queue.raised", Counter, "requests", "Moved up, because the same came again with a higher probability."},
    {"queue.displaced", Counter, "requests", "The lowest of a full queue that gave way to a higher one."},
    {"queue.full_rejections", Counter, "requests", "Refused by a full queue in which nothing was less likely."},

    {"workers.count", Gauge, "workers", "How many fetches may run at a time."},
    {"workers.busy", Gauge, "workers", "How many run now."},
    {"workers.total_processed", Counter, "requests", "Prefetches that the workers took and ended, in whatever way."},
    {"workers.successful_fetches", Counter, "requests", "Prefetches that the origin answered."},
    {"workers.failed_fetches", Counter, "requests", "Prefetches that failed after the last retry."},
    {"workers.expired_requests", Counter, "requests", "Prefetches that had waited longer than scheduler.max_age and were not fetched."},
    {"workers.retries", Counter, "requests", "Attempts after a prefetch's first one."},
    {"workers.backoffs", Counter, "", "Pauses after errors."},
    {"workers.attempts", Counter, "requests", "Requests that the workers sent to the origin, retries included."},
    {"workers.consecutive_errors", Gauge, "requests", "Errors since the last success; many of them pause the pool."},
    {"workers.success_rate", Derived, "", "Successful fetches / all that were fetched to their end."},
    {"workers.avg_wait_time", Derived, "s", "Mean time in the queue."},
    {"workers.avg_fetch_time", Derived, "s", "Mean time of a fetch at the origin."},
    {"workers.throughput", Derived, "1/s", "Prefetches a second, over the last seconds."},

    {"scheduler.total_predictions", Counter, "predictions", "Predictions that the scheduler was given."},
    {"scheduler.scheduled", Counter, "predictions", "Predictions that became prefetches, or moved one up."},
    {"scheduler.filtered_low_probability", Counter, "predictions", "Below scheduler.min_probability."},
    {"scheduler.filtered_cached", Counter, "predictions", "In the cache already."},
    {"scheduler.filtered_queued", Counter, "predictions", "Queued or in flight already."},
    {"scheduler.filtered_space", Counter, "predictions", "No room in the cache that a prefetch may take."},
    {"scheduler.filtered_guard", Counter, "predictions", "Held up to spare the origin, or for a session of the control group."},
    {"scheduler.filtered_limit", Counter, "predictions", "Beyond scheduler.max_prefetch_per_schedule, or refused by a full queue."},
    {"scheduler.schedule_rate", Derived, "", "Scheduled / all predictions."},

    {"cache.entries", Gauge, "entries", "Responses in the cache."},
    {"cache.bytes", Gauge, "bytes", "What they take."},
    {"cache.capacity", Gauge, "bytes", "What they may take."},
    {"cache.utilisation", Derived, "", "Bytes / capacity."},
    {"cache.unproven_share", Derived, "", "The share of the capacity that prefetched, never used entries hold."},
    {"cache.hits", Counter, "requests", "Look-ups that found a fresh entry."},
    {"cache.misses", Counter, "requests", "Look-ups that found none."},
    {"cache.stores", Counter, "entries", "Responses stored."},
    {"cache.evictions", Counter, "entries", "Entries that made room."},
    {"cache.expirations", Counter, "entries", "Entries that went because their freshness was over."},
    {"cache.invalidations", Counter, "entries", "Entries that an unsafe request or a removal voided."},
    {"store.up", Gauge, "", "1 while the level behind memory works; 0 when it fails, or there is none."},
    {"store.entries", Gauge, "entries", "Responses that it holds."},
    {"store.bytes", Gauge, "bytes", "What they take."},
    {"store.capacity", Gauge, "bytes", "What they may take."},
    {"store.hits", Counter, "entries", "Entries that it brought back into memory."},
    {"store.misses", Counter, "entries", "Times it was asked and had nothing that may be used."},
    {"store.timeouts", Counter, "requests", "Requests that went on without waiting for it any longer."},
    {"store.writes", Counter, "entries", "Entries written."},
    {"store.pending", Gauge, "entries", "Entries and removals that wait to be written."},
    {"store.shed", Counter, "entries", "Entries that it could not take: its queue was full, or it failed."},
    {"store.evictions", Counter, "entries", "Entries that made room there."},
    {"store.purges", Counter, "removals", "Entries and targets that were voided there."},
    {"store.damaged", Counter, "entries", "Entries that failed their checksum, and were dropped."},
    {"store.failures", Counter, "failures", "Times its disk or server refused what was asked of it."},
    {"store.leases", Counter, "fetches", "Fetches that this gateway took upon itself for all that share the store."},
    {"store.waits", Counter, "requests", "Requests that waited for another gateway's fetch."},
    {"store.spared", Counter, "prefetches", "Prefetches left out: another gateway has it or fetches it, or the common budget is spent."},
    {"store.remote_purges", Counter, "removals", "Targets that other gateways voided."},

    {"prefetch.scheduled", Counter, "prefetches", "All prefetches ever; the sum of the states that follow."},
    {"prefetch.queued", Gauge, "prefetches", "Waiting for a worker."},
    {"prefetch.in_flight", Gauge, "prefetches", "At the origin, or waiting for a retry."},
    {"prefetch.ready", Gauge, "prefetches", "Stored, fresh and not used yet; not waste."},
    {"prefetch.used", Counter, "prefetches", "Served its first hit from the cache."},
    {"prefetch.late", Counter, "prefetches", "Asked for by a client while it was in flight."},
    {"prefetch.wasted_expired", Counter, "prefetches", "Expired without ever serving anyone."},
    {"prefetch.wasted_evicted", Counter, "prefetches", "Evicted without ever serving anyone."},
    {"prefetch.wasted_invalidated", Counter, "prefetches", "Invalidated without ever serving anyone."},
    {"prefetch.superseded", Counter, "prefetches", "Dropped, because a client fetched the same first."},
    {"prefetch.expired_in_queue", Counter, "prefetches", "Waited longer than scheduler.max_age; never fetched."},
    {"prefetch.discarded", Counter, "prefetches", "Fetched and not stored: forbidden, too big, no room, or voided meanwhile."},
    {"prefetch.declined", Counter, "prefetches", "Refused by the origin (429, 503 or a refusal of Sec-Purpose: prefetch)."},
    {"prefetch.failed", Counter, "prefetches", "Network or server error after the last retry."},
    {"prefetch.cancelled", Counter, "prefetches", "Removed, displaced from a full queue, or stopped."},
    {"prefetch.precision", Derived, "", "(Used + late) / (used + late + wasted)."},
    {"prefetch.waste_ratio", Derived, "", "Wasted / (used + late + wasted)."},
    {"prefetch.timeliness", Derived, "", "Used / (used + late)."},
    {"prefetch.coverage", Derived, "", "(Used + late) / (used + late + demand misses): the share of misses taken away."},
    {"prefetch.extra_load", Derived, "", "Prefetch attempts / what the origin would have been sent without them; 1 doubles its load."},
    {"prefetch.attempts", Counter, "requests", "Prefetch requests sent to the origin, retries included."},
    {"prefetch.bytes", Counter, "bytes", "Body bytes that prefetches brought."},
    {"prefetch.lead_time", Derived, "s", "Mean time from stored to first used."},
    {"prefetch.lead_time_sum", Counter, "s", "The same times added up."},

    {"predictor.model", Text, "", "The model that predicts."},
    {"predictor.states", Gauge, "states", "Contexts that the model knows."},
    {"predictor.transitions", Gauge, "transitions", "Ways from a context to the next request that it knows."},
    {"predictor.observations", Counter, "requests", "Requests that it has learnt from."},
    {"predictor.dropped", Counter, "requests", "Requests that it has not seen, because it was busy."},
    {"predictor.accuracy_at_1", Derived, "", "How often the request that came was the first prediction."},
    {"predictor.hit_at_5", Derived, "", "How often it was among the first five."},
    {"predictor.memory", Gauge, "bytes", "What the model takes."},

    {"tuner.mode", Text, "", "What the tuner may do: off, advise or auto, as tuner.mode says."},
    {"tuner.agent", Text, "", "How it finds better settings: replay, hill-climb or q-learning."},
    {"tuner.windows", Counter, "windows", "Stretches of traffic that it has looked at."},
    {"tuner.suggestions", Counter, "suggestions", "Settings that it has suggested."},
    {"tuner.steps", Counter, "steps", "Times that it moved its knobs, or a person did as it suggested."},
    {"tuner.kept", Counter, "steps", "Of them, those after which what it had promised came."},
    {"tuner.broken", Counter, "steps", "Of them, those after which less came, by more than chance."},
    {"tuner.stopped", Text, "", "Why it has stopped by itself; empty while it goes on."},
    {"tuner.outside_envelope", Derived, "settings", "How many settings are outside what the profile was tested with; 0 without its evidence."},
    {"tuner.outside_settings", Text, "", "Those settings: which (parameter), its value, what was tested, and both as a text."},

    {"guard.state", Text, "", "What holds prefetches back: clear (nothing), capped, demand_first, recovering, braking, breaker_open, memory_low or harm_off."},
    {"guard.rate_factor", Gauge, "", "What the rate of prefetches is multiplied by: 1 in good times, less while the origin suffers."},
    {"guard.extra_load", Gauge, "", "Prefetch attempts / what the origin would have been sent without them, over the last 10 s."},
    {"guard.held", Counter, "", "Times that a prefetch was ready to be sent and the guard put it off."},
    {"guard.interventions", Counter, "", "All times that the guard stepped in; the sum of those that follow."},
    {"guard.brakes", Counter, "", "Slowed down, as the origin's answers became slow or errors."},
    {"guard.caps_reached", Counter, "", "Held up at guard.max_extra_load; counted at most once in 10 s."},
    {"guard.breaker_openings", Counter, "", "Stopped, as the origin kept failing."},
    {"guard.routes_paused", Counter, "", "A route left alone, as the origin declined (429, 503 or a refusal of Sec-Purpose: prefetch)."},
    {"guard.memory_stops", Counter, "", "Stopped, as the machine was short of memory."},
    {"guard.demand_stops", Counter, "", "Stood back, as requests of clients waited for a connection; counted at most once in 10 s."},
    {"guard.harm_stops", Counter, "", "Prefetching switched off, as those who got it were worse off."},
    {"guard.events", Text, "", "The latest interventions: when (taken_at), what (action), why (reason), what was measured and what it was held against (limit)."},
});
// clang-format on

} // namespace

std::span<const GlossaryEntry> glossary()
{
    return kEntries;
}

const GlossaryEntry *findInGlossary(std::string_view name)
{
    std::string plain(name);
    for (const std::string_view group : {"demand_held_back.", "demand_treated."}) {
        if (name.starts_with(group))
            plain = "demand." + std::string(name.substr(group.size()));
    }
    const auto found = std::find_if(kEntries.begin(), kEntries.end(),
                                    [&plain](const GlossaryEntry &e) { return e.name == plain; });
    return found == kEntries.end() ? nullptr : &*found;
}

} // namespace forefetch
