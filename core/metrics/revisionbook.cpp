// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/revisionbook.h"

#include <algorithm>

namespace forefetch {

std::uint32_t RevisionBook::placeOf(Revision revision) const
{
    const auto end = m_revisions.begin() + m_count;
    const auto found = std::find(m_revisions.begin(), end, revision);
    return found == end ? kNowhere : static_cast<std::uint32_t>(found - m_revisions.begin());
}

std::uint32_t RevisionBook::find(Revision revision)
{
    std::uint32_t place = placeOf(revision);
    if (place == kNowhere && m_count < kPlaces) {
        place = m_count++;
        m_revisions[place] = revision;
    } else if (place == kNowhere) {
        const auto lowest = std::min_element(m_revisions.begin(), m_revisions.end());
        // All that ever made room are lower than all that are kept, so this also refuses those.
        if (revision < *lowest)
            return kNowhere;
        place = static_cast<std::uint32_t>(lowest - m_revisions.begin());
        m_revisions[place] = revision;
        m_figures[place] = {};
    }
    m_last = place;
    return place;
}

const LedgerFigures *RevisionBook::figures(Revision revision) const
{
    const std::uint32_t place = placeOf(revision);
    return place == kNowhere ? nullptr : &m_figures[place];
}

} // namespace forefetch
