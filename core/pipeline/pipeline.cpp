// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pipeline/pipeline.h"

#include "core/predict/generaliser.h"
#include "core/predict/packedbody.h"

namespace forefetch {

namespace {

// Ended ones whose records are kept, for tables and "why was this fetched?".
constexpr std::size_t kRecentPrefetches = 10'000;

PrefetchState outcomeOf(RemovalReason reason)
{
    switch (reason) {
    case RemovalReason::Expired:
        return PrefetchState::WastedExpired;
    case RemovalReason::Evicted:
        return PrefetchState::WastedEvicted;
    case RemovalReason::Invalidated:
    case RemovalReason::Replaced:
        break;
    }
    return PrefetchState::WastedInvalidated;
}

MissReason missAfter(RemovalReason reason)
{
    switch (reason) {
    case RemovalReason::Expired:
        return MissReason::Expired;
    case RemovalReason::Evicted:
        return MissReason::Evicted;
    case RemovalReason::Invalidated:
    case RemovalReason::Replaced:
        break;
    }
    return MissReason::Invalidated;
}

// What the model knows a request by: the target of a GET or HEAD, which can be prefetched; of
// anything else the method before it, which cannot be mistaken for a target.
ResourceId resourceOf(Interner &interner, Method method, const RequestHead &request)
{
    if (method == Method::Get || method == Method::Head)
        return interner.intern(request.target);
    return interner.intern(request.method + ' ' + request.target);
}

} // namespace

Pipeline::Pipeline(Settings &settings, const Clock &clock, Fetcher &fetcher,
                   PipelineOptions options)
    : m_settings(settings), m_clock(clock), m_options(std::move(options)),
      m_sharedInterner(m_options.interner ? m_options.interner
                                          : std::make_shared<Interner>(m_options.maxResources)),
      m_interner(*m_sharedInterner),
      m_partitioner(m_options.partitionKey, m_options.partitionCookies),
      m_sessions(m_options.maxSessions, std::chrono::minutes(30), m_options.seed),
      m_ledger(kRecentPrefetches, m_options.callers), m_demandMeter(m_options.callers),
      m_recentRequests(m_options.recentRequests, m_options.callers),
      m_flights(m_options.keepLimit, m_options.callers), m_declined(m_interner),
      m_guard(settings, clock, guardOptions()), m_graphs(m_interner, m_ledger, settings),
      m_observer(m_interner, settings, m_options.seed)
{
    if (m_options.explains) {
        m_misses = std::make_unique<MissBook>(m_interner.capacity(), m_options.callers);
        m_ledger.addEndListener([this](const PrefetchRecord &r) { prefetchEnded(r); });
    }
    m_cache =
        std::make_unique<CacheManager>(settings, clock, CacheOptions{.callers = m_options.callers});
    if (auto level = m_options.makeBacking ? m_options.makeBacking(m_interner) : nullptr) {
        level->setPurgedElsewhere([this](std::string_view target) { invalidateHere(target); });
        m_cache->setBacking(std::move(level));
    }
    m_cache->setRemovalListener([this](const CacheManager::Removal &r) { removed(r); });
    m_queue = std::make_unique<PrefetchQueue>(
        m_interner, static_cast<std::size_t>(settings.integer(Param::QueueMaxSize)),
        m_options.callers);
    m_scheduler = std::make_unique<PrefetchScheduler>(*m_queue, m_ledger, settings,
                                                      schedulerEnvironment(), m_options.callers);
    m_workers =
        std::make_unique<PrefetchWorker>(*m_queue, fetcher, m_ledger, settings, clock, m_interner,
                                         Random(m_options.seed).split(1), workerHooks());
    boundNames();
    buildPredictor();
    m_subscription = settings.subscribe([this](Param p) { settingChanged(p); });
}

Pipeline::~Pipeline()
{
    m_settings.unsubscribe(m_subscription);
}

Result<void> Pipeline::start()
{
    m_startedAt = m_clock.now();
    return m_cache->start();
}

void Pipeline::stop(Duration timeout)
{
    m_workers->stop(timeout);
    std::vector<PrefetchRequest> waiting;
    m_queue->clear(&waiting);
    for (const PrefetchRequest &request : waiting)
        m_ledger.end(request.id, PrefetchState::Cancelled, m_clock.now());
    m_cache->stop();
}

void Pipeline::settingChanged(Param param)
{
    // The control group tells what prefetching does while it is on.
    if (param == Param::PrefetchEnabled || param == Param::HoldbackShare)
        m_demandMeter.beginComparison();
    if (param == Param::PrefetchEnabled && m_settings.enabled(param))
        m_guard.switchedOn();
    if (param == Param::PredictorMaxMemory || param == Param::CacheCapacity)
        boundNames();
    if (param != Param::QueueMaxSize)
        return;
    std::vector<PrefetchRequest> displaced;
    m_queue->setMaxSize(static_cast<std::size_t>(m_settings.integer(param)), &displaced);
    for (const PrefetchRequest &request : displaced)
        m_ledger.end(request.id, PrefetchState::Cancelled, m_clock.now());
}

// --- Demand ---------------------------------------------------------------------------------

Demand Pipeline::arrive(const RequestHead &request, std::string_view clientAddress)
{
    Demand demand;
    Exchange &e = demand.exchange;
    e.at = m_clock.now();
    e.method = methodFrom(request.method);
    e.partition = m_partitioner.of(request.headers);
    const Session session =
        m_sessions.touch(m_options.sessionKey.identify(request.headers, clientAddress), e.at,
                         m_settings.number(Param::HoldbackShare));
    e.session = session.id;
    e.heldBack = session.heldBack;
    e.resource = resourceOf(m_interner, e.method, request);
    e.context = m_contexts.recall(session.id, e.partition, request.headers);
    if (!e.context.valid())
        e.context = m_contexts.remember(session.id, {e.partition, contextFields(request.headers)});
    e.revision = m_settings.revision();
    demand.reuse = reuseVerdict(request);
    tellModel(e);
    return demand;
}

Demand Pipeline::arrive(const Exchange &exchange)
{
    Demand demand{exchange, {}};
    demand.reuse.lookUp = demand.reuse.mayStore = exchange.method == Method::Get;
    demand.reuse.forward = demand.reuse.lookUp ? "uri-miss" : "method";
    demand.exchange.revision = m_settings.revision();
    tellModel(demand.exchange);
    return demand;
}

bool Pipeline::wantsBody(const ResponseHead &head, std::uint64_t bytes) const
{
    if (!m_wantsBodies.load(std::memory_order_relaxed))
        return false;
    return bodyCodingOf(head.headers.value("content-encoding")) != BodyCoding::Unread &&
           Generaliser::wantsBody(head.status, head.headers.value("content-type"), bytes);
}

void Pipeline::finish(Demand &demand, const DemandEnd &end)
{
    m_demandMeter.record(end, demand.exchange.heldBack, demand.exchange.session,
                         demand.exchange.resource);
    if (demand.ticket != 0 || end.sentToOrigin)
        tellGuard(demand, end);
    Exchange &e = demand.exchange;
    if (m_listener)
        m_listener->finished(e, end);
    if (m_misses)
        countMiss(demand, end);
    const bool isPrefetched = end.prefetchedEntry || end.result == DemandResult::Late;
    if (m_recentRequests.capacity() > 0)
        m_recentRequests.record({.resource = e.resource,
                                 .session = e.session,
                                 .at = e.at,
                                 .end = end,
                                 .method = e.method,
                                 .heldBack = e.heldBack,
                                 .miss = end.result == DemandResult::Miss ? demand.miss : Miss(),
                                 .prefetch = isPrefetched ? demand.prefetch : PrefetchId::None});
    e.status = static_cast<std::int16_t>(end.status);
    e.bytes = static_cast<std::uint32_t>(std::min<std::uint64_t>(end.bytes, UINT32_MAX));
    if (end.status == 401 || end.status == 403 || (e.head && clearsCookies(e.head->headers)))
        m_contexts.drop(e.session);
    if (e.status != 0)
        tellModel(e);
}

// --- What becomes of it ----------------------------------------------------------------------

// The worker may not have got to record it as ready yet: then that is done here.
void Pipeline::endStored(PrefetchId id, PrefetchState outcome, std::uint32_t bytes)
{
    const TimePoint now = m_clock.now();
    if (m_ledger.end(id, outcome, now))
        return;
    if (m_ledger.ready(id, bytes, now))
        m_ledger.end(id, outcome, now);
}

void Pipeline::removed(const CacheManager::Removal &removal)
{
    if (m_misses && removal.reason != RemovalReason::Replaced) {
        const TimePoint now = m_clock.now();
        const bool hasExpired = removal.reason == RemovalReason::Expired;
        m_misses->left(removal.key, missAfter(removal.reason),
                       hasExpired ? std::min(now, removal.freshUntil) : now);
    }
    if (removal.prefetch == PrefetchId::None || removal.proven)
        return;
    endStored(removal.prefetch, outcomeOf(removal.reason), 0);
}

} // namespace forefetch
