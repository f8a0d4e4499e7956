// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

namespace forefetch {

// A bell between threads that is also a file descriptor (eventfd, non-blocking, close-on-exec), so
// that an event loop can listen for it among its sockets.
//
//     WakeUp bell;
//     bell.ring();                  // from any thread
//     poll(bell.descriptor(), ...)  // readable from the ring until quiet()
//
// Rings are not counted: any number of them before a quiet() is one wake-up.
// Thread: any. The constructor throws std::system_error when the process has no descriptor left.
class WakeUp
{
public:
    WakeUp();
    ~WakeUp();
    WakeUp(const WakeUp &) = delete;
    WakeUp &operator=(const WakeUp &) = delete;

    void ring() noexcept;
    void quiet() noexcept;
    // True once the bell has rung; false after `timeout` (negative: none) or a signal to the
    // thread.
    bool wait(Duration timeout) const noexcept;
    int descriptor() const noexcept { return m_descriptor; }

private:
    int m_descriptor;
};

} // namespace forefetch
