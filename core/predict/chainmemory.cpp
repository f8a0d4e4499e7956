// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/chain.h"

#include <algorithm>
#include <utility>

namespace forefetch {

bool TransitionChain::makeRoom(std::size_t bytes)
{
    for (int step = 0; step < 64 && this->bytes() + bytes > m_budget && m_slots > 0; ++step)
        visit(m_hand);
    return this->bytes() + bytes <= m_budget;
}

// One step of the clock hand (see the head of chain.h).
void TransitionChain::visit(Slot slot)
{
    m_hand = slot + 1 < m_slots ? slot + 1 : 0;
    State &s = state(slot);
    if (!s.id.valid() || slot == m_kept[0] || slot == m_kept[1])
        return;
    if (s.heat > 0) {
        s.heat /= 2;
        trim(slot);
        return;
    }
    dropAll(slot);
    if (s.incoming == 0)
        release(slot);
}

std::vector<TransitionChain::Slot> TransitionChain::byUsefulness() const
{
    std::vector<Slot> slots;
    slots.reserve(m_states);
    forEachState([&](Slot slot) { slots.push_back(slot); });
    const auto use = [this](Slot slot) {
        return static_cast<std::uint64_t>(state(slot).total) + state(slot).asNext;
    };
    std::stable_sort(slots.begin(), slots.end(), [&](Slot a, Slot b) { return use(a) > use(b); });
    return slots;
}

void TransitionChain::setBudget(std::size_t bytes)
{
    bytes = std::max(bytes, kSmallestBudget);
    const std::size_t stateBytes =
        m_chunks.size() * kChunkStates * (sizeof(State) + kIndexBytesAState);
    if (this->bytes() <= bytes && stateBytes <= bytes / 8 * 5) {
        m_budget = bytes;
        return;
    }
    TransitionChain smaller(bytes);
    std::vector<Slot> moved(m_slots, kNoSlot);
    const std::vector<Slot> order = byUsefulness();
    for (const Slot slot : order)
        moved[slot] = smaller.restore(record(slot));
    for (const Slot slot : order) {
        const Successors next = successors(slot);
        for (std::uint32_t i = 0; moved[slot] != kNoSlot && i < next.size; ++i) {
            if (moved[next.to[i]] != kNoSlot)
                smaller.restoreSuccessor(moved[slot], moved[next.to[i]], next.count[i]);
        }
    }
    for (const PopularList::Entry &entry : m_popular) {
        if (moved[entry.slot] != kNoSlot)
            smaller.restorePopular(moved[entry.slot]);
    }
    smaller.m_popularTotal = m_popularTotal;
    *this = std::move(smaller);
}

} // namespace forefetch
