// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/entry.h"
#include "core/request/request.h"
#include "core/settings/settings.h"

#include <optional>
#include <string_view>

namespace forefetch {

// What the rules of HTTP caching say about one response (RFC 9111, on the careful side: what is
// not certainly shareable stays in its partition or is not stored).
struct StorageVerdict
{
    bool store = false;
    bool shared = false;          // explicitly public: goes to the public partition
    bool assumedFreshness = false;
    Duration freshFor{};          // remaining, its age taken off
    Duration initialAge{};
    std::string_view reason;      // why not, as one of a closed set ("no-store", "set-cookie", …)
    std::vector<std::pair<std::string, std::string>> vary;
};

struct StorageQuestion
{
    const RequestHead &request;
    const ResponseHead &response;
    CachePolicy policy = CachePolicy::Safe;
    double defaultTtl = 300;   // s, cache.default_ttl
    bool prefetched = false;
    float probability = 0;     // of the prefetch
    WallTime now{};
};

StorageVerdict storageVerdict(const StorageQuestion &question);

// May a stored response answer this request without asking the origin? (Cache-Control of the
// request, Range, conditionals that a stored 200 can answer, Vary.) The reason is for
// Cache-Status: "uri-miss", "vary-miss", "request", "method", "bypass".
struct ReuseVerdict
{
    bool lookUp = false;      // ask the cache
    bool mayStore = false;    // the answer may enter the cache
    std::string_view forward; // RFC 9211 `fwd` value when not looked up
};
ReuseVerdict reuseVerdict(const RequestHead &request);
bool varyMatches(const CacheEntry &entry, const Headers &request);

// RFC 9110, 5.6.7: the three date formats, strictly; nothing for anything else.
std::optional<WallTime> parseHttpDate(std::string_view text);
std::string formatHttpDate(WallTime when);

// clamp(2 × ttl × probability, 60 s, 600 s): how long a prefetched response of unknown freshness
// is kept, by the confidence that it will be wanted.
Duration confidenceTtl(double defaultTtl, double probability);

} // namespace forefetch
