// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/statetable.h"
#include "core/time/clock.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace forefetch {

// The last requests of one session, as states: at most kKept, the newest first.
//
//     trail.append(state, now);
//     trail[0] == state
struct Trail
{
    static constexpr std::uint32_t kKept = 32; // a power of two

    std::array<StateTable::Number, kKept> ring{};
    std::uint32_t length = 0;  // requests so far
    std::uint32_t repeats = 0; // of these, how many the session had requested before
    float gap = 5;             // s between requests, exponentially averaged
    bool lastRepeated = false;
    TimePoint lastAt{};

    std::uint32_t kept() const { return std::min(length, kKept); }
    StateTable::Number operator[](std::uint32_t back) const
    {
        return ring[(length - 1 - back) % kKept];
    }
    bool contains(StateTable::Number state) const
    {
        return std::find(ring.begin(), ring.begin() + kept(), state) != ring.begin() + kept();
    }
    void append(StateTable::Number state, TimePoint now)
    {
        if (length > 0)
            gap += 0.2F * (std::clamp(toFloatSeconds(now - lastAt), 0.0F, 300.0F) - gap);
        lastRepeated = contains(state);
        repeats += lastRepeated ? 1 : 0;
        ring[length % kKept] = state;
        ++length;
        lastAt = now;
    }

private:
    static float toFloatSeconds(Duration d) { return std::chrono::duration<float>(d).count(); }
};

} // namespace forefetch
