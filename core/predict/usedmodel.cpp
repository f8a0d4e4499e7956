// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/usedmodel.h"

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

constexpr float kRate = 0.05F;
constexpr float kFirstSquare = 3; // careful first steps, as in the mixer

float dot(const UsedModel::Features &a, const UsedModel::Features &b)
{
    float sum = 0;
    for (std::size_t f = 0; f < a.size(); ++f)
        sum += a[f] * b[f];
    return sum;
}

} // namespace

UsedModel::UsedModel(std::size_t sets)
    : m_weights((1 + sets) * kFeatures), m_squares(m_weights.size(), 1e-2F)
{
    m_weights[1] = 0.6F; // what comes next is used
    m_weights[2] = 0.4F;
}

void UsedModel::setHorizon(std::uint32_t requests, Duration time)
{
    if (requests == m_requests && time == m_time)
        return;
    m_requests = requests;
    m_time = time;
    forgetWatched(); // they were asked another question
}

void UsedModel::forgetWatched()
{
    m_watched.clear();
    m_free.clear();
    m_waiting.clear();
}

UsedModel::Features UsedModel::weightsOf(std::uint8_t set) const
{
    Features sum;
    for (std::size_t f = 0; f < kFeatures; ++f)
        sum[f] = m_weights[f] + m_weights[(1U + set) * kFeatures + f];
    return sum;
}

FOREFETCH_WIDE void UsedModel::estimate(const Columns &features, std::size_t size, std::uint8_t set,
                                        CandidateSet::Column &out) const
{
    const Features weights = weightsOf(set);
    std::fill_n(out.begin(), size, 0.0F);
    for (std::size_t f = 0; f < kFeatures; ++f) {
        const float weight = weights[f];
        const CandidateSet::Column &x = features[f];
        for (std::size_t c = 0; c < size; ++c)
            out[c] += weight * x[c];
    }
    for (std::size_t c = 0; c < size; ++c)
        out[c] = m_map.mapLogit(out[c]);
}

FOREFETCH_WIDE void UsedModel::learn(const Features &features, std::uint8_t set, bool used)
{
    const float p = quickLogistic(dot(weightsOf(set), features));
    m_map.learn(p, used);
    const float error = (used ? 1.0F : 0.0F) - p;
    for (const std::size_t from : {std::size_t(0), (1U + set) * kFeatures}) {
        float *const weights = &m_weights[from];
        float *const squares = &m_squares[from];
        for (std::size_t f = 0; f < kFeatures; ++f) {
            const float gradient = error * features[f];
            squares[f] += gradient * gradient;
            weights[f] += kRate * gradient * quickInverseRoot(squares[f] + kFirstSquare);
        }
    }
}

void UsedModel::watch(SessionId session, ResourceId resource, const Features &features,
                      std::uint8_t set, std::uint32_t length, TimePoint now)
{
    if (!wantsMore())
        return;
    const std::uint32_t until = length + m_requests;
    const auto [newest, isFirst] = m_waiting.try_emplace(keyOf(session, resource), kNone);
    if (!isFirst && m_watched[newest->second].until == until)
        return; // the same step
    std::uint32_t place = 0;
    if (!m_free.empty()) {
        place = m_free.back();
        m_free.pop_back();
    } else {
        place = static_cast<std::uint32_t>(m_watched.size());
        m_watched.emplace_back();
    }
    m_watched[place] = {session, resource, now, until, newest->second, set, false, false, features};
    newest->second = place;
}

void UsedModel::came(SessionId session, ResourceId resource, std::uint32_t length, TimePoint now)
{
    const auto found = m_waiting.find(keyOf(session, resource));
    if (found == m_waiting.end())
        return;
    std::uint32_t place = found->second;
    m_waiting.erase(found);
    while (place != kNone) {
        Watched &w = m_watched[place];
        w.used = length <= w.until && now - w.at <= m_time;
        w.isOut = true;
        place = w.older;
    }
}

// Out of the chain of those that wait for the same.
void UsedModel::unlink(std::uint32_t place)
{
    const Watched &w = m_watched[place];
    const auto found = m_waiting.find(keyOf(w.session, w.resource));
    if (found->second == place) {
        found->second = w.older;
        if (w.older == kNone)
            m_waiting.erase(found);
        return;
    }
    std::uint32_t newer = found->second;
    while (m_watched[newer].older != place)
        newer = m_watched[newer].older;
    m_watched[newer].older = w.older;
}

void UsedModel::end(std::size_t place)
{
    Watched &w = m_watched[place];
    if (!w.isOut)
        unlink(static_cast<std::uint32_t>(place));
    learn(w.features, w.set, w.used);
    w.resource = {};
    m_free.push_back(static_cast<std::uint32_t>(place));
}

std::vector<float> UsedModel::learnt() const
{
    std::vector<float> all(m_weights);
    all.insert(all.end(), m_squares.begin(), m_squares.end());
    return all;
}

bool UsedModel::setLearnt(std::span<const float> values)
{
    const std::size_t half = m_weights.size();
    if (values.size() != 2 * half ||
        !std::all_of(values.begin(), values.end(), [](float v) { return std::abs(v) < 1e9F; }) ||
        std::any_of(values.begin() + half, values.end(), [](float v) { return !(v > 0); }))
        return false;
    std::copy(values.begin(), values.begin() + half, m_weights.begin());
    std::copy(values.begin() + half, values.end(), m_squares.begin());
    return true;
}

std::size_t UsedModel::bytes() const
{
    return m_watched.capacity() * sizeof(Watched) + m_free.capacity() * 4 + m_waiting.size() * 30 +
           (m_weights.capacity() + m_squares.capacity()) * 4;
}

} // namespace forefetch
