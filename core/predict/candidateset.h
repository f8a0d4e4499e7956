// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/statetable.h"
#include "core/request/ids.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace forefetch {

// The requests that may come next in one session, and what each source of evidence says of them:
// a column a candidate, a row a feature, so that scores are sums of whole rows.
//
//     candidates.clear();
//     const int c = candidates.add(state, resource, place); // -1: full
//     candidates.x[kFeatureLag2][c] = 0.7F;
//
// Thread: one, the model thread.
class CandidateSet
{
public:
    static constexpr std::size_t kMost = 48; // a multiple of what one vector instruction takes
    static constexpr std::size_t kMostFeatures = 27;
    using Column = std::array<float, kMost>;

    void clear()
    {
        m_size = 0;
        m_slots.fill(kFree);
    }
    std::size_t size() const { return m_size; }
    bool isFull() const { return m_size == kMost; }

    // The place of a state; added where it is new and there is room, else -1.
    int add(StateTable::Number number, ResourceId of, std::uint32_t in)
    {
        std::size_t slot = slotOf(number);
        while (m_slots[slot] != kFree) {
            if (state[m_slots[slot]] == number)
                return m_slots[slot];
            slot = (slot + 1) % kSlots;
        }
        if (isFull())
            return -1;
        m_slots[slot] = static_cast<std::uint8_t>(m_size);
        state[m_size] = number;
        resource[m_size] = of;
        place[m_size] = in;
        return static_cast<int>(m_size++);
    }
    int find(StateTable::Number number) const
    {
        for (std::size_t slot = slotOf(number); m_slots[slot] != kFree;
             slot = (slot + 1) % kSlots) {
            if (state[m_slots[slot]] == number)
                return m_slots[slot];
        }
        return -1;
    }
    // A request that no state is known of (kNone as its number), and perhaps no id yet: found by
    // the fingerprint of its text.
    int addUnknown(std::uint64_t text, ResourceId of, std::uint32_t in)
    {
        if (isFull())
            return -1;
        state[m_size] = StateTable::kNone;
        fingerprint[m_size] = text;
        resource[m_size] = of;
        place[m_size] = in;
        return static_cast<int>(m_size++);
    }
    int findUnknown(std::uint64_t text) const
    {
        for (std::size_t i = 0; i < m_size; ++i) {
            if (state[i] == StateTable::kNone && fingerprint[i] == text)
                return static_cast<int>(i);
        }
        return -1;
    }

    // Columns of whole vectors: what is summed over candidates is summed in so many lanes, as sums
    // one after the other would wait for each other.
    static constexpr std::size_t kLanes = 8;
    static_assert(kMost % kLanes == 0);
    std::size_t padded() const { return (m_size + kLanes - 1) / kLanes * kLanes; }
    // Features of candidates that are not there say nothing.
    void pad()
    {
        for (Column &row : x)
            std::fill(row.begin() + m_size, row.begin() + padded(), 0.0F);
    }
    static float sumOf(const std::array<float, kLanes> &lanes)
    {
        return ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) +
               ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]));
    }

    std::array<StateTable::Number, kMost> state;
    std::array<ResourceId, kMost> resource;
    std::array<std::uint64_t, kMost> fingerprint; // of those without a state
    std::array<std::uint32_t, kMost> place;       // folder or endpoint (State::place)
    alignas(32) std::array<Column, kMostFeatures> x;
    alignas(32) Column pNext; // as mixed, not calibrated
    alignas(32) Column pUsed;

private:
    static constexpr std::size_t kSlots = 128;
    static constexpr std::uint8_t kFree = 0xff;
    static std::size_t slotOf(StateTable::Number number)
    {
        return (number * 0x9e3779b1U) >> 25; // 7 bits
    }

    std::size_t m_size = 0;
    std::array<std::uint8_t, kSlots> m_slots;
};

} // namespace forefetch
