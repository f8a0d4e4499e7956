// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/prefetchqueue.h"

#include "core/queue/backlog.h"
#include "core/request/target.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace forefetch {

namespace {

// Who wants to know of puts, and how many puts are telling him.
struct Listener
{
    std::function<void()> call;
    std::atomic<int> calling{0};
};

} // namespace

struct PrefetchQueue::State
{
    State(Interner &in, std::size_t maxSize, Callers callers)
        : interner(in), mutex(callers), backlog(maxSize)
    {
    }

    // To be called with the mutex held, after what may have changed it.
    void tellSize() { waiting.store(backlog.size(), std::memory_order_release); }

    Interner &interner;
    // As many as wait; to see without the lock that nothing does.
    std::atomic<std::size_t> waiting{0};
    mutable StageMutex mutex; // guards all that follows
    std::condition_variable_any filled;
    std::size_t sleepers = 0; // threads that wait for `filled`
    bool closed = false;
    std::shared_ptr<Listener> listener;
    Backlog backlog;
};

PrefetchQueue::PrefetchQueue(Interner &interner, std::size_t maxSize, Callers callers)
    : m_state(std::make_unique<State>(interner, maxSize, callers))
{
}

PrefetchQueue::~PrefetchQueue() = default;

PutResult PrefetchQueue::put(const PrefetchRequest &request, TimePoint now, Identify identify)
{
    State &s = *m_state;
    std::unique_lock lock(s.mutex);
    if (s.closed)
        return {PutStatus::Closed};
    const PutResult result = s.backlog.put(request, now, identify);
    if (!result.accepted())
        return result;
    s.tellSize();
    const bool wake = s.sleepers != 0;
    const std::shared_ptr<Listener> listener = s.listener;
    if (listener)
        listener->calling.fetch_add(1);
    lock.unlock();
    if (wake)
        s.filled.notify_one();
    if (listener) {
        listener->call();
        if (listener->calling.fetch_sub(1) == 1)
            listener->calling.notify_all();
    }
    return result;
}

std::optional<PutStatus> PrefetchQueue::raise(const PrefetchRequest &request, TimePoint now)
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->closed ? std::nullopt : m_state->backlog.raise(request, now);
}

std::optional<PrefetchRequest> PrefetchQueue::tryGet()
{
    State &s = *m_state;
    // A put that is not seen here rings (setWakeUp) after it can be.
    if (s.waiting.load(std::memory_order_acquire) == 0)
        return std::nullopt;
    const std::lock_guard lock(s.mutex);
    std::optional<PrefetchRequest> next = s.backlog.take();
    s.tellSize();
    return next;
}

std::optional<PrefetchRequest> PrefetchQueue::get(Duration timeout)
{
    // Longer than this is for ever: its sum with the present moment must not overflow.
    constexpr Duration longest = std::chrono::hours(24 * 365);
    State &s = *m_state;
    std::unique_lock lock(s.mutex);
    const auto ready = [&s] { return s.closed || !s.backlog.isEmpty(); };
    ++s.sleepers;
    if (timeout < Duration::zero() || timeout > longest)
        s.filled.wait(lock, ready);
    else
        s.filled.wait_for(lock, timeout, ready);
    --s.sleepers;
    std::optional<PrefetchRequest> next = s.backlog.take();
    s.tellSize();
    return next;
}

void PrefetchQueue::finished(const Key &key)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->backlog.finished(key);
}

std::optional<PrefetchRequest> PrefetchQueue::remove(const Key &key)
{
    const std::lock_guard lock(m_state->mutex);
    std::optional<PrefetchRequest> gone = m_state->backlog.remove(key);
    m_state->tellSize();
    return gone;
}

bool PrefetchQueue::remove(std::string_view endpoint, const Params &params, Partition partition)
{
    const ResourceId resource = m_state->interner.find(targetOf(endpoint, params));
    return resource.valid() && remove(Key{resource, partition}).has_value();
}

std::size_t PrefetchQueue::clear(std::vector<PrefetchRequest> *removed)
{
    const std::lock_guard lock(m_state->mutex);
    const std::size_t count = m_state->backlog.clear(removed);
    m_state->tellSize();
    return count;
}

bool PrefetchQueue::contains(const Key &key) const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->backlog.contains(key);
}

bool PrefetchQueue::contains(std::string_view endpoint, const Params &params,
                             Partition partition) const
{
    const ResourceId resource = m_state->interner.find(targetOf(endpoint, params));
    return resource.valid() && contains(Key{resource, partition});
}

bool PrefetchQueue::isInFlight(const Key &key) const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->backlog.isInFlight(key);
}

std::size_t PrefetchQueue::size() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->backlog.size();
}

bool PrefetchQueue::isEmpty() const
{
    return size() == 0;
}

bool PrefetchQueue::isFull() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->backlog.size() >= m_state->backlog.maxSize();
}

std::size_t PrefetchQueue::maxSize() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->backlog.maxSize();
}

void PrefetchQueue::setMaxSize(std::size_t maxSize, std::vector<PrefetchRequest> *displaced)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->backlog.setMaxSize(maxSize, displaced);
    m_state->tellSize();
}

QueueFigures PrefetchQueue::stats() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->backlog.stats();
}

std::vector<PrefetchRequest> PrefetchQueue::ranked(std::size_t most) const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->backlog.ranked(most);
}

std::size_t PrefetchQueue::bytes() const
{
    const std::lock_guard lock(m_state->mutex);
    return sizeof *this + sizeof(State) - sizeof(Backlog) + m_state->backlog.bytes();
}

void PrefetchQueue::setWakeUp(std::function<void()> wakeUp)
{
    std::shared_ptr<Listener> listener;
    if (wakeUp) {
        listener = std::make_shared<Listener>();
        listener->call = std::move(wakeUp);
    }
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->listener.swap(listener);
    }
    if (!listener)
        return;
    for (int calls = listener->calling.load(); calls != 0; calls = listener->calling.load())
        listener->calling.wait(calls);
}

void PrefetchQueue::close()
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->closed = true;
    }
    m_state->filled.notify_all();
}

void PrefetchQueue::reopen()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->closed = false;
}

bool PrefetchQueue::isClosed() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->closed;
}

} // namespace forefetch
