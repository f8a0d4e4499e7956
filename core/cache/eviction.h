// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/entryslots.h"

#include <cstdint>
#include <memory>

namespace forefetch {

// What `cache.eviction` chooses, in the order of its choices in the table of parameters.
enum class EvictionKind : std::uint8_t { Lru, S3Fifo, WTinyLfu };

// Which entry of a shard leaves for a demand entry. It keeps every stored entry in queues of its
// own (`order` of the slot) and knows nothing of expiry; who may make room for a prefetch is the
// shard's rule, the same under each. Kinds: lrueviction.h, s3fifoeviction.h, wtinylfueviction.h.
//
//     auto eviction = makeEviction(EvictionKind::S3Fifo, slots);
//     eviction->resize(capacity);
//     eviction->added(n);                               // stored, its standing and charge are set
//     eviction->hit(n);                                 // it has served somebody
//     SlotNumber next = eviction->victim(bytes);        // to be removed by the caller
//     eviction->removed(next, true);
//
// Everything takes constant time on the average over many operations; hit() allocates nothing.
//
// Thread: its shard's.
class Eviction
{
public:
    virtual ~Eviction() = default;

    // Bytes that the entries together may take, from now on.
    virtual void resize(std::uint64_t capacity) = 0;
    // An unproven entry has a way in of its own: no filter by frequency stands before it, as
    // nobody can have asked for it yet.
    virtual void added(SlotNumber n) = 0;
    // Stored under another kind before.
    virtual void adopted(SlotNumber n) = 0;
    virtual void hit(SlotNumber n) = 0;
    // `evicted`: to make room; not because it expired, was replaced or was invalidated.
    virtual void removed(SlotNumber n, bool evicted) = 0;
    // Who leaves so that a demand entry of `incoming` bytes may come in; there is at least one.
    virtual SlotNumber victim(std::uint64_t incoming) = 0;
    // Whoever is nearest to leaving as the queues stand, or none; for moving them all.
    virtual SlotNumber next() const = 0;
};

// `slots` must outlive it.
std::unique_ptr<Eviction> makeEviction(EvictionKind kind, EntrySlots &slots);

// A queue of entries that knows how many bytes it holds; first in, last out of `last`.
class EvictionQueue
{
public:
    bool empty() const { return m_list.empty(); }
    bool holdsSeveral() const { return m_list.first() != m_list.last(); }
    SlotNumber last() const { return m_list.last(); }
    std::uint64_t bytes() const { return m_bytes; }

    void pushFront(EntrySlots &slots, SlotNumber n)
    {
        m_list.pushFront(slots, n);
        m_bytes += slots[n].charge;
    }
    void remove(EntrySlots &slots, SlotNumber n)
    {
        m_list.remove(slots, n);
        m_bytes -= slots[n].charge;
    }
    void moveToFront(EntrySlots &slots, SlotNumber n) { m_list.moveToFront(slots, n); }

private:
    EntryList<&EntrySlot::order> m_list;
    std::uint64_t m_bytes = 0;
};

} // namespace forefetch
