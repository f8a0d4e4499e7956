// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/queue/mailbox.h"
#include "ui/graph/graphvizlayout.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace forefetch {

// The one thread of the process that calls Graphviz, which is not thread-safe at all, not even with
// a context each. It lives as long as anybody holds it.
//
//     std::shared_ptr<GraphvizThread> graphviz = GraphvizThread::instance();
//     auto ticket = graphviz->arrange(std::move(job), results);   // a shared mailbox
//     *ticket = true;                                              // not wanted any more
//     ... results->drain(batch) ...
//
// Graphviz itself cannot be stopped: a job that is not wanted any more is not begun, or its result
// is thrown away.
// Thread: any. The last one to let go waits for the job under way, about 100 ms.
class GraphvizThread
{
public:
    using Results = std::shared_ptr<Mailbox<Arrangement>>;
    using Ticket = std::shared_ptr<std::atomic<bool>>; // true: not wanted any more

    static std::shared_ptr<GraphvizThread> instance();
    ~GraphvizThread();
    GraphvizThread(const GraphvizThread &) = delete;
    GraphvizThread &operator=(const GraphvizThread &) = delete;

    Ticket arrange(ArrangeJob job, Results results);

private:
    struct Waiting
    {
        ArrangeJob job;
        Results results;
        Ticket ticket;
    };

    GraphvizThread();
    void run();

    std::mutex m_mutex; // guards what follows
    std::condition_variable m_news;
    std::deque<Waiting> m_waiting;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace forefetch
