// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/headers.h"
#include "core/request/interner.h"
#include "core/time/clock.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace forefetch {

// A route where the load on the origin is meant: the first segment of the path. Routes share 256
// places.
using RouteSlot = std::uint8_t;
inline constexpr std::size_t kRouteSlots = 256;

// "/users" of "/users/17/orders?page=2" and of "POST /users".
std::string_view routeOf(std::string_view resource);
RouteSlot routeSlotOf(std::string_view resource);

// What kind of request it is where the time is meant that an answer takes: the method and the path,
// segments with a digit in them being alike. "/users/17/orders" and "/users/4/orders?page=2" are of
// one kind, "/users/17" is of another. Kinds share 256 places.
using KindSlot = std::uint8_t;
inline constexpr std::size_t kKindSlots = 256;
KindSlot kindSlotOf(std::string_view resource);

// How long an answer asks to be left alone: Retry-After as seconds or as a date (RFC 9110,
// 10.2.3), at most an hour; `standard` when it says nothing or nonsense.
Duration retryAfter(const Headers &response, WallTime now, Duration standard);

// Routes whose origin declined a prefetch (429, 503, a refusal of Sec-Purpose: prefetch): nothing
// of the route is scheduled or sent until its pause is over. Demand that is answered so pauses its
// route as well. Fixed size.
//
//     declined.pause(resource, until);          // true: it was not paused before
//     declined.isPaused(resource, clock.now())
//
// Thread: any. While nothing is paused, asking costs one atomic load.
class DeclinedRoutes
{
public:
    explicit DeclinedRoutes(const Interner &interner) : m_interner(interner) {}

    bool pause(ResourceId resource, TimePoint now, TimePoint until);
    bool isPaused(ResourceId resource, TimePoint now) const;
    // The places of a resource; those of "/" when it names nothing any more.
    RouteSlot slotOf(ResourceId resource) const;
    KindSlot kindOf(ResourceId resource) const;

private:
    const Interner &m_interner;
    std::array<std::atomic<Duration::rep>, kRouteSlots> m_until{};
    std::atomic<Duration::rep> m_latest{0};
};

} // namespace forefetch
