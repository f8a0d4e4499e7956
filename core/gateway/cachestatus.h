// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/entry.h"
#include "core/time/clock.h"

#include <string>
#include <string_view>

namespace forefetch {

// The field lines that the gateway adds to an answer: Cache-Status (RFC 9211), Age where it comes
// from the store (RFC 9111, 5.1), and Via. A list that the origin sent stays in front of ours, as
// a field line of its own.
//
//     Cache-Status: forefetch; hit; ttl=42
//     Cache-Status: forefetch; hit; ttl=42; detail=prefetched
//     Cache-Status: forefetch; fwd=uri-miss; stored
//     Cache-Status: forefetch; fwd=uri-miss; collapsed
//     Cache-Status: forefetch; fwd=stale; fwd-status=304; stored
//     Cache-Status: forefetch; fwd=stale; fwd-status=503; detail=stale-if-error
//
// `lines` is replaced, so that its memory is reused. Pure. Thread: any.
void hitLines(const CacheEntry &entry, TimePoint now, std::string &lines);

struct ForwardStatus
{
    std::string_view forward = "bypass"; // RFC 9211 `fwd`
    int originStatus = 0;                // `fwd-status`, where the client is given another one
    bool stored = false;
    bool collapsed = false; // waited for somebody else's request
    bool prefetch = false;  // ... and that was a prefetch
    std::string_view detail;
};
void forwardLines(const ForwardStatus &status, std::string &lines);

} // namespace forefetch
