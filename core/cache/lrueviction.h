// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/eviction.h"

namespace forefetch {

// Least recently used: one queue, a hit moves to its front, the last one leaves.
class LruEviction final : public Eviction
{
public:
    explicit LruEviction(EntrySlots &slots) : m_slots(slots) {}

    void resize(std::uint64_t) override {}
    void added(SlotNumber n) override { m_queue.pushFront(m_slots, n); }
    void adopted(SlotNumber n) override { m_queue.pushFront(m_slots, n); }
    void hit(SlotNumber n) override { m_queue.moveToFront(m_slots, n); }
    void removed(SlotNumber n, bool) override { m_queue.remove(m_slots, n); }
    SlotNumber victim(std::uint64_t) override { return m_queue.last(); }
    SlotNumber next() const override { return m_queue.last(); }

private:
    EntrySlots &m_slots;
    EntryList<&EntrySlot::order> m_queue;
};

} // namespace forefetch
