// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/candidateset.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace forefetch {

// Turns what the sources of evidence say into P(next): a softmax over the candidates and "none of
// them", whose weights are learnt online from what really came (a conditional logit, McFadden 1974;
// step sizes by AdaGrad, Duchi 2011). A weight is a sum of four: one for all situations, and one
// for each of the three sets that the situation belongs to, as the gated mixers of PAQ have it
// (Mahoney 2005): how far a long context is to be believed is not the same for each.
//
//     mixer.weigh(candidates, {3, 17, 90});      // fills candidates.pNext, gives P(none)
//     mixer.learn({featuresOfWhatCame, meanOfAll, none}, {3, 17, 90});
//
// Thread: one, the model thread.
class Mixer
{
public:
    static constexpr std::size_t kFeatures = CandidateSet::kMostFeatures;
    struct Situation
    {
        std::uint8_t first = 0;
        std::uint8_t second = 0;
        std::uint8_t third = 0;
    };
    struct Sets // how many of each
    {
        std::size_t first = 1;
        std::size_t second = 1;
        std::size_t third = 1;
    };

    // `start`: weights for all situations before anything was learnt.
    Mixer(Sets sets, std::span<const float> start);

    float weigh(CandidateSet &candidates, Situation situation) const;
    using Features = std::array<float, kFeatures>;
    struct Outcome
    {
        const Features &came; // zero where it was none of the candidates
        const Features &mean; // of the candidates, each by its P(next)
        float none;           // what was said of that
        bool isOther = false; // it was none of them
    };
    void learn(const Outcome &outcome, Situation situation);

    // What a feature counts in a situation, for explaining.
    float weight(std::size_t feature, Situation situation) const
    {
        float sum = 0;
        for (const std::size_t set : setsOf(situation))
            sum += m_values[set + feature];
        return sum;
    }

    // All that is learnt in one line, for saving and loading: weights, then the squares that the
    // step sizes come from. False, and nothing changed, where that makes no sense.
    std::vector<float> learnt() const;
    bool setLearnt(std::span<const float> values);
    std::size_t bytes() const { return (m_values.capacity() + m_squares.capacity()) * 4; }

private:
    // A set: kFeatures weights and the bias of "none".
    static constexpr std::size_t kStride = kFeatures + 1;
    std::size_t offsetOf(std::size_t set) const { return set * kStride; }
    std::array<std::size_t, 4> setsOf(Situation situation) const
    {
        return {0, offsetOf(1 + situation.first), offsetOf(1 + m_sets.first + situation.second),
                offsetOf(1 + m_sets.first + m_sets.second + situation.third)};
    }

    Sets m_sets;
    std::vector<float> m_values;
    std::vector<float> m_squares; // of the gradients so far
};

} // namespace forefetch
