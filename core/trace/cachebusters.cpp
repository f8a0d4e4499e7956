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
    if (equals != std::string_view::npos && isStamp(pair.substr(equals + 1)))
        ++at->second.stamps;
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
    for (const auto &[name, counts] : m_names)
        if (counts.seen >= 3 && counts.stamps * 10 >= counts.seen * 9)
            found.push_back({name, counts.seen, counts.stamps});
    std::ranges::stable_sort(found, std::greater<>(), &ParameterProposal::seen);
    return found;
}

} // namespace forefetch
