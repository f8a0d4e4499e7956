// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"
#include "core/request/request.h"
#include "core/time/clock.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace forefetch {

// When a stored response may answer although it is stale (RFC 9111, 4.2.4; RFC 5861).
struct StaleUse
{
    Duration whileRevalidating{}; // after it became stale, at once, while it is being validated
    Duration ifError{};           // when the origin answers 500, 502, 503 or 504
    Duration ifUnreachable{};     // when the origin gives no answer
};

// A stored response and what is known about it. Immutable once stored, but for the flags that the
// store keeps beside it (proven, seen by the control group).
struct CacheEntry
{
    ResponseHeadPtr head;   // null in virtual time
    Body body;              // null in virtual time
    std::uint64_t size = 0; // bytes that it is accounted with; 0: computed from head and body
    TimePoint storedAt{};
    TimePoint freshUntil{};
    // Until then it is kept although it is stale, to be validated or for `stale`; it gives way to
    // whatever needs the room. Not later than freshUntil: it leaves when it is no longer fresh.
    TimePoint keepUntil{};
    StaleUse stale;
    Duration ageWhenStored{};               // RFC 9111, 4.2.3: corrected initial age
    PrefetchId prefetch = PrefetchId::None; // who brought it; none: a demand request
    float probability = 0;                  // of that prefetch
    bool proven = false;           // it served somebody before it was stored (who joined the fetch)
    std::uint64_t ticket = 0;      // in the level behind the memory (backingstore.h)
    bool assumedFreshness = false; // the origin said nothing; cache.default_ttl decided
    // Values of the request fields that Vary named; a request that differs is a miss.
    std::vector<std::pair<std::string, std::string>> vary;
};

using CacheEntryPtr = std::shared_ptr<const CacheEntry>;

// Why an entry left the store.
enum class RemovalReason : std::uint8_t { Expired, Evicted, Invalidated, Replaced };

} // namespace forefetch
