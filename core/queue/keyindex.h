// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/queue/slotpool.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace forefetch {

// From a key's hash to its slot: open addressing with linear probing and no tombstones. An entry
// keeps 32 bits of the hash, so that a probe almost never looks at a slot in vain and removal can
// close the gap without asking any slot for its key.
//
// The home of an entry is its hash scaled to the capacity (Lemire 2019) in place of masked, so the
// table can grow by a third: 9.4 to 12.5 bytes a key where doubling would take up to 18.
//
// Thread: its owner's, under the queue's mutex.
class KeyIndex
{
public:
    // The slot of that hash for which isIt(slot), or kNoSlot.
    template <typename IsIt>
    std::uint32_t find(std::uint64_t hash, IsIt isIt) const
    {
        if (m_entries.empty())
            return kNoSlot;
        const std::uint32_t tag = tagOf(hash);
        for (std::size_t i = homeOf(tag);; i = after(i)) {
            const Entry entry = m_entries[i];
            if (entry.slot == kNoSlot || (entry.tag == tag && isIt(entry.slot)))
                return entry.slot;
        }
    }
    // The slot must not be in the table yet.
    void insert(std::uint64_t hash, std::uint32_t slot);
    // The slot must be in the table, under that hash.
    void erase(std::uint64_t hash, std::uint32_t slot);
    // Brings the first line that find() will want on its way from memory.
    void prefetch(std::uint64_t hash) const noexcept
    {
        __builtin_prefetch(m_entries.data() + homeOf(tagOf(hash)));
    }
    std::size_t size() const noexcept { return m_size; }
    std::size_t bytes() const noexcept { return m_entries.capacity() * sizeof(Entry); }

private:
    struct Entry
    {
        std::uint32_t tag = 0;
        std::uint32_t slot = kNoSlot;
    };

    static std::uint32_t tagOf(std::uint64_t hash) noexcept
    {
        return static_cast<std::uint32_t>(hash >> 32);
    }
    std::size_t homeOf(std::uint32_t tag) const noexcept
    {
        return static_cast<std::size_t>((std::uint64_t{tag} * m_entries.size()) >> 32);
    }
    std::size_t after(std::size_t i) const noexcept
    {
        return i + 1 == m_entries.size() ? 0 : i + 1;
    }
    // Steps from `from` to `to` in the direction of probing.
    std::size_t distance(std::size_t from, std::size_t to) const noexcept
    {
        return to >= from ? to - from : to + m_entries.size() - from;
    }
    void place(Entry entry) noexcept;
    void grow();

    std::vector<Entry> m_entries;
    std::size_t m_size = 0;
};

} // namespace forefetch
