// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/time/clock.h"

#include <string>
#include <string_view>

namespace forefetch {

// A span of time as people write it: "30s", "5m", "2h", "500ms", "1h30m"; a bare number is seconds.
// Longer than nothing, at most 366 days.
Result<Duration> parseDuration(std::string_view text);

// For people, to the second: "0:42", "5:00", "1:30:00".
std::string clockText(double seconds);

} // namespace forefetch
