// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/transitiongraph.h"

#include <string>

namespace forefetch {

// The graph that the window shows, for other programs. All that a model has learnt is in
// writeGraph() (core/predict/graphexport.h); this is its strongest part, with what prefetching
// earned on each edge. Credentials in requests are written as "…" (redact.h).
//
//     {
//       "schema": 1,
//       "transitions_known": 4711,       // "read" of these are behind the levels
//       "transitions_read": 4096,
//       "threshold": 0.35,               // scheduler.min_probability then
//       "routes": {
//         "edges_known": 120,            // more than there are in "edges" where some were left out
//         "nodes": [{"id": 0, "text": "/users/{number}", "traffic": 300, "members": 12}, …],
//         "edges": [{"from": 0, "to": 1, "count": 9, "probability": 0.75, "scheduled": 4,
//                    "used": 3, "late": 0, "wasted": 1, "other": 0}, …]
//       },
//       "requests": { … }                // the same, each request a node of its own
//     }
//
// Thread: any.
std::string toJson(const TransitionGraph &graph);

// The routes as a digraph of Graphviz' language (https://graphviz.org/doc/info/lang.html):
//
//     digraph forefetch {
//       n0 [label="/users/{number}"];
//       n0 -> n1 [label="75 %", penwidth=3.25];
//     }
//
// Edges that would be prefetched are drawn through, the others dashed.
std::string toDot(const TransitionGraph &graph);

} // namespace forefetch
