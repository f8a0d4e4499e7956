// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/keyindex.h"

#include <algorithm>
#include <utility>

namespace forefetch {

void KeyIndex::insert(std::uint64_t hash, std::uint32_t slot)
{
    // At most 17/20 full: a look-up of what is not there then probes some 20 entries in a row,
    // three cache lines.
    if ((m_size + 1) * 20 > m_entries.size() * 17)
        grow();
    place({tagOf(hash), slot});
    ++m_size;
}

void KeyIndex::erase(std::uint64_t hash, std::uint32_t slot)
{
    std::size_t hole = homeOf(tagOf(hash));
    while (m_entries[hole].slot != slot)
        hole = after(hole);
    // Whoever stands behind the hole and may stand in it moves up (Knuth, vol. 3, 6.4, R).
    for (std::size_t i = after(hole); m_entries[i].slot != kNoSlot; i = after(i)) {
        if (distance(homeOf(m_entries[i].tag), i) >= distance(hole, i)) {
            m_entries[hole] = m_entries[i];
            hole = i;
        }
    }
    m_entries[hole] = {};
    --m_size;
}

void KeyIndex::place(Entry entry) noexcept
{
    std::size_t i = homeOf(entry.tag);
    while (m_entries[i].slot != kNoSlot)
        i = after(i);
    m_entries[i] = entry;
}

void KeyIndex::grow()
{
    const std::size_t capacity = std::max<std::size_t>(64, m_entries.size() + m_entries.size() / 3);
    const std::vector<Entry> old = std::exchange(m_entries, std::vector<Entry>(capacity));
    for (const Entry &entry : old) {
        if (entry.slot != kNoSlot)
            place(entry);
    }
}

} // namespace forefetch
