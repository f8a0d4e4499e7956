// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interruption.h"

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

constexpr std::array<int, 2> kSignals{SIGINT, SIGTERM};

std::atomic<int> wakeUp{-1};

extern "C" void onSignal(int)
{
    const int before = errno;
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(wakeUp.load(), &one, sizeof one);
    errno = before;
}

} // namespace

struct Interruption::Watch
{
    explicit Watch(std::function<void()> f)
        : call(std::move(f)), descriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
          notifier(descriptor, QSocketNotifier::Read)
    {
    }
    ~Watch()
    {
        notifier.setEnabled(false);
        close(descriptor);
    }

    std::function<void()> call;
    int descriptor;
    bool happened = false;
    std::array<struct sigaction, kSignals.size()> before{};
    QSocketNotifier notifier;
};

Interruption::Interruption(std::function<void()> call)
    : m_watch(std::make_unique<Watch>(std::move(call)))
{
    wakeUp = m_watch->descriptor;
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        sigaction(kSignals[i], &action, &m_watch->before[i]);
    std::signal(SIGPIPE, SIG_IGN);
    QObject::connect(&m_watch->notifier, &QSocketNotifier::activated, &m_watch->notifier,
                     [watch = m_watch.get()] {
                         std::uint64_t count = 0;
                         if (read(watch->descriptor, &count, sizeof count) != sizeof count)
                             return;
                         watch->happened = true;
                         watch->call();
                     });
}

Interruption::~Interruption()
{
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        sigaction(kSignals[i], &m_watch->before[i], nullptr);
    wakeUp = -1;
}

bool Interruption::happened() const
{
    return m_watch->happened;
}

} // namespace forefetch
