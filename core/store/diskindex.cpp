// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/diskindex.h"

#include <algorithm>

namespace forefetch {

void DiskIndex::reserve(const Place &place, std::uint64_t serial)
{
    m_slots[place.hash] = {serial, 0, false, false};
}

void DiskIndex::written(std::uint64_t place, std::uint64_t serial, std::int64_t freshUntil)
{
    const auto found = m_slots.find(place);
    if (found != m_slots.end() && found->second.serial == serial) {
        found->second.written = true;
        found->second.freshUntil = freshUntil;
    }
}

void DiskIndex::dropped(std::uint64_t place, std::uint64_t serial)
{
    const auto found = m_slots.find(place);
    if (found != m_slots.end() && found->second.serial == serial)
        m_slots.erase(found);
}

void DiskIndex::purge(const Purge &purge)
{
    switch (purge.kind) {
    case Purge::Kind::Place:
        m_voidPlaces[purge.hash] = purge.serial;
        if (const auto found = m_slots.find(purge.hash);
            found != m_slots.end() && found->second.serial < purge.serial)
            m_slots.erase(found);
        return;
    case Purge::Kind::Resource: // its places are found by the database
        m_voidResources[purge.hash] = purge.serial;
        return;
    case Purge::Kind::Everything:
        m_voidBefore = std::max(m_voidBefore, purge.serial);
        boost::unordered::erase_if(
            m_slots, [&](const auto &item) { return item.second.serial < purge.serial; });
        m_voidPlaces.clear();
        m_voidResources.clear();
        return;
    }
}

void DiskIndex::settled(const Purge &purge)
{
    if (purge.kind == Purge::Kind::Everything)
        return; // one number: it costs nothing
    Marks &marks = purge.kind == Purge::Kind::Place ? m_voidPlaces : m_voidResources;
    const auto found = marks.find(purge.hash);
    if (found != marks.end() && found->second == purge.serial)
        marks.erase(found);
}

void DiskIndex::add(std::uint64_t place, std::uint64_t serial, std::int64_t freshUntil)
{
    const auto mark = m_voidPlaces.find(place);
    if (serial < m_voidBefore || (mark != m_voidPlaces.end() && serial < mark->second))
        return;
    m_slots.try_emplace(place, Slot{serial, freshUntil, true, false});
}

void DiskIndex::reset()
{
    boost::unordered::erase_if(m_slots, [](const auto &item) { return item.second.written; });
    m_loaded = true;
}

bool DiskIndex::mayHold(const Place &place) const
{
    const auto found = m_slots.find(place.hash);
    if (found == m_slots.end())
        return !m_loaded;
    return found->second.written && isCurrent(place, found->second.serial);
}

bool DiskIndex::holdsFresh(const Place &place, std::int64_t now) const
{
    const auto found = m_slots.find(place.hash);
    return found != m_slots.end() && found->second.freshUntil > now && mayHold(place);
}

bool DiskIndex::mayHave(const Place &place) const
{
    return !m_loaded || m_slots.contains(place.hash);
}

bool DiskIndex::isCurrent(const Place &place, std::uint64_t serial) const
{
    if (serial < m_voidBefore)
        return false;
    if (const auto mark = m_voidPlaces.find(place.hash);
        mark != m_voidPlaces.end() && serial < mark->second)
        return false;
    if (const auto mark = m_voidResources.find(place.resource);
        mark != m_voidResources.end() && serial < mark->second)
        return false;
    const auto found = m_slots.find(place.hash);
    return found == m_slots.end() ? !m_loaded : found->second.serial == serial;
}

void DiskIndex::used(const Place &place)
{
    if (const auto found = m_slots.find(place.hash); found != m_slots.end())
        found->second.used = true;
}

bool DiskIndex::takeUsed(std::uint64_t place, std::uint64_t serial)
{
    const auto found = m_slots.find(place);
    if (found == m_slots.end() || found->second.serial != serial || !found->second.used)
        return false;
    found->second.used = false;
    return true;
}

} // namespace forefetch
