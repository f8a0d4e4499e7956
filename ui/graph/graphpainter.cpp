// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graphpainter.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace forefetch {

namespace {

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto part = [share](int x, int y) { return static_cast<int>(x + (y - x) * share); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

constexpr double kStepBack = 0.8; // towards the background

} // namespace

QPen penOf(Earned earned, const Theme &theme, double width)
{
    switch (earned) {
    case Earned::Nothing:
        return QPen(mixed(theme.mutedText, theme.surface, 0.3), width, Qt::SolidLine, Qt::FlatCap);
    case Earned::Useful:
        return QPen(theme.color(Meaning::Useful), width, Qt::SolidLine, Qt::FlatCap);
    case Earned::Wasted:
        break;
    }
    QPen pen(theme.color(Meaning::Wasted), width, Qt::CustomDashLine, Qt::FlatCap);
    // Dots of a width of their own, or those of a thin line could not be seen.
    const double dot = std::max(3.0, width) / width;
    pen.setDashPattern({dot, 0.8 * dot});
    return pen;
}

GraphPainter::GraphPainter(QPainter &painter, const GraphScene &scene,
                           const std::vector<QPointF> &at, const Theme &theme,
                           const GraphEmphasis &emphasis)
    : m_painter(painter), m_scene(scene), m_at(at), m_theme(theme), m_emphasis(emphasis)
{
    findFocus();
}

// A node stands out with its edges and neighbours, an edge with its two nodes.
void GraphPainter::findFocus()
{
    m_nodeFocus.assign(m_scene.nodes().size(), false);
    m_edgeFocus.assign(m_scene.edges().size(), false);
    const GraphEmphasis &e = m_emphasis;
    m_hasFocus = e.selectedNode >= 0 || e.selectedEdge >= 0 || !e.matches.empty();
    for (std::size_t i = 0; i < m_edgeFocus.size(); ++i) {
        const SceneEdge &edge = m_scene.edges()[i];
        const bool isMeant =
            static_cast<int>(i) == e.selectedEdge ||
            (e.selectedNode >= 0 && (edge.from == e.selectedNode || edge.to == e.selectedNode));
        m_edgeFocus[i] = isMeant;
        if (isMeant) {
            m_nodeFocus[static_cast<std::size_t>(edge.from)] = true;
            m_nodeFocus[static_cast<std::size_t>(edge.to)] = true;
        }
    }
    if (e.selectedNode >= 0)
        m_nodeFocus[static_cast<std::size_t>(e.selectedNode)] = true;
    for (std::size_t i = 0; i < e.matches.size() && i < m_nodeFocus.size(); ++i)
        m_nodeFocus[i] = m_nodeFocus[i] || e.matches[i];
}

QColor GraphPainter::backed(const QColor &color, bool isInFocus) const
{
    return m_hasFocus && !isInFocus ? mixed(color, m_theme.surface, kStepBack) : color;
}

EdgeCurve GraphPainter::curve(std::size_t edge) const
{
    const SceneEdge &e = m_scene.edges()[edge];
    const auto from = static_cast<std::size_t>(e.from), to = static_cast<std::size_t>(e.to);
    return curveOf(e, m_at[from], m_at[to], m_scene.nodes()[from].radius,
                   m_scene.nodes()[to].radius);
}

void GraphPainter::paint(const GraphLabels &labels, const QFont &font, const QFont &small)
{
    // What is strong, or meant, lies on top.
    for (const bool inFocus : {false, true}) {
        for (std::size_t i = m_edgeFocus.size(); i-- > 0;) {
            if (m_edgeFocus[i] == inFocus)
                paintEdge(i);
        }
    }
    paintEdgeLabels(labels, small);
    for (std::size_t i = m_nodeFocus.size(); i-- > 0;)
        paintNode(i);
    paintNodeLabels(labels, font);
}

void GraphPainter::paintEdge(std::size_t edge)
{
    const SceneEdge &e = m_scene.edges()[edge];
    const bool isMarked = static_cast<int>(edge) == m_emphasis.selectedEdge ||
                          static_cast<int>(edge) == m_emphasis.hoverEdge;
    const EdgeCurve line = curve(edge);
    QPen pen = penOf(earned(e.prefetch), m_theme, e.width);
    pen.setColor(backed(pen.color(), m_edgeFocus[edge] || isMarked));
    m_painter.setBrush(Qt::NoBrush);
    if (isMarked) {
        QColor halo = m_theme.accent;
        halo.setAlpha(static_cast<int>(edge) == m_emphasis.selectedEdge ? 130 : 70);
        m_painter.setPen(QPen(halo, e.width + 6, Qt::SolidLine, Qt::RoundCap));
        m_painter.drawPath(line.path());
    }
    m_painter.setPen(pen);
    m_painter.drawPath(line.path());
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(pen.color());
    m_painter.drawPolygon(line.head());
}

void GraphPainter::paintNode(std::size_t node)
{
    const SceneNode &n = m_scene.nodes()[node];
    const auto number = static_cast<int>(node);
    const bool isMatch = node < m_emphasis.matches.size() && m_emphasis.matches[node];
    const bool isMarked = number == m_emphasis.selectedNode || number == m_emphasis.hoverNode;
    if (number == m_emphasis.selectedNode || isMatch) {
        m_painter.setPen(QPen(m_theme.accent, 3));
        m_painter.setBrush(m_theme.surface);
        m_painter.drawEllipse(m_at[node], n.radius + 4, n.radius + 4);
    }
    if (number == m_emphasis.currentNode) { // the keyboard's: dashed, as a focus is
        m_painter.setPen(QPen(m_theme.text, 1, Qt::DashLine));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawEllipse(m_at[node], n.radius + 7, n.radius + 7);
    }
    m_painter.setPen(QPen(m_theme.surface, 1.5));
    m_painter.setBrush(
        backed(isMarked ? m_theme.accent : m_theme.mutedText, m_nodeFocus[node] || isMarked));
    m_painter.drawEllipse(m_at[node], n.radius, n.radius);
    if (n.isPinned) {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_theme.surface);
        m_painter.drawEllipse(m_at[node], 2.0, 2.0);
    }
}

