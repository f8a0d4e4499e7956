// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graphview.h"

#include "ui/graph/forcelayout.h"

#include <QAccessible>
#include <QPainter>
#include <QSocketNotifier>

#include <algorithm>

namespace forefetch {

GraphView::GraphView(const Theme &theme, QWidget *parent, std::uint64_t seed)
    : QWidget(parent), m_theme(theme), m_scene(seed),
      m_results(std::make_shared<Mailbox<Arrangement>>())
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Transition graph"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_rest.setSingleShot(true);
    m_rest.setInterval(150);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        m_isMoving = false;
        placeNodeLabels();
        update();
    });
    auto *bell = new QSocketNotifier(m_results->descriptor(), QSocketNotifier::Read, this);
    connect(bell, &QSocketNotifier::activated, this, &GraphView::takeArrangement);
    describe();
}

GraphView::~GraphView()
{
    cancelArranging();
}

void GraphView::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void GraphView::setEmptyText(const QString &text)
{
    m_emptyText = text;
    update();
}

double GraphView::aspect() const
{
    return std::clamp(static_cast<double>(width()) / std::max(1, height()), 0.6, 3.0);
}

void GraphView::setLevel(const GraphLevel &level)
{
    const bool isFirst = m_scene.nodes().empty();
    const bool isOther = m_scene.apply(level);
    resolveSelection();
    findMatches();
    if (isOther)
        growAsNeeded(isFirst);
    placeNodeLabels();
    describe();
    update();
    Q_EMIT changed();
}

std::vector<QPointF> GraphView::places() const
{
    std::vector<QPointF> at;
    at.reserve(m_scene.nodes().size());
    for (const SceneNode &node : m_scene.nodes())
        at.push_back(m_zoom * node.shown + m_offset);
    return at;
}

std::optional<QPointF> GraphView::placeOf(const QString &node) const
{
    const int found = m_scene.find(node);
    if (found < 0)
        return std::nullopt;
    return m_zoom * m_scene.nodes()[static_cast<std::size_t>(found)].shown + m_offset;
}

std::optional<QPointF> GraphView::middleOf(const QString &from, const QString &to) const
{
    const int edge = m_scene.findEdge(m_scene.find(from), m_scene.find(to));
    if (edge < 0)
        return std::nullopt;
    const SceneEdge &e = m_scene.edges()[static_cast<std::size_t>(edge)];
    const SceneNode &a = m_scene.nodes()[static_cast<std::size_t>(e.from)];
    const SceneNode &b = m_scene.nodes()[static_cast<std::size_t>(e.to)];
    return curveOf(e, m_zoom * a.shown + m_offset, m_zoom * b.shown + m_offset, a.radius, b.radius)
        .at(0.5);
}

// Selections are kept by their texts: numbers change with every level.
void GraphView::resolveSelection()
{
    GraphEmphasis &e = m_emphasis;
    e.hoverNode = e.hoverEdge = -1;
    e.currentNode = m_scene.find(m_current);
    const int node = m_scene.find(m_selected);
    e.selectedNode = m_selectedTo.isNull() ? node : -1;
    e.selectedEdge =
        m_selectedTo.isNull() ? -1 : m_scene.findEdge(node, m_scene.find(m_selectedTo));
}

void GraphView::setSelection(int node, int edge)
{
    const auto textOf = [this](int n) { return m_scene.nodes()[static_cast<std::size_t>(n)].text; };
    const bool hadAny = !m_selected.isNull();
    m_selected = m_selectedTo = QString();
    if (node >= 0) {
        m_selected = textOf(node);
    } else if (edge >= 0) {
        const SceneEdge &e = m_scene.edges()[static_cast<std::size_t>(edge)];
        m_selected = textOf(e.from);
        m_selectedTo = textOf(e.to);
    }
    resolveSelection();
    describe();
    update();
    if (node >= 0)
        Q_EMIT nodeSelected(m_selected);
    else if (edge >= 0)
        Q_EMIT edgeSelected(m_selected, m_selectedTo);
    else if (hadAny)
        Q_EMIT selectionCleared();
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
    Q_EMIT changed();
}

void GraphView::clearSelection()
{
    setSelection(-1, -1);
}

void GraphView::selectNode(const QString &text)
{
    setSelection(m_scene.find(text), -1);
}

void GraphView::selectEdge(const QString &from, const QString &to)
{
    setSelection(-1, m_scene.findEdge(m_scene.find(from), m_scene.find(to)));
}

int GraphView::search(const QString &text)
{
    m_searched = text.trimmed();
    m_match = -1;
    findMatches();
    update();
    return matchCount();
}

void GraphView::findMatches()
{
    const auto &nodes = m_scene.nodes();
    m_matches.clear();
    m_emphasis.matches.clear();
    if (m_searched.isEmpty())
        return;
    m_emphasis.matches.resize(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        m_emphasis.matches[i] = nodes[i].text.contains(m_searched, Qt::CaseInsensitive);
        if (m_emphasis.matches[i])
            m_matches.push_back(static_cast<int>(i));
    }
    m_match = std::min(m_match, matchCount() - 1);
}

void GraphView::showNextMatch()
{
    if (m_matches.empty())
        return;
    m_match = (m_match + 1) % matchCount();
    const int node = m_matches[static_cast<std::size_t>(m_match)];
    setSelection(node, -1);
    showNode(node);
}

QString GraphView::summary() const
{
    const auto &nodes = m_scene.nodes();
    if (nodes.empty())
        return m_emptyText;
    const SceneEdge &e = m_scene.edges()[static_cast<std::size_t>(std::max(0, selectedEdge()))];
    const QString edge = tr("%1 to %2: %3 times, probability %4, %5 prefetched, %6 used, %7 late, "
                            "%8 wasted")
                             .arg(nodes[static_cast<std::size_t>(e.from)].text,
                                  nodes[static_cast<std::size_t>(e.to)].text)
                             .arg(e.count)
                             .arg(probabilityText(e.probability))
                             .arg(e.prefetch.scheduled)
                             .arg(e.prefetch.used)
                             .arg(e.prefetch.late)
                             .arg(e.prefetch.wasted);
    const int node = selectedNode() >= 0 ? selectedNode() : currentNode();
    if (selectedEdge() >= 0)
        return tr("Selected: %1").arg(edge);
    if (node >= 0)
        return tr("Selected: %1, %2 times")
            .arg(nodes[static_cast<std::size_t>(node)].text)
            .arg(nodes[static_cast<std::size_t>(node)].traffic);
    return tr("%1 nodes and %2 edges. The strongest edge is %3.")
        .arg(nodes.size())
        .arg(m_scene.edges().size())
        .arg(edge);
}

void GraphView::describe()
{
    setAccessibleDescription(summary());
}

void GraphView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.surface);
    if (m_scene.nodes().empty()) {
        painter.setPen(m_theme.mutedText);
        painter.drawText(rect().adjusted(24, 12, -24, -12), Qt::AlignCenter | Qt::TextWordWrap,
                         m_emptyText);
        return;
    }
    painter.setLayoutDirection(Qt::LeftToRight); // as addresses are read in every language
    painter.setRenderHint(QPainter::Antialiasing, !m_isMoving);
    QFont small = font();
    small.setPointSizeF(font().pointSizeF() * 0.84);
    QFont label = font();
    label.setPointSizeF(font().pointSizeF() * 0.9);
    const std::vector<QPointF> at = places();
    GraphPainter(painter, m_scene, at, m_theme, m_emphasis).paint(m_labels, label, small);
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(m_theme.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace forefetch
