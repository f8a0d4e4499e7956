// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/workerstate.h"

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

constexpr Duration kNoWait = std::chrono::milliseconds(1); // threads take turns in less

} // namespace

thread_local const PrefetchWorker::State *PrefetchWorker::State::s_pumping = nullptr;

TimePoint PrefetchWorker::State::pump()
{
    const TimePoint now = clock.now();
    if (!attention.load(std::memory_order_acquire) && now < due && settings.revision() == revision)
        return due;
    if (s_pumping == this)
        return due; // called by a hook or the fetcher: the pump under way goes round once more
    const State *outer = std::exchange(s_pumping, this);
    do {
        attention.exchange(false);
        step(clock.now());
    } while (attention.load(std::memory_order_acquire));
    s_pumping = outer;
    return due;
}

void PrefetchWorker::State::step(TimePoint now)
{
    if (settings.revision() != revision)
        refreshSettings(now);
    collectEnded();
    collectOthers();
    if (cancelWanted.load(std::memory_order_relaxed) &&
        cancelWanted.exchange(false, std::memory_order_relaxed))
        cancelNow(now);
    launchRetries(now);
    takeNew(now);
    busyCount.store(static_cast<std::uint32_t>(std::popcount(busy())), std::memory_order_relaxed);
    due = nextDue(now);
}

void PrefetchWorker::State::refreshSettings(TimePoint now)
{
    revision = settings.revision(); // before the values: a change in between is seen next time
    count =
        static_cast<int>(std::clamp<std::int64_t>(settings.integer(Param::WorkersCount), 0, kMost));
    limit.store(static_cast<std::uint32_t>(count), std::memory_order_relaxed);
    bucket.setRate(settings.number(Param::WorkersMaxRequestsPerSecond), now);
}

void PrefetchWorker::State::collectEnded()
{
    if (endedMask.load(std::memory_order_relaxed) == 0)
        return; // (an exchange costs a locked instruction)
    Mask ended = endedMask.exchange(0, std::memory_order_acquire);
    for (; ended != 0; ended &= ended - 1)
        attemptEnded(static_cast<std::size_t>(std::countr_zero(ended)));
}

TimePoint PrefetchWorker::State::gateOpens(TimePoint now)
{
    const TimePoint breakerAt = breaker.passesAt(now);
    return breakerAt == kNever ? kNever : std::max(breakerAt, bucket.nextAvailable(now));
}

// Asked last, and only when something waits: what it refuses, it has held up.
TimePoint PrefetchWorker::State::mayLaunch(TimePoint now)
{
    const TimePoint gate = gateOpens(now);
    if (gate > now || !hooks.admits)
        return gate;
    return hooks.admits(now);
}

void PrefetchWorker::State::takeNew(TimePoint now)
{
    heldUpBy.store(takeUntilHeldUp(now), std::memory_order_relaxed);
}

Holdup PrefetchWorker::State::takeUntilHeldUp(TimePoint now)
{
    queueEmpty = false;
    while (!stopping.load(std::memory_order_relaxed) && std::popcount(busy()) < count) {
        // The gate first, then the queue: who waits for a token waits in the queue, where a more
        // probable request overtakes and expiry is looked at when the token is there.
        if (gateOpens(now) > now)
            return breaker.passesAt(now) > now ? Holdup::Breaker : Holdup::Rate;
        if (hooks.admits && !queue.isEmpty() && hooks.admits(now) > now)
            return Holdup::Guard;
        std::optional<PrefetchRequest> request = queue.tryGet();
        if (!request) {
            queueEmpty = true;
            return Holdup::None;
        }
        admit(*request, now);
    }
    return Holdup::Worker;
}

