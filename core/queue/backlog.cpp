// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/backlog.h"

#include <algorithm>

namespace forefetch {

PutResult Backlog::put(const PrefetchRequest &request, TimePoint now,
                       PrefetchQueue::Identify identify)
{
    const std::uint64_t hash = hashOf(request.key);
    const auto level = PriorityLevels::of(request.priority);
    m_index.prefetch(hash);
    m_levels.prefetchLast(level);

    PutResult result{PutStatus::Added};
    KeyIndex::Place place = find(request.key, hash);
    if (place.slot != kNoSlot) {
        if (const auto status = raise(place.slot, request, now))
            return {*status};
        result.out = m_pool[place.slot].request.id;
        result.outExpired = true;
        leave(place.slot);
        enter(place.slot, request, identify);
        return result;
    }
    if (m_size >= m_maxSize) {
        if (isEmpty() || level <= m_levels.lowest()) {
            ++m_counts.fullRejections;
            return {PutStatus::Full};
        }
        const PrefetchRequest out = displaceLowest();
        result.out = out.id;
        result.outExpired = out.isExpired(now);
        place = find(request.key, hash); // its neighbours may have moved
    }
    const std::uint32_t slot = m_pool.allocate();
    m_index.insert(place, hash, slot);
    enter(slot, request, identify);
    return result;
}

std::optional<PutStatus> Backlog::raise(const PrefetchRequest &request, TimePoint now)
{
    const std::uint32_t slot = find(request.key).slot;
    return slot == kNoSlot ? std::nullopt : raise(slot, request, now);
}

std::optional<PutStatus> Backlog::raise(std::uint32_t slot, const PrefetchRequest &request,
                                        TimePoint now)
{
    Slot &known = m_pool[slot];
    if (known.isInFlight()) {
        ++m_counts.duplicatesRejected;
        return PutStatus::DuplicateInFlight;
    }
    if (known.request.isExpired(now))
        return std::nullopt;
    const auto from = PriorityLevels::of(known.request.priority);
    const auto to = PriorityLevels::of(request.priority);
    if (to <= from) {
        ++m_counts.duplicatesRejected;
        return PutStatus::DuplicateQueued;
    }
    m_levels.unlink(from, slot);
    const PrefetchId id = known.request.id;
    known.request = request;
    known.request.id = id;
    m_levels.append(to, slot);
    ++m_counts.raised;
    return PutStatus::Raised;
}

std::optional<PrefetchRequest> Backlog::take()
{
    if (isEmpty())
        return std::nullopt;
    const auto level = m_levels.highest();
    const std::uint32_t slot = m_levels.first(level);
    leave(slot);
    m_levels.prefetchFirst(level);
    m_pool[slot].previous = Slot::kInFlight;
    return m_pool[slot].request;
}

void Backlog::finished(const Key &key)
{
    const KeyIndex::Place place = find(key);
    if (place.slot == kNoSlot || !m_pool[place.slot].isInFlight())
        return;
    m_index.erase(place);
    m_pool.release(place.slot);
}

std::optional<PrefetchRequest> Backlog::remove(const Key &key)
{
    const KeyIndex::Place place = find(key);
    if (place.slot == kNoSlot || m_pool[place.slot].isInFlight())
        return std::nullopt;
    return leaveAndFree(place);
}

std::size_t Backlog::clear(std::vector<PrefetchRequest> *removed)
{
    const std::size_t count = m_size;
    while (!isEmpty()) {
        const PrefetchRequest gone = leaveAndFree(m_levels.first(m_levels.highest()));
        if (removed)
            removed->push_back(gone);
    }
    return count;
}

void Backlog::setMaxSize(std::size_t maxSize, std::vector<PrefetchRequest> *displaced)
{
    m_maxSize = maxSize;
    while (m_size > m_maxSize) {
        const PrefetchRequest out = displaceLowest();
        if (displaced)
            displaced->push_back(out);
    }
}

bool Backlog::contains(const Key &key) const
{
    const std::uint32_t slot = find(key).slot;
    return slot != kNoSlot && !m_pool[slot].isInFlight();
}

bool Backlog::isInFlight(const Key &key) const
{
    const std::uint32_t slot = find(key).slot;
    return slot != kNoSlot && m_pool[slot].isInFlight();
}

QueueFigures Backlog::stats() const
{
    QueueFigures figures = m_counts;
    figures.size = m_size;
    figures.maxSize = m_maxSize;
    return figures;
}

std::vector<PrefetchRequest> Backlog::ranked(std::size_t most) const
{
    std::vector<PrefetchRequest> out;
    if (isEmpty())
        return out;
    out.reserve(std::min(most, m_size));
    for (std::optional<PriorityLevels::Level> l = m_levels.highest(); l; l = m_levels.below(*l)) {
        for (auto slot = m_levels.first(*l); slot != kNoSlot; slot = m_pool[slot].next) {
            if (out.size() == most)
                return out;
            out.push_back(m_pool[slot].request);
        }
    }
    return out;
}

// A request takes its place in the lists; its slot is in the index already.
void Backlog::enter(std::uint32_t slot, const PrefetchRequest &request,
                    PrefetchQueue::Identify identify)
{
    PrefetchRequest &entry = m_pool[slot].request;
    entry = request;
    if (identify)
        entry.id = identify(entry);
    m_levels.append(PriorityLevels::of(request.priority), slot);
    ++m_size;
    ++m_counts.totalAdded;
}

// Out of the lists; its slot and its place in the index stay.
void Backlog::leave(std::uint32_t slot)
{
    m_levels.unlink(PriorityLevels::of(m_pool[slot].request.priority), slot);
    --m_size;
    ++m_counts.totalRemoved;
}

PrefetchRequest Backlog::leaveAndFree(KeyIndex::Place place)
{
    leave(place.slot);
    const PrefetchRequest gone = m_pool[place.slot].request;
    m_index.erase(place);
    m_pool.release(place.slot);
    return gone;
}

// The last in of the lowest: who has waited longest among equals stays.
PrefetchRequest Backlog::displaceLowest()
{
    ++m_counts.displaced;
    return leaveAndFree(m_levels.last(m_levels.lowest()));
}

} // namespace forefetch
