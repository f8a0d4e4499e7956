// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/entry.h"

namespace forefetch {

// May a stored response that is no longer fresh answer all the same, and why (RFC 9111, 4.2.4)?
enum class StaleReason : std::uint8_t {
    Revalidating, // while it is being validated (RFC 5861, 3)
    OriginError,  // the origin answered 500, 502, 503 or 504 (RFC 5861, 4)
    Unreachable,  // the origin gave no answer
};

// Thread: any (pure), as all of this file.
inline bool mayAnswerStale(const CacheEntry &entry, StaleReason why, TimePoint now)
{
    const Duration span = why == StaleReason::Revalidating  ? entry.stale.whileRevalidating
                          : why == StaleReason::OriginError ? entry.stale.ifError
                                                            : entry.stale.ifUnreachable;
    return span > Duration(0) && now - entry.freshUntil < span;
}

inline bool isStaleIfErrorStatus(int status)
{
    return status == 500 || status == 502 || status == 503 || status == 504;
}

} // namespace forefetch
