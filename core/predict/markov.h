// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/chain.h"
#include "core/predict/predictor.h"
#include "core/predict/publishedfigures.h"
#include "core/predict/sessiontable.h"

#include <string_view>

namespace forefetch {

// The first-order Markov chain: the next request depends on the last one alone. The yardstick for
// every other model, so nothing in it is smoothed: P(next) of a successor is its count / the times
// that anything followed. Known to be over-confident (1.0 after one observation).
//
// When the context has fewer than k successors the rest are the most frequent next requests over
// all sessions (order 0), which never came after this context in its `total` times. One more
// observation's worth of belief is spread over them: P(next) = (count₀ / total₀) / (total + 1),
// which for a context never seen is the plain order-0 share. They always rank behind.
//
// Order of predictions: higher count first; among equals the one counted last.
//
// GET is predicted, HEAD counts as the GET of the same resource; any other method is context
// (what follows it is learnt) and never a prediction. A resource whose last GET was answered by a
// redirect or a 4xx of its own, or twice in a row by a 5xx, is learnt on but left out of the
// predictions until it answers well.
//
// P(used) is estimated as P(next): a lower bound of it, because "within the horizon" includes the
// very next request; a model that learns both is another Predictor.
//
//     MarkovPredictor predictor(64 << 20);
//     predictor.observe(exchange);
//     predictor.predict(exchange.session, 10, answers);
//
// Thread: one, the model thread; figures() is for any.
class MarkovPredictor final : public Predictor
{
public:
    explicit MarkovPredictor(std::size_t maxMemory, std::size_t maxSessions = 100'000);

    std::string_view name() const override { return "first-order"; }
    void observe(const Exchange &exchange) override;
    void answered(const Exchange &exchange) override;
    void predict(SessionId session, std::size_t k, std::vector<Prediction> &out) override;
    // Learns and counts; there is nothing to score, as nobody was waiting for these requests.
    void fit(std::span<const std::vector<ResourceId>> sessions) override;
    void forget(SessionId session) override;
    void setMaxMemory(std::size_t bytes) override;
    PredictorFigures figures() const override;
    // By count, the highest first. Looks at the top successors of every state: about 10 ms for a
    // million states, so for the model thread when idle or on a copy.
    void strongest(std::size_t most, std::vector<Transition> &out) const override;
    Result<void> save(std::ostream &out, const Interner &interner) const override;
    Result<void> load(std::istream &in, Interner &interner) override;

    // Successor and order-0 entries that predict() and scoring have looked at so far: the work of
    // a prediction as a number, for the test that it does not grow with the model.
    std::uint64_t entriesLookedAt() const { return m_lookedAt; }
    bool knows(ResourceId resource) const
    {
        return m_chain.find(resource) != TransitionChain::kNoSlot;
    }
    // Looks at the whole model; for tests.
    bool isConsistent() const { return m_chain.isConsistent(); }

private:
    using Slot = TransitionChain::Slot;
    struct Last // request of a session
    {
        ResourceId resource;    // invalid: nothing yet
        std::uint32_t slot = 0; // where the chain keeps it: a hint, to be checked
    };
    struct Candidate
    {
        Slot slot;
        std::uint32_t count;
        std::uint8_t order;
    };

    Slot slotOf(const Last &last) const
    {
        if (m_chain.isAt(last.slot, last.resource))
            return last.slot;
        return last.resource.valid() ? m_chain.find(last.resource) : TransitionChain::kNoSlot;
    }
    void step(Last &last, ResourceId resource, bool predictable, bool scored);
    void score(Slot from, Slot came);
    // Calls visit(candidate) in the order of prediction until it returns false.
    template <typename Visit>
    void forEachCandidate(Slot from, Visit &&visit);
    void publish();

    TransitionChain m_chain;
    SessionTable<Last> m_histories;
    std::size_t m_maxSessions;
    std::uint64_t m_lookedAt = 0;
    PublishedFigures m_published;
};

} // namespace forefetch
