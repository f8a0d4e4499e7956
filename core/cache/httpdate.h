// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace forefetch {

// 2020-01-01, for who has no clock at hand: two-digit years then mean 1971 to 2070.
inline constexpr WallTime kTwoDigitYearsAround{std::chrono::milliseconds(1577836800000)};

// RFC 9110, 5.6.7: the three date formats, strictly; nothing for anything else. Letters match in
// any case and the zone must be GMT (RFC 9111, 4.2); a weekday that is not the date's own, a date
// that the calendar does not have and anything before or after the date are refused. A two-digit
// year that would lie more than 50 years after `now` is the one a century earlier.
//
//     parseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT")
//     parseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT")
//     parseHttpDate("Sun Nov  6 08:49:37 1994")
//
// Thread: any (pure).
std::optional<WallTime> parseHttpDate(std::string_view text, WallTime now = kTwoDigitYearsAround);
// The first of these formats; fractions of a second are dropped.
std::string formatHttpDate(WallTime when);

} // namespace forefetch
