// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/histogram.h"
#include "core/time/clock.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forefetch {

// What became of the requests of a trace that is replayed.
//
//     requests == skipped + notSent + sent                        always
//     sent     == answered + failed + unanswered                  always
//
// Thread: a value.
struct ReplayFigures
{
    static constexpr std::size_t kMostNames = 16;
    static constexpr std::size_t kFirstReasons = 5;
    using Counts = std::vector<std::pair<std::string, std::uint64_t>>;

    std::uint64_t requests = 0; // of the trace, as far as it has come
    Counts skipped;             // by method; the first kMostNames, then "others"
    std::uint64_t notSent = 0;  // due while too many were without an answer
    std::uint64_t sent = 0;
    std::array<std::uint64_t, 5> answered{}; // 1xx to 5xx; of the first there are none
    std::uint64_t failed = 0;                // no whole answer
    std::uint64_t unanswered = 0;            // under way; at the end: cut off
    Counts reasons;          // of failures and of answers from 500 on; the first kFirstReasons
    std::uint64_t bytes = 0; // of bodies
    std::uint64_t mostUnanswered = 0; // at a time
    Histogram lateness;               // sent behind its schedule; empty at full speed
    Duration latest{};                // the most of it
    std::uint64_t moved = 0;          // by the cap on the rate
    Duration movedMost{};
    Duration traceTime{};  // between the trace's first request and the last one taken
    Duration elapsed{};    // since the first request was due
    bool complete = false; // the trace came to its end, and every answer did

    std::uint64_t skippedCount() const;
    std::uint64_t answeredCount() const;
    void noteSkipped(std::string_view method);
    void noteReason(std::string_view reason);
};

} // namespace forefetch
