// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/recordedtrace.h"

#include <cstdint>
#include <vector>

namespace forefetch {

// What a log says of one answer.
struct LoggedAnswer
{
    std::uint32_t target = 0;        // index in RecordedTrace::targets
    std::uint32_t cacheControl = 0;  // index in the texts; 0: none
    std::int16_t status = 0;         // 0: unknown
    Duration latency = Duration(-1); // negative: unknown
    std::int64_t bytes = -1;         // of the whole body; negative: unknown
};

// Fills trace.answers, trace.typical and trace.latency. A resource answers always alike, so that
// two runs differ in nothing but their settings: with its most frequent status, and the medians of
// its latencies and of the sizes of its good answers. What the log does not say of a resource is
// the median of its whole; what it says nowhere is assumed: 4 KiB, and latencies by route,
// log-normal around 50 ms (Downey 2005), drawn by the options' seed. An answer has a head when the
// log says what the origin said of its freshness: the most frequent of `cacheControls`; what the
// log does not hold at all has the most frequent one of all good answers. In a log that says what a
// cache did, what is not known of a resource is that of its route.
//
// Thread: the caller's.
void settleAnswers(RecordedTrace &trace, const std::vector<LoggedAnswer> &logged,
                   const std::vector<std::string> &cacheControls, const OriginOptions &options);

} // namespace forefetch
