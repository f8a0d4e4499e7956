// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/queue/mailbox.h"

#include <atomic>
#include <functional>
#include <future>
#include <thread>
#include <vector>

class QObject;

namespace forefetch {

// A thread with a Qt event loop for sockets, and a letter box for what other threads want done
// in it.
//
//     IoLoop loop;
//     loop.start([&] { make the sockets }, [&] { delete them });
//     loop.post([&] { ... });   // any thread; runs in the loop's
//     loop.stop();              // joins
//
// Thread: start, stop: the owner's. post, isCurrent: any.
class IoLoop
{
public:
    using Task = std::function<void()>;

    IoLoop() = default;
    ~IoLoop();
    IoLoop(const IoLoop &) = delete;
    IoLoop &operator=(const IoLoop &) = delete;

    // Returns when `opened` has run in the new thread. `closing` runs in it after the loop's end.
    void start(Task opened, Task closing);
    // What was posted before still runs.
    void stop();
    bool isRunning() const { return m_thread.joinable(); }
    void post(Task task);
    bool isCurrent() const
    {
        return m_id.load(std::memory_order_relaxed) == std::this_thread::get_id();
    }

private:
    void run(const Task &opened, const Task &closing, std::promise<void> &ready);
    void runOwn();

    Mailbox<Task> m_tasks;
    // The loop's thread's:
    std::vector<Task> m_batch;
    std::vector<Task> m_own; // posted from within it
    QObject *m_context = nullptr;
    bool m_ending = false;

    std::atomic<std::thread::id> m_id{};
    std::thread m_thread;
};

} // namespace forefetch
