// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"
#include "core/simulate/oracle.h"
#include "core/simulate/traffictape.h"
#include "core/tune/tuneagent.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace forefetch {

// What is taken of what was never fetched: the median of the latest answers, or the tenth of them
// that is the quickest and smallest, or the slowest and biggest.
enum class Unfetched : std::uint8_t { Quick, Median, Slow };

// The cut with what was never fetched as said; the cut itself where that changes nothing.
std::shared_ptr<const TrafficCut> cutWith(const std::shared_ptr<const TrafficCut> &cut,
                                          Unfetched unfetched);

// The share of the predictions that name what was never fetched.
double unfetchedShare(const TrafficCut &cut);

// The hit ratio of an oracle that knows what comes, over the last so many windows; nothing when
// cancelled. See simulateOracle.
std::optional<double> oracleHitRatio(const TrafficCut &cut, const SettingsValues &values,
                                     unsigned windows, Foresight foresight,
                                     const std::function<bool()> &isCancelled);

// What the latest traffic would have come to under other settings: the same pipeline on a manual
// clock, over a cut of the live traffic and what the live model said then. What comes before the
// windows that count fills the cache.
//
//     WhatIf whatIf = replayOf(cut, settings.values(), 1, [] { return false; });
//     auto replayed = whatIf(gridOver({}), 4);
//
// What comes to the same is replayed once, over all calls. Where the cut holds a share of the
// sessions, cache, queue and rate are that share of the real ones (a miniature simulation;
// Waldspurger et al., ATC 2017), and counts are of the sample.
//
// Known limits: the size and latency of what was never fetched are guessed (cutWith), and how long
// it may be kept is assumed; the origin's latency does not grow with what is prefetched. Thread:
// any, one at a time.
WhatIf replayOf(std::shared_ptr<const TrafficCut> cut, const SettingsValues &values,
                std::uint64_t seed, std::function<bool()> isCancelled);

} // namespace forefetch
