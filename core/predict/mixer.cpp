// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/mixer.h"

#include "core/predict/quickmath.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace forefetch {

namespace {

constexpr float kRate = 0.06F;
constexpr float kRateOfNone = 4 * kRate;
constexpr float kFirstSquare = 3; // a set that is new is careful: the others know something

void step(float &value, float &squares, float gradient, float rate)
{
    squares += gradient * gradient;
    value += rate * gradient * quickInverseRoot(squares + kFirstSquare);
}

constexpr std::size_t kLanes = CandidateSet::kLanes;
using Lanes = std::array<float, kLanes>;

} // namespace

Mixer::Mixer(Sets sets, std::span<const float> start)
    : m_sets(sets), m_values((1 + sets.first + sets.second + sets.third) * kStride),
      m_squares(m_values.size(), 1e-3F)
{
    std::copy(start.begin(), start.end(), m_values.begin());
}

FOREFETCH_WIDE float Mixer::weigh(CandidateSet &candidates, Situation situation) const
{
    const auto sets = setsOf(situation);
    const std::size_t size = candidates.padded();
    candidates.pad();
    std::array<float, kStride> weights;
    for (std::size_t f = 0; f < kStride; ++f)
        weights[f] = m_values[sets[0] + f] + m_values[sets[1] + f] + m_values[sets[2] + f] +
                     m_values[sets[3] + f];
    CandidateSet::Column &score = candidates.pNext;
    const float unlikely = -1e9F;
    Lanes highest;
    highest.fill(weights[kFeatures]);
    for (std::size_t c = 0; c < size; c += kLanes) {
        Lanes sum{};
        for (std::size_t f = 0; f < kFeatures; ++f) {
            for (std::size_t i = 0; i < kLanes; ++i)
                sum[i] += weights[f] * candidates.x[f][c + i];
        }
        for (std::size_t i = 0; i < kLanes; ++i)
            score[c + i] = sum[i];
    }
    std::fill(score.begin() + candidates.size(), score.begin() + size, unlikely);
    for (std::size_t c = 0; c < size; c += kLanes) {
        for (std::size_t i = 0; i < kLanes; ++i)
            highest[i] = highest[i] < score[c + i] ? score[c + i] : highest[i];
    }
    const float most = *std::max_element(highest.begin(), highest.end());
    const float none = quickDecay(weights[kFeatures] - most);
    for (std::size_t c = 0; c < size; ++c)
        score[c] = quickDecay(score[c] - most);
    std::fill(score.begin() + candidates.size(), score.begin() + size, 0.0F);
    Lanes sum{};
    for (std::size_t c = 0; c < size; c += kLanes) {
        for (std::size_t i = 0; i < kLanes; ++i)
            sum[i] += score[c + i];
    }
    const float scale = 1 / (none + CandidateSet::sumOf(sum));
    for (std::size_t c = 0; c < size; ++c)
        score[c] *= scale;
    return none * scale;
}

FOREFETCH_WIDE void Mixer::learn(const Outcome &outcome, Situation situation)
{
    const auto sets = setsOf(situation);
    Features gradient;
    for (std::size_t f = 0; f < kFeatures; ++f)
        gradient[f] = outcome.came[f] - outcome.mean[f];
    for (const std::size_t set : sets) {
        float *const values = &m_values[set];
        float *const squares = &m_squares[set];
        for (std::size_t f = 0; f < kFeatures; ++f)
            step(values[f], squares[f], gradient[f], kRate);
    }
    const float ofNone = (outcome.isOther ? 1.0F : 0.0F) - outcome.none;
    for (std::size_t i = 1; i < sets.size(); ++i)
        step(m_values[sets[i] + kFeatures], m_squares[sets[i] + kFeatures], ofNone, kRateOfNone);
}

std::vector<float> Mixer::learnt() const
{
    std::vector<float> all(m_values);
    all.insert(all.end(), m_squares.begin(), m_squares.end());
    return all;
}

bool Mixer::setLearnt(std::span<const float> values)
{
    const std::size_t half = m_values.size();
    if (values.size() != 2 * half ||
        !std::all_of(values.begin(), values.end(), [](float v) { return std::abs(v) < 1e9F; }) ||
        std::any_of(values.begin() + half, values.end(), [](float v) { return v < 0; }))
        return false;
    std::copy(values.begin(), values.begin() + half, m_values.begin());
    std::copy(values.begin() + half, values.end(), m_squares.begin());
    return true;
}

} // namespace forefetch
