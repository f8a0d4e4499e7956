// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/hillclimbagent.h"

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

constexpr double kFade = 0.7;
constexpr double kStep = 0.1; // of the probability
constexpr std::size_t kDirections = 4;

} // namespace

std::optional<TuneProposal> HillClimbAgent::propose(const TuneWindow &window, const WhatIf &)
{
    const double reward = sumOf(window.outcome).reward(window.weights);
    if (!m_base || window.isDisturbed || (m_isTrying ? false : window.at != *m_base)) {
        m_base = window.at; // begun, or somebody else moved it
        m_reward = reward;
        m_isTrying = false;
    } else if (m_isTrying) {
        m_isTrying = false;
        if (reward > m_reward + m_noise / 2) {
            m_base = window.at;
            m_reward = reward;
        } else {
            m_direction = (m_direction + 1) % kDirections;
            return TuneProposal{*m_base, {}, {}, {}, "What was tried brought no more: back."};
        }
    } else {
        m_noise = kFade * m_noise + (1 - kFade) * std::abs(reward - m_reward);
        m_reward = kFade * m_reward + (1 - kFade) * reward;
    }
    const TunePoint next = beside(*m_base, window.envelope);
    if (next == *m_base)
        return std::nullopt;
    m_isTrying = true;
    return TuneProposal{next, {}, {}, {}, "To see for one window what it brings."};
}

TunePoint HillClimbAgent::beside(const TunePoint &point, const TuneEnvelope &envelope)
{
    for (std::size_t tries = 0; tries < kDirections; ++tries) {
        TunePoint next = point;
        switch (m_direction) {
        case 0:
            next.minProbability -= kStep;
            break;
        case 1:
            next.minProbability += kStep;
            break;
        case 2:
            next.batch = std::floor(point.batch / 2);
            break;
        default:
            next.batch = std::max(1.0, point.batch * 2);
            break;
        }
        next.minProbability = std::round(1000 * next.minProbability) / 1000; // 0.7, not 0.7000…1
        next = envelope.nearest(next);
        if (next != point)
            return next;
        m_direction = (m_direction + 1 + m_random.below(2)) % kDirections;
    }
    return point;
}

} // namespace forefetch
