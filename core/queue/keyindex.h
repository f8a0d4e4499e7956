// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/queue/slotpool.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace forefetch {

// From a key's hash to its slot: open addressing with linear probing, in which the entries stand
// sorted by hash (Amble and Knuth 1974), so a look-up of what is not there ends as soon as one of
// what is. There are no tombstones; removal closes the gap. An entry keeps 32 bits of the hash, so
// that a probe almost never looks at a slot in vain, and no slot is asked for its key to move it.
//
// The home of an entry is its hash scaled to the capacity in place of masked: that keeps the
// order, and the table can grow by a third: 9.4 to 12.6 bytes a key where doubling takes up to 19.
//
// Thread: its owner's, under the queue's mutex.
class KeyIndex
{
public:
    KeyIndex() { grow(); }

    // Where a slot stands, or (slot == kNoSlot) where it would stand. Good until the next change.
    struct Place
    {
        std::size_t position;
        std::uint32_t slot;
    };

    // The slot of that hash for which isIt(slot).
    template <typename IsIt>
    Place find(std::uint64_t hash, IsIt isIt) const
    {
        const Entry from = entryOf(hash, 0);
        std::size_t i = homeOf(from);
        while (m_entries[i] < from)
            ++i;
        for (; (m_entries[i] ^ from) <= kNoSlot; ++i) {
            const std::uint32_t slot = slotOf(m_entries[i]);
            if (slot == kNoSlot || isIt(slot))
                return {i, slot};
        }
        return {i, kNoSlot};
    }
    // `place` is what find() said of that hash: not there, or there.
    void insert(Place place, std::uint64_t hash, std::uint32_t slot);
    void erase(Place place) noexcept;
    // Brings the line that find() will look at first on its way from memory.
    void prefetch(std::uint64_t hash) const noexcept
    {
        __builtin_prefetch(m_entries.data() + homeOf(entryOf(hash, 0)));
    }
    std::size_t size() const noexcept { return m_size; }
    std::size_t bytes() const noexcept { return m_entries.capacity() * sizeof(Entry); }

private:
    using Entry = std::uint64_t; // 32 bits of the hash, then the slot
    static constexpr Entry kEmpty = ~Entry{0};

    static Entry entryOf(std::uint64_t hash, std::uint32_t slot) noexcept
    {
        return (hash & ~Entry{kNoSlot}) | slot;
    }
    static std::uint32_t slotOf(Entry entry) noexcept { return static_cast<std::uint32_t>(entry); }
    std::size_t homeOf(Entry entry) const noexcept
    {
        return static_cast<std::size_t>(((entry >> 32) * m_homes) >> 32);
    }
    void grow();

    // Behind the homes comes room for those pushed out of the last ones, in place of a wrap
    // around; the very last is always empty and ends every search.
    std::vector<Entry> m_entries;
    std::size_t m_homes = 0;
    std::size_t m_size = 0;
};

} // namespace forefetch
