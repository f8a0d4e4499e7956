// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the mixture answers: predictions, their causes, and the graph's edges.
#include "core/predict/mixture.h"
#include "core/predict/strongest.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace forefetch {

namespace {

// The few best of the candidates: by insertion, as a sort of all would look at each many times.
struct Best
{
    std::array<std::uint8_t, CandidateSet::kMost> at;
    std::size_t count = 0;

    // The `most` with the highest p that are not in it yet, behind those that are; among equals the
    // first.
    void take(const CandidateSet::Column &p, std::size_t size, std::size_t most)
    {
        const std::size_t first = count;
        float least = -1; // of the last of them, once there are so many
        for (std::size_t c = 0; c < size && most > 0; ++c) {
            if (!(p[c] > least) ||
                std::find(at.begin(), at.begin() + first, c) != at.begin() + first)
                continue;
            std::size_t to = count < first + most ? count++ : count - 1;
            for (; to > first && p[c] > p[at[to - 1]]; --to)
                at[to] = at[to - 1];
            at[to] = static_cast<std::uint8_t>(c);
            least = count == first + most ? p[at[count - 1]] : least;
        }
    }
    void sort(std::size_t from, std::size_t to, const CandidateSet::Column &p)
    {
        std::sort(at.begin() + from, at.begin() + to, [&p](std::uint8_t a, std::uint8_t b) {
            return p[a] != p[b] ? p[a] > p[b] : a < b;
        });
    }
};

} // namespace

// Requests that the session will make within the horizon, at the pace that it has.
float MixturePredictor::expectedRequests(const Trail &trail) const
{
    const auto time = std::chrono::duration<float>(m_used.horizonTime()).count();
    return std::min(static_cast<float>(m_used.horizonRequests()),
                    time / std::max(trail.gap, 0.01F));
}

PredictionCause MixturePredictor::causeOf(std::size_t candidate, const Trail &trail) const
{
    const StateTable::Number state = m_candidates.state[candidate];
    PredictionCause cause;
    if (trail.kept() > 0 && m_states.isValid(trail[0]))
        cause.context = m_states.at(trail[0]).resource;
    for (std::size_t order = m_evidence.matchedOrder(); order > 0; --order) {
        const float count = m_evidence.countOf(order - 1, candidate);
        if (!(count > 0))
            continue;
        cause.count = static_cast<std::uint32_t>(std::lround(std::max(count, 1.0F)));
        cause.total = static_cast<std::uint32_t>(std::lround(m_evidence.totalOf(order - 1)));
        cause.total = std::max(cause.total, cause.count);
        cause.order = static_cast<std::uint8_t>(order);
        return cause;
    }
    for (std::size_t i = 0; i < m_bound.size(); ++i) {
        if (m_bound[i].candidate != static_cast<int>(candidate))
            continue;
        cause.bound = true;
        cause.count = m_named[i].count;
        cause.total = m_named[i].total;
        cause.route = m_named[i].route;
        cause.rule = m_named[i].rule;
        return cause;
    }
    if (state != StateTable::kNone) {
        const float requests = m_states.at(state).requests / m_weight;
        cause.count = static_cast<std::uint32_t>(requests);
        cause.total = static_cast<std::uint32_t>(m_requests);
    }
    return cause;
}

// The half of the places goes to the most probable next requests, the other half to the most
// probable within the horizon; all in the order of P(next).
void MixturePredictor::predict(SessionId session, std::size_t k, std::vector<Prediction> &out)
{
    out.clear();
    const Trail *const trail = std::as_const(m_trails).find(session);
    if (k == 0)
        return;
    const Trail nothing{};
    const Trail &of = trail ? *trail : nothing;
    gather(session, of);
    CandidateSet &candidates = m_candidates;
    const std::size_t size = candidates.size();
    const float expected = expectedRequests(of);
    m_evidence.usedFeatures(candidates, expected, m_usedFeatures);
    m_used.estimate(m_usedFeatures, size, m_evidence.usedSituation(), candidates.pUsed);
    const std::size_t shown = std::min(k, size);
    const std::size_t nextOnes = (shown + 1) / 2;
    Best order;
    order.take(candidates.pNext, size, nextOnes);
    order.take(candidates.pUsed, size, shown - nextOnes);
    order.sort(nextOnes, shown, candidates.pNext);
    nameUnknown({order.at.data(), shown});
    for (std::size_t i = 0; i < shown; ++i) {
        const std::size_t c = order.at[i];
        const float pNext = m_nextMap.map(candidates.pNext[c]);
        out.push_back({candidates.resource[c], pNext, candidates.pUsed[c], causeOf(c, of)});
    }
    watchSome(session, of, {order.at.data(), shown});
}

// A request that nobody has made gets its id when it is first predicted.
void MixturePredictor::nameUnknown(std::span<const std::uint8_t> shown)
{
    for (std::size_t i = 0; i < m_bound.size(); ++i) {
        const int c = m_bound[i].candidate;
        if (c < 0 || m_bound[i].resource.valid() ||
            std::find(shown.begin(), shown.end(), static_cast<std::uint8_t>(c)) == shown.end())
            continue;
        m_bound[i].resource = m_interner.intern(m_named[i].target);
        m_candidates.resource[static_cast<std::size_t>(c)] = m_bound[i].resource;
    }
}

void MixturePredictor::watchSome(SessionId session, const Trail &trail,
                                 std::span<const std::uint8_t> shown)
{
    if (trail.length == 0 || shown.empty())
        return;
    for (int i = 0; i < 2; ++i) {
        const std::size_t c = shown[m_random.below(shown.size())];
        UsedModel::Features features;
        for (std::size_t f = 0; f < features.size(); ++f)
            features[f] = m_usedFeatures[f][c];
        m_used.watch(session, m_candidates.resource[c], features, m_evidence.usedSituation(),
                     trail.length, m_now);
    }
}

void MixturePredictor::strongest(std::size_t most, std::vector<Transition> &out) const
{
    strongestOf(m_states, m_rows, m_weight, most, out);
}

} // namespace forefetch
