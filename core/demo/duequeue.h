// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <QTimer>

#include <cstdint>
#include <functional>
#include <vector>

namespace forefetch {

// Tasks for later in a thread that runs a Qt event loop: a heap under one precise timer, so that
// thousands wait at the price of one. Tasks of the same moment run in the order of their coming.
//
//     DueQueue later(clock);
//     later.at(clock.now() + 40ms, [weak] { if (auto answer = weak.lock()) answer->send(); });
//
// Nothing can be taken back: a task finds out by itself whether it is still wanted.
// Thread: the one that made it.
class DueQueue
{
public:
    using Task = std::function<void()>;

    explicit DueQueue(const Clock &clock);
    DueQueue(const DueQueue &) = delete;
    DueQueue &operator=(const DueQueue &) = delete;

    // Never from within at(), also when that moment is past.
    void at(TimePoint due, Task task);
    std::size_t size() const { return m_heap.size(); }

private:
    struct Entry
    {
        TimePoint due{};
        std::uint64_t number = 0;
        Task task;
        // For the heap's sake: the largest is on top, and that is to be the earliest.
        bool operator<(const Entry &other) const
        {
            return due != other.due ? due > other.due : number > other.number;
        }
    };

    void run();
    void arm();

    const Clock &m_clock;
    QTimer m_timer;
    std::vector<Entry> m_heap;
    std::vector<Task> m_batch; // those of one turn; kept for its capacity
    std::uint64_t m_number = 0;
    bool m_running = false;
};

} // namespace forefetch
