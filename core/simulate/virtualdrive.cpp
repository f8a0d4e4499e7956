// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/virtualdrive.h"

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

Exchange asNew(Exchange exchange, TimePoint now)
{
    exchange.at = now;
    exchange.status = 0;
    return exchange;
}

} // namespace

VirtualDrive::VirtualDrive(Pipeline &pipeline, ManualClock &clock, OriginModel &origin)
    : m_pipeline(pipeline), m_clock(clock), m_origin(origin)
{
    m_origin.setBeforeEnd(
        [this](PrefetchId id, const OriginAnswer &answer) { prefetchEnds(id, answer); });
}

VirtualDrive::~VirtualDrive()
{
    m_origin.setBeforeEnd({});
}

void VirtualDrive::request(const Exchange &exchange)
{
    runUntil(exchange.at);
    ++m_requests;
    Demand demand = exchange.at == m_clock.now() && exchange.status == 0
                        ? m_pipeline.arrive(exchange)
                        : m_pipeline.arrive(asNew(exchange, m_clock.now()));
    Route route = m_pipeline.route(demand);
    switch (route.kind) {
    case Route::Kind::Hit:
        answerFromCache(demand, *route.hit);
        break;
    case Route::Kind::Join:
        join(keep(std::move(demand), nullptr), route.flight.get());
        if (route.flight->kind() == Flight::Kind::Prefetch)
            m_joinedPrefetches.try_emplace(static_cast<std::uint64_t>(route.flight->prefetch()),
                                           std::move(route.flight));
        break;
    case Route::Kind::Fetch:
    case Route::Kind::Alone:
        fetch(keep(std::move(demand), std::move(route.flight)));
        break;
    }
    m_pumpDue = m_pipeline.pump();
}

TimePoint VirtualDrive::nextDue() const
{
    const TimePoint answer = m_due.empty() ? kNever : m_due.front().at;
    return std::min({answer, m_origin.nextDue(), m_pumpDue});
}

void VirtualDrive::runUntil(TimePoint until)
{
    for (TimePoint next = nextDue(); next <= until; next = nextDue()) {
        m_clock.advanceTo(next);
        runDue();
    }
    m_clock.advanceTo(until);
}

void VirtualDrive::finish()
{
    while (m_waiting > 0 || m_origin.inFlight() > 0) {
        m_clock.advanceTo(nextDue());
        runDue();
    }
}

// Everything that is due now: prefetches first, so that who asks in the same instant finds them.
void VirtualDrive::runDue()
{
    m_origin.endDue();
    while (!m_due.empty() && m_due.front().at <= m_clock.now()) {
        const SlotNumber slot = m_due.front().slot;
        std::pop_heap(m_due.begin(), m_due.end(), isLater);
        m_due.pop_back();
        endFetch(slot);
    }
    m_pumpDue = m_pipeline.pump();
}

void VirtualDrive::answerFromCache(Demand &demand, const CacheHit &hit)
{
    finish(demand, {.result = DemandResult::Hit,
                    .status = 200,
                    .prefetchedEntry = hit.entry->prefetch != PrefetchId::None,
                    .assumedFreshness = hit.entry->assumedFreshness,
                    .bytes = hit.entry->size});
}

void VirtualDrive::finish(Demand &demand, const DemandEnd &end)
{
    if (m_onEnd)
        m_onEnd(demand.exchange, end);
    m_pipeline.finish(demand, end);
}

VirtualDrive::SlotNumber VirtualDrive::keep(Demand &&demand, FlightPtr flight)
{
    SlotNumber slot = m_free;
    if (slot != kNone) {
        m_free = m_slots[slot].next;
    } else {
        slot = static_cast<SlotNumber>(m_slots.size());
        m_slots.emplace_back();
    }
    m_slots[slot] = {std::move(demand), std::move(flight), {}, kNone};
    ++m_waiting;
    return slot;
}

void VirtualDrive::release(SlotNumber slot)
{
    m_slots[slot].flight = nullptr;
    m_slots[slot].next = m_free;
    m_free = slot;
    --m_waiting;
}

void VirtualDrive::fetch(SlotNumber slot)
{
    Waiting &w = m_slots[slot];
    w.answer = m_origin.answerTo(w.demand.key());
    if (w.answer.isSilent) {
        w.answer.latency = kDemandPatience;
        w.answer.status = 0;
    }
    m_due.push_back({m_clock.now() + w.answer.latency, m_number++, slot});
    std::push_heap(m_due.begin(), m_due.end(), isLater);
}

