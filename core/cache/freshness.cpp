// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/freshness.h"

#include "core/cache/httpdate.h"
#include "core/request/outerspace.h"

#include <algorithm>

namespace forefetch {

namespace {

// Above it, differences of dates would not fit a Duration; RFC 9111, 1.2.2, has the same limit.
constexpr std::chrono::milliseconds kLongest = std::chrono::seconds(2147483648);

Duration bounded(std::chrono::milliseconds span)
{
    return std::clamp(span, std::chrono::milliseconds(0), kLongest);
}

// RFC 9110, 6.6.1: a response without a (readable) date was made when it was received.
WallTime dateOf(const Headers &response, WallTime now)
{
    return parseHttpDate(response.value("Date"), now).value_or(now);
}

// RFC 9111, 5.3: what cannot be read has expired; so have two that differ (4.2.1).
Duration lifetimeByExpires(const Headers &response, WallTime now)
{
    const auto lines = response.values("Expires");
    const auto expires = parseHttpDate(lines.front(), now);
    const bool differ = std::any_of(lines.begin(), lines.end(),
                                    [&](std::string_view line) { return line != lines.front(); });
    return !expires || differ ? Duration(0) : bounded(*expires - dateOf(response, now));
}

} // namespace

std::optional<Duration> explicitLifetime(const Headers &response, const CacheControl &said,
                                         WallTime now)
{
    if (said.sMaxAge)
        return *said.sMaxAge;
    if (said.maxAge)
        return *said.maxAge;
    if (!said.targeted && response.has("Expires"))
        return lifetimeByExpires(response, now);
    return std::nullopt;
}

std::optional<Duration> heuristicLifetime(const Headers &response, WallTime now)
{
    const auto modified = parseHttpDate(response.value("Last-Modified"), now);
    if (!modified)
        return std::nullopt;
    const Duration since = bounded(dateOf(response, now) - *modified);
    return std::min<Duration>(since / 10, std::chrono::hours(24));
}

std::optional<std::chrono::seconds> ageField(const Headers &response)
{
    const std::string_view text = response.value("Age");
    return parseDeltaSeconds(withoutOuterSpace(text.substr(0, text.find(','))));
}

Duration initialAge(const Headers &response, WallTime now, Duration delay)
{
    const Duration apparent = bounded(now - dateOf(response, now));
    const Duration said = ageField(response).value_or(std::chrono::seconds(0));
    return std::max(apparent, said + std::max(delay, Duration(0)));
}

Duration ageOf(const CacheEntry &entry, TimePoint now)
{
    return entry.ageWhenStored + std::max(now - entry.storedAt, Duration(0));
}

Duration confidenceTtl(double defaultTtl, double probability)
{
    return fromSeconds(std::clamp(2 * defaultTtl * probability, 60.0, 600.0));
}

} // namespace forefetch
