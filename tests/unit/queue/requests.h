// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/queue/prefetchqueue.h"

#include <cstdint>
#include <vector>

// Requests named by a number, for tests of the queue.
namespace forefetch {

inline constexpr TimePoint kStart{};

inline Key keyOf(std::uint32_t n, std::uint64_t partition = 0)
{
    return {ResourceId{n, 1}, Partition{partition}};
}

inline PrefetchRequest requestOf(std::uint32_t n, float priority, TimePoint at = kStart)
{
    PrefetchRequest r;
    r.key = keyOf(n);
    r.id = PrefetchId{n};
    r.createdAt = at;
    r.priority = priority;
    r.sourcePrediction = priority;
    return r;
}

inline std::vector<std::uint32_t> resourcesOf(const std::vector<PrefetchRequest> &requests)
{
    std::vector<std::uint32_t> out;
    for (const PrefetchRequest &r : requests)
        out.push_back(r.key.resource.index);
    return out;
}

inline std::vector<std::uint32_t> takeAll(PrefetchQueue &queue)
{
    std::vector<PrefetchRequest> out;
    while (const auto next = queue.tryGet())
        out.push_back(*next);
    return resourcesOf(out);
}

using Numbers = std::vector<std::uint32_t>;

} // namespace forefetch
