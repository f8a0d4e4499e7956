// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/random.h"
#include "core/tune/tuneagent.h"

namespace forefetch {

// Goes to a point beside the best one known, looks what a window brings there, stays if that is
// better by more than what windows differ by themselves, and comes back if not. Needs no model, so
// it is what is left when the model fails, and a yardstick.
class HillClimbAgent final : public TuneAgent
{
public:
    explicit HillClimbAgent(std::uint64_t seed) : m_random(seed) {}

    std::optional<TuneProposal> propose(const TuneWindow &window, const WhatIf &whatIf) override;

private:
    TunePoint beside(const TunePoint &point, const TuneEnvelope &envelope);

    Random m_random;
    std::optional<TunePoint> m_base; // the best one known
    double m_reward = 0;             // there, fading
    double m_noise = 0.01;           // how much a window differs from the one before, fading
    std::size_t m_direction = 0;
    bool m_isTrying = false;
};

} // namespace forefetch
