// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/snapshot.h"
#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// A condition on the figures of a run: what --fail-if takes, so that a build can insist on a hit
// ratio, and --alert.
//
//     hit_ratio < 0.5
//     prefetch.waste_ratio > 30% || demand.latency_ms.p95 >= 120
//     extra_load > 0.5 && hit_ratio < 60%
//
// A figure is named as in the snapshot's document; its group may be left out where one group alone
// has the name. "&&" binds closer than "||". Ratios may be written in percent.
//
// Thread: any (immutable).
class Gate
{
public:
    // The error names the nearest figure.
    static Result<Gate> parse(std::string_view text);
    // Why it holds ("hit_ratio < 0.5: demand.hit_ratio is 0.41"); nothing when it does not.
    std::optional<std::string> heldBy(const Snapshot &snapshot) const;

private:
    enum class Operator : std::uint8_t { Less, AtMost, Greater, AtLeast, Equal, Unequal };
    struct Condition
    {
        std::string text;   // as it was written
        std::string figure; // its whole name
        Operator op{};
        double limit = 0;
    };

    static Result<Condition> condition(std::string_view text);
    static bool holds(const Condition &condition, double value);

    std::vector<std::vector<Condition>> m_alternatives; // of each, all have to hold
};

} // namespace forefetch
