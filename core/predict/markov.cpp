// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/markov.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr std::size_t kScoredPredictions = 5;

// Only the model thread writes, so a relaxed load and store is enough and costs no locked
// instruction.
void addOne(std::atomic<std::uint64_t> &counter)
{
    counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

std::size_t sessionsWithin(std::size_t bytes, std::size_t most)
{
    return std::clamp<std::size_t>(bytes / 8 / SessionHistories::kBytesASession, 1, most);
}

// What an answer says about fetching the resource beforehand (strikes out of two). What depends on
// who asks or on the moment says nothing: 401, 403, 407, 408, 425, 429, and 499 (nginx: the client
// went away). An upgrade (101) cannot be had beforehand.
unsigned strikesAfter(int status, unsigned before)
{
    if ((status >= 200 && status < 300) || status == 304)
        return 0;
    if (status >= 500)
        return std::min(before + 1, 2u);
    switch (status) {
    case 401:
    case 403:
    case 407:
    case 408:
    case 425:
    case 429:
    case 499:
        return before;
    default:
        return status >= 300 || status == 101 ? 2 : before;
    }
}

} // namespace

MarkovPredictor::MarkovPredictor(std::size_t maxMemory, std::size_t maxSessions)
    : m_chain(maxMemory / 8 * 7), m_histories(sessionsWithin(maxMemory, maxSessions)),
      m_maxSessions(maxSessions)
{
    publish();
}

template <typename Visit>
void MarkovPredictor::forEachCandidate(Slot from, Visit &&visit)
{
    TransitionChain::Successors next;
    if (from != TransitionChain::kNoSlot)
        next = m_chain.successors(from);
    const bool filter = m_chain.anyUnwanted();
    std::uint32_t looked = 0;
    bool wanted = true; // more candidates
    for (; wanted && looked < next.size; ++looked) {
        const Slot slot = next.to[looked];
        if (!filter || !m_chain.isUnwanted(slot))
            wanted = visit(Candidate{slot, next.count[looked], 1});
    }
    const PopularList::Entry *entry = m_chain.popular().begin();
    const PopularList::Entry *const end = m_chain.popular().end();
    for (; wanted && entry != end; ++entry) {
        ++looked;
        bool known = filter && m_chain.isUnwanted(entry->slot);
        for (std::uint32_t i = 0; i < next.size && !known; ++i)
            known = next.to[i] == entry->slot;
        if (!known)
            wanted = visit(Candidate{entry->slot, entry->count, 0});
    }
    m_lookedAt += looked;
}

void MarkovPredictor::predict(SessionId session, std::size_t k, std::vector<Prediction> &out)
{
    if (k == 0)
        return out.clear();
    const SessionHistories::Last *const last = m_histories.find(session);
    const Slot from = last ? slotOf(*last) : TransitionChain::kNoSlot;
    const ResourceId context = last ? last->resource : ResourceId();
    const std::uint32_t total =
        from != TransitionChain::kNoSlot ? m_chain.successors(from).total : 0;
    const std::uint64_t popularTotal = m_chain.popularTotal();
    // By order: what a count is divided by, and what the cause says of it.
    const double share[2] = {
        1.0 / (static_cast<double>(std::max<std::uint64_t>(popularTotal, 1)) * (total + 1.0)),
        1.0 / std::max(total, 1u)};
    const std::uint32_t totals[2] = {
        static_cast<std::uint32_t>(std::min<std::uint64_t>(popularTotal, ~std::uint32_t(0))),
        total};
    out.resize(k); // mostly as many as last time, so nothing is made anew
    std::size_t found = 0;
    forEachCandidate(from, [&](const Candidate &c) {
        const auto pNext = static_cast<float>(c.count * share[c.order]);
        out[found] = {m_chain.resource(c.slot), pNext, pNext,
                      PredictionCause{context, c.count, totals[c.order], c.order}};
        return ++found < k;
    });
    out.resize(found);
}

void MarkovPredictor::score(Slot from, Slot came)
{
    addOne(m_published.scored);
    std::size_t rank = 0;
    forEachCandidate(from, [&](const Candidate &c) {
        if (c.slot == came) {
            addOne(m_published.firstFive);
            if (rank == 0)
                addOne(m_published.first);
            return false;
        }
        return ++rank < kScoredPredictions;
    });
}