void GraphPainter::paintText(const QRectF &box, const QString &text, const QColor &color)
{
    QColor behind = m_theme.surface;
    behind.setAlpha(210);
    m_painter.fillRect(box.adjusted(0, 1, 0, -1), behind);
    m_painter.setPen(color);
    m_painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, text);
}

void GraphPainter::paintNodeLabels(const GraphLabels &labels, const QFont &font)
{
    m_painter.setFont(font);
    const auto isForced = [this](int node) {
        return node == m_emphasis.selectedNode || node == m_emphasis.hoverNode ||
               node == m_emphasis.currentNode;
    };
    for (const GraphLabel &label : labels.nodes) {
        const auto i = static_cast<std::size_t>(label.of);
        if (i < m_at.size() && !isForced(label.of))
            paintText(label.box.translated(m_at[i]), label.text,
                      backed(m_theme.text, m_nodeFocus[i]));
    }
    // Who is pointed at is named in full, over all else.
    for (std::size_t i = 0; i < m_at.size(); ++i) {
        if (!isForced(static_cast<int>(i)))
            continue;
        const SceneNode &node = m_scene.nodes()[i];
        const QSizeF size = labelSize(node.text, font, 1e6);
        const QRectF box(m_at[i] + QPointF(-size.width() / 2, node.radius + 2), size);
        m_painter.fillRect(box, m_theme.surface);
        paintText(box, node.text, m_theme.text);
    }
}

void GraphPainter::paintEdgeLabels(const GraphLabels &labels, const QFont &font)
{
    m_painter.setFont(font);
    for (const GraphLabel &label : labels.edges) {
        const auto i = static_cast<std::size_t>(label.of);
        if (i < m_edgeFocus.size() && (!m_hasFocus || m_edgeFocus[i]))
            paintText(label.box.translated(curve(i).at(0.5)), label.text, m_theme.mutedText);
    }
}

} // namespace forefetch
