// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/fetcher.h"
#include "core/metrics/figures.h"
#include "core/metrics/ledger.h"
#include "core/queue/prefetchqueue.h"
#include "core/settings/settings.h"
#include "core/time/random.h"

#include <functional>
#include <memory>
#include <optional>

namespace forefetch {

// What becomes of a prefetch, decided by who knows the cache: called by the workers around each.
struct WorkerHooks
{
    // Asked before each attempt: may it run? Nothing: yes. Else how it ends: Superseded (somebody
    // has or fetches the same thing), Cancelled (its session signed out); the workers record it,
    // as Cancelled where the ledger does not allow the other any more (a retry).
    std::function<std::optional<PrefetchState>(const PrefetchRequest &)> begin;
    std::function<RequestContextPtr(ContextId)> context;
    std::function<void(const PrefetchRequest &, const ResponseHeadPtr &)> head;
    std::function<void(const PrefetchRequest &, std::string_view)> data;
    // This attempt failed and another will follow: who joined it is let go at once.
    std::function<void(const PrefetchRequest &, const FetchEnd &)> attemptFailed;
    // The last attempt is over. Says how it ended: Ready (stored), Discarded, Declined, Failed …;
    // the workers record it. A joiner may have made it Late before.
    std::function<PrefetchState(const PrefetchRequest &, const FetchEnd &, int status)> finish;

    // Who watches over the origin. Asked before each attempt, when token and breaker allow it and
    // something waits to be sent: `now`, or when to ask again (kNever: after a change of the
    // settings, or recheck()). Asking again changes nothing.
    std::function<TimePoint(TimePoint now)> admits;
    std::function<void(const PrefetchRequest &, TimePoint now)> sent;
    std::function<void(const PrefetchRequest &, const FetchEnd &, int status, Duration took)>
        attemptEnded;
    std::function<void(bool open, TimePoint until)> breakerChanged;
};

// How a fetch ended, where nobody who knows the cache says otherwise (no `finish` hook).
PrefetchState outcomeOf(const FetchEnd &end, int status);

// The pool of workers: each a state machine (idle, waiting for a token, fetching, waiting for a
// retry) that takes the most probable request, passes the rate limiter, checks again that it has
// not expired, fetches, and hands the answer on. Retries back off exponentially with full jitter
// (Brooker 2015); consecutive errors open a breaker that pauses the pool and probes with one. What
// demand hears from the origin reaches the breaker too, so that it opens before a prefetch failed.
//
// A request waits for its token in the queue, so that a more probable one overtakes it; it is
// taken, and its age looked at, when the token is there. Retried are network errors, time-outs and
// 5xx other than 503, never longer than the request's maximal age; a claim is let go between
// attempts (attemptFailed), so that no demand request ever waits for a pause. An answer that is
// about to be retried is shown to no hook.
//
// Two ways to run it. In virtual time, or inside an event loop of one's own: call pump() whenever
// something is due. On threads of its own: start() and stop().
//
//     PrefetchWorker workers(queue, fetcher, ledger, settings, clock, Random(1), hooks);
//     workers.start();
//     ...
//     workers.stop(10s);
//
// `workers.count`, `workers.max_requests_per_second` and `workers.max_retries` act while running.
// Thread: start, stop, isRunning, metrics: any. pump: one at a time. FetchSink calls: any.
class PrefetchWorker final : public FetchSink
{
public:
    PrefetchWorker(PrefetchQueue &queue, Fetcher &fetcher, Ledger &ledger, const Settings &settings,
                   const Clock &clock, const Interner &interner, Random random, WorkerHooks hooks);
    ~PrefetchWorker() override;

    // Starts a thread that pumps. The queue is opened. It looks at least every 20 ms, so that a
    // change of the settings acts within 50.
    void start();
    // Takes nothing new, lets what is in flight end, and cancels what is left at the timeout.
    // Returns true when nothing had to be cancelled; within 100 ms of the last fetch's end. What
    // waits for a retry is cancelled at once; what waits in the queue stays there, and the queue is
    // closed. Without a thread (pump by hand) there is nothing to wait for: it cancels at once.
    bool stop(Duration timeout);
    bool isRunning() const;
    WorkerFigures metrics() const;

    // Does all that is due now; returns when it wants to be called next (kNever: on a put or on
    // the end of a fetch). Call it after a change of the settings too.
    TimePoint pump();
    // Called, from any thread, when pump() has something to do before the moment it named.
    void setWakeUp(std::function<void()> wakeUp);
    // Cancels every fetch in flight and what waits for a retry, at the next pump().
    void cancelAll();
    // How the origin has answered somebody else, in the order of the answers. While all is well
    // this costs one load. Thread: any.
    void originAnswered();
    void originFailed();
    // The hook `admits` may have another answer now: a pump soon, at the latest 20 ms from now when
    // the pool has a thread. Thread: any.
    void recheck();
    // What queued requests wait for, as of the last pump; None where the queue was empty.
    Holdup heldUpBy() const;
    // Bytes of bookkeeping a worker.
    static std::size_t bytesPerWorker();

    void onHead(PrefetchId id, ResponseHeadPtr head) override;
    void onData(PrefetchId id, std::string_view bytes) override;
    void onEnd(PrefetchId id, const FetchEnd &end) override;

private:
    struct State;
    std::shared_ptr<State> m_state; // shared with the wake-up that the queue holds
};

} // namespace forefetch
