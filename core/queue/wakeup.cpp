// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/wakeup.h"

#include <cerrno>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace forefetch {

WakeUp::WakeUp() : m_descriptor(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    if (m_descriptor < 0)
        throw std::system_error(errno, std::generic_category(), "no descriptor for a wake-up");
}

WakeUp::~WakeUp()
{
    ::close(m_descriptor);
}

void WakeUp::ring() noexcept
{
    const std::uint64_t one = 1;
    // The one way to fail is a full counter (EAGAIN), and that is readable already.
    while (::write(m_descriptor, &one, sizeof one) < 0 && errno == EINTR) {
    }
}

void WakeUp::quiet() noexcept
{
    std::uint64_t rings = 0;
    while (::read(m_descriptor, &rings, sizeof rings) < 0 && errno == EINTR) {
    }
}

bool WakeUp::wait(Duration timeout) const noexcept
{
    constexpr Duration::rep perSecond = 1'000'000'000;
    pollfd listen{m_descriptor, POLLIN, 0};
    const timespec limit{timeout.count() / perSecond, timeout.count() % perSecond};
    return ::ppoll(&listen, 1, timeout.count() < 0 ? nullptr : &limit, nullptr) > 0;
}

} // namespace forefetch
