// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/entry.h"
#include "core/request/request.h"
#include "core/settings/parameter.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forefetch {

// What the rules of HTTP caching say about one response (RFC 9111, on the careful side: what is
// not certainly shareable stays in its partition or is not stored).
struct StorageVerdict
{
    bool store = false;  // it may answer others without asking the origin
    bool shared = false; // goes to the public partition
    bool assumedFreshness = false;
    Duration freshFor{}; // remaining, its age taken off
    Duration initialAge{};
    // For how long after it is no longer fresh (at once where `store` is false) it is worth keeping
    // to be validated, or for `stale`; 0: not at all.
    Duration keepFor{};
    StaleUse stale;
    bool isKept() const { return store || keepFor > Duration(0); }
    // Why not: "method", "status", "bad-cache-control", "no-store", "no-cache", "private",
    // "authorization", "set-cookie", "vary", "no-freshness", "not-fresh"; empty when `store`.
    std::string_view reason;
    // What a later request must have alike: names in lower case and the values of this request.
    std::vector<std::pair<std::string, std::string>> vary;
};

// Statuses whose answers may be kept on an assumption (cache.policy=assume) where the origin says
// nothing: not errors that may be over in a second.
bool mayBeAssumedFresh(int status);

// Statuses that are heuristically cacheable (RFC 9110, 15.1), without 206.
bool isHeuristicallyCacheable(int status);

struct StorageQuestion
{
    const RequestHead &request;
    const ResponseHead &response;
    CachePolicy policy = CachePolicy::Safe;
    double defaultTtl = 300; // s, cache.default_ttl
    bool prefetched = false;
    float probability = 0; // of the prefetch
    WallTime now{};
    // Of the request. While it is public, nothing that is for one person alone is stored.
    Partition partition{};
    Duration delay{}; // between asking and the answer: part of its age
};

// May this response be stored, for whom, and for how long? (S: safe, A: assume, R: rfc.)
//
//     the response, in this order       not stored              stored
//     --------------------------------  ----------------------  --------------------------------
//     method is not GET                 S A R "method"
//     206, 304, 1xx                     S A R "status"
//     other status than 200 203 204     S A   "status"          R (any final one: RFC 9111, 3)
//       300 301 302 303 307 308 404
//       405 410 414 451 501
//     must-understand, other status     S A R "status"
//     a quoted string without end       S A R "bad-cache-control"
//     no-store (either direction)       S A R "no-store"        R: with must-understand (5.2.2.3)
//     no-cache                          S A R "no-cache"        (kept, to be validated)
//     private                           public partition, and   own partition
//                                       R unless prefetched
//     to a request with Authorization,  public partition, and   own partition; the public one when
//       neither public nor s-maxage     R unless prefetched     public or s-maxage (3.5); R: also
//                                                               with must-revalidate
//     Set-Cookie                        S A "set-cookie"        R (RFC 9111, 7.3)
//     Vary with * or with no token      S A R "vary"
//     nothing said about freshness      S R "no-freshness"      A, with 200 203 204 300 301 308
//     410;
//                                       (kept, to be validated) R: by heuristicLifetime, with
//                                       public
//                                                               or a status that allows it (4.2.2)
//     age ≥ freshness lifetime          S A R "not-fresh"       (kept, to be validated)
//
//     kept, to be validated: a 200 with ETag or Last-Modified, for a day. What may be stored is
//     also kept for as long as it may answer while it is stale: not at all with must-revalidate,
//     proxy-revalidate, s-maxage or no-cache (4.2.4, 5.2.2.10); else for stale-while-revalidate and
//     stale-if-error (RFC 5861), and an hour when the origin gives no answer. What a prefetch
//     brought is not kept: it ends with its freshness.
//
//     CDN-Cache-Control stands for Cache-Control and Expires where it is there (RFC 9213).
//
//     stored in the public partition (`shared`): when explicitly public (public or s-maxage), not
//     private, no Set-Cookie, no Vary on Cookie or Authorization; and, R and not prefetched, any
//     that is not private and answers a request without Authorization and Cookie.
//     Else in the partition of the request.
//
// Thread: any (pure).
StorageVerdict storageVerdict(const StorageQuestion &question);

// Does this request have what the stored response's Vary asks for (RFC 9111, 4.1)? A field that
// was absent must be absent again. Space around the commas of a list does not matter, nor does the
// case of language tags and content codings (RFC 4647, 2.1; RFC 9110, 8.4.1).
bool varyMatches(const CacheEntry &entry, const Headers &request);

// The same fields with this request's values.
std::vector<std::pair<std::string, std::string>> varyValues(const CacheEntry &entry,
                                                            const Headers &request);

} // namespace forefetch
