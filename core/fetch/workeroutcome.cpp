// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/workerstate.h"

#include <algorithm>
#include <limits>
#include <utility>

// What becomes of an attempt that is over: told to the breaker, tried again or brought to an end,
// and written into the book.

namespace forefetch {

namespace {

bool isOriginError(const FetchEnd &end, int status)
{
    return isWorthARetry(end, status) ||
           (end.status == FetchStatus::Answered && (status == 429 || status == 503));
}

std::uint32_t saturated(std::uint64_t bytes)
{
    return static_cast<std::uint32_t>(
        std::min<std::uint64_t>(bytes, std::numeric_limits<std::uint32_t>::max()));
}

} // namespace

PrefetchState outcomeOf(const FetchEnd &end, int status)
{
    switch (end.status) {
    case FetchStatus::Answered:
        if (status == 429 || status == 503)
            return PrefetchState::Declined;
        return status >= 500 ? PrefetchState::Failed : PrefetchState::Ready;
    case FetchStatus::Refused:
        return PrefetchState::Discarded;
    case FetchStatus::Cancelled:
        return PrefetchState::Cancelled;
    case FetchStatus::Network:
    case FetchStatus::TimedOut:
        break;
    }
    return PrefetchState::Failed;
}

void PrefetchWorker::State::attemptEnded(std::size_t worker)
{
    WorkerSlot &slot = slots[worker];
    meter.fetches.add(1);
    meter.fetchTime.add(
        static_cast<std::uint64_t>(std::max(slot.endedAt - slot.startedAt, Duration(0)).count()));
    slot.end.bytes = std::max(slot.end.bytes, slot.bytes);
    ledger.answered(slot.request.id, slot.end.status == FetchStatus::Answered ? slot.status : 0);
    if (tellBreaker(slot))
        meter.backoffs.add(1);
    meter.consecutiveErrors.set(breaker.consecutiveErrors());
    if (hooks.attemptEnded)
        hooks.attemptEnded(slot.request, slot.end, slot.status, slot.endedAt - slot.startedAt);
    fetching.store(fetching.load(std::memory_order_relaxed) & ~bit(worker),
                   std::memory_order_relaxed);
    if (!retryLater(worker))
        finish(worker);
}

bool PrefetchWorker::State::tellBreaker(const WorkerSlot &slot)
{
    if (isOriginError(slot.end, slot.status))
        return breakerFailed(slot.probe, slot.endedAt);
    if (slot.end.status == FetchStatus::Answered)
        breakerSucceeded(slot.probe);
    else
        breaker.ignored(slot.probe);
    return false;
}

bool PrefetchWorker::State::breakerFailed(bool probe, TimePoint at)
{
    if (!breaker.failed(probe, at, random))
        return false;
    if (hooks.breakerChanged)
        hooks.breakerChanged(true, breaker.passesAt(at));
    return true;
}

void PrefetchWorker::State::breakerSucceeded(bool probe)
{
    breaker.succeeded(probe);
    if (probe && hooks.breakerChanged)
        hooks.breakerChanged(false, clock.now());
}

// What others have heard from the origin since the last time.
void PrefetchWorker::State::collectOthers()
{
    if (!othersWaiting.load(std::memory_order_relaxed) || !othersWaiting.exchange(false))
        return;
    std::uint64_t results = 0;
    std::uint32_t n = 0;
    {
        const std::lock_guard lock(mutex);
        results = othersResults;
        n = std::exchange(othersCount, 0);
    }
    const TimePoint now = clock.now();
    while (n-- > 0) {
        if ((results >> n & 1) == 0)
            breakerSucceeded(false);
        else if (breakerFailed(false, now))
            meter.backoffs.add(1);
    }
    meter.consecutiveErrors.set(breaker.consecutiveErrors());
}

bool PrefetchWorker::State::retryLater(std::size_t worker)
{
    WorkerSlot &slot = slots[worker];
    if (!isWorthARetry(slot.end, slot.status) || slot.cancelled ||
        stopping.load(std::memory_order_relaxed) ||
        slot.attempt > settings.integer(Param::WorkersMaxRetries))
        return false;
    slot.retryAt = slot.endedAt + backoff.delay(slot.attempt, random);
    if (slot.request.isExpired(slot.retryAt))
        return false; // nobody wants it any more by then
    if (hooks.attemptFailed)
        hooks.attemptFailed(slot.request, slot.end);
    if (slot.end.bytes > 0)
        ledger.addBytes(slot.end.bytes);
    meter.backoffs.add(1);
    retrying |= bit(worker);
    return true;
}

void PrefetchWorker::State::finish(std::size_t worker)
{
    WorkerSlot &slot = slots[worker];
    const PrefetchState outcome = hooks.finish ? hooks.finish(slot.request, slot.end, slot.status)
                                               : outcomeOf(slot.end, slot.status);
    if (slot.end.status == FetchStatus::Cancelled) {
        cancelled.fetch_add(1, std::memory_order_relaxed);
    } else {
        const bool failed =
            slot.end.status != FetchStatus::Answered || isOriginError(slot.end, slot.status);
        (failed ? meter.failed : meter.succeeded).add(1);
        meter.finished(slot.endedAt);
    }
    record(slot.request, outcome, slot.end.bytes, slot.endedAt);
}

// Ends one that waits for a retry; what its last attempt claimed was let go when it failed.
void PrefetchWorker::State::giveUp(std::size_t worker, PrefetchState outcome, TimePoint now)
{
    retrying &= ~bit(worker);
    if (outcome == PrefetchState::Cancelled) {
        cancelled.fetch_add(1, std::memory_order_relaxed);
    } else {
        meter.failed.add(1);
        meter.finished(now);
    }
    endWith(slots[worker].request, outcome, now);
}

void PrefetchWorker::State::record(const PrefetchRequest &request, PrefetchState outcome,
                                   std::uint64_t bytes, TimePoint now)
{
    if (outcome == PrefetchState::Ready) {
        // Refused when a joiner made it late before, or when the hook has recorded it itself.
        if (!ledger.ready(request.id, saturated(bytes), now)) {
            const std::optional<PrefetchRecord> seen = ledger.find(request.id);
            if (seen && seen->state == PrefetchState::Late && bytes > 0)
                ledger.addBytes(bytes);
        }
    } else {
        ledger.end(request.id, outcome, now);
        if (bytes > 0)
            ledger.addBytes(bytes);
    }
    meter.processed.add(1);
    queue.finished(request.key);
}

void PrefetchWorker::State::endWith(const PrefetchRequest &request, PrefetchState outcome,
                                    TimePoint now)
{
    // What can end a queued prefetch can be more than what may end one in flight (a retry).
    if (!ledger.end(request.id, outcome, now))
        ledger.end(request.id, PrefetchState::Cancelled, now);
    meter.processed.add(1);
    queue.finished(request.key);
}

void PrefetchWorker::State::cancelNow(TimePoint now)
{
    for (Mask left = fetching.load(std::memory_order_relaxed); left != 0; left &= left - 1) {
        const auto worker = static_cast<std::size_t>(std::countr_zero(left));
        slots[worker].cancelled = true;
        if (const std::uint64_t id = ids[worker].load(std::memory_order_acquire); id != 0)
            fetcher.cancel(static_cast<PrefetchId>(id));
    }
    for (Mask left = retrying; left != 0; left &= left - 1)
        giveUp(static_cast<std::size_t>(std::countr_zero(left)), PrefetchState::Cancelled, now);
}

void PrefetchWorker::State::abandonAll()
{
    for (Mask left = fetching.load(std::memory_order_relaxed); left != 0; left &= left - 1) {
        const auto worker = static_cast<std::size_t>(std::countr_zero(left));
        const auto id = slots[worker].request.id;
        ended(id, {FetchStatus::Cancelled, "stopped; the fetcher did not answer", 0});
        slots[worker].cancelled = true;
    }
    collectEnded();
    busyCount.store(static_cast<std::uint32_t>(std::popcount(busy())), std::memory_order_relaxed);
}

} // namespace forefetch
