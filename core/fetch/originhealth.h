// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace forefetch {

// How the origin has lately answered demand: what the window says about a target that is down.
//
//     health.failed("http://127.0.0.1:9000: connection refused", clock.now());
//     health.state().isFailing()          // until the next answer
//     health.answered(200, clock.now());
//
// A server error (5xx) is a failure as well: it is an answer, but not one that clients want.
// Thread: any; an answer after an answer costs one relaxed load.
class OriginHealth
{
public:
    struct State
    {
        std::uint64_t failuresInARow = 0;
        TimePoint since{};  // the first of them
        TimePoint newest{}; // the last of them
        std::string what;   // the last of them, for people; names the origin

        bool isFailing() const { return failuresInARow > 0; }
    };

    void answered(int status, TimePoint now);
    void failed(std::string_view what, TimePoint now);
    State state() const;
    bool isFailing() const { return m_failing.load(std::memory_order_relaxed); }

private:
    std::atomic<bool> m_failing{false};
    mutable std::mutex m_mutex; // guards m_state
    State m_state;
};

} // namespace forefetch
