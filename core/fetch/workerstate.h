// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/backoff.h"
#include "core/fetch/breaker.h"
#include "core/fetch/prefetchworker.h"
#include "core/fetch/tokenbucket.h"
#include "core/fetch/workermeter.h"

#include <array>
#include <atomic>
#include <bit>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace forefetch {

// A server that answered that it could not, which may be different in a moment. Not 503, which
// says "not now" and is left alone, as 429 is.
inline bool isRetriedStatus(int status)
{
    return status >= 500 && status != 503;
}

inline bool isWorthARetry(const FetchEnd &end, int status)
{
    if (end.status == FetchStatus::Answered)
        return isRetriedStatus(status);
    return end.status == FetchStatus::Network || end.status == FetchStatus::TimedOut;
}

// One worker. Which of its three states it is in (idle, fetching, waiting for a retry) is a bit in
// a mask of the pool; waiting for a token happens with the request still in the queue, so that a
// better one that arrives meanwhile goes first.
//
// While it is fetching, the thread that reports the fetch owns what is marked so; else the pump.
struct WorkerSlot
{
    PrefetchRequest request;
    TimePoint startedAt{}; // of this attempt
    TimePoint retryAt{};
    std::uint32_t attempt = 0;
    bool probe = false;      // of the breaker
    bool cancelled = false;  // by cancelAll: no retry
    bool withheld = false;   // reporter: a server error that will be retried; nobody gets to see it
    int status = 0;          // reporter
    std::uint64_t bytes = 0; // reporter
    TimePoint endedAt{};     // reporter
    FetchEnd end;            // reporter
};

// The pool's private half: the pump and what other threads tell it. Workers are numbered 0–63,
// sets of them are bits of one word: a fetch that ends sets one bit, and nothing is locked.
struct PrefetchWorker::State
{
    static constexpr std::size_t kMost = 64; // the upper bound of workers.count
    using Mask = std::uint64_t;

    State(PrefetchWorker &self, PrefetchQueue &q, Fetcher &f, Ledger &l, const Settings &s,
          const Clock &c, const Interner &i, Random r, WorkerHooks h);

    // --- Pump (workerpump.cpp).
    TimePoint pump();
    void step(TimePoint now);
    void refreshSettings(TimePoint now);
    void collectEnded();
    void cancelNow(TimePoint now);
    void launchRetries(TimePoint now);
    void takeNew(TimePoint now);
    TimePoint nextDue(TimePoint now);
    void collectOthers();
    TimePoint gateOpens(TimePoint now); // token and breaker; kNever: an event will tell
    TimePoint mayLaunch(TimePoint now); // gateOpens, and the watcher too
    Holdup takeUntilHeldUp(TimePoint now);
    void admit(PrefetchRequest &request, TimePoint now);
    // Asks the hooks; records how it ended when it may not run.
    bool mayRun(const PrefetchRequest &request, RequestContextPtr &context, TimePoint now);
    void launch(std::size_t worker, RequestContextPtr context, TimePoint now);
    void attemptEnded(std::size_t worker);
    bool tellBreaker(const WorkerSlot &slot);
    bool breakerFailed(bool probe, TimePoint at);
    void breakerSucceeded(bool probe);
    bool retryLater(std::size_t worker);
    void finish(std::size_t worker);
    void giveUp(std::size_t worker, PrefetchState outcome, TimePoint now);
    void record(const PrefetchRequest &request, PrefetchState outcome, std::uint64_t bytes,
                TimePoint now);
    void endWith(const PrefetchRequest &request, PrefetchState outcome, TimePoint now);
    // Ends what does not answer to cancel; only once nobody pumps any more.
    void abandonAll();

    // --- Reports of the fetcher, any thread (workerreports.cpp).
    std::size_t find(PrefetchId id) const; // kMost: not fetching
    void head(PrefetchId id, const ResponseHeadPtr &head);
    void data(PrefetchId id, std::string_view bytes);
    void ended(PrefetchId id, const FetchEnd &end);

    void others(bool failed);

    // --- Waking (prefetchworker.cpp), any thread.
    void wake();
    void run();
    bool waitIdle(Duration timeout);
    static thread_local const State *s_pumping; // what a pool tells itself needs no wake-up
    static Mask bit(std::size_t worker) { return Mask(1) << worker; }
    Mask busy() const { return fetching.load(std::memory_order_relaxed) | retrying; }

    PrefetchWorker &sink;
    PrefetchQueue &queue;
    Fetcher &fetcher;
    Ledger &ledger;
    const Settings &settings;
    const Clock &clock;
    const Interner &interner;
    const WorkerHooks hooks;

    // The pump's own.
    Random random;
    TokenBucket bucket;
    Breaker breaker;
    Backoff backoff;
    std::array<WorkerSlot, kMost> slots;
    Mask retrying = 0;
    std::uint32_t revision;
    int count = 0;
    bool queueEmpty = false;
    TimePoint due{}; // when there is something to do next
    WorkerMeter meter;

    // Shared.
    std::array<std::atomic<std::uint64_t>, kMost> ids{}; // PrefetchId being fetched; 0: none
    std::atomic<std::size_t> high{0};                    // no worker from here on was ever busy
    std::atomic<Mask> fetching{0};                       // written by the pump
    std::atomic<Mask> endedMask{0};
    std::atomic<std::uint32_t> busyCount{0};
    std::atomic<std::uint32_t> limit{0}; // workers.count as acted upon
    std::atomic<bool> attention{true};   // something happened that is not due by the clock
    std::atomic<bool> cancelWanted{false};
    std::atomic<std::uint32_t> suspicion{0}; // answers of others that are still listened to
    std::atomic<bool> othersWaiting{false};  // some have come
    std::atomic<Holdup> heldUpBy{Holdup::None}; // what ended the last takeNew; None: an empty queue
    std::atomic<bool> stopping{false};
    std::atomic<std::uint64_t> cancelled{0};
    std::atomic<bool> sleeping{false}; // the pool's thread waits
    std::atomic<bool> hasWakeUp{false};

    mutable std::mutex mutex; // guards what follows; held over no call of a stranger
    std::condition_variable wakeCondition;
    std::condition_variable idleCondition;
    std::shared_ptr<const std::function<void()>> wakeUp;
    std::thread thread;
    std::uint64_t othersResults = 0; // newest in bit 0; 1 is an error
    std::uint32_t othersCount = 0;   // of them, at most 64
    bool quit = false;
    bool changing = false; // a start or stop is under way
};

} // namespace forefetch
