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

// The places that candidates are in, without repetition, and which one is whose.
struct PlacesOf
{
    explicit PlacesOf(const CandidateSet &candidates)
    {
        constexpr std::uint8_t kFree = 0xff;
        std::array<std::uint8_t, 128> slots;
        slots.fill(kFree);
        for (std::size_t c = 0; c < candidates.size(); ++c) {
            std::size_t slot = (candidates.place[c] * 0x9e3779b1U) >> 25;
            while (slots[slot] != kFree && place[slots[slot]] != candidates.place[c])
                slot = (slot + 1) % slots.size();
            if (slots[slot] == kFree) {
                place[count] = candidates.place[c];
                slots[slot] = static_cast<std::uint8_t>(count++);
            }
            of[c] = slots[slot];
        }
    }

    std::size_t count = 0;
    std::array<std::uint32_t, CandidateSet::kMost> place;
    std::array<std::uint8_t, CandidateSet::kMost> of; // each candidate
};

} // namespace

void Evidence::session(const Trail &trail, CandidateSet &candidates)
{
    const std::size_t size = candidates.size();
    alignas(32) CandidateSet::Column times;
    alignas(32) CandidateSet::Column distance;
    CandidateSet::Column &isLast = rowOf(candidates, Feature::IsLast);
    CandidateSet::Column &isBeforeLast = rowOf(candidates, Feature::IsBeforeLast);
    CandidateSet::Column &followed = rowOf(candidates, Feature::FollowedHere);
    for (CandidateSet::Column *row : {&times, &distance, &isLast, &isBeforeLast, &followed})
        std::fill_n(row->begin(), size, 0.0F);
    bool isFollowedFound = false;
    for (std::uint32_t back = 0; back < trail.kept(); ++back) {
        const int c = candidates.find(trail[back]);
        if (c >= 0) {
            const auto at = static_cast<std::size_t>(c);
            times[at] += 1;
            if (times[at] == 1) {
                distance[at] = static_cast<float>(back + 1);
                isLast[at] = back == 0 ? 1.0F : 0.0F;
                isBeforeLast[at] = back == 1 ? 1.0F : 0.0F;
            }
        }
        if (back > 0 && !isFollowedFound && trail[back] == trail[0]) {
            isFollowedFound = true;
            const int next = candidates.find(trail[back - 1]);
            if (next >= 0)
                followed[static_cast<std::size_t>(next)] = 1.0F;
        }
    }
    describeRepetition(times, distance, candidates);
}

// Products with 0 and 1 in place of conditions, so that the loops become vector instructions.
FOREFETCH_WIDE void Evidence::describeRepetition(const CandidateSet::Column &times,
                                                 const CandidateSet::Column &distance,
                                                 CandidateSet &candidates)
{
    const std::size_t size = candidates.size();
    CandidateSet::Column &requested = rowOf(candidates, Feature::Requested);
    CandidateSet::Column &repeatRate = rowOf(candidates, Feature::RepeatRate);
    CandidateSet::Column &freshRate = rowOf(candidates, Feature::FreshRate);
    CandidateSet::Column &timesRequested = rowOf(candidates, Feature::TimesRequested);
    CandidateSet::Column &logDistance = rowOf(candidates, Feature::Distance);
    CandidateSet::Column &recency = rowOf(candidates, Feature::Recency);
    for (std::size_t c = 0; c < size; ++c)
        requested[c] = times[c] < 1.0F ? times[c] : 1.0F;
    for (std::size_t c = 0; c < size; ++c) {
        const float rate = (m_repeats[c] + 0.3F) / (m_requests[c] + 1);
        repeatRate[c] = requested[c] * quickLog(rate + 0.02F);
        freshRate[c] = (1 - requested[c]) * quickLog(1.02F - rate);
    }
    for (std::size_t c = 0; c < size; ++c) {
        timesRequested[c] = quickLog(times[c] + 1 - requested[c]);
        logDistance[c] = quickLog(distance[c] + 1 - requested[c]);
    }
    for (std::size_t c = 0; c < size; ++c)
        recency[c] = -quickLog(1.0F + m_age[c] * 0.02F);
}

