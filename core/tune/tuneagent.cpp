// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/tuneagent.h"

#include "core/tune/hillclimbagent.h"
#include "core/tune/qlearningagent.h"
#include "core/tune/replayagent.h"

#include <numeric>

namespace forefetch {

OutcomeGroups Replayed::settled() const
{
    OutcomeGroups groups = outcome;
    const Outcome all = sumOf(outcome);
    const double open = std::accumulate(unsettled.begin(), unsettled.end(), 0.0);
    if (open <= 0)
        return groups;
    const double wasted = 1 - all.served / (all.served + all.wasted + open);
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups[i].wasted += wasted * unsettled[i];
    return groups;
}

std::unique_ptr<TuneAgent> makeAgent(TunerAgent kind, std::uint64_t seed)
{
    switch (kind) {
    case TunerAgent::HillClimb:
        return std::make_unique<HillClimbAgent>(seed);
    case TunerAgent::QLearning:
        return std::make_unique<QLearningAgent>(seed);
    case TunerAgent::Replay:
        break;
    }
    return std::make_unique<ReplayAgent>(seed);
}

} // namespace forefetch
