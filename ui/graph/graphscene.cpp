// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graphscene.h"

#include "core/time/random.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace forefetch {

namespace {

constexpr double kSmallest = 4; // radius, pixels
constexpr double kLargest = 13;
constexpr double kThinnest = 1.2; // lines, pixels
constexpr double kThickest = 6;
constexpr double kBeside = 60; // of a newcomer from its neighbours, pixels at zoom 1

// The area of a node goes by its traffic.
double share(std::uint64_t value, std::uint64_t most)
{
    return most == 0 ? 0 : std::sqrt(static_cast<double>(value) / static_cast<double>(most));
}

// The path's beginning up to a slash that both have; methods before it do not count.
QString commonPath(const QString &a, const QString &b)
{
    qsizetype slash = 0, i = 0;
    while (i < a.size() && i < b.size() && a[i] == b[i] && a[i] != u'?') {
        if (a[i] == u'/')
            slash = i;
        ++i;
    }
    return a.left(slash);
}

QString pathOfText(const QString &text)
{
    return text.mid(std::max<qsizetype>(text.indexOf(u'/'), 0));
}

} // namespace

Earned earned(const EdgeFigures &figures)
{
    if (figures.used + figures.late + figures.wasted == 0)
        return Earned::Nothing;
    return figures.precision() >= 0.5 ? Earned::Useful : Earned::Wasted;
}

void GraphScene::clear()
{
    m_nodes.clear();
    m_edges.clear();
    m_index.clear();
    m_prefix.clear();
}

bool GraphScene::apply(const GraphLevel &level)
{
    std::vector<std::pair<QString, QString>> before, after;
    const auto pairs = [this](auto &out) {
        for (const SceneEdge &edge : m_edges)
            out.emplace_back(m_nodes[static_cast<std::size_t>(edge.from)].text,
                             m_nodes[static_cast<std::size_t>(edge.to)].text);
        std::ranges::sort(out);
    };
    pairs(before);
    const std::size_t nodesBefore = m_nodes.size();
    takeNodes(level);
    takeEdges(level);
    pairs(after);
    const bool newcomers = std::ranges::any_of(m_nodes, &SceneNode::isNew);
    if (newcomers || m_nodes.size() != nodesBefore)
        nameNodes();
    return newcomers || m_nodes.size() != nodesBefore || before != after;
}

void GraphScene::takeNodes(const GraphLevel &level)
{
    std::vector<SceneNode> nodes;
    nodes.reserve(level.nodes.size());
    const std::uint64_t most = level.nodes.empty() ? 0 : level.nodes.front().traffic;
    for (const GraphNode &from : level.nodes) {
        SceneNode node;
        node.text = QString::fromStdString(from.text);
        const int known = find(node.text);
        node.isNew = known < 0;
        if (known >= 0) {
            const SceneNode &old = m_nodes[static_cast<std::size_t>(known)];
            node.at = old.at;
            node.shown = old.shown;
            node.isPinned = old.isPinned;
            node.label = old.label;
        }
        node.traffic = from.traffic;
        node.members = from.members;
        node.radius = kSmallest + (kLargest - kSmallest) * share(from.traffic, most);
        nodes.push_back(std::move(node));
    }
    m_nodes = std::move(nodes);
    m_index.clear();
    for (std::size_t i = 0; i < m_nodes.size(); ++i)
        m_index.insert(m_nodes[i].text, static_cast<int>(i));
}

void GraphScene::takeEdges(const GraphLevel &level)
{
    m_edges.clear();
    const std::uint64_t most = level.edges.empty() ? 0 : level.edges.front().count;
    for (const GraphEdge &from : level.edges) {
        SceneEdge edge{static_cast<int>(from.from), static_cast<int>(from.to), from.count,
                       from.probability, from.prefetch};
        edge.width = kThinnest + (kThickest - kThinnest) * share(from.count, most);
        m_edges.push_back(edge);
    }
    for (SceneEdge &edge : m_edges)
        edge.isPaired = edge.from != edge.to && findEdge(edge.to, edge.from) >= 0;
}

void GraphScene::nameNodes()
{
    m_prefix = m_nodes.size() < 2 ? QString() : pathOfText(m_nodes.front().text);
    for (const SceneNode &node : m_nodes)
        m_prefix = commonPath(m_prefix + u'/', pathOfText(node.text)); // never all of a text
    for (SceneNode &node : m_nodes) {
        node.label = node.text;
        node.label.remove(std::max<qsizetype>(node.text.indexOf(u'/'), 0), m_prefix.size());
    }
}

int GraphScene::findEdge(int from, int to) const
{
    const auto found = std::ranges::find_if(
        m_edges, [=](const SceneEdge &e) { return e.from == from && e.to == to; });
    return found == m_edges.end() ? -1 : static_cast<int>(found - m_edges.begin());
}

std::vector<int> GraphScene::neighbours(int node) const
{
    std::vector<int> out;
    for (const SceneEdge &edge : m_edges) {
        if (edge.from == edge.to)
            continue;
        if (edge.from == node)
            out.push_back(edge.to);
        else if (edge.to == node)
            out.push_back(edge.from);
    }
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
    return out;
}

QRectF GraphScene::bounds() const
{
    if (m_nodes.empty())
        return {};
    QPointF low = m_nodes.front().at, high = low;
    for (const SceneNode &node : m_nodes) {
        low = {std::min(low.x(), node.at.x()), std::min(low.y(), node.at.y())};
        high = {std::max(high.x(), node.at.x()), std::max(high.y(), node.at.y())};
    }
    return {low, high};
}

void GraphScene::placeNewcomers()
{
    std::vector<bool> placed;
    QPointF middle;
    int old = 0;
    for (const SceneNode &node : m_nodes) {
        placed.push_back(!node.isNew);
        if (!node.isNew) {
            middle += node.at;
            ++old;
        }
    }
    middle = old > 0 ? middle / old : QPointF();
    // The strongest first, so that a chain of newcomers finds its head in place.
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (placed[i])
            continue;
        QPointF sum;
        int count = 0;
        for (const int other : neighbours(static_cast<int>(i))) {
            if (placed[static_cast<std::size_t>(other)]) {
                sum += m_nodes[static_cast<std::size_t>(other)].at;
                ++count;
            }
        }
        // By its text, so that the same newcomer comes to the same side.
        Random random(m_seed ^ qHash(m_nodes[i].text, std::size_t(1)));
        const double angle = random.uniform() * 2 * std::numbers::pi;
        const double far = count > 0 ? kBeside : kBeside * std::sqrt(1.0 + old);
        m_nodes[i].at =
            (count > 0 ? sum / count : middle) + far * QPointF(std::cos(angle), std::sin(angle));
        placed[i] = true;
    }
}

} // namespace forefetch
