// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/headers.h"
#include "core/request/interner.h"
#include "core/time/clock.h"

#include <array>
#include <atomic>
#include <string_view>

namespace forefetch {

// How long an answer asks to be left alone: Retry-After as seconds or as a date (RFC 9110,
// 10.2.3), at most an hour; `standard` when it says nothing or nonsense.
Duration retryAfter(const Headers &response, WallTime now, Duration standard);

// Routes whose origin declined a prefetch (429, 503, a refusal of Sec-Purpose: prefetch): nothing
// of the route is scheduled until its pause is over. A route is the first segment of the path.
// Fixed size: routes share 256 slots.
//
//     declined.pause(resource, until);
//     declined.isPaused(resource, clock.now())
//
// Thread: any. While nothing is paused, asking costs one atomic load.
class DeclinedRoutes
{
public:
    explicit DeclinedRoutes(const Interner &interner) : m_interner(interner) {}

    void pause(ResourceId resource, TimePoint until);
    bool isPaused(ResourceId resource, TimePoint now) const;

private:
    std::size_t slotOf(ResourceId resource) const;

    const Interner &m_interner;
    std::array<std::atomic<Duration::rep>, 256> m_until{};
    std::atomic<Duration::rep> m_latest{0};
};

} // namespace forefetch
