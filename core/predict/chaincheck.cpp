// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/chain.h"

#include <algorithm>
#include <functional>

namespace forefetch {

bool TransitionChain::isConsistent() const
{
    std::vector<std::uint32_t> incoming(m_slots, 0);
    std::size_t states = 0;
    std::size_t transitions = 0;
    std::size_t unwanted = 0;
    std::size_t struck = 0;
    std::size_t indexed = 0;
    std::size_t listed = 0;
    bool good = true;
    for (Slot slot = 0; slot < m_slots; ++slot) {
        const State &s = state(slot);
        if (!s.id.valid())
            continue;
        ++states;
        unwanted += isUnwanted(slot) ? 1 : 0;
        struck += strikes(slot) > 0 ? 1 : 0;
        listed += (s.flags & kPopular) != 0 ? 1 : 0;
        indexed += isDead(slot) ? 0 : 1;
        good = good && (isDead(slot) || find(s.id) == slot);
        const Successors next = successors(slot);
        transitions += next.size;
        std::uint64_t sum = 0;
        for (std::uint32_t i = 0; i < next.size; ++i) {
            sum += next.count[i];
            good = good && next.to[i] < m_slots && resource(next.to[i]).valid();
            if (next.to[i] < m_slots)
                ++incoming[next.to[i]];
        }
        good = good && sum <= next.total && next.size <= s.capacity &&
               std::is_sorted(next.count, next.count + next.size, std::greater<>());
    }
    for (Slot slot = 0; slot < m_slots; ++slot)
        good = good && (!resource(slot).valid() || state(slot).incoming == incoming[slot]);
    for (const PopularList::Entry &entry : m_popular)
        good =
            good && (state(entry.slot).flags & kPopular) && entry.count == state(entry.slot).asNext;
    return good && states == m_states && transitions == m_transitions && unwanted == m_unwanted &&
           struck == m_struck && indexed == m_index->size() && listed == m_popular.size();
}

} // namespace forefetch
