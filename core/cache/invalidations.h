// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"
#include "core/time/clock.h"

#include <array>
#include <atomic>

namespace forefetch {

// Remembers when unsafe requests last changed a resource, so that an answer that was fetched
// before and arrives after is not stored (RFC 9111, 4.4, closing its race). Fixed size: resources
// share 4,096 slots, and two in one slot only mean that an answer too many is not stored.
//
//     invalidations.note(resource, clock.now());
//     if (invalidations.since(resource, fetchStartedAt)) ... // do not store
//
// Thread: any.
class Invalidations
{
public:
    void note(ResourceId resource, TimePoint now)
    {
        slot(resource).store(now.time_since_epoch().count() + 1, std::memory_order_release);
    }

    bool since(ResourceId resource, TimePoint start) const
    {
        return slot(resource).load(std::memory_order_acquire) > start.time_since_epoch().count();
    }

private:
    using Slot = std::atomic<Duration::rep>;
    const Slot &slot(ResourceId r) const { return m_slots[mixBits(r.packed()) % m_slots.size()]; }
    Slot &slot(ResourceId r) { return m_slots[mixBits(r.packed()) % m_slots.size()]; }

    std::array<Slot, 4096> m_slots{};
};

} // namespace forefetch
