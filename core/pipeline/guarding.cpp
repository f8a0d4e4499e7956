// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the guard is told, and whom it is asked by.
#include "core/pipeline/pipeline.h"

#include "core/request/redact.h"
#include "core/tune/harmmeter.h"

namespace forefetch {

namespace {

constexpr Duration kLookForHarm = std::chrono::seconds(1);

// For how long, when the origin does not say (Retry-After).
constexpr Duration kPauseWhenDeclined = std::chrono::seconds(10);
constexpr Duration kSaysNothing(-1);

bool isOriginError(int status)
{
    return status >= 500 || status == 429;
}

OriginResult resultOf(const Demand &demand, const DemandEnd &end)
{
    if (end.originFailed ||
        isOriginError(end.status)) // 502 and 504 are our own words for no answer
        return OriginResult::Failed;
    if (end.result == DemandResult::Error || end.status == 0)
        return OriginResult::Untold; // the client left
    const Method method = demand.exchange.method;
    return method == Method::Get || method == Method::Head ? OriginResult::Answered
                                                           : OriginResult::Acted;
}

OriginResult resultOf(const FetchEnd &end, int status)
{
    switch (end.status) {
    case FetchStatus::Answered:
        return isOriginError(status) ? OriginResult::Failed : OriginResult::Answered;
    case FetchStatus::Network:
    case FetchStatus::TimedOut:
        return OriginResult::Failed;
    case FetchStatus::Refused:
    case FetchStatus::Cancelled:
        break;
    }
    return OriginResult::Untold;
}

} // namespace

GuardOptions Pipeline::guardOptions()
{
    GuardOptions options;
    options.seed = m_options.seed;
    options.callers = m_options.callers;
    options.memory = m_options.memory;
    options.demandWaits = [this] { return m_waitingDemand.load(std::memory_order_relaxed) > 0; };
    options.wake = [this] { m_workers->recheck(); };
    return options;
}

// --- Demand.

Route Pipeline::route(Demand &demand, const Headers *headers)
{
    Route route = find(demand, headers);
    if (m_misses)
        explain(demand, route, headers);
    const bool toOrigin = route.kind == Route::Kind::Fetch || route.kind == Route::Kind::Alone;
    if (toOrigin && !demand.reuse.mustNotForward())
        countSent(demand);
    return route;
}

void Pipeline::served(const FlightPtr &flight)
{
    if (flight->kind() != Flight::Kind::Prefetch)
        return;
    const TimePoint now = m_clock.now();
    // Who joined in the moment between the end of the fetch and that of its flight uses what is
    // stored by now.
    if (m_ledger.end(flight->prefetch(), PrefetchState::Late, now) ||
        m_ledger.end(flight->prefetch(), PrefetchState::Used, now))
        m_guard.demandServed(now);
}

void Pipeline::countSent(Demand &demand)
{
    demand.kindSlot = m_declined.kindOf(demand.exchange.resource);
    demand.ticket = m_guard.demandSent(demand.kindSlot, demand.exchange.at);
}

void Pipeline::tellGuard(const Demand &demand, const DemandEnd &end)
{
    const OriginResult result = resultOf(demand, end);
    if (!end.sentToOrigin) // the client left first
        return m_guard.demandEnded(demand.ticket, demand.kindSlot, {}, OriginResult::Untold,
                                   m_clock.now());
    if (demand.ticket == 0) // it had joined a fetch that came to nothing
        m_guard.demandServed(m_clock.now());
    else
        m_guard.demandEnded(demand.ticket, demand.kindSlot, end.latency, result, m_clock.now());
    if (result == OriginResult::Failed)
        m_workers->originFailed();
    else if (result != OriginResult::Untold)
        m_workers->originAnswered();
    if (end.status == 429 || end.status == 503)
        declined(demand.exchange.resource, end.status, demand.exchange.head);
}

// 429 and 503 ask for less, whoever had the answer: 503 of a route, 429 of all that comes from here,
// for it says who asks too often and not for what (RFC 6585, 4). A refusal of `Sec-Purpose:
// prefetch`, for which 503 and 425 are in use (WICG nav-speculation), comes to prefetches alone.
void Pipeline::declined(ResourceId resource, int status, const ResponseHeadPtr &answer)
{
    const TimePoint now = m_clock.now();
    const Duration asked =
        answer ? retryAfter(answer->headers, m_clock.wallNow(), kSaysNothing) : kSaysNothing;
    if (status == 429)
        m_guard.limited(asked > Duration::zero() ? std::optional(asked) : std::nullopt, now);
    const Duration pause = asked == kSaysNothing ? kPauseWhenDeclined : asked;
    if (m_declined.pause(resource, now, now + pause))
        m_guard.routePaused(redacted(routeOf(m_interner.text(resource))), pause, now);
}

// --- The scheduler.

// What is shared out is asked about only while prefetches wait: else nobody goes without.
bool Pipeline::isAllowed(const Prediction &prediction, const ScheduleContext &context)
{
    if (m_declined.isPaused(prediction.resource, context.now) ||
        m_notStorable.holds({prediction.resource, context.partition}, context.now))
        return false;
    return m_queue->isEmpty() ||
           m_guard.allows(context.session, m_declined.slotOf(prediction.resource), context.now);
}

void Pipeline::countScheduled(std::span<const Key> keys, const ScheduleContext &context)
{
    for (const Key &key : keys)
        m_guard.scheduled(context.session, m_declined.slotOf(key.resource), context.now);
}

// --- The workers.

// Only before a prefetch is sent: where none is, none does harm.
void Pipeline::lookForHarm(TimePoint now)
{
    if (now < m_harmAt || !m_settings.enabled(Param::PrefetchEnabled))
        return;
    m_harmAt = now + kLookForHarm;
    const auto harm =
        harmOf(m_demandMeter.harm(Group::Treated), m_demandMeter.harm(Group::HeldBack));
    if (!harm || !m_settings.set(Param::PrefetchEnabled, 0, "guard"))
        return;
    m_guard.harmOff(harm->reason, harm->measured, harm->limit, now);
    std::vector<PrefetchRequest> waiting;
    m_queue->clear(&waiting);
    for (const PrefetchRequest &request : waiting)
        m_ledger.end(request.id, PrefetchState::Cancelled, now);
}

void Pipeline::watchWorkers(WorkerHooks &hooks)
{
    hooks.admits = [this](TimePoint now) {
        lookForHarm(now);
        return m_guard.admits(now);
    };
    hooks.sent = [this](const PrefetchRequest &, TimePoint now) { m_guard.sent(now); };
    hooks.attemptEnded = [this](const PrefetchRequest &r, const FetchEnd &end, int status,
                                Duration took) {
        m_guard.attemptEnded(m_declined.kindOf(r.key.resource), took, resultOf(end, status),
                             m_clock.now());
    };
    hooks.breakerChanged = [this](bool open, TimePoint until) {
        m_guard.breakerChanged(open, until, m_clock.now());
    };
}

} // namespace forefetch
