// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace forefetch {

// Which places of a pool have changed lately: each change has a number, from 1, and the newest
// ones are kept. A place that remembers the number of its own last change is in the ring as often
// as it changed, and current once.
//
//     place.lastChange = ring.add(index);
//     for (auto n = std::max(seen + 1, ring.oldest()); n <= ring.newest(); ++n)
//         if (place(ring.at(n)).lastChange == n) ...        // each changed place once
//
// Thread: one at a time, under its owner's lock.
class ChangeRing
{
public:
    static constexpr std::size_t kKept = 8192;

    std::uint64_t add(std::uint32_t place)
    {
        m_places[++m_newest % kKept] = place;
        return m_newest;
    }
    std::uint64_t newest() const { return m_newest; }
    std::uint64_t oldest() const { return m_newest > kKept ? m_newest - kKept + 1 : 1; }
    std::uint32_t at(std::uint64_t number) const { return m_places[number % kKept]; }

private:
    std::array<std::uint32_t, kKept> m_places{};
    std::uint64_t m_newest = 0;
};

} // namespace forefetch
