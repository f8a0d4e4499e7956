// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/ghosts.h"

#include <algorithm>

namespace forefetch {

void Ghosts::add(std::uint64_t hash, std::uint64_t bytes, std::uint64_t most)
{
    take(hash); // it is the newest now
    while (m_count > 0 && (m_bytes + bytes > most || !m_ring[m_oldest].there))
        dropOldest();
    if (bytes > most)
        return;
    if (m_count == m_ring.size())
        grow();
    const std::size_t at = (m_oldest + m_count++) & (m_ring.size() - 1);
    m_ring[at] = {hash, bytes, true};
    m_index.insert(hash, static_cast<std::uint32_t>(at));
    m_bytes += bytes;
}

bool Ghosts::take(std::uint64_t hash)
{
    const std::uint32_t at = find(hash);
    if (at == SlotIndex::kNone)
        return false;
    forget(at);
    return true;
}

std::uint32_t Ghosts::find(std::uint64_t hash) const
{
    return m_index.find(hash, [&](std::uint32_t at) { return m_ring[at].hash == hash; });
}

void Ghosts::forget(std::uint32_t at)
{
    Ghost &ghost = m_ring[at];
    m_index.erase(ghost.hash, at);
    m_bytes -= ghost.bytes;
    ghost.there = false;
}

void Ghosts::dropOldest()
{
    if (m_ring[m_oldest].there)
        forget(static_cast<std::uint32_t>(m_oldest));
    m_oldest = (m_oldest + 1) & (m_ring.size() - 1);
    --m_count;
}

void Ghosts::grow()
{
    // The places change, so the index is made again; those that were taken are left behind.
    std::vector<Ghost> old(std::max<std::size_t>(16, m_ring.size() * 2));
    old.swap(m_ring);
    m_index = SlotIndex();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_count; ++i) {
        const Ghost &ghost = old[(m_oldest + i) & (old.size() - 1)];
        if (!ghost.there)
            continue;
        m_ring[kept] = ghost;
        m_index.insert(ghost.hash, static_cast<std::uint32_t>(kept++));
    }
    m_oldest = 0;
    m_count = kept;
}

} // namespace forefetch
