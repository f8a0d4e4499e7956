// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"
#include "core/time/clock.h"

#include <array>
#include <atomic>

namespace forefetch {

// Remembers for a while which keys gave an answer that could not be stored, so that nobody
// prefetches them again and again for nothing: what the origin forbids today it will most likely
// forbid in a minute. Fixed size; of two keys in one slot the newer is remembered.
//
//     notStorable.note(key, clock.now());
//     notStorable.holds(key, clock.now())     // for ten minutes
//
// Thread: any.
class NotStorable
{
public:
    static constexpr Duration kMemory = std::chrono::minutes(10);

    void note(const Key &key, TimePoint now)
    {
        Slot &slot = slotOf(key);
        slot.until.store((now + kMemory).time_since_epoch().count(), std::memory_order_relaxed);
        slot.key.store(hashOf(key), std::memory_order_release);
    }

    bool holds(const Key &key, TimePoint now) const
    {
        const Slot &slot = slotOf(key);
        return slot.key.load(std::memory_order_acquire) == hashOf(key)
            && slot.until.load(std::memory_order_relaxed) > now.time_since_epoch().count();
    }

private:
    struct Slot
    {
        std::atomic<std::uint64_t> key{0};
        std::atomic<Duration::rep> until{0};
    };
    const Slot &slotOf(const Key &key) const { return m_slots[hashOf(key) % m_slots.size()]; }
    Slot &slotOf(const Key &key) { return m_slots[hashOf(key) % m_slots.size()]; }

    std::array<Slot, 8192> m_slots{};
};

} // namespace forefetch
