// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/eviction.h"
#include "core/cache/frequencysketch.h"

namespace forefetch {

// W-TinyLFU (Einziger, Friedman, Manes: TinyLFU, a highly efficient cache admission policy, ACM
// Transactions on Storage 2017; shares as in Caffeine), in bytes. New entries enter a window of a
// hundredth of the capacity. Who is the least recently used of it meets the one that would leave
// the main part: the one that was asked for more often lately stays, else who was there. The main
// part is a segmented LRU: a hit moves from probation to the protected four fifths.
//
// Prefetched entries enter probation past that filter: nobody has asked for them yet, so it would
// let none of them in.
class WTinyLfuEviction final : public Eviction
{
public:
    explicit WTinyLfuEviction(EntrySlots &slots) : m_slots(slots) {}

    void resize(std::uint64_t capacity) override { m_capacity = capacity; }
    void added(SlotNumber n) override;
    void adopted(SlotNumber n) override;
    void hit(SlotNumber n) override;
    void removed(SlotNumber n, bool evicted) override;
    SlotNumber victim(std::uint64_t incoming) override;
    SlotNumber next() const override;

private:
    enum Part : std::uint8_t { Window, Probation, Protected };
    EvictionQueue &queueOf(const EntrySlot &slot);
    void enter(Part part, SlotNumber n);
    void move(SlotNumber n, Part to);
    void count(SlotNumber n);
    void emptyWindow();
    void protect(SlotNumber n);
    SlotNumber mainVictim() const;
    bool mainHolds(std::uint64_t bytes, std::uint64_t window) const;

    EntrySlots &m_slots;
    EvictionQueue m_window;
    EvictionQueue m_probation;
    EvictionQueue m_protected;
    FrequencySketch m_sketch;
    std::uint64_t m_entries = 0;
    std::uint64_t m_capacity = 0;
};

} // namespace forefetch
