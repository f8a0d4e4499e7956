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

// Watches the queries of a log for parameters that no answer depends on. They defeat caches, by
// moments in ms or µs ("_=1384443873878") or by random fractions ("r=0.8444218515250481", which is
// what Math.random() gives); or they say whence somebody came, in the names that advertising uses
// ("utm_source", "gclid"), and are read by scripts in the page. Bounded: the first 256 names are
// watched.
//
// Thread: the owner's.
class CacheBusters
{
public:
    void watch(std::string_view target);
    // Seen at least three times and with such a value in 9 of 10; the most frequent first.
    std::vector<ParameterProposal> proposals() const;

private:
    struct Counts
    {
        std::uint64_t seen = 0;
        std::uint64_t moments = 0;
        std::uint64_t fractions = 0;
    };
    void watchPair(std::string_view pair);

    std::map<std::string, Counts, std::less<>> m_names;
};

} // namespace forefetch
