// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pipeline/transitiongraph.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <tuple>
#include <utility>

namespace forefetch {

namespace {

constexpr std::uint32_t kNone = ~std::uint32_t(0);

// The strongest node first, as the edges are.
void orderNodes(GraphLevel &level)
{
    std::vector<std::uint32_t> order(level.nodes.size());
    for (std::uint32_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(), [&level](std::uint32_t a, std::uint32_t b) {
        const GraphNode &x = level.nodes[a], &y = level.nodes[b];
        return x.traffic != y.traffic ? x.traffic > y.traffic : x.text < y.text;
    });
    std::vector<std::uint32_t> place(order.size());
    std::vector<GraphNode> nodes(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        place[order[i]] = i;
        nodes[i] = std::move(level.nodes[order[i]]);
    }
    level.nodes = std::move(nodes);
    for (GraphEdge &edge : level.edges) {
        edge.from = place[edge.from];
        edge.to = place[edge.to];
    }
}

// The transitions of groups of requests. A group is a request or a route, by its text.
class Grouping
{
public:
    // kNone for an empty text.
    std::uint32_t group(const std::string &text)
    {
        if (text.empty())
            return kNone;
        const auto [found, added] = m_groups.try_emplace(text, m_nodes.size());
        if (added)
            m_nodes.push_back({text, 0, 0});
        return found->second;
    }
    void addMember(std::uint32_t group) { ++m_nodes[group].members; }
    void addFollowed(std::uint32_t group, std::uint64_t times)
    {
        m_followed.resize(m_nodes.size());
        m_followed[group] += times;
    }
    void add(std::uint32_t from, std::uint32_t to, std::uint64_t count)
    {
        const auto [found, added] = m_places.try_emplace(pack(from, to), m_edges.size());
        if (added)
            m_edges.push_back({from, to});
        m_edges[found->second].count += count;
    }
    void add(std::uint32_t from, std::uint32_t to, const EdgeFigures &prefetch)
    {
        const auto found = m_places.find(pack(from, to));
        if (found != m_places.end())
            m_edges[found->second].prefetch += prefetch;
    }
    GraphLevel level();

private:
    static std::uint64_t pack(std::uint32_t from, std::uint32_t to)
    {
        return static_cast<std::uint64_t>(from) << 32 | to;
    }
    void weigh();
    std::uint32_t enter(GraphLevel &level, std::uint32_t group);

    boost::unordered_flat_map<std::string, std::uint32_t> m_groups;
    boost::unordered_flat_map<std::uint64_t, std::uint32_t> m_places;
    std::vector<GraphNode> m_nodes;
    std::vector<std::uint64_t> m_followed; // times that anything came after one of the group
    std::vector<GraphEdge> m_edges;
    std::vector<std::uint32_t> m_entered; // place in the level
};

// Traffic and probabilities from the counts. A request has been there at least as often as
// something followed it and as it is known to have come.
void Grouping::weigh()
{
    m_followed.resize(m_nodes.size());
    std::vector<std::uint64_t> came(m_nodes.size());
    for (GraphEdge &edge : m_edges) {
        came[edge.to] += edge.count;
        const std::uint64_t followed = std::max(m_followed[edge.from], edge.count);
        edge.probability = static_cast<double>(edge.count) / static_cast<double>(followed);
    }
    for (std::size_t i = 0; i < m_nodes.size(); ++i)
        m_nodes[i].traffic = std::max(m_followed[i], came[i]);
}

std::uint32_t Grouping::enter(GraphLevel &level, std::uint32_t group)
{
    if (m_entered[group] == kNone) {
        m_entered[group] = static_cast<std::uint32_t>(level.nodes.size());
        level.nodes.push_back(m_nodes[group]);
    }
    return m_entered[group];
}

// By texts among equals, so that the same knowledge gives the same graph.
GraphLevel Grouping::level()
{
    weigh();
    std::sort(m_edges.begin(), m_edges.end(), [this](const GraphEdge &a, const GraphEdge &b) {
        if (a.count != b.count)
            return a.count > b.count;
        return std::tie(m_nodes[a.from].text, m_nodes[a.to].text) <
               std::tie(m_nodes[b.from].text, m_nodes[b.to].text);
    });
    GraphLevel level;
    level.edgesKnown = m_edges.size();
    m_entered.assign(m_nodes.size(), kNone);
    for (const GraphEdge &edge : m_edges) {
        const std::size_t newcomers = (m_entered[edge.from] == kNone ? 1U : 0U) +
                                      (m_entered[edge.to] == kNone && edge.to != edge.from);
        if (level.edges.size() == TransitionGraph::kMostEdges ||
            level.nodes.size() + newcomers > TransitionGraph::kMostNodes)
            break;
        GraphEdge shown = edge;
        shown.from = enter(level, edge.from);
        shown.to = enter(level, edge.to);
        level.edges.push_back(shown);
    }
    orderNodes(level);
    return level;
}

// Which groups a request belongs to; each text is read and judged once.
class Reader
{
public:
    Reader(Grouping &requests, Grouping &routes, const Interner &interner, const RouteOf &routeOf)
        : m_requests(requests), m_routes(routes), m_interner(interner), m_routeOf(routeOf)
    {
    }

    struct Groups
    {
        std::uint32_t request = kNone;
        std::uint32_t route = kNone;
        bool counted = false; // how often it was followed is known and added
    };

    Groups &of(ResourceId id)
    {
        const auto [found, added] = m_known.try_emplace(id.packed(), m_groups.size());
        if (added) {
            m_groups.push_back({});
            if (m_interner.read(id, m_text)) {
                m_groups.back() = {m_requests.group(m_text), m_routes.group(m_routeOf(m_text))};
                m_requests.addMember(m_groups.back().request);
                m_routes.addMember(m_groups.back().route);
            }
        }
        return m_groups[found->second];
    }

private:
    Grouping &m_requests;
    Grouping &m_routes;
    const Interner &m_interner;
    const RouteOf &m_routeOf;
    boost::unordered_flat_map<std::uint64_t, std::uint32_t> m_known;
    std::vector<Groups> m_groups;
    std::string m_text;
};

} // namespace

std::uint64_t timesFollowed(const Transition &t)
{
    return t.probability > 0
               ? static_cast<std::uint64_t>(std::llround(static_cast<double>(t.count) /
                                                         static_cast<double>(t.probability)))
               : t.count;
}

void fillLevels(TransitionGraph &graph, std::span<const Transition> transitions,
                std::span<const EdgeRecord> records, const Interner &interner,
                const RouteOf &routeOf)
{
    Grouping requests, routes;
    Reader reader(requests, routes, interner, routeOf);
    for (const Transition &t : transitions) {
        const Reader::Groups to = reader.of(t.to);
        Reader::Groups &from = reader.of(t.from);
        if (from.request == kNone || to.request == kNone)
            continue;
        if (!std::exchange(from.counted, true)) {
            const std::uint64_t times = timesFollowed(t);
            requests.addFollowed(from.request, times);
            routes.addFollowed(from.route, times);
        }
        requests.add(from.request, to.request, t.count);
        routes.add(from.route, to.route, t.count);
    }
    for (const EdgeRecord &r : records) {
        // The routes' figures are whole also where the request itself is not among the strongest.
        const Reader::Groups to = reader.of(r.to);
        const Reader::Groups from = reader.of(r.from);
        if (from.request == kNone || to.request == kNone)
            continue;
        requests.add(from.request, to.request, r.figures);
        routes.add(from.route, to.route, r.figures);
    }
    graph.requests = requests.level();
    graph.routes = routes.level();
}

} // namespace forefetch
