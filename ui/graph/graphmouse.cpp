// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse does to the graph.
#include "ui/graph/graphview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

constexpr double kReach = 5;       // pixels about a node or a line
constexpr double kWheelBase = 1.2; // a notch of the wheel

double lengthOf(const QPointF &v)
{
    return std::hypot(v.x(), v.y());
}

} // namespace

int GraphView::nodeAt(const QPointF &point) const
{
    int found = -1;
    double nearest = 1e9;
    const std::vector<QPointF> at = places();
    for (std::size_t i = 0; i < at.size(); ++i) {
        const double far = lengthOf(point - at[i]) - m_scene.nodes()[i].radius;
        if (far < std::min(kReach, nearest)) {
            nearest = far;
            found = static_cast<int>(i);
        }
    }
    return found;
}

int GraphView::edgeAt(const QPointF &point) const
{
    int found = -1;
    double nearest = 1e9;
    const std::vector<QPointF> at = places();
    const auto &edges = m_scene.edges();
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto from = static_cast<std::size_t>(edges[i].from);
        const auto to = static_cast<std::size_t>(edges[i].to);
        const EdgeCurve curve = curveOf(edges[i], at[from], at[to], m_scene.nodes()[from].radius,
                                        m_scene.nodes()[to].radius);
        const double far = curve.distanceTo(point) - edges[i].width / 2;
        if (far < std::min(kReach, nearest)) {
            nearest = far;
            found = static_cast<int>(i);
        }
    }
    return found;
}

void GraphView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    Press press{event->pos()};
    if (const int node = nodeAt(event->position()); node >= 0) {
        press.node = m_scene.nodes()[static_cast<std::size_t>(node)].text;
        press.grip = places()[static_cast<std::size_t>(node)] - event->position();
    }
    m_press = press;
}

void GraphView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_press) {
        const int node = nodeAt(event->position());
        const int edge = node >= 0 ? -1 : edgeAt(event->position());
        if (node != m_emphasis.hoverNode || edge != m_emphasis.hoverEdge) {
            m_emphasis.hoverNode = node;
            m_emphasis.hoverEdge = edge;
            setCursor(node >= 0 || edge >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
            update();
        }
        return;
    }
    const QPoint way = event->pos() - m_press->at;
    if (!m_press->isDrag && way.manhattanLength() < QApplication::startDragDistance())
        return;
    const bool isBegin = !m_press->isDrag;
    m_press->isDrag = true;
    if (!m_press->node.isEmpty()) {
        dragNode(event->position() + m_press->grip);
        return;
    }
    if (isBegin)
        setCursor(Qt::ClosedHandCursor);
    moveBy(way);
    m_press->at = event->pos();
}

void GraphView::dragNode(const QPointF &point)
{
    const int number = m_scene.find(m_press->node);
    if (number < 0) // it has gone meanwhile
        return;
    if (m_frames.isActive())
        endGlide();
    SceneNode &node = m_scene.nodes()[static_cast<std::size_t>(number)];
    node.at = node.shown = (point - m_offset) / m_zoom;
    node.isPinned = true;
    m_isFitted = false;
    setMoving();
}

void GraphView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_press)
        return;
    const Press press = *m_press;
    m_press.reset();
    setCursor(Qt::ArrowCursor);
    if (press.isDrag)
        return;
    const int node = nodeAt(event->position());
    setSelection(node, node >= 0 ? -1 : edgeAt(event->position()));
}

void GraphView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int node = nodeAt(event->position());
    if (event->button() == Qt::LeftButton && node >= 0)
        setPinned(node, false);
}

void GraphView::setPinned(int node, bool isPinned)
{
    m_scene.nodes()[static_cast<std::size_t>(node)].isPinned = isPinned;
    update();
}

void GraphView::leaveEvent(QEvent *)
{
    m_emphasis.hoverNode = m_emphasis.hoverEdge = -1;
    update();
}

void GraphView::focusOutEvent(QFocusEvent *event)
{
    m_tabLeaves = false;
    QWidget::focusOutEvent(event);
}

void GraphView::wheelEvent(QWheelEvent *event)
{
    const int turned = event->angleDelta().y();
    if (turned == 0)
        return event->ignore();
    zoomBy(std::pow(kWheelBase, turned / 120.0), event->position());
    event->accept();
}

bool GraphView::showTip(const QPoint &at, const QPoint &globalAt)
{
    const auto &nodes = m_scene.nodes();
    const int node = nodeAt(at), edge = node >= 0 ? -1 : edgeAt(at);
    if (node >= 0) {
        const SceneNode &n = nodes[static_cast<std::size_t>(node)];
        QToolTip::showText(globalAt, tr("%1\n%L2 times").arg(n.text).arg(n.traffic), this);
    } else if (edge >= 0) {
        const SceneEdge &e = m_scene.edges()[static_cast<std::size_t>(edge)];
        QToolTip::showText(globalAt,
                           tr("%1\n→ %2\n%L3 times, P %4")
                               .arg(nodes[static_cast<std::size_t>(e.from)].text,
                                    nodes[static_cast<std::size_t>(e.to)].text)
                               .arg(e.count)
                               .arg(probabilityText(e.probability)),
                           this);
    } else {
        QToolTip::hideText();
    }
    return true;
}

void GraphView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const int node = byKey ? m_emphasis.currentNode : nodeAt(event->pos());
    QMenu menu(this);
    if (node >= 0) {
        const SceneNode &n = m_scene.nodes()[static_cast<std::size_t>(node)];
        const bool isPinned = n.isPinned;
        const QString text = n.text;
        menu.addAction(isPinned ? tr("Let &go") : tr("&Hold in place"), this,
                       [this, text, isPinned] {
                           if (const int now = m_scene.find(text); now >= 0)
                               setPinned(now, !isPinned);
                       });
        menu.addAction(tr("&Copy"), this, [text] { QApplication::clipboard()->setText(text); });
        menu.addSeparator();
    }
    menu.addAction(tr("&Arrange"), this, &GraphView::arrange);
    menu.addAction(tr("&Fit"), this, &GraphView::fit);
    menu.exec(byKey && node >= 0 ? mapToGlobal(places()[static_cast<std::size_t>(node)].toPoint())
                                 : event->globalPos());
}

} // namespace forefetch
