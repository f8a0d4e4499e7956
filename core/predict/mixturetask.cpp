// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The mixture asked and trained without sessions: a context, and what may follow it.
#include "core/predict/mixture.h"

#include <algorithm>
#include <numeric>

namespace forefetch {

// What is said of "none of the candidates".
float MixturePredictor::gatherAfter(std::span<const ResourceId> context)
{
    constexpr std::uint32_t kNoClient = ~std::uint32_t(0) >> 1;
    Trail trail;
    for (const ResourceId resource : context)
        trail.append(m_states.find(resource), {});
    m_fresh = {};
    m_named.clear();
    m_bound.clear();
    m_evidence.gather(trail, kNoClient, knowledge(), m_bound, m_candidates);
    return m_mixer.weigh(m_candidates, m_evidence.situation());
}

// Along the gradient of the log of the sum of what was said of those that came.
void MixturePredictor::trainAfter(std::span<const ResourceId> context,
                                  std::span<const ResourceId> came)
{
    const float none = gatherAfter(context);
    const CandidateSet::Column &p = m_candidates.pNext;
    CandidateSet::Column right{}; // what was said of those that came, 0 of the others
    float sum = 0;
    for (const ResourceId resource : came) {
        const StateTable::Number state = m_states.find(resource);
        const int place = state == StateTable::kNone ? -1 : m_candidates.find(state);
        const auto c = static_cast<std::size_t>(place);
        if (place < 0 || right[c] > 0)
            continue;
        right[c] = std::max(p[c], 1e-9F);
        sum += right[c];
    }
    Mixer::Features features{}, mean{};
    for (std::size_t f = 0; f < Mixer::kFeatures; ++f) {
        for (std::size_t c = 0; c < m_candidates.size(); ++c) {
            mean[f] += p[c] * m_candidates.x[f][c];
            if (right[c] > 0)
                features[f] += right[c] / sum * m_candidates.x[f][c];
        }
    }
    m_mixer.learn({features, mean, none, sum == 0}, m_evidence.situation());
}

void MixturePredictor::predictAfter(std::span<const ResourceId> context, std::size_t k,
                                    std::vector<Prediction> &out)
{
    out.clear();
    (void)gatherAfter(context);
    const CandidateSet &candidates = m_candidates;
    std::array<std::uint8_t, CandidateSet::kMost> order;
    const auto end = order.begin() + candidates.size();
    std::iota(order.begin(), end, std::uint8_t(0));
    const std::size_t shown = std::min(k, candidates.size());
    std::partial_sort(order.begin(), order.begin() + shown, end,
                      [&](std::uint8_t a, std::uint8_t b) {
                          const CandidateSet::Column &p = candidates.pNext;
                          return p[a] != p[b] ? p[a] > p[b] : a < b;
                      });
    for (std::size_t i = 0; i < shown; ++i) {
        const std::size_t c = order[i];
        out.push_back({candidates.resource[c], candidates.pNext[c], candidates.pNext[c], {}});
    }
}

void MixturePredictor::forgetCounts()
{
    m_states.clear();
    m_rows.clear();
    m_bindings.clear();
    m_trails = SessionTable<Trail>(m_trails.maxSessions());
    m_used.forgetWatched();
    m_requests = m_surprises = 0;
    m_observations = 0;
    m_weight = 1;
    forgetOutlooks();
}

} // namespace forefetch
