// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/queue/keyindex.h"
#include "core/queue/prefetchqueue.h"
#include "core/queue/prioritylevels.h"
#include "core/queue/slotpool.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace forefetch {

// What PrefetchQueue does, without its threads: the requests that wait, by priority and by key,
// and the keys in flight. Each function is the one of the same name there.
//
// Thread: one at a time.
class Backlog
{
public:
    explicit Backlog(std::size_t maxSize) : m_levels(m_pool), m_maxSize(maxSize) {}

    PutResult put(const PrefetchRequest &request, TimePoint now, PrefetchQueue::Identify identify);
    std::optional<PutStatus> raise(const PrefetchRequest &request, TimePoint now);
    std::optional<PrefetchRequest> take();
    void finished(const Key &key);
    std::optional<PrefetchRequest> remove(const Key &key);
    std::size_t clear(std::vector<PrefetchRequest> *removed);
    void setMaxSize(std::size_t maxSize, std::vector<PrefetchRequest> *displaced);

    bool contains(const Key &key) const;
    bool isInFlight(const Key &key) const;
    bool isEmpty() const noexcept { return m_size == 0; }
    std::size_t size() const noexcept { return m_size; }
    std::size_t maxSize() const noexcept { return m_maxSize; }
    QueueFigures stats() const;
    std::vector<PrefetchRequest> ranked(std::size_t most) const;
    std::size_t bytes() const { return sizeof *this + m_pool.bytes() + m_index.bytes(); }

private:
    KeyIndex::Place find(const Key &key, std::uint64_t hash) const
    {
        return m_index.find(hash, [&](std::uint32_t s) { return m_pool[s].request.key == key; });
    }
    KeyIndex::Place find(const Key &key) const { return find(key, hashOf(key)); }
    std::optional<PutStatus> raise(std::uint32_t slot, const PrefetchRequest &request,
                                   TimePoint now);
    void enter(std::uint32_t slot, const PrefetchRequest &request,
               PrefetchQueue::Identify identify);
    void leave(std::uint32_t slot);
    PrefetchRequest leaveAndFree(KeyIndex::Place place);
    PrefetchRequest leaveAndFree(std::uint32_t slot) { return leaveAndFree(placeOf(slot)); }
    KeyIndex::Place placeOf(std::uint32_t slot) const
    {
        return m_index.find(hashOf(m_pool[slot].request.key),
                            [slot](std::uint32_t s) { return s == slot; });
    }
    PrefetchRequest displaceLowest();

    SlotPool m_pool;
    KeyIndex m_index; // what waits and what is in flight
    PriorityLevels m_levels;
    std::size_t m_size = 0; // what waits
    std::size_t m_maxSize;
    QueueFigures m_counts; // its gauges are filled in by stats()
};

} // namespace forefetch
