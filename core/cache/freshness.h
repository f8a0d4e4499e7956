// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/cachecontrol.h"
#include "core/cache/entry.h"
#include "core/time/clock.h"

#include <optional>

namespace forefetch {

// For how long the origin says that a response is fresh, from when it was made (RFC 9111, 4.2.1):
// s-maxage, else max-age, else (but for a targeted field) Expires less Date. Nothing when it says
// nothing; zero when it says so, or says it in a way that cannot be read.
std::optional<Duration> explicitLifetime(const Headers &response, const CacheControl &said,
                                         WallTime now);

// For how long a response of a status that allows it may be taken to be fresh where the origin
// says nothing (4.2.2): a tenth of the time between Last-Modified and Date, at most a day. Nothing
// without a Last-Modified that can be read.
std::optional<Duration> heuristicLifetime(const Headers &response, WallTime now);

// How old a response is when it arrives at `now` (RFC 9111, 4.2.3, corrected_initial_age), of
// which `delay` passed since it was asked for. Never negative.
Duration initialAge(const Headers &response, WallTime now, Duration delay = {});

// The Age field as a number (5.1): of several values the first; a value that is no number is
// ignored, as if the field were not there.
std::optional<std::chrono::seconds> ageField(const Headers &response);

// How old a stored response is now (4.2.3, current_age): what its Age field says when it is
// served. Never negative.
Duration ageOf(const CacheEntry &entry, TimePoint now);

// clamp(2 × ttl × probability, 60 s, 600 s): how long a prefetched response of unknown freshness
// is kept, by the confidence that it will be wanted.
Duration confidenceTtl(double defaultTtl, double probability);

} // namespace forefetch
