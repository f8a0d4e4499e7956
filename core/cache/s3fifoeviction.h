// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/eviction.h"
#include "core/cache/ghosts.h"

namespace forefetch {

// S3-FIFO (Yang, Zhang, Qiu, Yue, Rashmi: FIFO queues are all you need for cache eviction, SOSP
// 2023), in bytes instead of objects. New entries enter a small queue of a tenth of the capacity;
// who was hit twice when its turn comes goes on to the main queue, the others leave and are
// remembered as ghosts. Who is fetched again while a ghost enters the main queue at once. The main
// queue gives another round for each hit, up to three. A hit only counts: no list is relinked.
//
// Prefetched entries enter the small queue always, where those that nobody asks for leave soon and
// nobody in the main queue gives way to them.
class S3FifoEviction final : public Eviction
{
public:
    explicit S3FifoEviction(EntrySlots &slots) : m_slots(slots) {}

    void resize(std::uint64_t capacity) override { m_capacity = capacity; }
    void added(SlotNumber n) override;
    void adopted(SlotNumber n) override;
    void hit(SlotNumber n) override;
    void removed(SlotNumber n, bool evicted) override;
    SlotNumber victim(std::uint64_t incoming) override;
    SlotNumber next() const override;

private:
    enum Queue : std::uint8_t { Small, Main };
    void enter(Queue queue, SlotNumber n);

    EntrySlots &m_slots;
    EvictionQueue m_small;
    EvictionQueue m_main;
    Ghosts m_ghosts;
    std::uint64_t m_capacity = 0;
};

} // namespace forefetch
