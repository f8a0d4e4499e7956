// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <utility>

namespace forefetch {

// Hands what only the model thread may look at to whoever wants to see it, as an immutable value:
// somebody asks, the model thread makes one a little later, and who asks again gets it. While
// nobody asks nothing is made, and asking often does not make it made often: not within `period`,
// nor so often that making it takes more than a 25th part of the model thread's time.
//
//     OnDemand<TransitionGraph> graphs(500ms);
//     if (graphs.ask(now)) wakeTheModelThread();          // any thread
//     graph = graphs.latest();                            // null until the first answer
//     if (graphs.isWanted()) graphs.publish(make(), begun, clock.now());   // the model thread
//
// Thread: as said.
template <typename Value>
class OnDemand
{
public:
    static constexpr int kShare = 25;

    explicit OnDemand(Duration period) : m_period(period) {}

    // True when one is due and the model thread is to be woken for it.
    bool ask(TimePoint now)
    {
        if (now.time_since_epoch().count() < m_due.load(std::memory_order_relaxed))
            return false;
        return !m_wanted.exchange(true, std::memory_order_relaxed);
    }
    bool isWanted() const { return m_wanted.load(std::memory_order_relaxed); }
    // Made between these two moments.
    void publish(std::shared_ptr<const Value> value, TimePoint begun, TimePoint now)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_latest = std::move(value);
        }
        const Duration rest = std::max(m_period, kShare * (now - begun));
        m_due.store((begun + rest).time_since_epoch().count(), std::memory_order_relaxed);
        m_wanted.store(false, std::memory_order_relaxed);
    }
    std::shared_ptr<const Value> latest() const
    {
        const std::lock_guard lock(m_mutex);
        return m_latest;
    }

private:
    Duration m_period;
    std::atomic<bool> m_wanted{false};
    std::atomic<Duration::rep> m_due{0}; // the earliest next one
    mutable std::mutex m_mutex;          // guards m_latest
    std::shared_ptr<const Value> m_latest;
};

} // namespace forefetch
