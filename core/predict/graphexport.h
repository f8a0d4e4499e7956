// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/predictor.h"
#include "core/request/interner.h"
#include "core/result.h"

#include <cstddef>
#include <iosfwd>

namespace forefetch {

// How much of a model goes into the export: the strongest, and how many were left out is said.
struct GraphLimits
{
    std::size_t edges = 100'000;   // between requests
    std::size_t bindings = 10'000; // learnt rules
};

// What a model has learnt as one JSON document, for other programs:
//
//     std::ofstream file("graph.json");
//     writeGraph(file, predictor, interner);
//
//     {
//     "schema": 1,
//     "model": "mixture",
//     "observations": 9984,        // in this run
//     "transitions_known": 310000, // after contexts of every length
//     "bindings_known": 40,        // more than there are in "bindings" where some were left out
//     "templates": [
//     {"id": 0, "template": "/users/{number}", "requests": 3, "followed": 12}, …
//     ],
//     "requests": [
//     {"id": 0, "request": "/users/7", "template": 0, "followed": 4}, …
//     ],
//     "edges": [                 // from one request to the next, the most frequent first
//     {"from": 0, "to": 1, "count": 3, "probability": 0.75}, …
//     ],
//     "template_edges": [ … ],   // the same summed over the templates' requests
//     "bindings": [              // where the values of the next request come from
//     {"from": "/users/{number}", "to": "/users/{number}/orders", "binding": "…", "count": 9,
//      "total": 12, "probability": 0.75}, …
//     ]
//     }
//
// Ids are places in their lists. "followed": times that anything came after it; a probability is
// the count over that. Only requests at the end of an edge are listed. An element has a line, so
// that a reader needs no more than one at a time; nothing but the strongest edges is held in memory
// while writing. Credentials in requests are written as "…" (redact.h). Figures of order 1: longer
// contexts and the mixture's weights are in a saved model alone.
//
// Thread: the model's. Takes some µs an edge.
Result<void> writeGraph(std::ostream &out, const Predictor &predictor, const Interner &interner,
                        const GraphLimits &limits = {});

} // namespace forefetch
