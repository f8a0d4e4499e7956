// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/cachebusters.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr std::size_t kMostNames = 256;
constexpr std::size_t kLongestName = 64;

// 12 to 16 digits: ms or µs of this and the last decades.
bool isStamp(std::string_view value)
{
    return value.size() >= 12 && value.size() <= 16 &&
           std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
}

// "0." and at least 8 digits more, as nobody writes them.
bool isRandomFraction(std::string_view value)
{
    constexpr std::string_view begin = "0.";
    return value.size() >= begin.size() + 8 && value.size() <= 24 && value.starts_with(begin) &&
           std::ranges::all_of(value.substr(begin.size()),
                               [](char c) { return c >= '0' && c <= '9'; });
}

// The names of Google Analytics (utm_…) and of the click ids of Google, Facebook and Microsoft.
bool isTracking(std::string_view name)
{
    return name.starts_with("utm_") || name == "gclid" || name == "dclid" || name == "fbclid" ||
           name == "msclkid";
}

bool isMost(std::uint64_t part, std::uint64_t whole)
{
    return part * 10 >= whole * 9;
}

} // namespace

void CacheBusters::watchPair(std::string_view pair)
{
    const std::size_t equals = pair.find('=');
    const std::string_view name = pair.substr(0, equals);
    if (name.empty() || name.size() > kLongestName)
        return;
    auto at = m_names.find(name);
    if (at == m_names.end()) {
        if (m_names.size() >= kMostNames)
            return;
        at = m_names.emplace(std::string(name), Counts{}).first;
    }
    ++at->second.seen;
    if (equals == std::string_view::npos)
        return;
    at->second.moments += isStamp(pair.substr(equals + 1));
    at->second.fractions += isRandomFraction(pair.substr(equals + 1));
}

void CacheBusters::watch(std::string_view target)
{
    std::size_t at = target.find('?');
    while (at != std::string_view::npos) {
        const std::size_t end = target.find('&', at + 1);
        watchPair(target.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
        at = end;
    }
}

std::vector<ParameterProposal> CacheBusters::proposals() const
{
    std::vector<ParameterProposal> found;
    for (const auto &[name, counts] : m_names) {
        if (counts.seen < 3)
            continue;
        if (isMost(counts.moments, counts.seen))
            found.push_back({name, counts.seen, counts.moments, "moments in time"});
        else if (isMost(counts.fractions, counts.seen))
            found.push_back({name, counts.seen, counts.fractions, "random fractions"});
        else if (isTracking(name))
            found.push_back({name, counts.seen, counts.seen, "whence somebody came"});
    }
    std::ranges::stable_sort(found, std::greater<>(), &ParameterProposal::seen);
    return found;
}

} // namespace forefetch
