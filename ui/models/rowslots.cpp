// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rowslots.h"

namespace forefetch {

RowSlots::RowSlots(std::size_t capacity) : m_places(capacity)
{
    m_slots.reserve(capacity);
    clear();
}

void RowSlots::clear()
{
    m_slots.clear();
    m_free = m_oldest = m_newest = kNone;
    for (Slot slot = static_cast<Slot>(m_places.size()); slot-- > 0;) {
        m_places[slot] = {.newer = m_free};
        m_free = slot;
    }
}

RowSlots::Slot RowSlots::find(std::uint64_t key) const
{
    const auto found = m_slots.find(key);
    return found == m_slots.end() ? kNone : found->second;
}

RowSlots::Slot RowSlots::take(std::uint64_t key)
{
    if (m_free == kNone)
        release(m_oldest);
    const Slot slot = m_free;
    Place &place = m_places[slot];
    m_free = place.newer;
    place = {key, m_newest, kNone, true};
    (m_newest == kNone ? m_oldest : m_places[m_newest].newer) = slot;
    m_newest = slot;
    m_slots.emplace(key, slot);
    return slot;
}

void RowSlots::release(Slot slot)
{
    Place &place = m_places[slot];
    (place.older == kNone ? m_oldest : m_places[place.older].newer) = place.newer;
    (place.newer == kNone ? m_newest : m_places[place.newer].older) = place.older;
    m_slots.erase(place.key);
    place = {.newer = m_free};
    m_free = slot;
}

} // namespace forefetch
