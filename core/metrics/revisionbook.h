// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/ledger.h"

#include <array>
#include <cstdint>

namespace forefetch {

// The ledger's figures by settings revision: the 256 highest revisions that had prefetches. A
// revision that made room never comes back, for its figures would be a part of the truth.
//
//     std::uint32_t place = book.open(revision);      // kNowhere: too old to be kept
//     if (LedgerFigures *f = book.at(place, revision)) ++f->scheduled;
//
// Thread: one at a time, under the ledger's lock.
class RevisionBook
{
public:
    static constexpr std::uint32_t kPlaces = 256;
    static constexpr std::uint32_t kNowhere = kPlaces;

    std::uint32_t open(Revision revision)
    {
        if (m_last < m_count && m_revisions[m_last] == revision)
            return m_last;
        return find(revision);
    }
    // Null when the place now holds another revision.
    LedgerFigures *at(std::uint32_t place, Revision revision)
    {
        return place < m_count && m_revisions[place] == revision ? &m_figures[place] : nullptr;
    }
    const LedgerFigures *figures(Revision revision) const;

private:
    std::uint32_t find(Revision revision);
    std::uint32_t placeOf(Revision revision) const;

    std::array<Revision, kPlaces> m_revisions{};
    std::array<LedgerFigures, kPlaces> m_figures{};
    std::uint32_t m_count = 0;
    std::uint32_t m_last = kNowhere; // where the newest prefetch went
};

} // namespace forefetch
