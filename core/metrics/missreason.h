// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace forefetch {

// Why a demand request was a miss: the last thing that stood between it and a hit.
enum class MissReason : std::uint8_t {
    None,           // it was none, or nobody looked
    NeverSeen,      // nobody had asked for it before, and nothing named it
    NotPredicted,   // asked for before, but not named within the horizon
    BelowThreshold, // named, with P(used) below scheduler.min_probability
    SwitchedOff,    // named, while prefetching was off
    HeldBack,       // its session belongs to the control group
    NoSpace,        // named; unproven entries held their share of the cache
    Spared,         // named; the guard, or a route that the origin declines, said no
    OverLimit,      // named; the batch was complete, or the queue full of what was likelier
    WaitedWorker,   // its prefetch waited in the queue: every worker was busy
    WaitedRate,     // ... for workers.max_requests_per_second
    WaitedGuard,    // ... for the guard or the breaker
    LeftQueue,      // its prefetch left the queue: too old, or for a likelier one
    Failed,         // its prefetch failed, or the origin declined it
    NotKept,        // its prefetch was answered, and the answer might not be stored
    Evicted,        // it was stored, and made room
    Expired,        // it was stored, and is no longer fresh
    Invalidated,    // it was stored, until an unsafe request changed it
    Varies,         // what is stored answers other request headers
    Reload,         // the client asked for a new answer
    Joined,         // another client was just fetching it, and it got that answer
    Forgotten,      // what had become of it is no longer kept
};
inline constexpr std::size_t kMissReasonCount = 22;

std::string_view nameOf(MissReason reason); // "below_threshold"

// What the misses came to, by reason; and what it was that requests waited for which joined a
// prefetch in flight (late, so no misses).
struct MissFigures
{
    std::array<std::uint64_t, kMissReasonCount> by{}; // [None] stays 0
    double lateSum = 0;                               // s that late requests waited
    double lateQueue = 0; // s of it that their prefetches had lost in the queue

    std::uint64_t operator[](MissReason r) const { return by[static_cast<std::size_t>(r)]; }
    std::uint64_t total() const;
};

// What the workers wait for while something is queued.
enum class Holdup : std::uint8_t {
    None,
    Worker,  // all are busy
    Rate,    // workers.max_requests_per_second
    Guard,   // the extra load, the brake, demand that waits
    Breaker, // the origin's errors
};
inline constexpr std::size_t kHoldupCount = 5;

std::string_view nameOf(Holdup holdup); // "rate"

} // namespace forefetch
