// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Why a demand request was no hit, found out at the moment when it was none.
#include "core/pipeline/pipeline.h"

namespace forefetch {

namespace {

MissReason waitedFor(Holdup holdup)
{
    switch (holdup) {
    case Holdup::Rate:
        return MissReason::WaitedRate;
    case Holdup::Guard:
    case Holdup::Breaker:
        return MissReason::WaitedGuard;
    case Holdup::Worker:
    case Holdup::None: // the workers have not looked since it was put there
        break;
    }
    return MissReason::WaitedWorker;
}

} // namespace

Miss Pipeline::queuedMiss(const PrefetchRequest &queued) const
{
    return {waitedFor(m_workers->heldUpBy()), queued.sourcePrediction,
            static_cast<float>(m_settings.number(Param::SchedulerMinProbability))};
}

// Something fresh is stored, and this request may not have it.
MissReason Pipeline::unseen(const Demand &demand, const Headers *headers) const
{
    const Key own = demand.key();
    for (const Key &key : {own, Key{own.resource, Partition::everyone()}}) {
        const CacheEntryPtr entry = m_cache->peek(key);
        if (!entry || entry->freshUntil <= m_clock.now())
            continue;
        if (headers && !varyMatches(*entry, *headers))
            return MissReason::Varies;
        if (demand.exchange.heldBack && entry->prefetch != PrefetchId::None)
            return MissReason::HeldBack;
    }
    return MissReason::None;
}

void Pipeline::explain(Demand &demand, const Route &route, const Headers *headers) const
{
    if (route.hit) {
        demand.prefetch = route.hit->entry->prefetch;
        return;
    }
    if (!demand.reuse.lookUp && !demand.reuse.mayStore)
        return; // nothing that a cache has a part in
    const bool isJoined = route.kind == Route::Kind::Join && route.flight;
    if (isJoined && route.flight->kind() == Flight::Kind::Prefetch) {
        demand.prefetch = route.flight->prefetch();
        return;
    }
    Miss &miss = demand.miss;
    if (miss.reason == MissReason::None)
        miss = m_misses->explain(demand.exchange.session, demand.key(), m_clock.now(),
                                 fromSeconds(m_settings.number(Param::PredictorHorizonSeconds)));
    if (isJoined)
        miss.reason = MissReason::Joined;
    else if (!demand.reuse.lookUp)
        miss.reason = MissReason::Reload;
    else if (route.stored)
        miss.reason = MissReason::Expired;
    else if (const MissReason reason = unseen(demand, headers); reason != MissReason::None)
        miss.reason = reason;
}

void Pipeline::countMiss(Demand &demand, const DemandEnd &end)
{
    if (end.result == DemandResult::Late) {
        const auto record = m_ledger.find(demand.prefetch);
        m_misses->countLate(end.latency,
                            record ? record->startedAt - record->scheduledAt : Duration(0));
    } else if (end.result == DemandResult::Miss) {
        MissReason &reason = demand.miss.reason;
        if (reason == MissReason::None) // a prefetch that it had joined came to nothing
            reason =
                demand.prefetch != PrefetchId::None ? MissReason::Failed : MissReason::Forgotten;
        m_misses->count(reason);
    }
    if (isSafe(demand.exchange.method))
        m_misses->asked(demand.exchange.resource);
}

// Model thread. What no threshold could let through is no prediction that one could act on.
void Pipeline::judged(const Prediction &prediction, Said what, float threshold,
                      const ScheduleContext &context)
{
    static const auto kFloor = static_cast<float>(info(Param::SchedulerMinProbability).minimum);
    if (prediction.pUsed >= kFloor)
        m_misses->said(context.session, prediction.resource, what, prediction.pUsed, threshold,
                       context.now, fromSeconds(m_settings.number(Param::PredictorHorizonSeconds)));
}

// Under the ledger's lock.
void Pipeline::prefetchEnded(const PrefetchRecord &record)
{
    switch (record.state) {
    case PrefetchState::ExpiredInQueue:
    case PrefetchState::Cancelled:
        return m_misses->left(record.key, MissReason::LeftQueue, record.endedAt);
    case PrefetchState::Failed:
    case PrefetchState::Declined:
        return m_misses->left(record.key, MissReason::Failed, record.endedAt);
    case PrefetchState::Discarded:
        return m_misses->left(record.key, MissReason::NotKept, record.endedAt);
    default: // what left the cache is told by the cache
        return;
    }
}

} // namespace forefetch
