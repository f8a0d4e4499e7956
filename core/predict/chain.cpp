// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/chain.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace forefetch {

namespace {

// Ids are given out with growing generations; the difference survives their wrapping round.
bool isOlder(ResourceId a, ResourceId b)
{
    return static_cast<std::int32_t>(a.generation - b.generation) < 0;
}

} // namespace

TransitionChain::TransitionChain(std::size_t budget)
    : m_index(std::make_unique<Index>(0, IdHash{this}, SameIndex{this})),
      m_budget(std::max(budget, kSmallestBudget))
{
}

TransitionChain::~TransitionChain()
{
    for (Slot slot = 0; slot < m_slots; ++slot) {
        if (state(slot).capacity > 1)
            delete[] state(slot).block;
    }
}

TransitionChain::TransitionChain(TransitionChain &&other) noexcept : TransitionChain(0)
{
    *this = std::move(other);
}

TransitionChain &TransitionChain::operator=(TransitionChain &&other) noexcept
{
    std::swap(m_chunks, other.m_chunks);
    std::swap(m_slots, other.m_slots);
    std::swap(m_free, other.m_free);
    std::swap(m_popular, other.m_popular);
    std::swap(m_popularTotal, other.m_popularTotal);
    std::swap(m_states, other.m_states);
    std::swap(m_transitions, other.m_transitions);
    std::swap(m_unwanted, other.m_unwanted);
    std::swap(m_struck, other.m_struck);
    std::swap(m_blockBytes, other.m_blockBytes);
    std::swap(m_budget, other.m_budget);
    std::swap(m_hand, other.m_hand);
    // The index hashes through the object it belongs to, so each is filled anew.
    for (TransitionChain *chain : {this, &other}) {
        chain->m_index = std::make_unique<Index>(0, IdHash{chain}, SameIndex{chain});
        for (Slot slot = 0; slot < chain->m_slots; ++slot) {
            const State &s = chain->state(slot);
            if (s.id.valid() && (s.flags & kDead) == 0)
                chain->m_index->insert(slot);
        }
    }
    return *this;
}

TransitionChain::Slot TransitionChain::find(ResourceId resource) const
{
    const auto found = m_index->find(resource);
    if (found == m_index->end() || state(*found).id != resource)
        return kNoSlot;
    return *found;
}

TransitionChain::Slot TransitionChain::touch(ResourceId resource, Slot found)
{
    if (found != kNoSlot) {
        State &s = state(found);
        s.heat += static_cast<std::uint8_t>(s.heat < kMaxHeat);
        return found;
    }
    const auto sameIndex = m_index->find(resource);
    if (sameIndex != m_index->end()) {
        if (isOlder(resource, state(*sameIndex).id))
            return kNoSlot;
        retire(*sameIndex);
    }
    return add(resource);
}

TransitionChain::Slot TransitionChain::add(ResourceId resource)
{
    const Slot slot = freeSlot();
    if (slot == kNoSlot)
        return kNoSlot;
    State &s = state(slot);
    s.id = resource;
    s.heat = 1;
    m_index->insert(slot);
    ++m_states;
    return slot;
}

TransitionChain::Slot TransitionChain::freeSlot()
{
    if (m_free == kNoSlot && m_slots == m_chunks.size() * kChunkStates && !growChunks()) {
        for (int step = 0; step < 64 && m_free == kNoSlot; ++step)
            visit(m_hand);
    }
    if (m_free != kNoSlot) {
        const Slot slot = m_free;
        m_free = state(slot).total;
        state(slot) = State();
        return slot;
    }
    return m_slots < m_chunks.size() * kChunkStates ? m_slots++ : kNoSlot;
}

// States and their index take at most five eighths of the budget, so that a flood of resources
// seen once cannot leave the others without successors.
bool TransitionChain::growChunks()
{
    constexpr std::size_t chunkBytes = kChunkStates * (sizeof(State) + kIndexBytesAState);
    const std::size_t after = m_chunks.size() + 1;
    if (after * chunkBytes > m_budget / 8 * 5 || after * kChunkStates >= kNoSlot)
        return false;
    if (!makeRoom(chunkBytes))
        return false;
    if (m_free == kNoSlot)
        m_chunks.push_back(std::make_unique<State[]>(kChunkStates));
    return true;
}

void TransitionChain::setFlags(State &s, std::uint8_t flags)
{
    m_unwanted += static_cast<std::size_t>((flags & kUnwanted) != 0);
    m_unwanted -= static_cast<std::size_t>((s.flags & kUnwanted) != 0);
    m_struck += static_cast<std::size_t>((flags & kStrikes) != 0);
    m_struck -= static_cast<std::size_t>((s.flags & kStrikes) != 0);
    s.flags = flags;
}

void TransitionChain::setStrikes(Slot slot, unsigned strikes)
{
    State &s = state(slot);
    const unsigned bits = std::min(strikes, 3u) << kStrikesShift;
    setFlags(s, static_cast<std::uint8_t>((s.flags & ~kStrikes) | bits));
}

// Back to the free slots. Nothing names the state any more.
void TransitionChain::release(Slot slot)
{
    State &s = state(slot);
    if ((s.flags & kDead) == 0)
        m_index->erase(m_index->find(s.id));
    if (s.flags & kPopular)
        m_popular.erase(slot);
    setFlags(s, 0);
    s.id = {};
    s.total = m_free;
    m_free = slot;
    --m_states;
}

// Its id was given to another resource: what followed is forgotten at once, the slot goes when the
// last successor entry that names it has gone.
void TransitionChain::retire(Slot slot)
{
    State &s = state(slot);
    dropAll(slot);
    m_index->erase(m_index->find(s.id));
    if (s.flags & kPopular)
        m_popular.erase(slot);
    setFlags(s, kDead);
    s.heat = 0;
    if (s.incoming == 0)
        release(slot);
}

void TransitionChain::cameNext(Slot to)
{
    State &s = state(to);
    ++m_popularTotal;
    if (s.asNext == std::numeric_limits<std::uint32_t>::max())
        return;
    const auto change = m_popular.counted(to, ++s.asNext, (s.flags & kPopular) != 0);
    if (change.entered)
        s.flags |= kPopular;
    if (change.left != kNoSlot)
        state(change.left).flags &= static_cast<std::uint8_t>(~kPopular);
}

TransitionChain::StateRecord TransitionChain::record(Slot slot) const
{
    const State &s = state(slot);
    return {s.id, s.total, s.asNext, strikes(slot)};
}

TransitionChain::Slot TransitionChain::restore(const StateRecord &record)
{
    if (m_slots == m_chunks.size() * kChunkStates && !growChunks())
        return kNoSlot;
    if (!record.id.valid() || m_index->find(record.id) != m_index->end())
        return kNoSlot;
    const Slot slot = add(record.id);
    State &s = state(slot);
    s.total = record.total;
    s.asNext = record.asNext;
    setStrikes(slot, record.strikes);
    return slot;
}

void TransitionChain::restorePopular(Slot slot)
{
    if (m_popular.size() == PopularList::kLength || (state(slot).flags & kPopular))
        return;
    m_popular.append(slot, state(slot).asNext);
    state(slot).flags |= kPopular;
}

} // namespace forefetch
