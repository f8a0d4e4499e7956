// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/duequeue.h"

#include <algorithm>

namespace forefetch {

DueQueue::DueQueue(const Clock &clock) : m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { run(); });
}

void DueQueue::at(TimePoint due, Task task)
{
    m_heap.push_back({due, m_number++, std::move(task)});
    std::push_heap(m_heap.begin(), m_heap.end());
    if (!m_running)
        arm();
}

void DueQueue::run()
{
    // What is added meanwhile waits for the next turn of the loop, so that sockets get theirs.
    const TimePoint now = m_clock.now();
    m_running = true;
    while (!m_heap.empty() && m_heap.front().due <= now) {
        std::pop_heap(m_heap.begin(), m_heap.end());
        m_batch.push_back(std::move(m_heap.back().task));
        m_heap.pop_back();
    }
    for (const Task &task : m_batch)
        task();
    m_batch.clear();
    m_running = false;
    arm();
}

void DueQueue::arm()
{
    if (m_heap.empty())
        return m_timer.stop();
    const Duration wait = std::max(Duration(0), m_heap.front().due - m_clock.now());
    m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(wait));
}

} // namespace forefetch
