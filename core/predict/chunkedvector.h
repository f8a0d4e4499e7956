// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace forefetch {

// A vector that grows by pieces of the same size: it takes what its elements take and at most one
// piece more, where std::vector takes up to twice that, and three times while it doubles. Elements
// stay where they are.
//
//     ChunkedVector<Route> routes;
//     Route &route = routes.emplace_back();
//     routes[0]
//
// Thread: its owner's.
template <typename T, unsigned kBits = 6>
class ChunkedVector
{
public:
    static constexpr std::size_t kChunk = std::size_t(1) << kBits; // elements

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    T &operator[](std::size_t i) { return m_chunks[i >> kBits][i & (kChunk - 1)]; }
    const T &operator[](std::size_t i) const { return m_chunks[i >> kBits][i & (kChunk - 1)]; }

    T &emplace_back()
    {
        if (m_size == m_chunks.size() * kChunk)
            m_chunks.push_back(std::make_unique<T[]>(kChunk));
        return (*this)[m_size++];
    }
    void clear()
    {
        m_chunks.clear();
        m_chunks.shrink_to_fit();
        m_size = 0;
    }
    std::size_t bytes() const
    {
        return m_chunks.size() * kChunk * sizeof(T) + m_chunks.capacity() * sizeof(m_chunks[0]);
    }

private:
    std::vector<std::unique_ptr<T[]>> m_chunks;
    std::size_t m_size = 0;
};

} // namespace forefetch
