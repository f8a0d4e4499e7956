// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/tracereport.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// Watches the queries of a log for parameters that only defeat caches: nearly all of their values
// are moments in ms or µs ("_=1384443873878"). Bounded: the first 256 names are watched.
//
// Thread: the owner's.
class CacheBusters
{
public:
    void watch(std::string_view target);
    // Seen at least three times and with a moment in 9 of 10; the most frequent first.
    std::vector<ParameterProposal> proposals() const;

private:
    struct Counts
    {
        std::uint64_t seen = 0;
        std::uint64_t stamps = 0;
    };
    void watchPair(std::string_view pair);

    std::map<std::string, Counts, std::less<>> m_names;
};

} // namespace forefetch
