// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pipeline/periodgraph.h"

#include "core/request/routetemplate.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace forefetch {

namespace {

using Step = std::pair<ResourceId, ResourceId>;

// How often each step was taken, and each request was followed by any.
struct Steps
{
    std::map<Step, std::uint32_t> counts;
    std::map<ResourceId, std::uint32_t> followed;
};

Steps stepsOf(std::span<const RequestRecord> requests)
{
    std::vector<const RequestRecord *> order;
    for (const RequestRecord &r : requests) {
        if (r.method == Method::Get && r.session && r.resource)
            order.push_back(&r);
    }
    std::ranges::sort(order, [](const RequestRecord *a, const RequestRecord *b) {
        return std::tie(a->session, a->at, a->number) < std::tie(b->session, b->at, b->number);
    });
    Steps steps;
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (order[i]->session != order[i - 1]->session)
            continue;
        ++steps.counts[{order[i - 1]->resource, order[i]->resource}];
        ++steps.followed[order[i - 1]->resource];
    }
    return steps;
}

std::vector<Transition> strongestOf(const Steps &steps)
{
    std::vector<Transition> transitions;
    for (const auto &[step, count] : steps.counts) {
        const auto followed = static_cast<float>(steps.followed.at(step.first));
        transitions.push_back(
            {step.first, step.second, count, static_cast<float>(count) / followed});
    }
    std::ranges::stable_sort(transitions, std::greater(), &Transition::count);
    transitions.resize(std::min(transitions.size(), TransitionGraph::kMostRead));
    return transitions;
}

std::vector<EdgeRecord> edgesOf(std::span<const PrefetchRecord> ended)
{
    std::map<Step, EdgeFigures> edges;
    for (const PrefetchRecord &r : ended) {
        if (!r.cause.edge.context || !isTerminal(r.state))
            continue;
        EdgeFigures &f = edges[{r.cause.edge.context, r.key.resource}];
        ++f.scheduled;
        f.threshold = r.cause.threshold;
        switch (r.state) {
        case PrefetchState::Used:
            ++f.used;
            break;
        case PrefetchState::Late:
            ++f.late;
            break;
        case PrefetchState::WastedExpired:
        case PrefetchState::WastedEvicted:
        case PrefetchState::WastedInvalidated:
            ++f.wasted;
            break;
        default:
            ++f.other;
        }
    }
    std::vector<EdgeRecord> records;
    for (const auto &[step, figures] : edges)
        records.push_back({step.first, step.second, figures});
    return records;
}

} // namespace

std::shared_ptr<const TransitionGraph> periodGraph(std::span<const RequestRecord> requests,
                                                   std::span<const PrefetchRecord> ended,
                                                   const Interner &interner,
                                                   const TransitionGraph *known)
{
    auto graph = std::make_shared<TransitionGraph>();
    const Steps steps = stepsOf(requests);
    const std::vector<Transition> transitions = strongestOf(steps);
    const std::vector<EdgeRecord> edges = edgesOf(ended);
    fillLevels(*graph, transitions, edges, interner, [known](const std::string &text) {
        if (known) {
            for (const GraphNode &node : known->routes.nodes) {
                if (node.text == text || routeCovers(node.text, text))
                    return node.text;
            }
        }
        return routeTemplate(text);
    });
    graph->transitions = steps.counts.size();
    graph->read = transitions.size();
    if (known) {
        graph->at = known->at;
        graph->threshold = known->threshold;
        graph->prefetching = known->prefetching;
    }
    return graph;
}

} // namespace forefetch
