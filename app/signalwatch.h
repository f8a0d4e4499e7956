// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

namespace forefetch {

// Turns a signal into a call in the event loop of the thread that made this. One for each signal
// at a time.
//
//     const SignalWatch hangup(SIGHUP, SignalWatch::Each, [&] { reload(); });
//
// Thread: the main thread.
class SignalWatch
{
public:
    // Once: the second one does what the system does by default, so that a process which no longer
    // listens can be ended all the same.
    enum Times { Each, Once };

    SignalWatch(int signal, Times times, std::function<void()> call);
    ~SignalWatch();
    SignalWatch(const SignalWatch &) = delete;
    SignalWatch &operator=(const SignalWatch &) = delete;

private:
    struct Watch;
    std::unique_ptr<Watch> m_watch;
};

} // namespace forefetch
