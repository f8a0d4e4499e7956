// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/wtinylfueviction.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr std::uint64_t kWindowDivisor = 100;

std::uint64_t protectedShare(std::uint64_t main)
{
    return main - main / 5;
}

} // namespace

EvictionQueue &WTinyLfuEviction::queueOf(const EntrySlot &slot)
{
    if (slot.queue == Window)
        return m_window;
    return slot.queue == Probation ? m_probation : m_protected;
}

void WTinyLfuEviction::enter(Part part, SlotNumber n)
{
    m_slots[n].queue = part;
    queueOf(m_slots[n]).pushFront(m_slots, n);
}

void WTinyLfuEviction::move(SlotNumber n, Part to)
{
    queueOf(m_slots[n]).remove(m_slots, n);
    enter(to, n);
}

void WTinyLfuEviction::count(SlotNumber n)
{
    m_sketch.increment(hashOf(m_slots[n].key));
}

void WTinyLfuEviction::added(SlotNumber n)
{
    m_sketch.makeRoomFor(++m_entries);
    if (m_slots[n].standing == Standing::Unproven) { // no request: nothing is counted
        enter(Probation, n);
        return;
    }
    count(n);
    enter(Window, n);
    emptyWindow();
}

void WTinyLfuEviction::adopted(SlotNumber n)
{
    m_sketch.makeRoomFor(++m_entries);
    enter(Probation, n);
    if (m_slots[n].standing != Standing::Proven)
        return;
    count(n);
    protect(n);
}

// While the main part has room, everybody moves on from the window; the newest stays in any case,
// so that there is a window where a hundredth is less than one entry.
void WTinyLfuEviction::emptyWindow()
{
    const std::uint64_t share = m_capacity / kWindowDivisor;
    while (m_window.bytes() > share && m_window.holdsSeveral() &&
           mainHolds(m_slots[m_window.last()].charge, share))
        move(m_window.last(), Probation);
}

bool WTinyLfuEviction::mainHolds(std::uint64_t bytes, std::uint64_t window) const
{
    return m_probation.bytes() + m_protected.bytes() + bytes + window <= m_capacity;
}

void WTinyLfuEviction::hit(SlotNumber n)
{
    count(n);
    if (m_slots[n].queue == Probation)
        protect(n);
    else
        queueOf(m_slots[n]).moveToFront(m_slots, n);
}

void WTinyLfuEviction::protect(SlotNumber n)
{
    move(n, Protected);
    const std::uint64_t most = protectedShare(m_capacity - m_capacity / kWindowDivisor);
    while (m_protected.bytes() > most)
        move(m_protected.last(), Probation);
}

void WTinyLfuEviction::removed(SlotNumber n, bool)
{
    queueOf(m_slots[n]).remove(m_slots, n);
    --m_entries;
}

SlotNumber WTinyLfuEviction::mainVictim() const
{
    return m_probation.empty() ? m_protected.last() : m_probation.last();
}

SlotNumber WTinyLfuEviction::victim(std::uint64_t incoming)
{
    const std::uint64_t share = std::max(m_capacity / kWindowDivisor, incoming);
    while (!m_window.empty() && m_window.bytes() + incoming > share) {
        const SlotNumber candidate = m_window.last();
        const SlotNumber rival = mainVictim();
        if (rival == kNoSlot)
            return candidate;
        if (mainHolds(m_slots[candidate].charge, share)) {
            move(candidate, Probation);
            continue;
        }
        // (The candidate moves when the new one is in the window, into the room that is made now.)
        const bool stays = m_sketch.estimate(hashOf(m_slots[candidate].key)) >
                           m_sketch.estimate(hashOf(m_slots[rival].key));
        return stays ? rival : candidate;
    }
    const SlotNumber n = mainVictim();
    return n == kNoSlot ? m_window.last() : n;
}

SlotNumber WTinyLfuEviction::next() const
{
    if (!m_probation.empty())
        return m_probation.last();
    return m_window.empty() ? m_protected.last() : m_window.last();
}

} // namespace forefetch