void MarkovPredictor::step(SessionHistories::Last &last, ResourceId resource, bool predictable,
                           bool scored)
{
    const bool follows = last.resource.valid();
    const Slot found = m_chain.find(resource);
    if (follows && predictable && scored)
        score(slotOf(last), found);
    const Slot to = m_chain.touch(resource, found);
    if (follows) {
        const Slot from = slotOf(last); // after touch, which may have let it go
        if (from != TransitionChain::kNoSlot) {
            if (predictable && to != TransitionChain::kNoSlot)
                m_chain.learn(from, to);
            else
                m_chain.followedByOther(from);
        }
        if (predictable && to != TransitionChain::kNoSlot)
            m_chain.cameNext(to);
    }
    last = {resource, to};
    addOne(m_published.observations);
}

void MarkovPredictor::observe(const Exchange &exchange)
{
    if (!exchange.resource.valid() || !exchange.session.valid())
        return;
    const bool predictable = exchange.method == Method::Get || exchange.method == Method::Head;
    step(m_histories.touch(exchange.session), exchange.resource, predictable, true);
    publish();
}

void MarkovPredictor::answered(const Exchange &exchange)
{
    if (exchange.method != Method::Get || exchange.status == 0)
        return;
    const Slot slot = m_chain.find(exchange.resource);
    if (slot == TransitionChain::kNoSlot)
        return;
    const unsigned before = m_chain.strikes(slot);
    const unsigned after = strikesAfter(exchange.status, before);
    if (after != before)
        m_chain.setStrikes(slot, after);
}

void MarkovPredictor::fit(std::span<const std::vector<ResourceId>> sessions)
{
    for (const std::vector<ResourceId> &session : sessions) {
        SessionHistories::Last last;
        for (const ResourceId resource : session) {
            if (resource.valid())
                step(last, resource, true, false);
        }
    }
    publish();
}

void MarkovPredictor::forget(SessionId session)
{
    m_histories.forget(session);
}

void MarkovPredictor::setMaxMemory(std::size_t bytes)
{
    m_chain.setBudget(bytes / 8 * 7);
    m_histories.setMaxSessions(sessionsWithin(bytes, m_maxSessions));
    publish();
}

void MarkovPredictor::publish()
{
    constexpr auto relaxed = std::memory_order_relaxed;
    m_published.states.store(m_chain.states(), relaxed);
    m_published.transitions.store(m_chain.transitions(), relaxed);
    m_published.memory.store(m_chain.bytes() + m_histories.bytes(), relaxed);
}

PredictorFigures MarkovPredictor::figures() const
{
    constexpr auto relaxed = std::memory_order_relaxed;
    PredictorFigures figures;
    figures.model = name();
    figures.states = m_published.states.load(relaxed);
    figures.transitions = m_published.transitions.load(relaxed);
    figures.observations = m_published.observations.load(relaxed);
    figures.memory = m_published.memory.load(relaxed);
    // The parts before the whole, so that no ratio read in between exceeds 1.
    const auto first = static_cast<double>(m_published.first.load(std::memory_order_acquire));
    const auto five = static_cast<double>(m_published.firstFive.load(std::memory_order_acquire));
    const auto scored = static_cast<double>(m_published.scored.load(relaxed));
    if (scored > 0) {
        figures.accuracyAt1 = std::min(first / scored, 1.0);
        figures.hitAt5 = std::min(five / scored, 1.0);
    }
    return figures;
}

void MarkovPredictor::strongest(std::size_t most, std::vector<Transition> &out) const
{
    const auto stronger = [](const Transition &a, const Transition &b) {
        if (a.count != b.count)
            return a.count > b.count;
        return a.from != b.from ? a.from < b.from : a.to < b.to;
    };
    out.clear();
    if (most == 0)
        return;
    m_chain.forEachState([&](Slot slot) { // `out` is a heap whose front is the weakest
        const TransitionChain::Successors next = m_chain.successors(slot);
        for (std::uint32_t i = 0; i < next.size; ++i) {
            if (m_chain.isDead(next.to[i]))
                continue;
            const Transition edge{
                m_chain.resource(slot), m_chain.resource(next.to[i]), next.count[i],
                static_cast<float>(next.count[i]) / static_cast<float>(next.total)};
            if (out.size() == most) {
                if (edge.count < out.front().count)
                    break;
                if (!stronger(edge, out.front()))
                    continue;
                std::pop_heap(out.begin(), out.end(), stronger);
                out.pop_back();
            }
            out.push_back(edge);
            std::push_heap(out.begin(), out.end(), stronger);
        }
    });
    std::sort_heap(out.begin(), out.end(), stronger);
}

} // namespace forefetch
