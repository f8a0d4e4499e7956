// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pipeline/modelthread.h"

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

constexpr std::size_t kBatch = 64; // taken out under one lock

// Learning an exchange is quicker than serving a hit, so a thread that waited for each would be
// woken for each, and who feeds it pays for that: a system call as dear as looking the hit up.
// Therefore it naps after work, which feeding does not end, and waits to be woken only when a nap
// has brought nothing. A prediction comes at most this much later, and never the first.
constexpr std::chrono::microseconds kNap(200);

} // namespace

ModelThread::ModelThread(std::function<void(const Exchange &)> learn, std::function<void()> dropped,
                         std::size_t ring)
    : m_learn(std::move(learn)), m_dropped(std::move(dropped)),
      m_places(std::max<std::size_t>(1, ring))
{
    m_ring.reserve(m_places); // address space alone: nobody may wait while it grows
}

ModelThread::~ModelThread()
{
    stop();
}

void ModelThread::start()
{
    if (isRunning())
        return;
    m_ending = false;
    m_thread = std::thread([this] { run(); });
}

void ModelThread::stop()
{
    if (!isRunning())
        return;
    std::size_t tooLate = 0;
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        tooLate = m_count - std::min(m_count, kLastOnes);
        m_count -= tooLate;
    }
    m_news.notify_one();
    for (; tooLate > 0 && m_dropped; --tooLate)
        m_dropped();
    m_thread.join();
    m_thread = std::thread();
}

bool ModelThread::feed(const Exchange &exchange)
{
    bool wake = false;
    bool full = false;
    {
        const std::lock_guard lock(m_mutex);
        full = m_count == m_places;
        if (!full) {
            if (m_count == 0)
                m_first = 0; // so that a short queue stays in few places
            const std::size_t at = (m_first + m_count++) % m_places;
            if (at == m_ring.size())
                m_ring.emplace_back();
            Exchange &place = m_ring[at];
            place = exchange;
            if (m_count > kMostBodies) // behind its work it can do without
                place.body.reset();
            wake = std::exchange(m_sleeping, false) || m_count == halfFull();
        }
    }
    if (full && m_dropped)
        m_dropped();
    if (wake) // only a sleeper costs a system call, and a nap that a flood should end
        m_news.notify_one();
    return !full;
}

void ModelThread::run()
{
    std::vector<Exchange> batch;
    batch.reserve(kBatch);
    std::unique_lock lock(m_mutex);
    bool mayNap = false;
    while (true) {
        if (mayNap && m_count == 0)
            m_news.wait_for(lock, kNap, [this] { return m_ending || m_count >= halfFull(); });
        mayNap = true;
        while (m_count == 0 && !m_ending) {
            m_sleeping = true;
            m_news.wait(lock);
        }
        m_sleeping = false;
        if (m_count == 0)
            return;
        for (std::size_t n = std::min(kBatch, m_count); n > 0; --n) {
            batch.push_back(std::move(m_ring[m_first]));
            m_first = (m_first + 1) % m_places;
            --m_count;
        }
        lock.unlock();
        for (const Exchange &exchange : batch)
            m_learn(exchange);
        batch.clear();
        lock.lock();
    }
}

std::size_t ModelThread::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return m_count;
}

} // namespace forefetch
