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
};

// The pool of workers: each a state machine (idle, waiting for a token, fetching, waiting for a
// retry) that takes the most probable request, passes the rate limiter, checks again that it has
// not expired, fetches, and hands the answer on. Retries back off exponentially with full jitter
// (Brooker 2015); consecutive errors open a breaker that pauses the pool and probes with one.
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

    // Starts a thread that pumps. The queue is opened.
    void start();
    // Takes nothing new, lets what is in flight end, and cancels what is left at the timeout.
    // Returns true when nothing had to be cancelled; within 100 ms of the last fetch's end.
    bool stop(Duration timeout);
    bool isRunning() const;
    WorkerFigures metrics() const;

    // Does all that is due now; returns when it wants to be called next (kNever: on a put or on
    // the end of a fetch).
    TimePoint pump();
    // Called, from any thread, when pump() has something to do before the moment it named.
    void setWakeUp(std::function<void()> wakeUp);
    // Cancels every fetch in flight and what waits for a retry.
    void cancelAll();
    // Bytes of bookkeeping a worker.
    static std::size_t bytesPerWorker();

    void onHead(PrefetchId id, ResponseHeadPtr head) override;
    void onData(PrefetchId id, std::string_view bytes) override;
    void onEnd(PrefetchId id, const FetchEnd &end) override;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace forefetch
