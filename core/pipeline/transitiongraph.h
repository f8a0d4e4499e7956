// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/edgefigures.h"
#include "core/predict/predictor.h"
#include "core/request/interner.h"
#include "core/time/clock.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace forefetch {

struct GraphNode
{
    std::string text;          // unique in its level: a request's target, or a route
    std::uint64_t traffic = 0; // times requested, as far as the edges tell
    std::uint32_t members = 1; // requests behind it; 1 where each stands for itself
};

struct GraphEdge
{
    std::uint32_t from = 0; // place in `nodes`
    std::uint32_t to = 0;
    std::uint64_t count = 0;
    double probability = 0; // of `to` after `from`
    EdgeFigures prefetch;
};

// One way to look at the learnt chain: nodes and edges, each with the strongest first.
struct GraphLevel
{
    std::vector<GraphNode> nodes;
    std::vector<GraphEdge> edges;
    std::size_t edgesKnown = 0; // as many as `edges` where none had to be left out
};

// The strongest part of the learnt chain at one moment, with texts and with what prefetching earned
// on each edge. Requests of one learnt route are one node in `routes`, which stays readable where
// there are thousands of items; `requests` has each for itself.
//
// Thread: a value; shared as const, any.
struct TransitionGraph
{
    static constexpr std::size_t kMostEdges = 100; // of a level
    static constexpr std::size_t kMostNodes = 100;
    static constexpr std::size_t kMostRead = 4096; // transitions that the levels are made of

    GraphLevel requests;
    GraphLevel routes;
    TimePoint at{};
    std::uint64_t transitions = 0; // learnt in all
    std::uint64_t read = 0;        // of these, the strongest, are behind the levels
    double threshold = 0;          // scheduler.min_probability now
    bool prefetching = false;      // prefetch.enabled now
};

// The route that a request belongs to, by its text; see Predictor::routeOf.
using RouteOf = std::function<std::string(const std::string &)>;

// Fills both levels from the strongest transitions, in the order of their strength, and from the
// ledger's edges. Transitions whose texts are forgotten are left out.
//
//     predictor.strongest(TransitionGraph::kMostRead, transitions);
//     ledger.edges(records);
//     fillLevels(graph, transitions, records, interner,
//                [&](const std::string &text) { return predictor.routeOf(text); });
//
// Takes some µs a transition.
void fillLevels(TransitionGraph &graph, std::span<const Transition> transitions,
                std::span<const EdgeRecord> records, const Interner &interner,
                const RouteOf &routeOf);

// Times that something followed the first request of the transition, whatever it was.
std::uint64_t timesFollowed(const Transition &transition);

} // namespace forefetch
