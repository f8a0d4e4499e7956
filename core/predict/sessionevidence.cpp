// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a session's own requests and the places of requests say; and which situation it is in.
#include "core/predict/evidence.h"

#include "core/predict/quickmath.h"

#include <algorithm>
#include <array>

namespace forefetch {

namespace {

CandidateSet::Column &rowOf(CandidateSet &candidates, Feature feature)
{
    return candidates.x[static_cast<std::size_t>(feature)];
}

} // namespace

void Evidence::session(const Trail &trail, const Knowledge &known, CandidateSet &candidates)
{
    const std::size_t size = candidates.size();
    std::array<float, CandidateSet::kMost> times{};
    std::array<float, CandidateSet::kMost> distance{};
    CandidateSet::Column &followed = rowOf(candidates, Feature::FollowedHere);
    std::fill_n(followed.begin(), size, 0.0F);
    bool isFollowedFound = false;
    for (std::uint32_t back = 0; back < trail.kept(); ++back) {
        const int c = candidates.find(trail[back]);
        if (c >= 0) {
            times[static_cast<std::size_t>(c)] += 1;
            if (distance[static_cast<std::size_t>(c)] == 0)
                distance[static_cast<std::size_t>(c)] = static_cast<float>(back + 1);
        }
        if (back > 0 && !isFollowedFound && trail[back] == trail[0]) {
            isFollowedFound = true;
            const int next = candidates.find(trail[back - 1]);
            if (next >= 0)
                followed[static_cast<std::size_t>(next)] = 1.0F;
        }
    }
    for (std::size_t c = 0; c < size; ++c) {
        float rate = 0.3F;
        float age = 1e4F;
        if (candidates.state[c] != StateTable::kNone) {
            const StateTable::State &state = known.states.at(candidates.state[c]);
            rate = (state.repeats / known.weight + 0.3F) / (state.requests / known.weight + 1);
            age = static_cast<float>(known.observation - state.lastAt);
        }
        const bool requested = times[c] > 0;
        rowOf(candidates, Feature::RepeatRate)[c] = requested ? quickLog(rate + 0.02F) : 0.0F;
        rowOf(candidates, Feature::FreshRate)[c] = requested ? 0.0F : quickLog(1.02F - rate);
        rowOf(candidates, Feature::Requested)[c] = requested ? 1.0F : 0.0F;
        rowOf(candidates, Feature::TimesRequested)[c] = times[c] > 1 ? quickLog(times[c]) : 0.0F;
        rowOf(candidates, Feature::IsLast)[c] = distance[c] == 1 ? 1.0F : 0.0F;
        rowOf(candidates, Feature::IsBeforeLast)[c] = distance[c] == 2 ? 1.0F : 0.0F;
        rowOf(candidates, Feature::Distance)[c] = requested ? quickLog(distance[c]) : 0.0F;
        rowOf(candidates, Feature::Recency)[c] = -quickLog(1.0F + age * 0.02F);
    }
}

void Evidence::places(const Trail &trail, const Knowledge &known, CandidateSet &candidates)
{
    const ContextRows::Successors &next = row(Source::Place);
    const bool hasLast = trail.kept() > 0 && known.states.isValid(trail[0]);
    const std::uint32_t last = hasLast ? known.states.at(trail[0]).place : 0;
    const float total = m_totals[static_cast<std::size_t>(Source::Place)];
    const float unseen = total > 0 ? quickLog(0.01F + 0.05F / (total + 0.5F)) : 0.0F;
    // Places repeat among candidates: each is looked up once in a row.
    std::uint32_t place = 0;
    float after = 0;
    float inPlace = 1;
    for (std::size_t c = 0; c < candidates.size(); ++c) {
        float requests = 0;
        if (candidates.state[c] != StateTable::kNone)
            requests = known.states.at(candidates.state[c]).requests / known.weight;
        if (candidates.place[c] != place || c == 0) {
            place = candidates.place[c];
            const float count = next.countOf(place) / known.weight;
            after = total > 0 ? quickLog((count + 0.05F) / (total + 0.5F) + 0.01F) - unseen : 0.0F;
            inPlace = known.rows.find(inPlaceKey(place)).total / known.weight;
        }
        rowOf(candidates, Feature::SamePlace)[c] = place == last ? 1.0F : 0.0F;
        rowOf(candidates, Feature::PlaceAfterPlace)[c] = after;
        rowOf(candidates, Feature::ShareOfPlace)[c] = quickLog((requests + 0.5F) / (inPlace + 1));
    }
}

// They come first: what nobody has seen before can be had in no other way.
void Evidence::addBound(std::span<Bound> bound, const Knowledge &known, CandidateSet &candidates)
{
    for (Bound &b : bound) {
        b.candidate = -1;
        if (b.state == StateTable::kNone)
            b.candidate = candidates.addUnknown(b.fingerprint, b.resource, b.place);
        else if (add(b.state, known, candidates))
            b.candidate = candidates.find(b.state);
    }
}

// Log-odds above one in a hundred, which is where "says nothing" is.
void Evidence::bindings(std::span<const Bound> bound, CandidateSet &candidates)
{
    constexpr float kNothing = 4.6F;
    CandidateSet::Column &next = rowOf(candidates, Feature::Bound);
    CandidateSet::Column &unknown = rowOf(candidates, Feature::IsUnknown);
    std::fill_n(next.begin(), candidates.size(), 0.0F);
    std::fill_n(m_boundUsed.begin(), candidates.size(), 0.0F);
    for (std::size_t c = 0; c < candidates.size(); ++c)
        unknown[c] = candidates.state[c] == StateTable::kNone ? 1.0F : 0.0F;
    for (const Bound &b : bound) {
        if (b.candidate < 0)
            continue;
        const auto c = static_cast<std::size_t>(b.candidate);
        next[c] = std::max(logitOf(b.pNext) + kNothing, 0.0F);
        m_boundUsed[c] = std::max(logitOf(b.pUsed) + kNothing, 0.0F);
    }
}

// Which weights of the mixer apply: by how long a context matched, how often it was seen and
// whether it was ever followed by two different requests; and by what kind of session it is.
void Evidence::describe(const Trail &trail)
{
    std::uint32_t first = m_matched * 8;
    if (m_matched > 0) {
        const ContextRows::Successors &longest = m_found[m_matched - 1];
        const float total = m_totals[m_matched - 1];
        first += total < 2 ? 0 : (total < 6 ? 2 : (total < 30 ? 4 : 6));
        first += longest.size == 1 ? 0 : 1;
    }
    const std::uint32_t n = trail.length;
    const std::uint32_t age =
        n < 2 ? 0 : (n < 4 ? 1 : (n < 8 ? 2 : (n < 16 ? 3 : (n < 40 ? 4 : 5))));
    const std::uint32_t second =
        age * 4 + (trail.lastRepeated ? 1U : 0U) + (trail.repeats * 2 > n ? 2U : 0U);
    m_situation = {static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(second)};
}

UsedModel::Features Evidence::usedFeatures(const CandidateSet &candidates, std::size_t c,
                                           float expected) const
{
    const auto x = [&](Feature feature) {
        return candidates.x[static_cast<std::size_t>(feature)][c];
    };
    const float soon = logitOf(std::clamp(m_soonAny[c], 0.002F, 0.98F));
    const float horizon = quickLog(std::max(expected, 0.05F)) - 1.6F; // 0 at five requests
    return {1.0F,
            logitOf(candidates.pNext[c]),
            soon,
            x(Feature::Soon),
            x(Feature::Requested),
            x(Feature::TimesRequested),
            x(Feature::RepeatRate) + x(Feature::FreshRate),
            horizon,
            x(Feature::Client),
            m_boundUsed[c],
            x(Feature::IsUnknown),
            horizon * soon * 0.3F};
}

// Where learning starts: what the weights became, rounded, on traffic of several kinds. They move
// by themselves within some hundred requests.
std::span<const float> Evidence::startingWeights()
{
    static constexpr std::array<float, CandidateSet::kMostFeatures> kStart = {
        0.72F,  -0.08F, -0.04F, 0.0F,  0.1F,  0.08F, 0.1F, 0.1F, 0.17F,
        0.06F,  0.3F,   -0.05F, 0.15F, 0.06F, -0.1F, 0.0F, 0.0F, 0.1F,
        -0.06F, -0.06F, 0.06F,  0.0F,  0.1F,  0.09F, 0.1F, 0.8F, 0.0F};
    return kStart;
}

} // namespace forefetch
