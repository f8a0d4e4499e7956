// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/parameter.h"
#include "core/tune/reward.h"
#include "core/tune/tunepoint.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// What really happened in one window of traffic.
struct TuneWindow
{
    TunePoint at;          // the whole window long
    OutcomeGroups outcome;
    RewardWeights weights;
    TuneEnvelope envelope;
    // Something else moved meanwhile (a cache of another size, another model): what was seen before
    // says little of what comes.
    bool isDisturbed = false;
};

// What the latest traffic would have come to at one point.
struct Replayed
{
    TunePoint point;
    OutcomeGroups outcome;
    // Prefetches whose fate the windows do not show: stored at their end and not used, less those at
    // their beginning.
    std::array<double, kOutcomeGroups> unsettled{};

    // With those as if they served somebody as often as the others: where nothing has been evicted
    // or has expired yet, prefetching more would look free.
    OutcomeGroups settled() const;
};
// Replays the last so many windows at each of the points. Fewer than asked for, or none: there was
// too little traffic, or no time.
using WhatIf =
    std::function<std::vector<Replayed>(std::span<const TunePoint> points, unsigned windows)>;

// Where to go, and what is expected of it.
struct TuneProposal
{
    TunePoint to;
    Estimate gain;  // of the reward over the point where we are, shrunk by what chance may do
    Outcome here;   // what the same traffic comes to here and there, where that was reckoned;
    Outcome there;  // both blank for an agent that only tries
    std::string reason; // a sentence
};

// Decides after each window. State, action and reward are values, so that an agent runs in virtual
// time as it does live.
//
//     auto agent = makeAgent(TunerAgent::Replay, seed);
//     if (auto proposal = agent->propose(window, whatIf)) ... go to proposal->to ...
//
// Thread: one.
class TuneAgent
{
public:
    virtual ~TuneAgent() = default;
    // Nothing: stay.
    virtual std::optional<TuneProposal> propose(const TuneWindow &window, const WhatIf &whatIf) = 0;
};

std::unique_ptr<TuneAgent> makeAgent(TunerAgent kind, std::uint64_t seed);

} // namespace forefetch
