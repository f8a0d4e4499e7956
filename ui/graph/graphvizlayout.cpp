// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graphvizlayout.h"

#include "ui/graph/shelves.h"

#include <graphviz/gvc.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace forefetch {

namespace {

constexpr double kPointsAnInch = 72;

struct Part
{
    std::vector<int> nodes;
    std::vector<QPointF> places; // from the part's upper left corner
    QSizeF size;
};

// Graphviz's C strings are not const; it does not write to them.
char *text(const char *s)
{
    return const_cast<char *>(s);
}

// The nodes of each connected part, the part of the strongest node first.
std::vector<Part> partsOf(const ArrangeJob &job)
{
    std::vector<int> head(job.texts.size());
    std::iota(head.begin(), head.end(), 0);
    const auto headOf = [&head](int node) {
        while (head[static_cast<std::size_t>(node)] != node)
            node = head[static_cast<std::size_t>(node)];
        return node;
    };
    for (const ArrangeJob::Edge &edge : job.edges) {
        const int a = headOf(edge.from), b = headOf(edge.to);
        head[static_cast<std::size_t>(std::max(a, b))] = std::min(a, b);
    }
    std::vector<Part> parts;
    std::vector<int> partOf(job.texts.size(), -1);
    for (int node = 0; node < static_cast<int>(job.texts.size()); ++node) {
        int &part = partOf[static_cast<std::size_t>(headOf(node))];
        if (part < 0) {
            part = static_cast<int>(parts.size());
            parts.emplace_back();
        }
        parts[static_cast<std::size_t>(part)].nodes.push_back(node);
    }
    return parts;
}

// One graph of Graphviz, closed when it goes.
class DotGraph
{
public:
    DotGraph(GVC_t *context, const char *rankdir) : m_context(context)
    {
        m_graph = agopen(text("g"), Agdirected, nullptr);
        set(AGRAPH, "rankdir", rankdir);
        set(AGRAPH, "nodesep", "0.12");
        set(AGRAPH, "ranksep", "0.45");
        set(AGNODE, "shape", "box");
        set(AGNODE, "label", "");
        set(AGNODE, "fixedsize", "true");
        for (const char *name : {"width", "height"})
            set(AGNODE, name, "0.5");
        set(AGEDGE, "weight", "1");
    }
    ~DotGraph()
    {
        if (m_isLaidOut)
            gvFreeLayout(m_context, m_graph);
        agclose(m_graph);
    }
    DotGraph(const DotGraph &) = delete;
    DotGraph &operator=(const DotGraph &) = delete;

    Agnode_t *node(int number, const QSizeF &size)
    {
        Agnode_t *node = agnode(m_graph, text(std::to_string(number).c_str()), 1);
        agset(node, text("width"), text(std::to_string(size.width() / kPointsAnInch).c_str()));
        agset(node, text("height"), text(std::to_string(size.height() / kPointsAnInch).c_str()));
        return node;
    }
    void edge(Agnode_t *from, Agnode_t *to, std::uint64_t count)
    {
        Agedge_t *edge = agedge(m_graph, from, to, nullptr, 1);
        // What is often gone is kept straight and short; by its size, as counts differ by powers.
        const int weight = 1 + static_cast<int>(2 * std::log2(1.0 + static_cast<double>(count)));
        agset(edge, text("weight"), text(std::to_string(weight).c_str()));
    }
    bool layOut() { return m_isLaidOut = gvLayout(m_context, m_graph, "dot") == 0; }
    QPointF place(Agnode_t *node) const
    {
        const boxf box = GD_bb(m_graph);
        return {ND_coord(node).x - box.LL.x, box.UR.y - ND_coord(node).y}; // y grows upwards
    }
    QSizeF size() const
    {
        const boxf box = GD_bb(m_graph);
        return {box.UR.x - box.LL.x, box.UR.y - box.LL.y};
    }

private:
    void set(int kind, const char *name, const char *value)
    {
        agattr(m_graph, kind, text(name), text(value));
    }

    GVC_t *m_context;
    Agraph_t *m_graph;
    bool m_isLaidOut = false;
};

bool layOutPart(GVC_t *context, const ArrangeJob &job, const char *rankdir, Part &part)
{
    DotGraph graph(context, rankdir);
    std::vector<Agnode_t *> nodes(job.texts.size());
    for (const int n : part.nodes) {
        const auto i = static_cast<std::size_t>(n);
        nodes[i] = graph.node(n, job.sizes[i]);
    }
    for (const ArrangeJob::Edge &edge : job.edges) {
        Agnode_t *const from = nodes[static_cast<std::size_t>(edge.from)];
        Agnode_t *const to = nodes[static_cast<std::size_t>(edge.to)];
        if (from && to && from != to)
            graph.edge(from, to, edge.count);
    }
    if (!graph.layOut())
        return false;
    for (const int n : part.nodes)
        part.places.push_back(graph.place(nodes[static_cast<std::size_t>(n)]));
    part.size = graph.size();
    return true;
}

// How large the whole can be drawn in a unit of the aspect; the larger the better.
double zoomOf(const QSizeF &size, double aspect)
{
    return 1 / std::max({size.width() / aspect, size.height(), 1.0});
}

} // namespace

Arrangement arrangeByGraphviz(const ArrangeJob &job)
{
    Arrangement best{job.number, job.texts, {}};
    double bestZoom = 0;
    agseterr(AGMAX); // nothing on standard error
    GVC_t *context = gvContext();
    for (const char *rankdir : {"LR", "TB"}) {
        std::vector<Part> parts = partsOf(job);
        std::vector<QSizeF> sizes;
        bool isWhole = true;
        for (Part &part : parts) {
            isWhole = isWhole && layOutPart(context, job, rankdir, part);
            sizes.push_back(part.size);
        }
        const Shelves shelves = putOnShelves(sizes, job.aspect);
        const double zoom = zoomOf(shelves.size, job.aspect);
        if (!isWhole || zoom <= bestZoom)
            continue;
        bestZoom = zoom;
        best.places.assign(job.texts.size(), {});
        for (std::size_t p = 0; p < parts.size(); ++p) {
            for (std::size_t i = 0; i < parts[p].nodes.size(); ++i)
                best.places[static_cast<std::size_t>(parts[p].nodes[i])] =
                    shelves.corners[p] + parts[p].places[i];
        }
    }
    gvFreeContext(context);
    return best;
}

} // namespace forefetch
