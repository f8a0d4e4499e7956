// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/ledger.h"
#include "core/metrics/recentrequests.h"
#include "core/pipeline/transitiongraph.h"

#include <memory>
#include <span>

namespace forefetch {

// The graph of one period: which requests followed which in it, session by session, and what the
// prefetches that ended in it came to. It counts what happened, where the learnt chain also knows
// what was before and forgets slowly.
//
//     graph = periodGraph(requests, ended, interner, pipeline.transitionGraph().get());
//
// `requests`: those of the period, in any order; GETs count. `ended`: prefetches that ended in it.
// Routes have the names that `known`, a graph of the learnt chain, gives them; others are guessed
// (routeTemplate). Some µs a request.
// Thread: any.
std::shared_ptr<const TransitionGraph> periodGraph(std::span<const RequestRecord> requests,
                                                   std::span<const PrefetchRecord> ended,
                                                   const Interner &interner,
                                                   const TransitionGraph *known);

} // namespace forefetch
