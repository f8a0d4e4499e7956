// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signalwatch.h"

#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include <sys/eventfd.h>
#include <unistd.h>

namespace forefetch {

namespace {

std::array<std::atomic<int>, NSIG> wakeUps; // the descriptor that a signal writes to, plus 1

extern "C" void onSignal(int signal)
{
    const int before = errno;
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written =
        write(wakeUps[static_cast<std::size_t>(signal)].load() - 1, &one, sizeof one);
    errno = before;
}

} // namespace

struct SignalWatch::Watch
{
    Watch(int s, std::function<void()> f)
        : signal(s), call(std::move(f)), descriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
          notifier(descriptor, QSocketNotifier::Read)
    {
    }
    ~Watch()
    {
        notifier.setEnabled(false);
        close(descriptor);
    }

    int signal;
    std::function<void()> call;
    int descriptor;
    struct sigaction before = {};
    QSocketNotifier notifier;
};

SignalWatch::SignalWatch(int signal, Times times, std::function<void()> call)
    : m_watch(std::make_unique<Watch>(signal, std::move(call)))
{
    wakeUps[static_cast<std::size_t>(signal)] = m_watch->descriptor + 1;
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART | (times == Once ? static_cast<int>(SA_RESETHAND) : 0);
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, &m_watch->before);
    QObject::connect(&m_watch->notifier, &QSocketNotifier::activated, &m_watch->notifier,
                     [watch = m_watch.get()] {
                         std::uint64_t count = 0;
                         if (read(watch->descriptor, &count, sizeof count) == sizeof count)
                             watch->call();
                     });
}

SignalWatch::~SignalWatch()
{
    sigaction(m_watch->signal, &m_watch->before, nullptr);
    wakeUps[static_cast<std::size_t>(m_watch->signal)] = 0;
}

} // namespace forefetch
