// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/heapsize.h"
#include "core/predict/statetable.h"
#include "core/time/clock.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace forefetch {

// The last requests of one session, as states: at most kKept, the newest first. Most sessions are
// short: those of up to kFirst requests need nothing of the heap.
//
//     trail.append(state, now);
//     trail[0] == state
class Trail
{
public:
    static constexpr std::uint32_t kKept = 32; // a power of two, as is ...
    static constexpr std::uint32_t kFirst = 4;

    std::uint32_t length = 0;  // requests so far
    std::uint32_t repeats = 0; // of these, how many the session had requested before
    float gap = 5;             // s between requests, exponentially averaged
    bool lastRepeated = false;
    TimePoint lastAt{};

    std::uint32_t kept() const { return std::min(length, kKept); }
    StateTable::Number operator[](std::uint32_t back) const
    {
        return ring()[(length - 1 - back) & (m_room - 1U)];
    }
    bool contains(StateTable::Number state) const
    {
        return std::find(ring(), ring() + kept(), state) != ring() + kept();
    }
    void append(StateTable::Number state, TimePoint now)
    {
        if (length > 0)
            gap += 0.2F * (std::clamp(toFloatSeconds(now - lastAt), 0.0F, 300.0F) - gap);
        lastRepeated = contains(state);
        repeats += lastRepeated ? 1 : 0;
        if (length == m_room && m_room < kKept)
            grow();
        ring()[length & (m_room - 1U)] = state;
        ++length;
        lastAt = now;
    }

    std::size_t heapBytes() const { return m_more ? heapSize(m_room * sizeof(m_more[0])) : 0; }
    static constexpr std::size_t kMostHeap = heapSize(kKept * sizeof(StateTable::Number));

private:
    const StateTable::Number *ring() const { return m_more ? m_more.get() : m_first.data(); }
    StateTable::Number *ring() { return m_more ? m_more.get() : m_first.data(); }
    void grow()
    {
        auto more = std::make_unique_for_overwrite<StateTable::Number[]>(2 * m_room);
        std::copy_n(ring(), m_room, more.get());
        m_more = std::move(more);
        m_room = static_cast<std::uint8_t>(2 * m_room);
    }
    static float toFloatSeconds(Duration d) { return std::chrono::duration<float>(d).count(); }

    std::uint8_t m_room = kFirst; // of the ring, which begins to go round at kKept
    std::array<StateTable::Number, kFirst> m_first{};
    std::unique_ptr<StateTable::Number[]> m_more;
};

} // namespace forefetch
