// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/contextrows.h"
#include "core/predict/predictor.h"
#include "core/predict/statetable.h"

#include <cstddef>
#include <vector>

namespace forefetch {

// Whether one edge of the learnt chain goes before another: by count, then always the same way.
bool isStronger(const Transition &a, const Transition &b);

// Offers an edge to the `most` strongest so far, kept as a heap whose front is the weakest. False
// where it was weaker than all of them. Ends with sortStrongest().
bool offerStrongest(const Transition &edge, std::size_t most, std::vector<Transition> &heap);
void sortStrongest(std::vector<Transition> &heap);

// The strongest edges of order 1 in rows whose contexts are states; `weight`: what one observation
// counts there now.
void strongestOf(const StateTable &states, const ContextRows &rows, float weight, std::size_t most,
                 std::vector<Transition> &out);

} // namespace forefetch
