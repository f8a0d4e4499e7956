// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/deeds.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr std::uint32_t kFewestChanges = 4;
constexpr float kShareOfChanges = 0.9F;
constexpr float kMostByItself = 0.3F;
constexpr float kUnknown = 0.5F;
constexpr std::uint32_t kInnocent = 2; // comparisons without a change

} // namespace

bool Deeds::isInnocent(std::uint64_t route) const
{
    const auto found = m_suspects.find(route);
    return found != m_suspects.end() && found->second.unchanged >= kInnocent;
}

void Deeds::compared(std::uint64_t resource, std::span<const std::uint64_t> between, bool changed)
{
    if (m_suspects.size() >= kMost || m_resources.size() >= kMost) { // begin anew; verdicts stay
        m_suspects.clear();
        m_resources.clear();
    }
    Resource &own = m_resources[resource];
    const float byItself = own.compared == 0
                               ? kUnknown
                               : static_cast<float>(own.changed) / static_cast<float>(own.compared);
    if (std::all_of(between.begin(), between.end(),
                    [this](std::uint64_t route) { return isInnocent(route); })) {
        ++own.compared;
        own.changed += changed ? 1 : 0;
    }
    for (const std::uint64_t route : between) {
        Suspect &suspect = m_suspects[route];
        ++(changed ? suspect.changed : suspect.unchanged);
        suspect.byItself += changed ? byItself : 0;
        const auto seen = static_cast<float>(suspect.changed + suspect.unchanged);
        const auto changes = static_cast<float>(suspect.changed);
        if (suspect.changed >= kFewestChanges && changes >= kShareOfChanges * seen &&
            suspect.byItself <= kMostByItself * changes && m_acting.size() < kMost)
            m_acting.insert(route);
    }
}

} // namespace forefetch
