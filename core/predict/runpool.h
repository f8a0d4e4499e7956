// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/chunkedvector.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace forefetch {

// Runs of 1, 2, 4, 8 or 12 elements out of one pool, as most who have any have one; a run that is
// given back is given out again. `T` has a number `tag`, which links the free ones.
//
//     RunPool<Rule> pool;
//     pool.enlarge(run);          // to the next size; what was in it moves along
//     pool.at(run)[0]
//     pool.release(run);
//
// Thread: its owner's.
template <typename T>
class RunPool
{
public:
    static constexpr std::array<std::uint8_t, 6> kSizes = {0, 1, 2, 4, 8, 12};
    static constexpr std::size_t kMost = kSizes.back();

    struct Run
    {
        std::uint32_t at = 0;
        std::uint8_t sizeClass = 0; // 0: none
        std::size_t capacity() const { return kSizes[sizeClass]; }
    };

    T *at(Run run) { return run.sizeClass == 0 ? nullptr : &m_pieces[run.at]; }
    const T *at(Run run) const { return run.sizeClass == 0 ? nullptr : &m_pieces[run.at]; }

    // False when it is at its largest.
    bool enlarge(Run &run)
    {
        if (run.sizeClass + 1U >= kSizes.size())
            return false;
        const Run larger = take(static_cast<std::uint8_t>(run.sizeClass + 1));
        std::copy_n(at(run), run.capacity(), at(larger));
        release(run);
        run = larger;
        return true;
    }
    void release(Run &run)
    {
        if (run.sizeClass != 0) {
            m_pieces[run.at] = {};
            m_pieces[run.at].tag = m_free[run.sizeClass];
            m_free[run.sizeClass] = run.at;
        }
        run = {};
    }
    std::size_t bytes() const { return m_pieces.bytes(); }

private:
    static constexpr std::uint32_t kNone = ~std::uint32_t(0);

    Run take(std::uint8_t sizeClass)
    {
        if (m_free[sizeClass] != kNone) {
            const Run run{m_free[sizeClass], sizeClass};
            m_free[sizeClass] = m_pieces[run.at].tag;
            m_pieces[run.at] = {};
            return run;
        }
        const std::size_t size = kSizes[sizeClass];
        // A run lies in one piece of the vector; what is left of the one before goes to small ones.
        while (m_pieces.size() % Pieces::kChunk + size > Pieces::kChunk) {
            Run one{static_cast<std::uint32_t>(m_pieces.size()), 1};
            m_pieces.emplace_back();
            release(one);
        }
        const Run run{static_cast<std::uint32_t>(m_pieces.size()), sizeClass};
        for (std::size_t i = 0; i < size; ++i)
            m_pieces.emplace_back();
        return run;
    }

    using Pieces = ChunkedVector<T, 8>;
    Pieces m_pieces;
    std::array<std::uint32_t, kSizes.size()> m_free{kNone, kNone, kNone, kNone, kNone, kNone};
};

} // namespace forefetch
