// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace forefetch {

// The places of a table's rows: a fixed number of slots, each held by one key. Where all are held,
// the key that came first makes room for the next.
//
//     RowSlots slots(5000);
//     RowSlots::Slot s = slots.find(key);                 // kNone: not there
//     if (s == RowSlots::kNone) s = slots.take(key);      // rows[s] is this key's from now on
//
// Thread: its owner's.
class RowSlots
{
public:
    using Slot = std::uint32_t;
    static constexpr Slot kNone = UINT32_MAX;

    explicit RowSlots(std::size_t capacity);

    Slot find(std::uint64_t key) const;
    // For a key that is not there.
    Slot take(std::uint64_t key);
    void release(Slot slot);
    void clear();

    bool isTaken(Slot slot) const { return m_places[slot].taken; }
    std::uint64_t key(Slot slot) const { return m_places[slot].key; }
    Slot oldest() const { return m_oldest; } // kNone: there is none
    std::size_t size() const { return m_slots.size(); }
    std::size_t capacity() const { return m_places.size(); }

private:
    struct Place
    {
        std::uint64_t key = 0;
        Slot older = kNone;
        Slot newer = kNone; // of a free one: the next free one
        bool taken = false;
    };

    std::vector<Place> m_places;
    std::unordered_map<std::uint64_t, Slot> m_slots;
    Slot m_free = kNone;
    Slot m_oldest = kNone;
    Slot m_newest = kNone;
};

} // namespace forefetch
