// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/slotindex.h"

#include <cstdint>
#include <vector>

namespace forefetch {

// Hashes of keys that were evicted lately, the oldest forgotten first when what they stood for is
// more than so many bytes. A ghost takes about 50 bytes; the tables grow, amortised, where a key is
// added and nowhere else.
//
//     Ghosts ghosts;
//     ghosts.add(hash, 2048, 64 << 20);
//     if (ghosts.take(hash)) ...          // it was there, and is no more
//
// Thread: its owner's.
class Ghosts
{
public:
    void add(std::uint64_t hash, std::uint64_t bytes, std::uint64_t most);
    bool take(std::uint64_t hash);

    std::size_t size() const { return m_index.size(); }
    std::uint64_t bytes() const { return m_bytes; }

private:
    struct Ghost
    {
        std::uint64_t hash = 0;
        std::uint64_t bytes = 0;
        bool there = false; // not taken meanwhile
    };
    std::uint32_t find(std::uint64_t hash) const;
    void forget(std::uint32_t at);
    void dropOldest();
    void grow();

    std::vector<Ghost> m_ring; // a power of two of them
    std::size_t m_oldest = 0;
    std::size_t m_count = 0; // in the ring, with those that were taken
    SlotIndex m_index;       // of those that are there
    std::uint64_t m_bytes = 0;
};

} // namespace forefetch
