// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/qlearningagent.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr double kRate = 0.2;     // of learning
constexpr double kDiscount = 0.5; // of what the next window brings
constexpr double kLeastExplore = 0.05;
constexpr double kExploreFade = 0.98;

constexpr std::array<TunePoint, 4> kPoints = {{{}, {0.7, 1}, {0.5, 3}, {0.3, 5}}};

std::size_t level(double value, double low, double high)
{
    return value < low ? 0 : value < high ? 1 : 2;
}

} // namespace

std::size_t QLearningAgent::stateOf(const Outcome &outcome)
{
    return (level(outcome.hitRatio(), 0.3, 0.6) * 3 +
            level(outcome.wastedPerRequest(), 0.05, 0.2)) *
               3 +
           level(outcome.extraLoad(), 0.2, 0.6);
}

std::size_t QLearningAgent::choose(std::size_t state)
{
    m_explore = std::max(kLeastExplore, m_explore * kExploreFade);
    if (m_random.uniform() < m_explore)
        return m_random.below(kActions);
    const auto &values = m_values[state];
    return static_cast<std::size_t>(std::ranges::max_element(values) - values.begin());
}

std::optional<TuneProposal> QLearningAgent::propose(const TuneWindow &window, const WhatIf &)
{
    const Outcome outcome = sumOf(window.outcome);
    const std::size_t state = stateOf(outcome);
    if (m_state) {
        double &value = m_values[*m_state][m_action];
        const double best = std::ranges::max(m_values[state]);
        value += kRate * (outcome.reward(window.weights) + kDiscount * best - value);
    }
    m_state = state;
    m_action = choose(state);
    const TunePoint to = window.envelope.nearest(kPoints[m_action]);
    if (m_action == 0 || to == window.at)
        return std::nullopt;
    return TuneProposal{to, {}, {}, {}, "It is what has brought most after windows like this one."};
}

} // namespace forefetch
