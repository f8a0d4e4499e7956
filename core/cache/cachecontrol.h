// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/headers.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace forefetch {

// What the Cache-Control fields of a message say (RFC 9111, 5.2), read on the careful side:
//
// - names match in any case; an argument may be a token or a quoted string (5.2)
// - seconds are digits alone, too large ones are 2^31 (1.2.2); anything else, nothing at all, and
//   two different values count as 0, that is as stale (4.2.1)
// - a directive that forbids something forbids it with any argument: `private="x"` is `private`,
//   and also when junk follows it; one that allows something must be exactly as the RFC has it
// - an unknown directive is ignored (5.2.3); a quoted string that does not end makes all of it
//   malformed, because it may have swallowed anything
//
//     const auto said = CacheControl::of(response.headers);
//     if (said.noStore) ...
//
// Thread: a value.
struct CacheControl
{
    using Seconds = std::optional<std::chrono::seconds>;

    bool present = false; // there is such a field
    bool malformed = false;
    bool noStore = false;
    bool noCache = false;
    bool isPrivate = false;
    bool isPublic = false;
    bool mustUnderstand = false;
    bool onlyIfCached = false;
    bool mustRevalidate = false;
    bool proxyRevalidate = false;
    bool targeted = false; // from a targeted field, which stands for Expires and Pragma as well
    Seconds maxAge;
    Seconds sMaxAge;
    Seconds minFresh;
    Seconds staleWhileRevalidate; // RFC 5861, 3
    Seconds staleIfError;         // RFC 5861, 4

    static CacheControl of(const Headers &headers);
};

// delta-seconds (RFC 9111, 1.2.2): digits alone; at most 2^31, which stands for all above.
std::optional<std::chrono::seconds> parseDeltaSeconds(std::string_view text);

bool isTokenChar(char c); // RFC 9110, 5.6.2

} // namespace forefetch
