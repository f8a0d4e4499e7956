// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace forefetch {

// From a hash to the slot of a pool: a flat table with linear probing and backward-shift deletion,
// so that it never fills up with tombstones. The pool keeps the keys; the caller compares them.
//
//     SlotIndex index;
//     index.insert(hash, 7);
//     index.find(hash, [&](std::uint32_t slot) { return pool[slot].key == key; }) == 7
//
// Thread: its owner's.
class SlotIndex
{
public:
    static constexpr std::uint32_t kNone = ~0U;

    template <typename Equals>
    std::uint32_t find(std::uint64_t hash, Equals equals) const
    {
        if (m_cells.empty())
            return kNone;
        const std::uint32_t tag = tagOf(hash);
        for (std::size_t i = home(tag);; i = (i + 1) & m_mask) {
            const Cell &cell = m_cells[i];
            if (cell.slot == kNone)
                return kNone;
            if (cell.tag == tag && equals(cell.slot))
                return cell.slot;
        }
    }

    // The slot must not be there yet.
    void insert(std::uint64_t hash, std::uint32_t slot)
    {
        if ((m_count + 1) * 4 > m_cells.size() * 3)
            grow();
        place({tagOf(hash), slot});
        ++m_count;
    }

    // The slot must be there, under this hash.
    void erase(std::uint64_t hash, std::uint32_t slot)
    {
        std::size_t hole = home(tagOf(hash));
        while (m_cells[hole].slot != slot)
            hole = (hole + 1) & m_mask;
        // What follows the hole moves into it unless it would then stand before its home.
        for (std::size_t i = (hole + 1) & m_mask; m_cells[i].slot != kNone; i = (i + 1) & m_mask) {
            const std::size_t distance = (i - home(m_cells[i].tag)) & m_mask;
            if (distance >= ((i - hole) & m_mask)) {
                m_cells[hole] = m_cells[i];
                hole = i;
            }
        }
        m_cells[hole] = {};
        --m_count;
    }

    std::size_t size() const { return m_count; }
    std::size_t bytes() const { return m_cells.capacity() * sizeof(Cell); }

private:
    struct Cell
    {
        std::uint32_t tag = 0;
        std::uint32_t slot = kNone;
    };

    static std::uint32_t tagOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash); }
    std::size_t home(std::uint32_t tag) const { return tag & m_mask; }

    void place(Cell cell)
    {
        std::size_t i = home(cell.tag);
        while (m_cells[i].slot != kNone)
            i = (i + 1) & m_mask;
        m_cells[i] = cell;
    }

    void grow()
    {
        std::vector<Cell> old(m_cells.empty() ? 16 : m_cells.size() * 2);
        old.swap(m_cells);
        m_mask = m_cells.size() - 1;
        for (const Cell &cell : old) {
            if (cell.slot != kNone)
                place(cell);
        }
    }

    std::vector<Cell> m_cells; // a power of two of them
    std::size_t m_mask = 0;
    std::size_t m_count = 0;
};

} // namespace forefetch
