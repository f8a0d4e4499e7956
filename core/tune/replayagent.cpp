// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/replayagent.h"

#include "core/metrics/quantity.h"

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

constexpr double kFade = 0.7;    // what a window leaves of what earlier ones said
constexpr double kRidge = 0.002; // as if nothing had been off in a few windows of few prefetches
constexpr std::size_t kLeastRequests = 200; // that a window must have to be learnt from

constexpr double kFarther = 1.5; // times the prefetches that are sent: as far as good news of them goes
constexpr double kSure = 1.64; // errors that a gain must have over 0 for the origin to pay for it

// James and Stein's factor, never below 0: nothing is left of a gain that is within its error.
double shrunk(double gain, double error)
{
    return gain <= 0 ? gain : gain * std::max(0.0, 1 - error * error / (gain * gain));
}

std::string reasonOf(const TuneProposal &proposal, const TunePoint &from)
{
    const double hits = proposal.there.hitRatio() - proposal.here.hitRatio();
    const double waste = proposal.there.wastedPerRequest() - proposal.here.wastedPerRequest();
    return "The last " + decimalText(proposal.here.cacheable, 0) + " requests, replayed at " +
           textOf(proposal.to) + " instead of " + textOf(from) + ", come to " +
           signedPercents(hits) + " points of hit ratio and " + signedPercents(waste) +
           " wasted prefetches in 100 requests.";
}

} // namespace

std::optional<TuneProposal> ReplayAgent::propose(const TuneWindow &window, const WhatIf &whatIf)
{
    remember(window);
    std::vector<TunePoint> points{window.at};
    for (const auto &more : {gridOver(window.envelope), neighboursOf(window.at, window.envelope)}) {
        for (const TunePoint &point : more) {
            if (std::ranges::find(points, point) == points.end())
                points.push_back(point);
        }
    }
    const std::vector<Replayed> now = whatIf({points.data(), 1}, 1);
    if (!now.empty())
        learn(window, now.front());
    if (!isTrusted())
        return m_climb.propose(window, whatIf);
    const std::vector<Replayed> replays = whatIf(points, m_windows);
    if (replays.size() < 2)
        return std::nullopt;
    TuneProposal proposal = best(window, replays);
    if (proposal.gain.value <= kLeastGain)
        return std::nullopt;
    proposal.reason = reasonOf(proposal, window.at);
    return proposal;
}

void ReplayAgent::remember(const TuneWindow &window)
{
    const double reward = sumOf(window.outcome).reward(window.weights);
    const bool jumped = m_lastReward && std::abs(reward - *m_lastReward) > kJump;
    m_windows = window.isDisturbed || jumped ? 1 : std::min(m_windows + 1, kMostWindows);
    m_lastReward = reward;
}

void ReplayAgent::learn(const TuneWindow &window, const Replayed &sameWindow)
{
    const Outcome real = sumOf(window.outcome);
    if (real.cacheable < kLeastRequests || window.isDisturbed)
        return; // half of a disturbed window ran under what is no more
    const Outcome replayed = sumOf(sameWindow.outcome);
    const double residual = real.reward(window.weights) - replayed.reward(window.weights);
    const double rate = replayed.attemptsPerRequest();
    m_products = kFade * m_products + residual * rate;
    m_squares = kFade * m_squares + rate * rate;
    m_correction = m_products / (m_squares + kRidge);
    m_farOff = kFade * m_farOff + (1 - kFade) * std::abs(residual - m_correction * rate);
}

TuneProposal ReplayAgent::best(const TuneWindow &window, const std::vector<Replayed> &replays) const
{
    const Replayed &here = replays.front();
    const double rateHere = sumOf(here.outcome).attemptsPerRequest();
    TuneProposal found;
    found.to = window.at;
    for (const Replayed &there : replays) {
        const double rate = sumOf(there.outcome).attemptsPerRequest();
        Estimate gain = rewardDifference(there.settled(), here.settled(), window.weights);
        const double known = m_correction > 0 ? std::min(rate, kFarther * rateHere) : rate;
        gain.value += m_correction * (known - rateHere);
        const bool isSure = rate <= rateHere || gain.value > kSure * gain.error;
        gain.value = isSure ? shrunk(gain.value, gain.error) : 0;
        if (gain.value > found.gain.value) {
            found.to = there.point;
            found.gain = gain;
            found.there = sumOf(there.outcome);
        }
    }
    found.here = sumOf(here.outcome);
    return found;
}

} // namespace forefetch
