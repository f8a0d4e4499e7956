// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/mixer.h"

#include "core/predict/quickmath.h"

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

constexpr float kRate = 0.06F;
constexpr float kFirstSquare = 1e-2F; // the first steps are bold, not wild

void step(float &value, float &squares, float gradient, float rate)
{
    squares += gradient * gradient;
    value += rate * gradient / std::sqrt(squares + kFirstSquare);
}

} // namespace

Mixer::Mixer(std::size_t firstSets, std::size_t secondSets, std::span<const float> start)
    : m_firstSets(firstSets), m_values((1 + firstSets + secondSets) * kStride),
      m_squares(m_values.size(), 1e-3F)
{
    std::copy(start.begin(), start.end(), m_values.begin());
}

float Mixer::weigh(CandidateSet &candidates, Situation situation) const
{
    const auto sets = setsOf(situation);
    const std::size_t size = candidates.size();
    CandidateSet::Column &score = candidates.pNext;
    std::fill_n(score.begin(), size, 0.0F);
    for (std::size_t f = 0; f < kFeatures; ++f) {
        const float weight = m_values[sets[0] + f] + m_values[sets[1] + f] + m_values[sets[2] + f];
        const CandidateSet::Column &x = candidates.x[f];
        for (std::size_t c = 0; c < size; ++c)
            score[c] += weight * x[c];
    }
    float none = 0;
    for (const std::size_t set : sets)
        none += m_values[set + kFeatures];
    float highest = none;
    for (std::size_t c = 0; c < size; ++c)
        highest = std::max(highest, score[c]);
    none = quickExp(none - highest);
    float sum = none;
    for (std::size_t c = 0; c < size; ++c)
        score[c] = quickExp(score[c] - highest);
    for (std::size_t c = 0; c < size; ++c)
        sum += score[c];
    for (std::size_t c = 0; c < size; ++c)
        score[c] /= sum;
    return none / sum;
}

void Mixer::learn(const CandidateSet &candidates, Situation situation, int came, float none)
{
    const auto sets = setsOf(situation);
    const std::size_t size = candidates.size();
    for (std::size_t f = 0; f < kFeatures; ++f) {
        const CandidateSet::Column &x = candidates.x[f];
        float gradient = came >= 0 ? x[static_cast<std::size_t>(came)] : 0.0F;
        for (std::size_t c = 0; c < size; ++c)
            gradient -= candidates.pNext[c] * x[c];
        if (gradient == 0.0F)
            continue;
        for (const std::size_t set : sets)
            step(m_values[set + f], m_squares[set + f], gradient, kRate);
    }
    const float gradient = (came < 0 ? 1.0F : 0.0F) - none;
    for (std::size_t i = 1; i < sets.size(); ++i)
        step(m_values[sets[i] + kFeatures], m_squares[sets[i] + kFeatures], gradient, 2 * kRate);
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
