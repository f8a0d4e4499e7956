// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graphvizthread.h"

#include <utility>

namespace forefetch {

namespace {

// Not an object of its own for each view: what is protected is one in the process, too.
struct Shared
{
    std::mutex mutex;
    std::weak_ptr<GraphvizThread> thread;
};

Shared &shared()
{
    static Shared shared;
    return shared;
}

} // namespace

std::shared_ptr<GraphvizThread> GraphvizThread::instance()
{
    const std::lock_guard lock(shared().mutex);
    std::shared_ptr<GraphvizThread> thread = shared().thread.lock();
    if (!thread) {
        thread.reset(new GraphvizThread);
        shared().thread = thread;
    }
    return thread;
}

GraphvizThread::GraphvizThread() : m_thread([this] { run(); }) {}

GraphvizThread::~GraphvizThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_news.notify_one();
    m_thread.join();
}

GraphvizThread::Ticket GraphvizThread::arrange(ArrangeJob job, Results results)
{
    auto ticket = std::make_shared<std::atomic<bool>>(false);
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back({std::move(job), std::move(results), ticket});
    }
    m_news.notify_one();
    return ticket;
}

void GraphvizThread::run()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_news.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
        if (m_ending)
            return;
        Waiting next = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        if (!*next.ticket) {
            Arrangement done = arrangeByGraphviz(next.job);
            if (!*next.ticket)
                next.results->push(std::move(done));
        }
        next = {};
        lock.lock();
    }
}

} // namespace forefetch
