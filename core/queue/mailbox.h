// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/queue/wakeup.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

namespace forefetch {

// How threads of the core hand values over: many producers, one consumer, in the order of arrival.
//
//     Mailbox<Arrival> mailbox;                                     // the consumer owns it
//     QSocketNotifier bell(mailbox.descriptor(), QSocketNotifier::Read);   // or poll, or wait()
//     mailbox.push(std::move(arrival));                             // any thread
//
//     std::vector<Arrival> batch;                                   // kept: its capacity is reused
//     mailbox.drain(batch);                                         // when the bell has rung
//     for (Arrival &a : batch) ...
//
// The descriptor is readable from the first push into an empty mailbox until the next drain; later
// pushes cost no system call. Two vectors change places, so nothing is allocated in steady state.
//
// Thread: push, tryPush, wake and the counts are for any; drain, wait and descriptor for the
// consumer.
template <typename T>
class Mailbox
{
public:
    // At most `capacity` values wait for tryPush to succeed; 0 is no bound.
    explicit Mailbox(std::size_t capacity = 0) : m_capacity(capacity) {}

    // Always accepted; for what must not get lost and is bounded elsewhere.
    void push(T value)
    {
        bool wasEmpty = false;
        {
            const std::lock_guard lock(m_mutex);
            wasEmpty = m_waiting.empty();
            m_waiting.push_back(std::move(value));
        }
        if (wasEmpty)
            m_bell.ring();
    }

    // False, and one more dropped(), when `capacity` values wait already.
    bool tryPush(T value)
    {
        bool wasEmpty = false;
        {
            const std::lock_guard lock(m_mutex);
            wasEmpty = m_waiting.empty();
            if (m_capacity != 0 && m_waiting.size() >= m_capacity) {
                ++m_dropped;
                return false;
            }
            m_waiting.push_back(std::move(value));
        }
        if (wasEmpty)
            m_bell.ring();
        return true;
    }

    // Everything that waits, oldest first, in place of what `out` held; returns how many.
    std::size_t drain(std::vector<T> &out)
    {
        out.clear();
        // In this order: a push that comes between the two leaves the bell rung, never unheard.
        m_bell.quiet();
        const std::lock_guard lock(m_mutex);
        m_waiting.swap(out);
        return out.size();
    }

    // Blocks until there is something to drain, or wake(), or `timeout` (negative: none); true in
    // the first two cases. A signal to the thread ends it early.
    bool wait(Duration timeout) const noexcept { return m_bell.wait(timeout); }
    // Makes the consumer look, without a value: to end its loop, say.
    void wake() noexcept { m_bell.ring(); }
    int descriptor() const noexcept { return m_bell.descriptor(); }

    std::size_t size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_waiting.size();
    }
    std::uint64_t dropped() const
    {
        const std::lock_guard lock(m_mutex);
        return m_dropped;
    }

private:
    WakeUp m_bell;
    const std::size_t m_capacity;
    mutable std::mutex m_mutex; // guards what follows
    std::vector<T> m_waiting;
    std::uint64_t m_dropped = 0;
};

} // namespace forefetch
