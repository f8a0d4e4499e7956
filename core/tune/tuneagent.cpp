// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/tuneagent.h"

#include "core/tune/hillclimbagent.h"
#include "core/tune/qlearningagent.h"
#include "core/tune/replayagent.h"

namespace forefetch {

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
