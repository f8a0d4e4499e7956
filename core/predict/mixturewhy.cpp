// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why the mixture says what it says.
#include "core/predict/mixture.h"

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

// A kind that adds less to the score than this share of all is not named.
constexpr float kWorthNaming = 0.15F;

std::size_t indexOf(EvidenceKind kind)
{
    return static_cast<std::size_t>(kind);
}

// A source may speak for one by what it says of all others: that is no reason to be told.
void dropWhatNeverCame(const Evidence &evidence, std::size_t candidate,
                       std::array<float, kEvidenceKinds> &sums)
{
    const auto keep = [&](EvidenceKind kind, Source first, Source last) {
        bool came = false;
        for (auto s = static_cast<std::size_t>(first); s <= static_cast<std::size_t>(last); ++s)
            came = came || evidence.countOf(s, candidate) > 0;
        if (!came)
            sums[indexOf(kind)] = 0;
    };
    keep(EvidenceKind::Skip, Source::Lag2, Source::Lag3);
    keep(EvidenceKind::Client, Source::Client, Source::Client);
    keep(EvidenceKind::Soon, Source::Soon1, Source::Soon4);
}

// The kinds that spoke for it most.
void nameStrongest(Explanation &why)
{
    const auto strongest = [&why](EvidenceKind without) {
        EvidenceKind best = EvidenceKind::None;
        for (std::size_t i = 1; i < kEvidenceKinds; ++i) {
            if (i != indexOf(without) && why.share[i] > why.share[indexOf(best)])
                best = static_cast<EvidenceKind>(i);
        }
        return best;
    };
    why.reason.kind = strongest(EvidenceKind::None);
    const EvidenceKind second = strongest(why.reason.kind);
    if (why.share[indexOf(second)] >= kWorthNaming)
        why.reason.second = second;
}

} // namespace

EvidenceKind kindOf(Feature feature)
{
    switch (feature) {
    case Feature::Interpolated:
    case Feature::Order1:
    case Feature::Order2:
    case Feature::Order3:
    case Feature::NewestOfOrder1:
    case Feature::NewestOfOrder2:
        return EvidenceKind::Context;
    case Feature::Lag2:
    case Feature::Lag3:
        return EvidenceKind::Skip;
    case Feature::Soon:
    case Feature::SoonEarlier:
        return EvidenceKind::Soon;
    case Feature::Client:
    case Feature::NewestOfClient:
        return EvidenceKind::Client;
    case Feature::RepeatRate:
    case Feature::FreshRate:
    case Feature::Requested:
    case Feature::TimesRequested:
    case Feature::IsLast:
    case Feature::Distance:
    case Feature::FollowedHere:
    case Feature::IsBeforeLast:
        return EvidenceKind::Session;
    case Feature::SamePlace:
    case Feature::PlaceAfterPlace:
    case Feature::ShareOfPlace:
        return EvidenceKind::Place;
    case Feature::Recency:
    case Feature::Popularity:
        return EvidenceKind::Popular;
    case Feature::Bound:
    case Feature::IsUnknown:
        break;
    }
    return EvidenceKind::Binding;
}

// What each kind adds to the score of a candidate against the mean of all, as only differences
// count in a softmax.
std::array<float, kEvidenceKinds> MixturePredictor::weigh(std::size_t candidate) const
{
    std::array<float, kEvidenceKinds> sums{};
    const CandidateSet &all = m_candidates;
    for (std::size_t f = 0; f < Mixer::kFeatures; ++f) {
        float mean = 0;
        for (std::size_t c = 0; c < all.size(); ++c)
            mean += all.x[f][c];
        mean /= static_cast<float>(all.size());
        sums[indexOf(kindOf(static_cast<Feature>(f)))] +=
            m_mixer.weight(f, m_evidence.situation()) * (all.x[f][candidate] - mean);
    }
    return sums;
}

// The rule that names it; empty where none does.
RouteRule MixturePredictor::ruleOf(std::size_t candidate) const
{
    for (std::size_t i = 0; i < m_bound.size(); ++i) {
        if (m_bound[i].candidate == static_cast<int>(candidate))
            return m_bindings.describe(m_named[i].route, m_named[i].rule);
    }
    return {};
}

Explanation MixturePredictor::explain(SessionId session, const Prediction &prediction) const
{
    Explanation why;
    const Trail *const trail = m_trails.find(session);
    for (std::uint32_t i = 0; trail && i < PredictionReason::kRecent && i < trail->kept(); ++i) {
        if (m_states.isValid((*trail)[i]))
            why.reason.recent[i] = m_states.at((*trail)[i]).resource;
    }
    const CandidateSet &all = m_candidates; // of the session that was asked about last
    const auto end = all.resource.begin() + static_cast<std::ptrdiff_t>(all.size());
    const auto found = std::find(all.resource.begin(), end, prediction.resource);
    if (m_fresh != session || found == end)
        return why;
    const auto candidate = static_cast<std::size_t>(found - all.resource.begin());
    why.rule = ruleOf(candidate);
    std::array<float, kEvidenceKinds> sums = weigh(candidate);
    if (prediction.cause.order == 0)
        sums[indexOf(EvidenceKind::Context)] = 0;
    if (why.rule.to.empty())
        sums[indexOf(EvidenceKind::Binding)] = 0;
    dropWhatNeverCame(m_evidence, candidate, sums);
    float whole = 0;
    for (const float sum : sums)
        whole += std::max(sum, 0.0F);
    for (std::size_t i = 0; i < kEvidenceKinds && whole > 0; ++i)
        why.share[i] = std::max(sums[i], 0.0F) / whole;
    nameStrongest(why);
    return why;
}

} // namespace forefetch
