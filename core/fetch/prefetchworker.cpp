// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/prefetchworker.h"

#include "core/fetch/workerstate.h"

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

using namespace std::chrono_literals;

// The longest that the pool's thread sleeps: settings change without waking anybody.
constexpr Duration kLongestSleep = 20ms;
// How long a fetcher may take to answer cancel before it is given up.
constexpr Duration kCancelGrace = 500ms;

} // namespace

PrefetchWorker::State::State(PrefetchWorker &self, PrefetchQueue &q, Fetcher &f, Ledger &l,
                             const Settings &s, const Clock &c, const Interner &i, Random r,
                             WorkerHooks h)
    : sink(self), queue(q), fetcher(f), ledger(l), settings(s), clock(c), interner(i),
      hooks(std::move(h)), random(r), bucket(s.number(Param::WorkersMaxRequestsPerSecond), c.now()),
      revision(s.revision())
{
    refreshSettings(c.now());
}

void PrefetchWorker::State::run()
{
    std::unique_lock lock(mutex);
    while (!quit) {
        lock.unlock();
        const TimePoint next = pump();
        const Duration rest = std::clamp<Duration>(next - clock.now(), 0ns, kLongestSleep);
        lock.lock();
        if (stopping.load() && busyCount.load(std::memory_order_relaxed) == 0)
            idleCondition.notify_all();
        // In this order: who wakes us after the flag is up sees it, who did before is seen here.
        sleeping.store(true);
        wakeCondition.wait_for(lock, rest, [this] { return quit || attention.load(); });
        sleeping.store(false);
    }
}

bool PrefetchWorker::State::waitIdle(Duration timeout)
{
    std::unique_lock lock(mutex);
    return idleCondition.wait_for(lock, std::clamp<Duration>(timeout, 0ns, 24h), [this] {
        return busyCount.load(std::memory_order_relaxed) == 0 && endedMask.load() == 0 &&
               !attention.load();
    });
}

PrefetchWorker::PrefetchWorker(PrefetchQueue &queue, Fetcher &fetcher, Ledger &ledger,
                               const Settings &settings, const Clock &clock,
                               const Interner &interner, Random random, WorkerHooks hooks)
    : m_state(std::make_shared<State>(*this, queue, fetcher, ledger, settings, clock, interner,
                                      random, std::move(hooks)))
{
    queue.setWakeUp([state = m_state] { state->wake(); });
}

PrefetchWorker::~PrefetchWorker()
{
    stop(0ns);
    m_state->queue.setWakeUp({});
}

void PrefetchWorker::start()
{
    State &s = *m_state;
    const std::lock_guard lock(s.mutex);
    if (s.changing || s.thread.joinable())
        return;
    s.quit = false;
    s.stopping.store(false);
    s.attention.store(true);
    s.queue.reopen();
    s.thread = std::thread([&s] { s.run(); });
}

bool PrefetchWorker::stop(Duration timeout)
{
    State &s = *m_state;
    std::thread thread;
    {
        const std::lock_guard lock(s.mutex);
        if (std::exchange(s.changing, true))
            return false; // somebody else is stopping it
        thread = std::move(s.thread);
    }
    const std::uint64_t cancelledBefore = s.cancelled.load();
    s.stopping.store(true);
    s.queue.close();
    s.wake();
    if (thread.joinable()) {
        if (!s.waitIdle(timeout)) {
            cancelAll();
            s.waitIdle(kCancelGrace);
        }
        {
            const std::lock_guard lock(s.mutex);
            s.quit = true;
        }
        s.wakeCondition.notify_one();
        thread.join();
    } else {
        cancelAll();
        s.pump();
    }
    s.abandonAll();
    const std::lock_guard lock(s.mutex);
    s.changing = false;
    return s.cancelled.load() == cancelledBefore;
}

bool PrefetchWorker::isRunning() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->thread.joinable() && !m_state->stopping.load();
}

WorkerFigures PrefetchWorker::metrics() const
{
    WorkerFigures figures;
    figures.count = m_state->limit.load(std::memory_order_relaxed);
    figures.busy = m_state->busyCount.load(std::memory_order_relaxed);
    m_state->meter.fill(figures, m_state->clock.now());
    return figures;
}

TimePoint PrefetchWorker::pump()
{
    return m_state->pump();
}

void PrefetchWorker::setWakeUp(std::function<void()> wakeUp)
{
    const bool some = static_cast<bool>(wakeUp);
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->wakeUp = std::make_shared<const std::function<void()>>(std::move(wakeUp));
    }
    m_state->hasWakeUp.store(some, std::memory_order_release);
}

void PrefetchWorker::cancelAll()
{
    m_state->cancelWanted.store(true);
    m_state->wake();
}

void PrefetchWorker::originAnswered()
{
    m_state->others(false);
}

void PrefetchWorker::originFailed()
{
    m_state->others(true);
}

// Without a bell: who asks is a demand request, and the pool's thread looks by itself before long.
void PrefetchWorker::recheck()
{
    m_state->attention.store(true);
}

Holdup PrefetchWorker::heldUpBy() const
{
    return m_state->heldUpBy.load(std::memory_order_relaxed);
}

std::size_t PrefetchWorker::bytesPerWorker()
{
    return sizeof(State) / State::kMost;
}

void PrefetchWorker::onHead(PrefetchId id, ResponseHeadPtr head)
{
    m_state->head(id, head);
}

void PrefetchWorker::onData(PrefetchId id, std::string_view bytes)
{
    m_state->data(id, bytes);
}

void PrefetchWorker::onEnd(PrefetchId id, const FetchEnd &end)
{
    // The pump may see the end, and the pool be destroyed, before this thread has rung the bell.
    const std::shared_ptr<State> state = m_state;
    state->ended(id, end);
}

} // namespace forefetch
