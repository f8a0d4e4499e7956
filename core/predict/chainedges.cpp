// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/chain.h"

#include <algorithm>
#include <array>
#include <limits>

namespace forefetch {

namespace {

// Block capacities. Odd: 8 bytes a successor and glibc's 8 bytes of bookkeeping fill its 16-byte
// steps exactly.
constexpr std::array<std::uint8_t, 15> kCapacities{1,  3,  5,  7,  9,   13,  17, 25,
                                                   33, 49, 65, 97, 129, 193, 255};

std::size_t blockBytes(std::size_t capacity)
{
    return capacity == 1 ? 0 : capacity * 8 + 8;
}

} // namespace

void TransitionChain::learn(Slot from, Slot to)
{
    State &s = state(from);
    const std::uint32_t *const first = targets(s);
    const std::uint32_t *const last = first + s.size;
    const std::uint32_t *const found = std::find(first, last, to);
    if (found != last)
        bump(s, static_cast<std::size_t>(found - first));
    else
        insertSuccessor(from, to);
    followedByOther(from);
}

void TransitionChain::followedByOther(Slot from)
{
    if (++state(from).total == std::numeric_limits<std::uint32_t>::max())
        halve(from);
}

// One more for the successor at that place, which moves before all that have no more than it.
void TransitionChain::bump(State &s, std::size_t at)
{
    std::uint32_t *const to = targets(s);
    std::uint32_t *const count = counts(s);
    const std::uint32_t target = to[at];
    const std::uint32_t more = count[at] + 1;
    for (; at > 0 && count[at - 1] <= more; --at) {
        to[at] = to[at - 1];
        count[at] = count[at - 1];
    }
    to[at] = target;
    count[at] = more;
}

bool TransitionChain::insertSuccessor(Slot from, Slot to)
{
    State &s = state(from);
    if (s.size == s.capacity) {
        const auto larger = std::upper_bound(kCapacities.begin(), kCapacities.end(), s.capacity);
        m_kept[0] = from;
        m_kept[1] = to;
        const bool grown = larger != kCapacities.end() && resize(from, *larger);
        m_kept[0] = m_kept[1] = kNoSlot;
        if (!grown) {
            if (counts(s)[s.size - 1] > 1) {
                --counts(s)[s.size - 1];
                return false;
            }
            dropLast(from);
        }
    }
    targets(s)[s.size] = to;
    counts(s)[s.size] = 0;
    ++state(to).incoming;
    ++m_transitions;
    bump(s, s.size++);
    return true;
}

bool TransitionChain::restoreSuccessor(Slot from, Slot to, std::uint32_t count)
{
    State &s = state(from);
    if (s.size == s.capacity) {
        const auto larger = std::upper_bound(kCapacities.begin(), kCapacities.end(), s.capacity);
        if (larger == kCapacities.end() || bytes() + blockBytes(*larger) > m_budget)
            return false;
        resize(from, *larger);
    }
    targets(s)[s.size] = to;
    counts(s)[s.size] = count;
    ++s.size;
    ++state(to).incoming;
    ++m_transitions;
    return true;
}

// Keeps the ratios when the total would no longer fit its 32 bits.
void TransitionChain::halve(Slot slot)
{
    State &s = state(slot);
    s.total /= 2;
    for (std::size_t i = 0; i < s.size; ++i)
        counts(s)[i] /= 2;
    while (s.size > 0 && counts(s)[s.size - 1] == 0)
        dropLast(slot);
}

bool TransitionChain::resize(Slot slot, std::size_t capacity)
{
    State &s = state(slot);
    const std::size_t before = blockBytes(s.capacity);
    const std::size_t after = blockBytes(capacity);
    if (after > before && !makeRoom(after - before))
        return false;
    std::uint32_t *const block = capacity == 1 ? nullptr : new std::uint32_t[capacity * 2];
    std::uint32_t own[2] = {0, 0};
    std::copy_n(targets(s), s.size, block ? block : own);
    std::copy_n(counts(s), s.size, block ? block + capacity : own + 1);
    if (s.capacity > 1)
        delete[] s.block;
    if (block)
        s.block = block;
    else
        std::copy_n(own, 2, s.own);
    s.capacity = static_cast<std::uint8_t>(capacity);
    m_blockBytes = m_blockBytes - before + after;
    return true;
}

void TransitionChain::dropLast(Slot slot)
{
    State &s = state(slot);
    const Slot target = targets(s)[--s.size];
    --m_transitions;
    State &t = state(target);
    const bool unused = t.heat == 0 && t.size == 0 && target != m_kept[0] && target != m_kept[1];
    if (--t.incoming == 0 && unused && target != slot)
        release(target);
}

void TransitionChain::dropAll(Slot slot)
{
    State &s = state(slot);
    while (s.size > 0)
        dropLast(slot);
    s.total = 0;
    resize(slot, 1);
}

// What the clock hand takes from a state that is in use: up to a quarter of its successors, those
// seen once and longest ago.
void TransitionChain::trim(Slot slot)
{
    State &s = state(slot);
    std::size_t most = s.size / 4;
    while (most-- > 0 && counts(s)[s.size - 1] == 1)
        dropLast(slot);
    const auto fitting = std::lower_bound(kCapacities.begin(), kCapacities.end(), s.size);
    if (*fitting < s.capacity)
        resize(slot, *fitting);
}

} // namespace forefetch
