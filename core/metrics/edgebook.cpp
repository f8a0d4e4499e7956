// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/edgebook.h"

#include <algorithm>

namespace forefetch {

// The free place of the set or, when there is none, that of the least weight.
std::uint32_t EdgeBook::makeRoom(std::uint32_t first)
{
    std::uint32_t least = first;
    for (std::uint32_t at = first; at < first + kWays; ++at) {
        if (m_edges[at].from == 0) {
            ++m_size;
            return at;
        }
        if (m_entries[at].weight < m_entries[least].weight)
            least = at;
    }
    for (std::uint32_t at = first; at < first + kWays; ++at) {
        if (m_entries[at].weight > 0)
            --m_entries[at].weight;
    }
    return least;
}

std::uint32_t EdgeBook::place(const Edge &edge)
{
    const std::uint64_t hash = mixBits(edge.from + 0x9e3779b97f4a7c15ULL * edge.to);
    const auto first = static_cast<std::uint32_t>(hash % kSets) * kWays;
    for (std::uint32_t at = first; at < first + kWays; ++at) {
        if (m_edges[at].from == edge.from && m_edges[at].to == edge.to)
            return at;
    }
    const std::uint32_t at = makeRoom(first);
    m_edges[at] = edge;
    Entry &entry = m_entries[at];
    entry = {.tenant = entry.tenant == kMostTenants ? 1 : entry.tenant + 1};
    return at;
}

std::uint32_t EdgeBook::schedule(ResourceId from, ResourceId to, float threshold)
{
    if (!from.valid() || !to.valid())
        return kNowhere;
    const std::uint32_t at = place({from.packed(), to.packed()});
    Entry &entry = m_entries[at];
    ++entry.figures.scheduled;
    entry.figures.threshold = threshold;
    if (entry.weight < kMostWeight)
        ++entry.weight;
    return entry.tenant << kPlaceBits | at;
}

void EdgeBook::end(std::uint32_t ticket, PrefetchState outcome)
{
    Entry &entry = m_entries[ticket & (kPlaces - 1)];
    if (ticket == kNowhere || entry.tenant != ticket >> kPlaceBits)
        return;
    EdgeFigures &figures = entry.figures;
    switch (outcome) {
    case PrefetchState::Used:
        ++figures.used;
        break;
    case PrefetchState::Late:
        ++figures.late;
        break;
    case PrefetchState::WastedExpired:
    case PrefetchState::WastedEvicted:
    case PrefetchState::WastedInvalidated:
        ++figures.wasted;
        break;
    default:
        ++figures.other;
        break;
    }
}

void EdgeBook::read(std::vector<EdgeRecord> &out) const
{
    for (std::uint32_t at = 0; at < kPlaces; ++at) {
        if (m_edges[at].from != 0)
            out.push_back({ResourceId::unpacked(m_edges[at].from),
                           ResourceId::unpacked(m_edges[at].to), m_entries[at].figures});
    }
}

} // namespace forefetch
