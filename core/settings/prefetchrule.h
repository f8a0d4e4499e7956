// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace forefetch {

// What a person has said about one request, or one step from a request to another: never prefetch
// it, or only from another probability on. A profile keeps them; core/schedule asks them.
struct PrefetchRule
{
    std::string to;            // "/items/{number}/stock": what is in braces is any value there
    std::string from;          // the request before it; empty: any
    double minProbability = 2; // in place of scheduler.min_probability; above 1: never

    bool isNever() const { return minProbability > 1; }
    friend bool operator==(const PrefetchRule &, const PrefetchRule &) = default;
};

using PrefetchRuleList = std::vector<PrefetchRule>;

} // namespace forefetch
