// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/quickmath.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace forefetch {

// Makes a probability mean what it says: of all that were called 0.3, three in ten come. A curve
// over the logit with a knot every half, learnt online from outcomes and interpolated between two
// knots (the adaptive probability maps of PAQ, Mahoney 2005); it begins as "what was said" and is
// never steeper down than flat, so that the order of predictions stays.
//
//     CalibrationMap map;
//     map.learn(0.42F, true);
//     map.map(0.42F);
//
// Thread: one, the model thread.
class CalibrationMap
{
public:
    static constexpr std::size_t kKnots = 33; // logits -10 … 6

    CalibrationMap()
    {
        for (std::size_t i = 0; i < kKnots; ++i)
            m_knots[i] = quickLogistic(kLowest + kStep * static_cast<float>(i));
        m_weight.fill(kPrior);
    }

    float map(float p) const { return mapLogit(logitOf(p)); }
    float mapLogit(float logit) const { return valueAt(placeOf(logit)); }

    void learn(float p, bool came)
    {
        const Place at = placeOf(logitOf(p));
        const float error = (came ? 1.0F : 0.0F) - valueAt(at);
        move(at.knot, error, 1 - at.share);
        move(at.knot + 1, error, at.share);
    }

    // Knots, then how much was learnt at each; as in Mixer.
    static constexpr std::size_t kLearnt = 2 * kKnots;
    std::array<float, kLearnt> learnt() const
    {
        std::array<float, kLearnt> all;
        std::copy(m_knots.begin(), m_knots.end(), all.begin());
        std::copy(m_weight.begin(), m_weight.end(), all.begin() + kKnots);
        return all;
    }
    bool setLearnt(std::span<const float> values)
    {
        if (values.size() != kLearnt)
            return false;
        const auto knots = values.first(kKnots), weight = values.last(kKnots);
        if (!std::is_sorted(knots.begin(), knots.end()) || !(knots.front() >= 0) ||
            !(knots.back() <= 1) ||
            !std::all_of(weight.begin(), weight.end(), [](float w) { return w >= 1; }))
            return false;
        std::copy(knots.begin(), knots.end(), m_knots.begin());
        std::copy(weight.begin(), weight.end(), m_weight.begin());
        return true;
    }

private:
    static constexpr float kLowest = -10;
    static constexpr float kStep = 0.5F;
    static constexpr float kPrior = 20;  // outcomes that "what was said" counts for
    static constexpr float kMost = 2000; // the map keeps following
    struct Place
    {
        std::size_t knot;
        float share; // of the next knot
    };

    static Place placeOf(float logit)
    {
        const float at =
            std::clamp((logit - kLowest) / kStep, 0.0F, static_cast<float>(kKnots - 1) - 1e-3F);
        const auto knot = static_cast<std::int32_t>(at);
        return {static_cast<std::size_t>(knot), at - static_cast<float>(knot)};
    }
    float valueAt(Place at) const
    {
        return m_knots[at.knot] * (1 - at.share) + m_knots[at.knot + 1] * at.share;
    }

    void move(std::size_t knot, float error, float share)
    {
        m_weight[knot] = std::min(m_weight[knot] + share, kMost);
        const float low = knot == 0 ? 0.0F : m_knots[knot - 1];
        const float high = knot + 1 == kKnots ? 1.0F : m_knots[knot + 1];
        m_knots[knot] = std::clamp(m_knots[knot] + error * share / m_weight[knot] * 2, low, high);
    }

    std::array<float, kKnots> m_knots;
    std::array<float, kKnots> m_weight;
};

} // namespace forefetch
