// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/entry.h"
#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace forefetch {

// The time line of what outlives a process: nanoseconds of the calendar at one moment, carried on
// by the monotonic clock, so that setting the calendar does not change anybody's age while running.
//
//     StoreTime time{wallNow, clock.now()};
//     time.stored(clock.now())  ...  time.local(number)
//
// Thread: a value.
struct StoreTime
{
    std::int64_t base = 0; // ns since 1970 at `at`
    TimePoint at{};

    std::int64_t stored(TimePoint t) const; // kNever stays the latest there is
    TimePoint local(std::int64_t stored) const;
};

// A stored response as bytes: for whom, of which target, times, head, Vary values, body. Who
// prefetched it is not in it: prefetches end with their process.
//
//     std::string bytes = encodeResponse({"/items/7", partition, entry}, time);
//     Result<ResponseRecord> back = decodeResponse(bytes, time);
//
// An entry without head or body (virtual time) is not written. What comes from a medium has been
// checked by a checksum before it is decoded; what is odd all the same is refused, never trusted.
//
// Thread: any (pure).
struct ResponseRecord
{
    std::string target;
    Partition partition;
    CacheEntryPtr entry;
    bool isUnproven = false; // read: a prefetch brought it, and it had served nobody
};

std::string encodeResponse(const ResponseRecord &record, const StoreTime &time);
Result<ResponseRecord> decodeResponse(std::string_view bytes, const StoreTime &time);

} // namespace forefetch
