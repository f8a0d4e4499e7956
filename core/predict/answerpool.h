// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/jsonvalues.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace forefetch {

// The values of the latest answers of all sessions, in a ring: the oldest make room. A reference to
// an answer that has gone finds nothing.
//
//     AnswerPool::Ref ref = pool.next();      // in place of the oldest
//     reader.read(body, target, places, pool.fill(ref));
//     const JsonValues *values = pool.find(ref);
//
// Thread: its owner's.
class AnswerPool
{
public:
    struct Ref
    {
        std::uint32_t slot = 0;
        std::uint32_t generation = 0; // 0: none
    };

    explicit AnswerPool(std::size_t answers) : m_max(std::max<std::size_t>(answers, 1)) {}

    Ref next()
    {
        if (m_slots.size() < m_max) {
            m_hand = static_cast<std::uint32_t>(m_slots.size());
            m_slots.emplace_back();
        } else {
            m_hand = m_hand + 1 < m_slots.size() ? m_hand + 1 : 0;
        }
        Slot &slot = m_slots[m_hand];
        slot.generation = ++m_generation == 0 ? ++m_generation : m_generation;
        slot.values.clear();
        return {m_hand, slot.generation};
    }
    JsonValues &fill(Ref ref) { return m_slots[ref.slot].values; }
    // After it was filled: keeps count of the memory.
    void filled(Ref ref)
    {
        Slot &slot = m_slots[ref.slot];
        m_bytes -= slot.bytes;
        slot.bytes = slot.values.texts.capacity() +
                     slot.values.values.capacity() * sizeof(JsonValues::Value);
        m_bytes += slot.bytes;
    }
    const JsonValues *find(Ref ref) const
    {
        if (ref.generation == 0 || ref.slot >= m_slots.size() ||
            m_slots[ref.slot].generation != ref.generation)
            return nullptr;
        return &m_slots[ref.slot].values;
    }
    void resize(std::size_t answers)
    {
        m_max = std::max<std::size_t>(answers, 1);
        if (m_slots.size() <= m_max)
            return;
        clear();
    }
    void clear()
    {
        m_slots = {};
        m_bytes = 0;
        m_hand = 0;
    }
    std::size_t bytes() const { return m_slots.capacity() * sizeof(Slot) + m_bytes; }

    static constexpr std::size_t kBytesAnAnswer = 12'000; // at most

private:
    struct Slot
    {
        JsonValues values;
        std::uint32_t generation = 0;
        std::size_t bytes = 0;
    };
    std::vector<Slot> m_slots;
    std::uint32_t m_hand = 0;
    std::size_t m_max;
    std::size_t m_bytes = 0;
    std::uint32_t m_generation = 0;
};

} // namespace forefetch
