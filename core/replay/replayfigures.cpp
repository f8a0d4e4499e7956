// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/replayfigures.h"

#include <algorithm>
#include <numeric>

namespace forefetch {

namespace {

// False when there is no room for another name.
bool count(ReplayFigures::Counts &counts, std::string_view name, std::size_t room)
{
    auto at = std::ranges::find(counts, name, &ReplayFigures::Counts::value_type::first);
    if (at == counts.end()) {
        if (counts.size() >= room)
            return false;
        at = counts.insert(at, {std::string(name), 0});
    }
    ++at->second;
    return true;
}

} // namespace

std::uint64_t ReplayFigures::skippedCount() const
{
    std::uint64_t sum = 0;
    for (const auto &[method, times] : skipped)
        sum += times;
    return sum;
}

std::uint64_t ReplayFigures::answeredCount() const
{
    return std::accumulate(answered.begin(), answered.end(), std::uint64_t{0});
}

void ReplayFigures::noteSkipped(std::string_view method)
{
    if (!count(skipped, method, kMostNames))
        count(skipped, "others", kMostNames + 1);
}

void ReplayFigures::noteReason(std::string_view reason)
{
    count(reasons, reason, kFirstReasons);
}

} // namespace forefetch
