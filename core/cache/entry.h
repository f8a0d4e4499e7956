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

// A stored response and what is known about it. Immutable once stored, but for the flags that the
// store keeps beside it (proven, seen by the control group).
struct CacheEntry
{
    ResponseHeadPtr head;     // null in virtual time
    Body body;                // null in virtual time
    std::uint64_t size = 0;   // bytes that it is accounted with; 0: computed from head and body
    TimePoint storedAt{};
    TimePoint freshUntil{};
    Duration ageWhenStored{}; // RFC 9111, 4.2.3: corrected initial age
    PrefetchId prefetch = PrefetchId::None; // who brought it; none: a demand request
    float probability = 0;    // of that prefetch
    bool proven = false;      // it served somebody before it was stored (who joined the fetch)
    bool assumedFreshness = false; // the origin said nothing; cache.default_ttl decided
    // Values of the request fields that Vary named; a request that differs is a miss.
    std::vector<std::pair<std::string, std::string>> vary;
};

using CacheEntryPtr = std::shared_ptr<const CacheEntry>;

// Why an entry left the store.
enum class RemovalReason : std::uint8_t { Expired, Evicted, Invalidated, Replaced };

} // namespace forefetch
