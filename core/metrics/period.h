// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <cstdint>

namespace forefetch {

// A part of a run's time, as a person chose it: of all points of a chart from one to another. The
// requests that these count are named by their numbers (RecentRequests), since one is counted when
// it ends; what has only a time lies in it after `from` and up to `to`, as a reading counts what
// has been by then.
//
//     if (period.contains(record.endedAt)) ...
struct Period
{
    TimePoint from{};
    TimePoint to{};
    std::uint64_t afterRequest = 0; // both 0: not known
    std::uint64_t lastRequest = 0;

    bool contains(TimePoint at) const { return at > from && at <= to; }
    bool knowsRequests() const { return lastRequest > 0; }
    friend bool operator==(const Period &, const Period &) = default;
};

} // namespace forefetch