void Evidence::places(const Trail &trail, const Knowledge &known, CandidateSet &candidates)
{
    const std::size_t size = candidates.size();
    const ContextRows::Successors &next = row(Source::Place);
    const bool hasLast = trail.kept() > 0 && known.states.isValid(trail[0]);
    const std::uint32_t last = hasLast ? known.states.at(trail[0]).place : 0;
    const float total = m_totals[static_cast<std::size_t>(Source::Place)];
    const float unseen = total > 0 ? quickLog(0.01F + 0.05F / (total + 0.5F)) : 0.0F;
    CandidateSet::Column &same = rowOf(candidates, Feature::SamePlace);
    CandidateSet::Column &after = rowOf(candidates, Feature::PlaceAfterPlace);
    CandidateSet::Column &share = rowOf(candidates, Feature::ShareOfPlace);
    const PlacesOf places(candidates); // each is looked up once
    for (std::size_t i = 0; i < places.count; ++i)
        known.rows.prefetch(inPlaceKey(places.place[i]));
    std::array<float, CandidateSet::kMost> afterOf, shareOf;
    const float scale = 1.0F / known.weight;
    for (std::size_t i = 0; i < places.count; ++i) {
        const float count = next.countOf(places.place[i]) * scale;
        afterOf[i] = total > 0 ? quickLog((count + 0.05F) / (total + 0.5F) + 0.01F) - unseen : 0.0F;
        shareOf[i] = 1.0F / (known.rows.find(inPlaceKey(places.place[i])).total * scale + 1);
    }
    for (std::size_t c = 0; c < size; ++c) {
        same[c] = candidates.place[c] == last ? 1.0F : 0.0F;
        after[c] = afterOf[places.of[c]];
        share[c] = shareOf[places.of[c]];
    }
    for (std::size_t c = 0; c < size; ++c)
        share[c] = quickLog((m_requests[c] + 0.5F) * share[c]);
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
// whether it was ever followed by two different requests; by what kind of session it is; and by
// which place it is in, as what leads on from a login does not from a search. Places that share a
// set share its weights.
void Evidence::describe(const Trail &trail, const Knowledge &known)
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
    const bool hasLast = trail.kept() > 0 && known.states.isValid(trail[0]);
    const std::uint32_t place = hasLast ? known.states.at(trail[0]).place : 0;
    const std::uint32_t third = (place * 0x9e3779b1U) >> 25; // 7 bits
    m_situation = {static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(second),
                   static_cast<std::uint8_t>(third)};
}

FOREFETCH_WIDE void Evidence::usedFeatures(const CandidateSet &candidates, float expected,
                                           UsedModel::Columns &out) const
{
    const std::size_t size = candidates.size();
    const auto of = [&candidates](Feature feature) -> const CandidateSet::Column & {
        return candidates.x[static_cast<std::size_t>(feature)];
    };
    const float horizon = quickLog(std::max(expected, 0.05F)) - 1.6F; // 0 at five requests
    std::fill_n(out[0].begin(), size, 1.0F);
    std::fill_n(out[7].begin(), size, horizon);
    for (std::size_t c = 0; c < size; ++c)
        out[1][c] = logitOf(candidates.pNext[c]);
    for (std::size_t c = 0; c < size; ++c)
        out[2][c] = atLeast(m_soonAny[c], 0.002F);
    for (std::size_t c = 0; c < size; ++c) {
        out[2][c] = logitOf(out[2][c]);
        out[11][c] = horizon * out[2][c] * 0.3F;
    }
    for (std::size_t c = 0; c < size; ++c)
        out[6][c] = of(Feature::RepeatRate)[c] + of(Feature::FreshRate)[c];
    std::copy_n(of(Feature::Soon).begin(), size, out[3].begin());
    std::copy_n(of(Feature::Requested).begin(), size, out[4].begin());
    std::copy_n(of(Feature::TimesRequested).begin(), size, out[5].begin());
    std::copy_n(of(Feature::Client).begin(), size, out[8].begin());
    std::copy_n(m_boundUsed.begin(), size, out[9].begin());
    std::copy_n(of(Feature::IsUnknown).begin(), size, out[10].begin());
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
