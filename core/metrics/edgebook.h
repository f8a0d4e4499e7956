// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/ledger.h"

#include <array>
#include <cstdint>
#include <vector>

namespace forefetch {

// The ledger's figures by edge of the model: what prefetching because of "`from` leads to `to`"
// came to. Of a fixed size: 4,096 edges in sets of eight; in a full set a newcomer takes the place
// of the edge with the least weight, and all others of the set lose one. An edge's weight is how
// often it was scheduled, so those that matter stay (Misra and Gries 1982, within each set).
//
//     const std::uint32_t ticket = book.schedule(from, to, 0.3F);
//     book.end(ticket, PrefetchState::Used);    // nothing, when the edge has made room meanwhile
//
// Scheduling looks at one set and an end at one place: O(1), and what comes between costs nothing.
//
// Thread: one at a time, under the ledger's lock.
class EdgeBook
{
public:
    static constexpr std::uint32_t kWays = 8;
    static constexpr std::uint32_t kSets = 512;
    static constexpr std::uint32_t kPlaces = kWays * kSets;
    static constexpr std::uint32_t kNowhere = 0; // no ticket

    std::uint32_t schedule(ResourceId from, ResourceId to, float threshold);
    void end(std::uint32_t ticket, PrefetchState outcome);
    // Appends all that are kept, in no particular order.
    void read(std::vector<EdgeRecord> &out) const;
    std::uint32_t size() const { return m_size; }

private:
    // A ticket is a place and how often the place was given out, so that an old one is refused.
    static constexpr unsigned kPlaceBits = 12;
    static_assert(kPlaces == 1U << kPlaceBits);
    static constexpr std::uint32_t kMostTenants = (1U << (32 - kPlaceBits)) - 1;
    static constexpr std::uint32_t kMostWeight = 60'000;

    struct Edge
    {
        std::uint64_t from = 0; // packed; 0 is a free place
        std::uint64_t to = 0;
    };
    struct Entry
    {
        EdgeFigures figures;
        std::uint32_t tenant = 0; // 1 … kMostTenants; then 1 again
        std::uint32_t weight = 0;
    };

    std::uint32_t place(const Edge &edge);
    std::uint32_t makeRoom(std::uint32_t first);

    std::array<Edge, kPlaces> m_edges{};
    std::array<Entry, kPlaces> m_entries{};
    std::uint32_t m_size = 0;
};

} // namespace forefetch
