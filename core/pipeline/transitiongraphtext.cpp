// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pipeline/transitiongraphtext.h"

#include "core/metrics/jsontext.h"
#include "core/request/redact.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cmath>
#include <string_view>

namespace forefetch {

namespace {

namespace json = boost::json;

// Six digits: more is not known of any count.
double share(double value)
{
    return std::round(1e6 * value) / 1e6;
}

json::object edgeObject(const GraphEdge &edge)
{
    return {{"from", edge.from},
            {"to", edge.to},
            {"count", edge.count},
            {"probability", share(edge.probability)},
            {"scheduled", edge.prefetch.scheduled},
            {"used", edge.prefetch.used},
            {"late", edge.prefetch.late},
            {"wasted", edge.prefetch.wasted},
            {"other", edge.prefetch.other}};
}

json::object levelObject(const GraphLevel &level)
{
    json::array nodes, edges;
    for (const GraphNode &node : level.nodes)
        nodes.push_back(json::object{{"id", nodes.size()},
                                     {"text", redacted(node.text)},
                                     {"traffic", node.traffic},
                                     {"members", node.members}});
    for (const GraphEdge &edge : level.edges)
        edges.push_back(edgeObject(edge));
    return {{"edges_known", level.edgesKnown}, {"nodes", nodes}, {"edges", edges}};
}

// A double-quoted string, in which a backslash begins an escape, such as "\n" or "\N".
std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    return out + '"';
}

} // namespace

std::string toJson(const TransitionGraph &graph)
{
    return jsonText(json::object{{"schema", 1},
                                 {"transitions_known", graph.transitions},
                                 {"transitions_read", graph.read},
                                 {"threshold", graph.threshold},
                                 {"routes", levelObject(graph.routes)},
                                 {"requests", levelObject(graph.requests)}});
}

std::string toDot(const TransitionGraph &graph)
{
    const GraphLevel &level = graph.routes;
    std::string out = "digraph forefetch {\n  rankdir=LR;\n  node [shape=box];\n";
    for (std::size_t i = 0; i < level.nodes.size(); ++i)
        out +=
            "  n" + std::to_string(i) + " [label=" + quoted(redacted(level.nodes[i].text)) + "];\n";
    for (const GraphEdge &edge : level.edges) {
        out += "  n" + std::to_string(edge.from) + " -> n" + std::to_string(edge.to) +
               " [label=\"" + numberText(std::round(100 * edge.probability)) +
               " %\", penwidth=" + numberText(share(1 + 3 * edge.probability));
        out += edge.probability < graph.threshold ? ", style=dashed];\n" : "];\n";
    }
    return out + "}\n";
}

} // namespace forefetch
