// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/graphexport.h"

#include "core/metrics/jsontext.h"
#include "core/request/redact.h"

#include <QUtf8StringView>

#include <boost/json/serialize.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <cmath>
#include <ostream>

namespace forefetch {

namespace {

// Logs hold bytes that are no UTF-8, which JSON cannot: they are percent-encoded, as in a target.
std::string quoted(std::string_view text)
{
    if (QUtf8StringView(text.data(), static_cast<qsizetype>(text.size())).isValidUtf8())
        return boost::json::serialize(boost::json::string_view(text));
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string ascii;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            ascii += c;
        else
            ascii.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
    return boost::json::serialize(ascii);
}

// Six digits: more is not known of any count.
std::string share(double count, double of)
{
    return numberText(of > 0 ? std::round(1e6 * std::min(count / of, 1.0)) / 1e6 : 0.0);
}

std::uint64_t timesFollowed(const Transition &t)
{
    const double times = t.probability > 0 ? t.count / static_cast<double>(t.probability) : 0;
    return std::max<std::uint64_t>(t.count, static_cast<std::uint64_t>(std::llround(times)));
}

// A list of the document, an element a line.
class List
{
public:
    List(std::ostream &out, const char *name) : m_out(out) { m_out << ",\n\"" << name << "\": ["; }
    ~List() { m_out << "\n]"; }
    List(const List &) = delete;
    List &operator=(const List &) = delete;

    std::ostream &next()
    {
        m_out << (m_empty ? "\n{" : ",\n{");
        m_empty = false;
        return m_out;
    }

private:
    std::ostream &m_out;
    bool m_empty = true;
};

struct Template
{
    std::string text;
    std::uint32_t requests = 0;
    std::uint64_t followed = 0;
};

struct Node
{
    ResourceId resource;
    std::uint32_t route = 0;
    std::uint64_t followed = 0;
};

struct Edge
{
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::uint64_t count = 0;
};

class Graph
{
public:
    Graph(const Predictor &predictor, const Interner &interner, std::size_t mostEdges);

    void write(std::ostream &out) const;

private:
    static constexpr std::uint32_t kNone = ~std::uint32_t(0);
    std::uint32_t nodeOf(const Predictor &predictor, ResourceId resource);
    void addToRoutes(const Edge &edge);
    void writeNodes(std::ostream &out) const;
    template <typename Nodes>
    static void writeEdges(List &&list, const std::vector<Edge> &edges, const Nodes &nodes);