void VirtualDrive::join(SlotNumber slot, const Flight *flight)
{
    const auto [first, isNew] = m_joined.try_emplace(flight, slot);
    if (!isNew) {
        m_slots[slot].next = first->second;
        first->second = slot;
    }
}

StorageVerdict VirtualDrive::verdictOf(const Demand &demand, const OriginAnswer &answer)
{
    if (answer.head != nullptr)
        return m_pipeline.verdict(demand, m_plainGet, *answer.head);
    StorageVerdict verdict;
    verdict.store = verdict.assumedFreshness = mayBeAssumedFresh(answer.status);
    verdict.freshFor = fromSeconds(m_pipeline.settings().number(Param::CacheDefaultTtl));
    return verdict;
}

// RFC 9111, 4.4. The resource of anything but a GET is "POST /cart".
void VirtualDrive::invalidateIfActed(const Demand &demand, const OriginAnswer &answer)
{
    if (isSafe(demand.exchange.method) || answer.status < 200 || answer.status >= 400)
        return;
    const std::string text = m_pipeline.interner().text(demand.exchange.resource);
    m_pipeline.invalidate({{}, text.substr(text.find(' ') + 1), {}});
}

// The origin has answered a demand request.
void VirtualDrive::endFetch(SlotNumber slot)
{
    Waiting &w = m_slots[slot];
    const FlightPtr flight = std::move(w.flight);
    const OriginAnswer answer = w.answer;
    StorageVerdict verdict;
    if (w.demand.reuse.lookUp)
        verdict = verdictOf(w.demand, answer);
    invalidateIfActed(w.demand, answer);
    if (verdict.store && w.demand.reuse.mayStore)
        m_pipeline.store(w.demand, verdict, nullptr, nullptr, answer.bytes);
    if (flight) {
        flight->end({answer.isSilent      ? FetchStatus::TimedOut
                     : answer.status == 0 ? FetchStatus::Network
                                          : FetchStatus::Answered,
                     {},
                     answer.bytes});
        m_pipeline.flights().finish(flight);
    }
    answerLate(slot, verdict.store ? DemandResult::Miss : DemandResult::Bypassed, answer, true);
    if (flight)
        endJoiners(flight, answer);
}

void VirtualDrive::endJoiners(const FlightPtr &flight, const OriginAnswer &answer)
{
    const auto found = m_joined.find(flight.get());
    if (found == m_joined.end())
        return;
    SlotNumber slot = found->second;
    m_joined.erase(found);
    const bool late = flight->kind() == Flight::Kind::Prefetch;
    const bool isKept = verdictOf(m_slots[slot].demand, answer).store;
    // Whoever joined a prefetch that fails fetches for itself, as do those that a demand request
    // has no answer for, and those who must not share an answer because its head says so.
    const bool good =
        answer.status != 0 && (!late || answer.status < 500) && (isKept || answer.head == nullptr);
    if (late && good)
        m_pipeline.served(flight);
    const DemandResult joined = !isKept ? DemandResult::Bypassed
                                : late  ? DemandResult::Late
                                        : DemandResult::Miss;
    while (slot != kNone) {
        const SlotNumber next = std::exchange(m_slots[slot].next, kNone);
        if (good)
            answerLate(slot, joined, answer, false);
        else
            fetch(slot);
        slot = next;
    }
}

void VirtualDrive::prefetchEnds(PrefetchId id, const OriginAnswer &answer)
{
    const auto found = m_joinedPrefetches.find(static_cast<std::uint64_t>(id));
    if (found == m_joinedPrefetches.end())
        return;
    const FlightPtr flight = std::move(found->second);
    m_joinedPrefetches.erase(found);
    endJoiners(flight, answer);
}

void VirtualDrive::answerLate(SlotNumber slot, DemandResult result, const OriginAnswer &answer,
                              bool sent)
{
    Demand &demand = m_slots[slot].demand;
    if (answer.head != nullptr && answer.status >= 400) // it may say when to come back
        demand.exchange.head = ResponseHeadPtr(ResponseHeadPtr(), answer.head);
    const bool failed = answer.status == 0;
    finish(demand, {.result = failed ? DemandResult::Error : result,
                    .status = !failed           ? answer.status
                              : answer.isSilent ? 504
                                                : 502,
                    .latency = m_clock.now() - demand.exchange.at,
                    .sentToOrigin = sent,
                    .bytes = answer.bytes});
    release(slot);
}

} // namespace forefetch
