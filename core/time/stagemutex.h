// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstdint>
#include <mutex>

namespace forefetch {

// Who calls a stage: any thread (live traffic), or one at a time (virtual time, where a request
// passes a dozen locks that nobody else could ever hold).
enum class Callers : std::uint8_t { AnyThread, OneThread };

// The mutex of a stage. With one caller it locks nothing and costs a branch; debug builds assert
// that nobody is within it then.
//
//     mutable StageMutex m_mutex{callers};       // guards what follows
//     const std::lock_guard lock(m_mutex);
//
// Thread: any; assign() before the first lock.
class StageMutex
{
public:
    explicit StageMutex(Callers callers = Callers::AnyThread) : m_shared(callers != kOne) {}
    // For those that are made in arrays.
    void assign(Callers callers) { m_shared = callers != kOne; }

    void lock()
    {
        if (m_shared)
            m_mutex.lock();
        else
            enter();
    }
    void unlock()
    {
        if (m_shared)
            m_mutex.unlock();
        else
            leave();
    }

private:
    static constexpr Callers kOne = Callers::OneThread;

    void enter()
    {
        Q_ASSERT(!m_held);
#ifndef QT_NO_DEBUG
        m_held = true;
#endif
    }
    void leave()
    {
#ifndef QT_NO_DEBUG
        m_held = false;
#endif
    }

    std::mutex m_mutex;
    bool m_shared;
    bool m_held = false; // by the one caller; debug builds
};

} // namespace forefetch
