// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/markov.h"

#include "core/predict/strongest.h"

#include <algorithm>
#include <utility>

namespace forefetch {

MarkovPredictor::MarkovPredictor(std::size_t maxMemory, std::size_t maxSessions)
    : m_chain(maxMemory / 8 * 7),
      m_histories(SessionTable<Last>::within(maxMemory / 8, maxSessions)),
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
    const Last *const last = std::as_const(m_histories).find(session);
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
    std::size_t rank = 0;
    bool found = false;
    forEachCandidate(from, [&](const Candidate &c) {
        found = c.slot == came;
        return !found && ++rank < PublishedFigures::kScored;
    });
    m_published.scored(found ? rank : PublishedFigures::kNotPredicted);
}

void MarkovPredictor::step(Last &last, ResourceId resource, bool predictable, bool scored)
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
    m_published.observed();
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
    // Almost always: spares the look-up, which misses the processor's caches.
    if (!m_chain.anyStrikes() && strikesAfter(exchange.status, 0) == 0)
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
        Last last;
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
    m_histories.setMaxSessions(SessionTable<Last>::within(bytes / 8, m_maxSessions));
    publish();
}

void MarkovPredictor::publish()
{
    m_published.publish(m_chain.states(), m_chain.transitions(),
                        m_chain.bytes() + m_histories.bytes());
}

PredictorFigures MarkovPredictor::figures() const
{
    return m_published.figures(name());
}

void MarkovPredictor::strongest(std::size_t most, std::vector<Transition> &out) const
{
    out.clear();
    m_chain.forEachState([&](Slot slot) {
        const TransitionChain::Successors next = m_chain.successors(slot);
        for (std::uint32_t i = 0; i < next.size; ++i) {
            if (out.size() == most && (most == 0 || next.count[i] < out.front().count))
                break;
            if (m_chain.isDead(next.to[i]))
                continue;
            offerStrongest({m_chain.resource(slot), m_chain.resource(next.to[i]), next.count[i],
                            static_cast<float>(next.count[i]) / static_cast<float>(next.total)},
                           most, out);
        }
    });
    sortStrongest(out);
}

} // namespace forefetch
