// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/recordpool.h"

namespace forefetch {

std::uint32_t RecordPool::indexOf(const Place &place) const
{
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(place.record.id) & kMaxPlaces);
}

void RecordPool::append(List &list, std::uint32_t index, Place &place)
{
    place.older = list.newest;
    place.newer = kNone;
    (list.newest == kNone ? list.oldest : at(list.newest).newer) = index;
    list.newest = index;
}

void RecordPool::remove(List &list, Place &place)
{
    (place.older == kNone ? list.oldest : at(place.older).newer) = place.newer;
    (place.newer == kNone ? list.newest : at(place.newer).older) = place.older;
}

RecordPool::Place *RecordPool::open()
{
    std::uint32_t index = m_free;
    if (index != kNone) {
        m_free = at(index).newer;
    } else if (m_made < kMaxPlaces) {
        index = m_made++;
        if (index / kChunk == m_chunks.size())
            m_chunks.push_back(std::make_unique<Place[]>(kChunk));
    } else {
        return nullptr;
    }
    Place &place = at(index);
    place.record = {};
    place.record.id = PrefetchId{(++place.uses << kPlaceBits) | index};
    append(m_open, index, place);
    ++m_openCount;
    return &place;
}

void RecordPool::end(Place &place)
{
    remove(m_open, place);
    --m_openCount;
    append(m_ended, indexOf(place), place);
    if (++m_endedCount > m_keepEnded)
        forgetOldest();
}

void RecordPool::forgetOldest()
{
    const std::uint32_t index = m_ended.oldest;
    Place &place = at(index);
    remove(m_ended, place);
    --m_endedCount;
    place.record.id = PrefetchId::None;
    if (place.uses == kMaxUses)
        return;
    place.newer = m_free;
    m_free = index;
}

RecordPool::Place *RecordPool::find(PrefetchId id)
{
    const auto index = static_cast<std::uint32_t>(static_cast<std::uint64_t>(id) & kMaxPlaces);
    if (index >= m_made || id == PrefetchId::None)
        return nullptr;
    Place &place = at(index);
    return place.record.id == id ? &place : nullptr;
}

} // namespace forefetch
