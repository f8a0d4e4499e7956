// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/entry.h"
#include "core/request/request.h"

#include <optional>
#include <string_view>

namespace forefetch {

// May a stored response answer this request without asking the origin, and may the answer be
// stored?
//
//     the request                                  look up   store the answer   forward
//     -------------------------------------------  -------   ----------------   --------
//     GET                                          yes       yes                uri-miss
//     HEAD (from a stored GET, without its body)   yes       no                 uri-miss
//     any other method                             no        no                 method
//     GET with Range (from a stored whole)         yes       no                 bypass
//     a GET with a body, an upgrade, If-Match,     no        no                 bypass
//       If-Unmodified-Since, a field that
//       overrides method or target
//     no-store                                     no        no                 request
//     no-cache, max-age, min-fresh; Pragma:        no        yes                request
//       no-cache without Cache-Control (5.4)
//     only-if-cached (5.2.1.7)                     as above  no                 (nothing)
//
// max-age and min-fresh above zero could be met by a stored response; to ask the origin is always
// right (RFC 9111, 5.2.1).
struct ReuseVerdict
{
    bool lookUp = false;   // ask the cache
    bool mayStore = false; // the answer may enter the cache
    // RFC 9211 `fwd` value when it is not answered from the cache. Empty: it must not be forwarded
    // (only-if-cached): the answer is 504.
    std::string_view forward;
    bool mustNotForward() const { return forward.empty(); }
};

// Thread: any (pure), as all of this file.
ReuseVerdict reuseVerdict(const RequestHead &request);

// What is stored of a response's head: without the fields that are for one connection alone
// (RFC 9111, 3.1; RFC 9110, 7.6.1), also those that its Connection field names, and without Age,
// which is known from the entry.
ResponseHead storedHead(const ResponseHead &head);
// Is there any? Else the head can be stored as it is, without a copy.
bool hasConnectionFields(const ResponseHead &head);

// The 304 that answers a conditional request from a stored fresh 200 (RFC 9111, 4.3.2): by
// If-None-Match under weak comparison (RFC 9110, 13.1.2), else by If-Modified-Since (13.1.3).
// Nothing when the request is not conditional or wants the whole. Age is the caller's to add.
std::optional<ResponseHead> notModified(const CacheEntry &entry, const Headers &request);
std::optional<ResponseHead> notModified(const ResponseHead &stored, const Headers &request);

} // namespace forefetch
