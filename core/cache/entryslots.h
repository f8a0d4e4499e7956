// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/entry.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace forefetch {

using SlotNumber = std::uint32_t;
inline constexpr SlotNumber kNoSlot = 0xffffffff;

struct EntryLinks
{
    SlotNumber previous = kNoSlot;
    SlotNumber next = kNoSlot;
};

// Whether an entry has earned its place: an unproven one was prefetched and served nobody yet, a
// demanded one was fetched for somebody and served no hit since, a proven one has served a hit.
enum class Standing : std::uint8_t { Unproven, Demanded, Proven };

// One stored entry and its place in each list. A hit touches its first cache line alone, and
// that of the neighbours that the policy of eviction relinks.
struct alignas(64) EntrySlot
{
    Key key;
    CacheEntryPtr entry;
    TimePoint freshUntil{};
    EntryLinks order; // within the queue of the policy of eviction that it is in
    EntryLinks peers; // among those of its standing (and probability), until it is proven
    Standing standing = Standing::Demanded;
    bool seenByControl = false;
    std::uint8_t likelihood = 0; // bucket of its probability, while unproven
    std::uint8_t queue = 0;      // which of the policy's queues
    std::uint8_t frequency = 0;  // what the policy counts of its hits

    alignas(64) std::uint64_t charge = 0; // bytes
    EntryLinks expiry;                    // within a bucket of the expiry wheel
    TimePoint dueAt{}; // when the wheel gives it: at the end of its freshness, then of its keeping
    EntryLinks variants; // other partitions' entries of the same resource
    std::uint16_t wheelBucket = 0;
};

// Slots by number, in blocks that never move, with a free list: no allocation in steady state.
//
// Thread: its owner's.
class EntrySlots
{
public:
    EntrySlot &operator[](SlotNumber n) { return m_blocks[n >> kBlockBits][n & (kBlockSize - 1)]; }
    const EntrySlot &operator[](SlotNumber n) const
    {
        return m_blocks[n >> kBlockBits][n & (kBlockSize - 1)];
    }

    // Slots that there are, taken or not.
    std::size_t size() const { return m_blocks.size() << kBlockBits; }

    SlotNumber take()
    {
        if (m_free == kNoSlot)
            grow();
        const SlotNumber n = m_free;
        EntrySlot &slot = (*this)[n];
        m_free = slot.order.next;
        slot.order.next = kNoSlot;
        return n;
    }

    void give(SlotNumber n)
    {
        EntrySlot &slot = (*this)[n];
        slot = EntrySlot();
        slot.order.next = m_free;
        m_free = n;
    }

private:
    static constexpr unsigned kBlockBits = 10;
    static constexpr SlotNumber kBlockSize = 1u << kBlockBits;

    void grow()
    {
        const auto first = static_cast<SlotNumber>(m_blocks.size()) << kBlockBits;
        m_blocks.push_back(std::make_unique<EntrySlot[]>(kBlockSize));
        for (SlotNumber i = kBlockSize; i-- > 0;)
            give(first + i);
    }

    std::vector<std::unique_ptr<EntrySlot[]>> m_blocks;
    SlotNumber m_free = kNoSlot;
};

// A doubly linked list through one of the links of the slots; a slot knows its neighbours, so
// everything is O(1).
template <EntryLinks EntrySlot::*Links>
class EntryList
{
public:
    bool empty() const { return m_first == kNoSlot; }
    SlotNumber first() const { return m_first; }
    SlotNumber last() const { return m_last; }

    void pushFront(EntrySlots &pool, SlotNumber n)
    {
        EntryLinks &links = pool[n].*Links;
        links = {kNoSlot, m_first};
        (m_first == kNoSlot ? m_last : (pool[m_first].*Links).previous) = n;
        m_first = n;
    }

    void pushBack(EntrySlots &pool, SlotNumber n)
    {
        EntryLinks &links = pool[n].*Links;
        links = {m_last, kNoSlot};
        (m_last == kNoSlot ? m_first : (pool[m_last].*Links).next) = n;
        m_last = n;
    }

    void moveToFront(EntrySlots &pool, SlotNumber n)
    {
        if (n == m_first)
            return;
        remove(pool, n);
        pushFront(pool, n);
    }

    void remove(EntrySlots &pool, SlotNumber n)
    {
        EntryLinks &links = pool[n].*Links;
        (links.previous == kNoSlot ? m_first : (pool[links.previous].*Links).next) = links.next;
        (links.next == kNoSlot ? m_last : (pool[links.next].*Links).previous) = links.previous;
        links = {};
    }

private:
    SlotNumber m_first = kNoSlot;
    SlotNumber m_last = kNoSlot;
};

} // namespace forefetch
