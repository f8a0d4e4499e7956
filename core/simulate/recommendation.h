// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/simulation.h"

#include <span>

namespace forefetch {

// Which variant to take, and why in a sentence.
//
// The one with the highest reward, if its gain over not prefetching is more than chance: above 0 by
// more than the error that the best of so many variants may have by luck (5 % in all, divided among
// them; Bonferroni). Of those that cannot be told from it (the 95 % interval of the difference
// holds 0), the one that costs the origin least. Else: do not prefetch. Fewer than kLeastSessions
// sessions say too little for either.
//
// `resampled` belongs to result.variants, one each. Thread: any; a pure function.
Recommendation recommend(const SimulationResult &result,
                         std::span<const Bootstrap::Resampled> resampled,
                         const SimulationPlan &plan);

// Marks the variants that no other one beats: as many hits for less extra load.
void markFrontier(std::vector<Variant> &variants);

} // namespace forefetch
