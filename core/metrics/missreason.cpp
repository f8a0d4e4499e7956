// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/missreason.h"

#include <numeric>

namespace forefetch {

std::string_view nameOf(MissReason reason)
{
    static constexpr std::array<std::string_view, kMissReasonCount> kNames{
        "none",        "never_seen",   "not_predicted", "below_threshold", "switched_off",
        "held_back",   "no_space",     "spared",        "over_limit",      "waited_worker",
        "waited_rate", "waited_guard", "left_queue",    "failed",          "not_kept",
        "evicted",     "expired",      "invalidated",   "varies",          "reload",
        "joined",      "forgotten"};
    return kNames[static_cast<std::size_t>(reason)];
}

std::string_view nameOf(Holdup holdup)
{
    static constexpr std::array<std::string_view, kHoldupCount> kNames{"none", "worker", "rate",
                                                                       "guard", "breaker"};
    return kNames[static_cast<std::size_t>(holdup)];
}

std::uint64_t MissFigures::total() const
{
    return std::accumulate(by.begin(), by.end(), std::uint64_t(0));
}

} // namespace forefetch