    const Interner &m_interner;
    std::string m_text;
    std::vector<Template> m_routes;
    std::vector<Node> m_nodes;
    std::vector<Edge> m_edges;
    std::vector<Edge> m_routeEdges;
    boost::unordered_flat_map<std::string, std::uint32_t> m_routePlaces;
    boost::unordered_flat_map<std::uint64_t, std::uint32_t> m_nodePlaces;
    boost::unordered_flat_map<std::uint64_t, std::uint32_t> m_routeEdgePlaces;
};

Graph::Graph(const Predictor &predictor, const Interner &interner, std::size_t mostEdges)
    : m_interner(interner)
{
    std::vector<Transition> transitions;
    predictor.strongest(mostEdges, transitions);
    m_edges.reserve(transitions.size());
    for (const Transition &t : transitions) {
        const std::uint32_t from = nodeOf(predictor, t.from), to = nodeOf(predictor, t.to);
        if (from == kNone || to == kNone)
            continue; // the interner has forgotten what it was
        m_edges.push_back({from, to, t.count});
        m_nodes[from].followed = std::max(m_nodes[from].followed, timesFollowed(t));
        addToRoutes(m_edges.back());
    }
    for (const Node &node : m_nodes)
        m_routes[node.route].followed += node.followed;
    std::stable_sort(m_routeEdges.begin(), m_routeEdges.end(),
                     [](const Edge &a, const Edge &b) { return a.count > b.count; });
}

std::uint32_t Graph::nodeOf(const Predictor &predictor, ResourceId resource)
{
    const auto [found, added] = m_nodePlaces.try_emplace(resource.packed(), kNone);
    if (!added || !m_interner.read(resource, m_text))
        return found->second;
    const std::string route = redacted(predictor.routeOf(m_text));
    const auto [place, isNew] =
        m_routePlaces.try_emplace(route, static_cast<std::uint32_t>(m_routes.size()));
    if (isNew)
        m_routes.push_back({route});
    ++m_routes[place->second].requests;
    found->second = static_cast<std::uint32_t>(m_nodes.size());
    m_nodes.push_back({resource, place->second});
    return found->second;
}

void Graph::addToRoutes(const Edge &edge)
{
    const std::uint32_t from = m_nodes[edge.from].route, to = m_nodes[edge.to].route;
    const auto [found, added] =
        m_routeEdgePlaces.try_emplace(static_cast<std::uint64_t>(from) << 32 | to,
                                      static_cast<std::uint32_t>(m_routeEdges.size()));
    if (added)
        m_routeEdges.push_back({from, to});
    m_routeEdges[found->second].count += edge.count;
}

void Graph::writeNodes(std::ostream &out) const
{
    {
        List list(out, "templates");
        for (std::size_t i = 0; i < m_routes.size(); ++i)
            list.next() << "\"id\": " << i << ", \"template\": " << quoted(m_routes[i].text)
                        << ", \"requests\": " << m_routes[i].requests
                        << ", \"followed\": " << m_routes[i].followed << '}';
    }
    List list(out, "requests");
    for (std::size_t i = 0; i < m_nodes.size(); ++i)
        list.next() << "\"id\": " << i
                    << ", \"request\": " << quoted(redacted(m_interner.text(m_nodes[i].resource)))
                    << ", \"template\": " << m_nodes[i].route
                    << ", \"followed\": " << m_nodes[i].followed << '}';
}

template <typename Nodes>
void Graph::writeEdges(List &&list, const std::vector<Edge> &edges, const Nodes &nodes)
{
    for (const Edge &edge : edges)
        list.next() << "\"from\": " << edge.from << ", \"to\": " << edge.to
                    << ", \"count\": " << edge.count << ", \"probability\": "
                    << share(static_cast<double>(edge.count),
                             static_cast<double>(nodes[edge.from].followed))
                    << '}';
}

void Graph::write(std::ostream &out) const
{
    writeNodes(out);
    writeEdges(List(out, "edges"), m_edges, m_nodes);
    writeEdges(List(out, "template_edges"), m_routeEdges, m_routes);
}

void writeBindings(std::ostream &out, const LearntRules &learnt)
{
    List list(out, "bindings");
    for (const RouteRule &rule : learnt.rules)
        list.next() << "\"from\": " << quoted(redacted(rule.from))
                    << ", \"to\": " << quoted(redacted(rule.to))
                    << ", \"binding\": " << quoted(rule.binding) << ", \"count\": " << rule.count
                    << ", \"total\": " << std::max(rule.total, rule.count)
                    << ", \"probability\": " << share(rule.count, rule.total) << '}';
}

} // namespace

Result<void> writeGraph(std::ostream &out, const Predictor &predictor, const Interner &interner,
                        const GraphLimits &limits)
{
    const PredictorFigures figures = predictor.figures();
    const LearntRules learnt = predictor.learntRules(limits.bindings);
    out << "{\n\"schema\": 1,\n\"model\": " << quoted(predictor.name())
        << ",\n\"observations\": " << figures.observations
        << ",\n\"transitions_known\": " << figures.transitions
        << ",\n\"bindings_known\": " << learnt.known;
    Graph(predictor, interner, limits.edges).write(out);
    writeBindings(out, learnt);
    out << "\n}\n";
    out.flush();
    if (!out)
        return Error{ErrorCode::Io, "the graph could not be written; is the disk full?"};
    return {};
}

} // namespace forefetch
