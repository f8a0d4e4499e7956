// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the pipeline tells the scheduler and the workers about the rest: what is cached or in
// flight, and what becomes of a fetched response.
#include "core/pipeline/pipeline.h"

namespace forefetch {

namespace {

RequestHead requestOf(const Interner &interner, const PrefetchRequest &request,
                      const RequestContextPtr &context)
{
    RequestHead head;
    head.target = request.target(interner);
    if (context)
        head.headers = context->headers;
    return head;
}

} // namespace

bool Pipeline::isCached(const Key &key) const
{
    return m_cache->holdsFresh(key) || (!key.partition.isPublic() &&
                                        m_cache->holdsFresh({key.resource, Partition::everyone()}));
}

PrefetchScheduler::Environment Pipeline::schedulerEnvironment()
{
    const auto explain = [this](const Prediction &p, const ScheduleContext &c) {
        return m_options.explains ? m_observer.reason(*m_predictor, c.session, p)
                                  : PredictionReason();
    };
    std::function<void(const Prediction &, Said, float, const ScheduleContext &)> judge;
    if (m_misses)
        judge = [this](const Prediction &p, Said what, float threshold, const ScheduleContext &c) {
            judged(p, what, threshold, c);
        };
    return {
        .isCached = [this](const Key &key) { return isCached(key); },
        .isInFlight = [this](const Key &key) { return m_flights.contains(key); },
        .hasRoom = [this](float p) { return m_cache->hasRoomFor(m_cache->meanSize(), p); },
        .isAllowed = [this](const Prediction &p,
                            const ScheduleContext &c) { return isAllowed(p, c); },
        .explain = explain,
        .threshold = [this](const Prediction &p,
                            float standard) { return thresholdOf(p, standard); },
        .judged = std::move(judge),
    };
}

float Pipeline::thresholdOf(const Prediction &prediction, float standard)
{
    if (m_rules.isEmpty())
        return standard;
    auto &[to, from] = m_ruleTexts;
    if (!m_interner.read(prediction.resource, to))
        return standard;
    if (!m_interner.read(prediction.cause.context, from))
        from.clear();
    return m_rules.threshold(to, from, standard);
}

WorkerHooks Pipeline::workerHooks()
{
    WorkerHooks hooks;
    hooks.begin = [this](const PrefetchRequest &r) -> std::optional<PrefetchState> {
        // Under a signed-out session's credentials nothing may run any more.
        const RequestContextPtr context = r.context ? m_contexts.find(r.context) : nullptr;
        if (!r.key.partition.isPublic() && r.context && !context)
            return PrefetchState::Cancelled;
        if (m_declined.isPaused(r.key.resource, m_clock.now()))
            return PrefetchState::Cancelled; // the origin has declined since it was scheduled
        if (isCached(r.key) || !m_flights.begin(r.key, Flight::Kind::Prefetch, r.id,
                                                context ? context->headers : Headers()))
            return PrefetchState::Superseded;
        return std::nullopt;
    };
    hooks.context = [this](ContextId id) { return id ? m_contexts.find(id) : nullptr; };
    hooks.head = [this](const PrefetchRequest &r, const ResponseHeadPtr &head) {
        const FlightPtr flight = m_flights.find(r.key, r.id);
        if (flight && head)
            flight->head(head, head->status < 500 && prefetchVerdict(r, *head).store);
    };
    hooks.data = [this](const PrefetchRequest &r, std::string_view bytes) {
        if (const FlightPtr flight = m_flights.find(r.key, r.id))
            flight->data(bytes);
    };
    hooks.attemptFailed = [this](const PrefetchRequest &r, const FetchEnd &) {
        if (const FlightPtr flight = m_flights.find(r.key, r.id)) {
            flight->release();
            m_flights.finish(flight);
        }
    };
    hooks.finish = [this](const PrefetchRequest &r, const FetchEnd &end, int status) {
        const FlightPtr flight = m_flights.find(r.key, r.id);
        if (flight)
            flight->end(end);
        const PrefetchState state = finishPrefetch(r, flight, end, status);
        // Only now, so that a demand request finds the flight or what was stored from it.
        if (flight)
            m_flights.finish(flight);
        m_cache->fetched(r.key);
        return state;
    };
    watchWorkers(hooks);
    return hooks;
}

StorageVerdict Pipeline::prefetchVerdict(const PrefetchRequest &request,
                                         const ResponseHead &response) const
{
    const RequestHead head = requestOf(m_interner, request, m_contexts.find(request.context));
    return storageVerdict({head, response, cachePolicy(m_settings),
                           m_settings.number(Param::CacheDefaultTtl), true,
                           request.sourcePrediction, m_clock.wallNow(), request.key.partition});
}

PrefetchState Pipeline::finishPrefetch(const PrefetchRequest &request, const FlightPtr &flight,
                                       const FetchEnd &end, int status)
{
    switch (end.status) {
    case FetchStatus::Cancelled:
        return PrefetchState::Cancelled;
    case FetchStatus::Refused:
        return PrefetchState::Discarded;
    case FetchStatus::Network:
    case FetchStatus::TimedOut:
        return PrefetchState::Failed;
    case FetchStatus::Answered:
        break;
    }
    if (status == 429 || status == 503 || status == 425) { // see declined()
        declined(request.key.resource, status, flight ? flight->responseHead() : nullptr);
        return PrefetchState::Declined;
    }
    if (status >= 500 || !flight)
        return PrefetchState::Failed;
    return storePrefetched(request, flight, end.bytes);
}

PrefetchState Pipeline::storePrefetched(const PrefetchRequest &request, const FlightPtr &flight,
                                        std::uint64_t bytes)
{
    const ResponseHeadPtr head = flight->responseHead();
    const Body body = flight->body();
    StorageVerdict verdict;
    if (head) {
        verdict = prefetchVerdict(request, *head);
        if (m_listener)
            m_listener->judged(request.key.resource, verdict);
        // In virtual time there is no body, only its size.
        const bool isWhole =
            body || (m_options.callers == Callers::OneThread && bytes <= m_options.keepLimit);
        if (!verdict.store || !isWhole) { // forbidden, or over the limit of what is kept
            m_notStorable.note(request.key, m_clock.now());
            return PrefetchState::Discarded;
        }
    } else { // virtual time: nothing is said about freshness
        verdict.store = verdict.assumedFreshness = true;
        verdict.freshFor =
            confidenceTtl(m_settings.number(Param::CacheDefaultTtl), request.sourcePrediction);
    }
    // Whoever has joined waits for it; his thread may be waking up only now, and say so too late.
    if (flight->readers() > 0)
        served(flight);
    const auto record = m_ledger.find(request.id);
    if (!record || m_invalidations.since(request.key.resource, record->startedAt))
        return PrefetchState::Discarded;
    CacheEntry entry = entryFrom(verdict, head, body, bytes);
    entry.prefetch = request.id;
    entry.probability = request.sourcePrediction;
    entry.proven = record->state == PrefetchState::Late;
    const Key key = placeOf(request.key, verdict);
    return m_cache->set(key, std::move(entry)) == CacheManager::SetResult::Stored
               ? PrefetchState::Ready
               : PrefetchState::Discarded;
}

} // namespace forefetch
