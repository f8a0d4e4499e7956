// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/markov.h"
#include "core/predict/modelfile.h"

#include <limits>
#include <unordered_set>
#include <utility>

// The payload of a saved first-order model (numbers little-endian, a text after its length in 4
// bytes):
//
//     8  transitions counted for order 0
//     4  number of states, then each, the most useful first:
//            text, 4 total, 4 times it came next, 1 strikes
//     then for each state in that order:
//            1 number of successors, then each, the best first: 4 state, 4 count
//     1  number of the most frequent next requests, then each: 4 state

namespace forefetch {

namespace {

struct SavedEdge
{
    std::uint32_t to;
    std::uint32_t count;
};

struct SavedState
{
    std::string_view text;
    std::uint32_t total = 0;
    std::uint32_t asNext = 0;
    unsigned strikes = 0;
    std::size_t firstEdge = 0;
    std::uint32_t edges = 0;
};

struct SavedChain
{
    std::uint64_t popularTotal = 0;
    std::vector<SavedState> states;
    std::vector<SavedEdge> edges;
    std::vector<std::uint32_t> popular;
};

constexpr std::size_t kSmallestState = 4 + 1 + 4 + 4 + 1 + 1;

bool readStates(ByteReader &in, SavedChain &chain)
{
    const std::uint32_t count = in.number32();
    if (!in.ok() || count > in.left() / kSmallestState)
        return false;
    chain.states.reserve(count);
    std::unordered_set<std::string_view> texts;
    std::uint64_t asNext = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        SavedState state;
        state.text = in.text();
        state.total = in.number32();
        state.asNext = in.number32();
        state.strikes = static_cast<unsigned>(in.number(1));
        asNext += state.asNext;
        if (!in.ok() || state.text.empty() || state.strikes > 3 || !texts.insert(state.text).second)
            return false;
        chain.states.push_back(state);
    }
    return asNext <= chain.popularTotal;
}

bool readEdges(ByteReader &in, SavedChain &chain)
{
    std::vector<std::uint32_t> namedBy(chain.states.size(), 0); // 1 + the last state that did
    for (std::uint32_t i = 0; i < chain.states.size(); ++i) {
        SavedState &state = chain.states[i];
        state.firstEdge = chain.edges.size();
        state.edges = static_cast<std::uint32_t>(in.number(1));
        std::uint64_t sum = 0;
        std::uint32_t before = std::numeric_limits<std::uint32_t>::max();
        for (std::uint32_t e = 0; e < state.edges; ++e) {
            const SavedEdge edge{in.number32(), in.number32()};
            sum += edge.count;
            if (!in.ok() || edge.to >= chain.states.size() || edge.count == 0 ||
                edge.count > before || sum > state.total || namedBy[edge.to] == i + 1)
                return false;
            namedBy[edge.to] = i + 1;
            before = edge.count;
            chain.edges.push_back(edge);
        }
    }
    return in.ok();
}

bool readPopular(ByteReader &in, SavedChain &chain)
{
    const auto count = static_cast<std::size_t>(in.number(1));
    if (count > PopularList::kLength)
        return false;
    std::uint32_t before = std::numeric_limits<std::uint32_t>::max();
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t state = in.number32();
        if (!in.ok() || state >= chain.states.size() || chain.states[state].asNext > before)
            return false;
        before = chain.states[state].asNext;
        chain.popular.push_back(state);
    }
    return in.ok() && in.left() == 0;
}

Result<SavedChain> parse(std::string_view payload)
{
    ByteReader in(payload);
    SavedChain chain;
    chain.popularTotal = in.number(8);
    if (!readStates(in, chain))
        return Error{ErrorCode::Corrupt, "the saved model contradicts itself in its states"};
    if (!readEdges(in, chain))
        return Error{ErrorCode::Corrupt, "the saved model contradicts itself in its transitions"};
    if (!readPopular(in, chain))
        return Error{ErrorCode::Corrupt, "the saved model contradicts itself at its end"};
    return chain;
}

TransitionChain build(const SavedChain &saved, std::size_t budget, Interner &interner)
{
    TransitionChain chain(budget);
    std::vector<TransitionChain::Slot> slots;
    slots.reserve(saved.states.size());
    for (const SavedState &s : saved.states)
        slots.push_back(chain.restore({interner.intern(s.text), s.total, s.asNext, s.strikes}));
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const SavedState &s = saved.states[i];
        for (std::size_t e = s.firstEdge; e < s.firstEdge + s.edges; ++e) {
            const TransitionChain::Slot to = slots[saved.edges[e].to];
            if (slots[i] != TransitionChain::kNoSlot && to != TransitionChain::kNoSlot)
                chain.restoreSuccessor(slots[i], to, saved.edges[e].count);
        }
    }
    for (const std::uint32_t state : saved.popular) {
        if (slots[state] != TransitionChain::kNoSlot)
            chain.restorePopular(slots[state]);
    }
    chain.setPopularTotal(saved.popularTotal);
    return chain;
}

} // namespace

Result<void> MarkovPredictor::save(std::ostream &out, const Interner &interner) const
{
    constexpr std::uint32_t unnamed = std::numeric_limits<std::uint32_t>::max();
    std::vector<Slot> order;
    std::vector<std::uint32_t> number;
    ByteWriter states;
    std::string text;
    for (const Slot slot : m_chain.byUsefulness()) {
        const TransitionChain::StateRecord record = m_chain.record(slot);
        if (!interner.read(record.id, text) || text.empty())
            continue; // the interner has forgotten it
        if (number.size() <= slot)
            number.resize(slot + 1, unnamed);
        number[slot] = static_cast<std::uint32_t>(order.size());
        order.push_back(slot);
        states.text(text);
        states.number(record.total, 4);
        states.number(record.asNext, 4);
        states.number(record.strikes, 1);
    }
    const auto numberOf = [&](Slot slot) { return slot < number.size() ? number[slot] : unnamed; };
    ByteWriter payload;
    payload.number(m_chain.popularTotal(), 8);
    payload.number(order.size(), 4);
    payload.raw(states.bytes());
    for (const Slot slot : order) {
        const TransitionChain::Successors next = m_chain.successors(slot);
        ByteWriter edges;
        for (std::uint32_t i = 0; i < next.size; ++i) {
            if (numberOf(next.to[i]) == unnamed)
                continue;
            edges.number(numberOf(next.to[i]), 4);
            edges.number(next.count[i], 4);
        }
        payload.number(edges.bytes().size() / 8, 1);
        payload.raw(edges.bytes());
    }
    ByteWriter popular;
    for (const PopularList::Entry &entry : m_chain.popular()) {
        if (numberOf(entry.slot) != unnamed)
            popular.number(numberOf(entry.slot), 4);
    }
    payload.number(popular.bytes().size() / 4, 1);
    payload.raw(popular.bytes());
    return writeModel(out, name(), payload.bytes());
}

Result<void> MarkovPredictor::load(std::istream &in, Interner &interner)
{
    const Result<std::string> payload = readModel(in, name());
    if (!payload)
        return payload.error();
    const Result<SavedChain> saved = parse(*payload);
    if (!saved)
        return saved.error();
    m_chain = build(*saved, m_chain.budget(), interner);
    publish();
    return {};
}

} // namespace forefetch
