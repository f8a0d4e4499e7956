// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"
#include "core/time/random.h"

#include <algorithm>
#include <cstdint>

namespace forefetch {

// How long to wait before trying again: exponential with full jitter (M. Brooker, "Exponential
// Backoff And Jitter", AWS Architecture Blog 2015), so that many that failed together do not come
// back together.
//
//     clock.now() + Backoff().delay(1, random)   // after the first failure: 0–100 ms
//
// Thread: a value; the random numbers are their owner's.
struct Backoff
{
    Duration base = std::chrono::milliseconds(100); // most after the first failure
    Duration cap = std::chrono::seconds(10);        // most after any

    // Uniform between 0 and this.
    Duration most(std::uint32_t failures) const
    {
        const std::uint32_t doublings =
            std::min<std::uint32_t>(failures > 0 ? failures - 1 : 0, 30);
        if (base >= cap || (cap.count() >> doublings) < base.count())
            return cap;
        return Duration(base.count() << doublings);
    }

    // `failures` in a row so far, from 1.
    Duration delay(std::uint32_t failures, Random &random) const
    {
        const double share = random.uniform();
        return Duration(
            static_cast<Duration::rep>(share * static_cast<double>(most(failures).count())));
    }
};

} // namespace forefetch
