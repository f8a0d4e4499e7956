// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/keyindex.h"

#include <algorithm>
#include <utility>

namespace forefetch {

void KeyIndex::insert(Place place, std::uint64_t hash, std::uint32_t slot)
{
    Entry entry = entryOf(hash, slot);
    std::size_t i = place.position;
    for (; m_entries[i] != kEmpty; ++i)
        std::swap(entry, m_entries[i]);
    m_entries[i] = entry;
    ++m_size;
    // At most 17/20 full: some four probes, in one cache line or two.
    if (m_size * 20 > m_homes * 17 || i + 1 == m_entries.size())
        grow();
}

void KeyIndex::erase(Place place) noexcept
{
    std::size_t i = place.position;
    for (; m_entries[i + 1] != kEmpty && homeOf(m_entries[i + 1]) != i + 1; ++i)
        m_entries[i] = m_entries[i + 1];
    m_entries[i] = kEmpty;
    --m_size;
}

void KeyIndex::grow()
{
    const std::vector<Entry> old = std::move(m_entries);
    m_homes = std::max<std::size_t>(64, m_homes + m_homes / 3);
    std::size_t end = 0;
    do {
        m_entries.assign(m_homes + 64 + m_homes / 256, kEmpty);
        end = 0;
        for (const Entry entry : old) {
            if (entry == kEmpty)
                continue;
            end = std::max(end, homeOf(entry));
            if (end + 1 >= m_entries.size())
                break;
            m_entries[end++] = entry;
        }
    } while (end + 1 >= m_entries.size() && (m_homes *= 2));
}

} // namespace forefetch
