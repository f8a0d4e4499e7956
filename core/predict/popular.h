// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace forefetch {

// The few slots with the highest counts, kept sorted while counts grow one at a time: the highest
// first, among equals the one counted last. Exact as long as counts only grow and nothing is
// erased; after an erasure the place is taken by whatever is counted next.
//
//     const auto out = popular.counted(slot, 8, isListed); // slot's count has become 8
//
// Thread: one.
class PopularList
{
public:
    static constexpr std::size_t kLength = 64;
    static constexpr std::uint32_t kNone = ~std::uint32_t(0);

    struct Entry
    {
        std::uint32_t slot = kNone;
        std::uint32_t count = 0;
    };

    // What became of the list: did `slot` enter it, and who had to leave for that?
    struct Change
    {
        bool entered = false;
        std::uint32_t left = kNone;
    };

    Change counted(std::uint32_t slot, std::uint32_t count, bool listed)
    {
        Change change;
        std::size_t at = 0;
        if (listed) {
            while (m_entries[at].slot != slot)
                ++at;
        } else if (m_size < kLength) {
            at = m_size++;
            change.entered = true;
        } else if (count >= m_entries[kLength - 1].count) {
            at = kLength - 1;
            change = {true, m_entries[at].slot};
        } else {
            return change;
        }
        for (; at > 0 && m_entries[at - 1].count <= count; --at)
            m_entries[at] = m_entries[at - 1];
        m_entries[at] = {slot, count};
        return change;
    }

    void append(std::uint32_t slot, std::uint32_t count)
    {
        if (m_size < kLength)
            m_entries[m_size++] = {slot, count};
    }

    void erase(std::uint32_t slot)
    {
        std::size_t at = 0;
        while (at < m_size && m_entries[at].slot != slot)
            ++at;
        if (at == m_size)
            return;
        for (--m_size; at < m_size; ++at)
            m_entries[at] = m_entries[at + 1];
    }

    const Entry *begin() const { return m_entries.data(); }
    const Entry *end() const { return m_entries.data() + m_size; }
    std::size_t size() const { return m_size; }

private:
    std::array<Entry, kLength> m_entries{};
    std::size_t m_size = 0;
};

} // namespace forefetch
