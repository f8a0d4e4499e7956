// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/popular.h"
#include "core/request/ids.h"

#include <boost/unordered/unordered_flat_set.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace forefetch {

// A learnt first-order chain: one state for each resource, and for each state the resources that
// came next with their counts. Made so that looking costs by what is looked at, never by the size:
//
//  - a state is 32 bytes in a chunk that never moves; an index finds it by the resource's index
//    (4 bytes and a tag for each state) and the generation is compared, so that an id whose slot
//    was given to another resource finds nothing and the old resource's knowledge is dropped;
//  - successors are sorted as they are counted, the highest count first and among equals the one
//    counted last: the best k are the first k. One successor lives in the state itself, more in a
//    block of its own, at most kMaxSuccessors (then the last one makes room: see learn).
//
// Bounded by bytes. When they are used up a clock hand goes round (second chance with decay, as
// GCLOCK: Smith 1978): a state that was used since is cooled to half and loses up to a quarter of
// its successors among those seen only once; a cold one loses all and, when nothing leads to it
// any more, its slot. The hand makes at most 64 steps for a request and each step is paid for by
// an earlier use or insertion, so the cost is O(1) amortised.
//
//     TransitionChain chain(64 << 20);
//     const auto from = chain.touch(a), to = chain.touch(b);
//     chain.learn(from, to);
//     chain.successors(from).count[0] == 1
//
// Thread: one, the model thread.
class TransitionChain
{
public:
    using Slot = std::uint32_t;
    static constexpr Slot kNoSlot = ~Slot(0);
    static constexpr std::size_t kMaxSuccessors = 255;
    static constexpr std::size_t kSmallestBudget = 256 << 10; // bytes; less is taken as this

    struct Successors
    {
        const Slot *to = nullptr;
        const std::uint32_t *count = nullptr;
        std::uint32_t size = 0;
        std::uint32_t total = 0; // times anything came next, also what is not kept
    };

    explicit TransitionChain(std::size_t budget);
    ~TransitionChain();
    TransitionChain(TransitionChain &&) noexcept;
    TransitionChain &operator=(TransitionChain &&) noexcept;

    Slot find(ResourceId resource) const;
    // Marks it as used; adds it when `found`, what find() says of it, is no slot. No slot when the
    // id is older than what is known or no memory could be had.
    Slot touch(ResourceId resource, Slot found);
    Slot touch(ResourceId resource) { return touch(resource, find(resource)); }
    bool isAt(Slot slot, ResourceId resource) const
    {
        return slot < m_slots && state(slot).id == resource && (state(slot).flags & kDead) == 0;
    }
    ResourceId resource(Slot slot) const { return state(slot).id; }

    // `to` came right after `from`. A new successor that finds no room takes the place of the
    // last one if that was seen only once, else wears it down by one (Misra and Gries 1982).
    void learn(Slot from, Slot to);
    // Something came after `from` that is never predicted.
    void followedByOther(Slot from);
    // `to` came next in some session, whatever came before (order 0).
    void cameNext(Slot to);

    Successors successors(Slot slot) const
    {
        const State &s = state(slot);
        if (s.capacity == 1)
            return {s.own, s.own + 1, s.size, s.total};
        return {s.block, s.block + s.capacity, s.size, s.total};
    }
    const PopularList &popular() const { return m_popular; }
    std::uint64_t popularTotal() const { return m_popularTotal; }

    // A resource whose answers are not worth having beforehand is left out of predictions: its id
    // was given to another text, or its strikes reached two.
    bool isUnwanted(Slot slot) const { return (state(slot).flags & kUnwanted) != 0; }
    bool anyUnwanted() const { return m_unwanted != 0; }
    bool anyStrikes() const { return m_struck != 0; }
    bool isDead(Slot slot) const { return (state(slot).flags & kDead) != 0; }
    void setStrikes(Slot slot, unsigned strikes); // 0–3
    unsigned strikes(Slot slot) const { return (state(slot).flags & kStrikes) >> kStrikesShift; }

    template <typename Visit>
    void forEachState(Visit &&visit) const
    {
        for (Slot slot = 0; slot < m_slots; ++slot) {
            if (state(slot).id.valid() && !isDead(slot))
                visit(slot);
        }
    }

    // Every count agrees with what it counts and every successor names a state; looks at all.
    bool isConsistent() const;

    std::size_t states() const { return m_states; }
    std::size_t transitions() const { return m_transitions; }
    // What is allocated; the index at its most, right after it has doubled.
    std::size_t bytes() const
    {
        return m_chunks.size() * kChunkStates * (sizeof(State) + kIndexBytesAState) + m_blockBytes;
    }
    std::size_t budget() const { return m_budget; }
    // A smaller budget than is used: the model is built anew from its strongest states, which
    // takes time by its size (about 0.3 s a million states).
    void setBudget(std::size_t bytes);

