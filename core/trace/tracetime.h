// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace forefetch {

// A moment as logs write it: µs since 1970 UTC, and whether the form has no fraction of a second.
struct LogTime
{
    std::int64_t us = 0;
    bool wholeSeconds = true;
};

// "17/May/2015:10:05:03 +0000", with or without brackets around it; nothing when it is another form
// or no such moment exists. Remembers the last hour it saw: lines come in order, more or less.
//
// Thread: the owner's.
class ClfTime
{
public:
    std::optional<LogTime> parse(std::string_view text);

private:
    char m_hour[15]{}; // "17/May/2015:10:", of which m_hourUs is the beginning
    std::int64_t m_hourUs = 0;
};

// "2026-01-31T12:00:00.123456+01:00": ISO 8601 with any fraction, 'T' or a space, and an offset as
// 'Z', +01:00, +0100 or +01; without one it is UTC.
std::optional<LogTime> parseIsoLogTime(std::string_view text);

enum class TimeUnit { Guess, Seconds, Milliseconds, Microseconds, Nanoseconds };

// A number of units since 1970, with or without a fraction. Guess goes by the size: seconds up to
// 10^11, then milli-, micro- and nanoseconds.
std::optional<LogTime> parseEpoch(std::string_view text, TimeUnit unit);

// A length of time in the unit (Guess: seconds); also with the unit behind it ("12ms", "0.5 s").
// Nothing when it is negative, no number, or over a year.
std::optional<Duration> parseLogDuration(std::string_view text, TimeUnit unit);

} // namespace forefetch
