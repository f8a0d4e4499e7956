// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace forefetch {

// A calendar moment as ISO 8601 in UTC with milliseconds, the form that documents carry:
//
//     isoTime(clock.wallNow()) == "2026-01-31T12:00:00.000Z"
//
// Thread: any.
std::string isoTime(WallTime time);
// Reads that form, also without the fraction; nothing when it is another or no such day exists.
std::optional<WallTime> parseIsoTime(std::string_view text);

} // namespace forefetch
