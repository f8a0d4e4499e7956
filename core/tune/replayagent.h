// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tune/hillclimbagent.h"
#include "core/tune/tuneagent.h"

namespace forefetch {

// Tries every point on the latest windows of real traffic in virtual time, and goes where the
// reward is best: a model-based agent whose model is the simulator (shadow tags, Grannæs and Natvig
// 2011; miniature simulations, Waldspurger et al., ATC 2017).
//
// What a replay gains is shrunk by what chance may do to it (James and Stein, positive part), so
// that the best of fifty points by luck is not followed, and what sends more prefetches has to be
// better by more than chance. The simulator knows neither the size and
// latency of what was never fetched nor an origin under load; so what then really came at a point
// is held against what a replay of the same window says, and the difference a prefetch is what
// every point is corrected by. While that leaves them far apart, the agent climbs by hand.
//
// It remembers four windows, one after the traffic has jumped.
class ReplayAgent final : public TuneAgent
{
public:
    static constexpr unsigned kMostWindows = 4;
    static constexpr double kLeastGain = 0.002; // of the reward, that is worth a move
    static constexpr double kJump = 0.05;       // of the reward between two windows
    static constexpr double kFarOff = 0.03;     // of the reward, replayed against real

    explicit ReplayAgent(std::uint64_t seed) : m_climb(seed) {}

    std::optional<TuneProposal> propose(const TuneWindow &window, const WhatIf &whatIf) override;

    // What a prefetch really brings over what a replay says; 0 where they agree.
    double correction() const { return m_correction; }
    bool isTrusted() const { return m_farOff < kFarOff; }

private:
    void remember(const TuneWindow &window);
    void learn(const TuneWindow &window, const Replayed &sameWindow);
    TuneProposal best(const TuneWindow &window, const std::vector<Replayed> &replays) const;

    HillClimbAgent m_climb;
    std::optional<double> m_lastReward;
    unsigned m_windows = 0;
    double m_correction = 0; // reward a prefetch
    double m_products = 0;   // Σ residual × prefetches a request, fading
    double m_squares = 0;    // Σ (prefetches a request)², fading
    double m_farOff = 0;     // |residual after correction|, fading
};

} // namespace forefetch
