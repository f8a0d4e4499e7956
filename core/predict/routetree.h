// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/chunkedvector.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace forefetch {

// Which words of a path are values, learnt from how many different ones come at the same place:
// behind "/users" a hundred names, none of them more often than the others, are one parameter;
// behind "/api" a dozen words that all come again are a dozen routes.
//
//     RouteTree tree(4096);
//     tree.count(place, hashOf("alice"));          // one more request through here
//     tree.isParameter(place, hashOf("alice"))     // by now: is that word a value?
//
// A place is named by a hash of what stands before it. A word stays a constant, also in a place
// that has become a parameter, while it makes up a sixteenth of what comes there. Bounded: places
// share a table; a place that is hit by another one's hash gives way.
//
// Thread: its owner's.
class RouteTree
{
public:
    static constexpr std::size_t kWords = 12; // different ones before a place is a parameter
    // Then everything is halved: old words fade.
    static constexpr std::uint16_t kMostCounted = 4096;

    explicit RouteTree(std::size_t places);

    // True when something has changed about the answers of isParameter for this place.
    bool count(std::uint64_t place, std::uint32_t word);
    bool isParameter(std::uint64_t place, std::uint32_t word) const;

    struct Place
    {
        std::uint64_t name = 0; // 0: free
        std::uint16_t total = 0;
        std::uint8_t turnover = 0; // words that had to make room
        bool parameter = false;
        std::array<std::uint32_t, kWords> words{};
        std::array<std::uint16_t, kWords> counts{}; // 0: no word
    };
    template <typename Visit>
    void forEach(Visit &&visit) const
    {
        for (const std::uint32_t at : m_index) {
            if (at != kNone)
                visit(m_places[at]);
        }
    }
    // Adds what was counted elsewhere; of two places that share one here the fuller one stays.
    void add(const Place &place);
    void clear();

    std::size_t bytes() const { return m_index.capacity() * sizeof(m_index[0]) + m_places.bytes(); }
    void resize(std::size_t places);

private:
    static void halve(Place &place);
    static bool isConstant(const Place &place, std::uint32_t word);

    static constexpr std::uint32_t kNone = ~std::uint32_t(0);
    std::size_t indexOf(std::uint64_t name) const { return name & (m_index.size() - 1); }
    const Place *placeOf(std::uint64_t name) const
    {
        const std::uint32_t at = m_index[indexOf(name)];
        return at == kNone ? nullptr : &m_places[at];
    }
    Place &makePlace(std::uint64_t name);

    std::vector<std::uint32_t> m_index; // a power of two of them; into ...
    ChunkedVector<Place, 4> m_places;
};

} // namespace forefetch
