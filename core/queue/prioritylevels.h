// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/queue/slotpool.h"

#include <array>
#include <bit>
#include <cstdint>
#include <optional>

namespace forefetch {

// The slots that wait, by priority: 4096 lists, first in first out, under a bitmap of two levels
// (64 words of 64 bits and one word that says which of them are not empty). Finding the highest or
// the lowest list that is not empty takes two instructions that count zeros.
//
// 4096 levels are finer than the calibration of any predictor, and than what anyone can see.
//
// Thread: its owner's, under the queue's mutex.
class PriorityLevels
{
public:
    using Level = std::uint32_t;
    static constexpr Level kLevels = 4096;

    explicit PriorityLevels(SlotPool &pool) : m_pool(pool) {}

    // What is not a number is the lowest, what is out of range the nearest end.
    static Level of(float priority) noexcept
    {
        if (!(priority > 0))
            return 0;
        return priority >= 1 ? kLevels - 1 : static_cast<Level>(priority * kLevels);
    }

    bool empty() const noexcept { return m_summary == 0; }
    // Neither may be asked of an empty one.
    Level highest() const noexcept
    {
        const int word = 63 - std::countl_zero(m_summary);
        return level(word, 63 - std::countl_zero(m_words[static_cast<std::size_t>(word)]));
    }
    Level lowest() const noexcept
    {
        const int word = std::countr_zero(m_summary);
        return level(word, std::countr_zero(m_words[static_cast<std::size_t>(word)]));
    }
    // The next level below that is not empty.
    std::optional<Level> below(Level l) const noexcept;

    std::uint32_t first(Level l) const noexcept { return m_lists[l].first; }
    std::uint32_t last(Level l) const noexcept { return m_lists[l].last; }

    void append(Level l, std::uint32_t slot) noexcept;
    void unlink(Level l, std::uint32_t slot) noexcept;
    // Bring the line that append() will write to, or the one that is taken next, on its way from
    // memory.
    void prefetchLast(Level l) const noexcept { prefetch(m_lists[l].last); }
    void prefetchFirst(Level l) const noexcept { prefetch(m_lists[l].first); }

private:
    struct List
    {
        std::uint32_t first = kNoSlot;
        std::uint32_t last = kNoSlot;
    };

    void prefetch(std::uint32_t slot) const noexcept
    {
        if (slot != kNoSlot)
            __builtin_prefetch(&m_pool[slot], 1);
    }
    static Level level(int word, int bit) noexcept
    {
        return static_cast<Level>(word) * 64 + static_cast<Level>(bit);
    }

    SlotPool &m_pool;
    std::uint64_t m_summary = 0;
    std::array<std::uint64_t, 64> m_words{};
    std::array<List, kLevels> m_lists{};
};

} // namespace forefetch
