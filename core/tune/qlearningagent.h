// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/random.h"
#include "core/tune/tuneagent.h"

#include <array>

namespace forefetch {

// Tabular Q-learning (Watkins and Dayan 1992): states are coarse levels of hit ratio, wasted
// prefetches and extra load; actions: hold, the most probable one above .7, three above .5, five
// above .3. Kept as a yardstick.
class QLearningAgent final : public TuneAgent
{
public:
    explicit QLearningAgent(std::uint64_t seed) : m_random(seed) {}

    std::optional<TuneProposal> propose(const TuneWindow &window, const WhatIf &whatIf) override;

private:
    static constexpr std::size_t kStates = 27;
    static constexpr std::size_t kActions = 4;

    static std::size_t stateOf(const Outcome &outcome);
    std::size_t choose(std::size_t state);

    Random m_random;
    std::array<std::array<double, kActions>, kStates> m_values{};
    std::optional<std::size_t> m_state; // before the last action
    std::size_t m_action = 0;
    double m_explore = 0.3; // share of actions by chance, fading
};

} // namespace forefetch