void PrefetchWorker::State::admit(PrefetchRequest &request, TimePoint now)
{
    if (request.id == PrefetchId::None) // put without an id: the book begins here
        request.id = ledger.schedule(request.key, {}, request.createdAt);
    if (request.isExpired(now)) {
        meter.expired.add(1);
        endWith(request, PrefetchState::ExpiredInQueue, now);
        return;
    }
    RequestContextPtr context;
    if (!mayRun(request, context, now))
        return;
    const auto worker = static_cast<std::size_t>(std::countr_zero(~busy()));
    WorkerSlot &slot = slots[worker];
    slot.request = request;
    slot.attempt = 0;
    slot.cancelled = false;
    const Holdup heldUp =
        request.age(now) < kNoWait ? Holdup::None : heldUpBy.load(std::memory_order_relaxed);
    if (!ledger.start(request.id, now, heldUp)) { // ended meanwhile: taken back by somebody
        if (hooks.finish)
            hooks.finish(request, {FetchStatus::Cancelled, "no longer wanted", 0}, 0);
        endWith(request, PrefetchState::Cancelled, now);
        return;
    }
    meter.started.add(1);
    meter.waitTime.add(static_cast<std::uint64_t>(std::max(request.age(now), Duration(0)).count()));
    launch(worker, std::move(context), now);
}

bool PrefetchWorker::State::mayRun(const PrefetchRequest &request, RequestContextPtr &context,
                                   TimePoint now)
{
    if (request.context.valid() && hooks.context) {
        context = hooks.context(request.context);
        if (!context) { // its session signed out, and its credentials went with it
            endWith(request, PrefetchState::Cancelled, now);
            return false;
        }
    }
    if (hooks.begin) {
        if (const std::optional<PrefetchState> outcome = hooks.begin(request)) {
            endWith(request, *outcome, now);
            return false;
        }
    }
    return true;
}

void PrefetchWorker::State::launch(std::size_t worker, RequestContextPtr context, TimePoint now)
{
    WorkerSlot &slot = slots[worker];
    bucket.take(now);
    slot.probe = breaker.pass(now);
    slot.startedAt = now;
    slot.withheld = false;
    slot.status = 0;
    slot.bytes = 0;
    slot.end = {};
    ++slot.attempt;
    ledger.attempt(slot.request.id);
    meter.attempts.add(1);
    if (hooks.sent)
        hooks.sent(slot.request, now);
    if (worker >= high.load(std::memory_order_relaxed))
        high.store(worker + 1, std::memory_order_release);
    fetching.store(fetching.load(std::memory_order_relaxed) | bit(worker),
                   std::memory_order_relaxed);
    ids[worker].store(static_cast<std::uint64_t>(slot.request.id), std::memory_order_release);
    fetcher.start({slot.request.id, slot.request.key, slot.attempt, std::move(context), &interner},
                  sink);
}

void PrefetchWorker::State::launchRetries(TimePoint now)
{
    for (Mask left = retrying; left != 0; left &= left - 1) {
        const auto worker = static_cast<std::size_t>(std::countr_zero(left));
        WorkerSlot &slot = slots[worker];
        if (stopping.load(std::memory_order_relaxed)) {
            giveUp(worker, PrefetchState::Cancelled, now);
            continue;
        }
        if (slot.retryAt > now || mayLaunch(now) > now)
            continue;
        retrying &= ~bit(worker);
        if (slot.request.isExpired(now)) { // the token came too late
            giveUp(worker, PrefetchState::Failed, now);
            continue;
        }
        RequestContextPtr context;
        if (!mayRun(slot.request, context, now))
            continue;
        meter.retries.add(1);
        launch(worker, std::move(context), now);
    }
}

TimePoint PrefetchWorker::State::nextDue(TimePoint now)
{
    if (stopping.load(std::memory_order_relaxed))
        return kNever;
    const bool wantsNew = !queueEmpty && std::popcount(busy()) < count;
    if (!wantsNew && retrying == 0)
        return kNever;
    const TimePoint gate = mayLaunch(now);
    TimePoint next = wantsNew ? gate : kNever;
    for (Mask left = retrying; left != 0; left &= left - 1)
        next = std::min(
            next, std::max(slots[static_cast<std::size_t>(std::countr_zero(left))].retryAt, gate));
    return next;
}

} // namespace forefetch
