// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// What keeps prefetches from being sent, the strongest last. "harm_off" stands until prefetching is
// switched on again.
enum class GuardState : std::uint8_t {
    Clear,
    Capped,
    DemandFirst,
    Recovering,
    Braking,
    BreakerOpen,
    MemoryLow,
    HarmOff,
};
inline constexpr std::size_t kGuardStates = 8;
std::string_view nameOf(GuardState state); // "breaker_open"

// What the guard does when it steps in, and when it steps back.
enum class GuardAction : std::uint8_t {
    Brake,         // prefetches are sent more slowly, as the origin suffers
    Release,       // at full speed again
    Cap,           // guard.max_extra_load is reached
    BreakerOpened, // nothing is sent, as the origin fails
    BreakerClosed,
    RoutePaused, // the origin declined (429, 503, Sec-Purpose)
    MemoryLow,   // nothing is sent, as the machine is short of memory
    MemoryBack,
    DemandFirst, // nothing is sent, as demand waits for a connection
    HarmOff,     // prefetching was switched off, as it makes things worse
};
inline constexpr std::size_t kGuardActions = 10;

std::string_view nameOf(GuardAction action); // "breaker_opened"

// One intervention: when, what, why in a sentence, and the figures that it rests on.
struct GuardEvent
{
    std::uint64_t number = 0; // from 1, in order
    TimePoint at{};
    WallTime takenAt{};
    GuardAction action{};
    std::string reason;  // "answers take 5.1 times as long as usual"
    double measured = 0; // what was seen: times slower, share of errors, extra load, seconds …
    double limit = 0;    // … and what it was held against
};

// What the guard says of itself. Events are the newest, oldest first.
struct GuardFigures
{
    std::string state = "clear"; // nameOf(GuardState)
    double rateFactor = 1;       // on the rate of prefetches; below 1 while it brakes
    double extraLoad = 0;        // over the last ten seconds
    std::uint64_t held = 0;      // times that a prefetch was put off
    std::uint64_t brakes = 0;
    std::uint64_t capsReached = 0;
    std::uint64_t breakerOpenings = 0;
    std::uint64_t routesPaused = 0;
    std::uint64_t memoryStops = 0;
    std::uint64_t demandStops = 0; // times that prefetches stood back for waiting demand
    std::uint64_t harmStops = 0;
    std::vector<GuardEvent> events;

    std::uint64_t interventions() const
    {
        return brakes + capsReached + breakerOpenings + routesPaused + memoryStops + demandStops +
               harmStops;
    }
};

} // namespace forefetch