    // For saving and rebuilding: the states that hold something, the most useful first, and their
    // way back in. Both return false or no slot when the budget is used up.
    std::vector<Slot> byUsefulness() const;
    struct StateRecord
    {
        ResourceId id;
        std::uint32_t total = 0;
        std::uint32_t asNext = 0;
        unsigned strikes = 0;
    };
    StateRecord record(Slot slot) const;
    Slot restore(const StateRecord &record);
    bool restoreSuccessor(Slot from, Slot to, std::uint32_t count); // in order, the best first
    void restorePopular(Slot slot);                                 // likewise
    void setPopularTotal(std::uint64_t total) { m_popularTotal = total; }

private:
    static constexpr std::uint8_t kPopular = 1;
    static constexpr std::uint8_t kDead = 2; // the id was given to another resource
    static constexpr std::uint8_t kStrikes = 0b1100;
    static constexpr unsigned kStrikesShift = 2;
    static constexpr std::uint8_t kUnwanted = kDead | 0b1000;
    static constexpr std::uint8_t kMaxHeat = 7;
    static constexpr unsigned kChunkShift = 8;
    static constexpr std::size_t kChunkStates = std::size_t(1) << kChunkShift;
    // boost::unordered_flat_set takes 76 bytes for 15 slots and is at least 7/16 full.
    static constexpr std::size_t kIndexBytesAState = 12;

    struct State
    {
        ResourceId id;
        std::uint32_t total = 0; // in a free slot: the next free one
        std::uint32_t asNext = 0;
        std::uint32_t incoming = 0; // successor entries that name this state
        std::uint8_t size = 0;
        std::uint8_t capacity = 1; // 1: the only successor is in `own`
        std::uint8_t flags = 0;
        std::uint8_t heat = 0;
        union {
            std::uint32_t own[2] = {0, 0}; // to, count
            std::uint32_t *block;          // to × capacity, then count × capacity
        };
    };
    static_assert(sizeof(State) == 32);

    struct IdHash
    {
        using is_transparent = void;
        const TransitionChain *chain;
        std::size_t operator()(Slot slot) const { return chain->state(slot).id.index; }
        std::size_t operator()(ResourceId id) const { return id.index; }
    };
    struct SameIndex
    {
        using is_transparent = void;
        const TransitionChain *chain;
        bool operator()(Slot a, Slot b) const { return a == b; }
        bool operator()(ResourceId id, Slot slot) const
        {
            return chain->state(slot).id.index == id.index;
        }
        bool operator()(Slot slot, ResourceId id) const { return (*this)(id, slot); }
    };
    using Index = boost::unordered_flat_set<Slot, IdHash, SameIndex>;

    State &state(Slot slot) { return m_chunks[slot >> kChunkShift][slot & (kChunkStates - 1)]; }
    const State &state(Slot slot) const
    {
        return m_chunks[slot >> kChunkShift][slot & (kChunkStates - 1)];
    }
    static std::uint32_t *targets(State &s) { return s.capacity == 1 ? s.own : s.block; }
    static std::uint32_t *counts(State &s)
    {
        return s.capacity == 1 ? s.own + 1 : s.block + s.capacity;
    }

    // chain.cpp: slots
    Slot add(ResourceId resource);
    Slot freeSlot();
    bool growChunks();
    void release(Slot slot);
    void retire(Slot slot);
    void setFlags(State &s, std::uint8_t flags);
    // chainedges.cpp: successors
    bool insertSuccessor(Slot from, Slot to);
    void bump(State &s, std::size_t at);
    void halve(Slot slot);
    bool resize(Slot slot, std::size_t capacity);
    void dropLast(Slot slot);
    void dropAll(Slot slot);
    // chainmemory.cpp: the budget
    bool makeRoom(std::size_t bytes);
    void visit(Slot slot);
    void trim(Slot slot);

    std::vector<std::unique_ptr<State[]>> m_chunks;
    Slot m_slots = 0; // given out at least once
    Slot m_free = kNoSlot;
    std::unique_ptr<Index> m_index; // its functions hold this object's address
    PopularList m_popular;
    std::uint64_t m_popularTotal = 0;
    std::size_t m_states = 0;
    std::size_t m_transitions = 0;
    std::size_t m_unwanted = 0;
    std::size_t m_struck = 0; // states with strikes
    std::size_t m_blockBytes = 0;
    std::size_t m_budget;
    Slot m_hand = 0;
    Slot m_kept[2] = {kNoSlot, kNoSlot}; // the hand passes over them
};

} // namespace forefetch
