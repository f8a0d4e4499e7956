// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys do to the graph.
#include "ui/graph/graphview.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QSet>

#include <algorithm>

namespace forefetch {

namespace {

constexpr double kKeyMove = 48; // pixels

} // namespace

// Tab goes from node to node, the strongest first, and on to the next widget after the last, or
// after Escape.
bool GraphView::focusNextPrevChild(bool next)
{
    const int count = static_cast<int>(m_scene.nodes().size());
    const int now = m_emphasis.currentNode;
    const int to = next ? now + 1 : now - 1;
    if (m_tabLeaves || !hasFocus() || to >= count || (!next && now <= 0)) {
        m_current = QString();
        m_emphasis.currentNode = -1;
        describe();
        update();
        return QWidget::focusNextPrevChild(next);
    }
    m_emphasis.currentNode = to;
    m_current = m_scene.nodes()[static_cast<std::size_t>(to)].text;
    describe();
    showNode(to);
    update();
    return true;
}

bool GraphView::isOurKey(int key)
{
    static const QSet<int> ours{
        Qt::Key_Plus,   Qt::Key_Equal, Qt::Key_Minus, Qt::Key_0,      Qt::Key_Left,
        Qt::Key_Right,  Qt::Key_Up,    Qt::Key_Down,  Qt::Key_Return, Qt::Key_Enter,
        Qt::Key_Escape, Qt::Key_E,     Qt::Key_P,
    };
    return ours.contains(key);
}

bool GraphView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (!(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) && isOurKey(key->key())) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        return showTip(help->pos(), help->globalPos());
    }
    return QWidget::event(event);
}

void GraphView::keyPressEvent(QKeyEvent *event)
{
    const Qt::KeyboardModifiers with = event->modifiers();
    const bool isPlain = !(with & (Qt::ControlModifier | Qt::AltModifier));
    if (!isPlain ||
        (!moveByKey(event->key()) && !selectByKey(event->key(), with.testFlag(Qt::ShiftModifier))))
        QWidget::keyPressEvent(event);
}

bool GraphView::moveByKey(int key)
{
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        return true;
    case Qt::Key_Minus:
        zoomOut();
        return true;
    case Qt::Key_0:
        fit();
        return true;
    case Qt::Key_Left:
        moveBy({kKeyMove, 0});
        return true;
    case Qt::Key_Right:
        moveBy({-kKeyMove, 0});
        return true;
    case Qt::Key_Up:
        moveBy({0, kKeyMove});
        return true;
    case Qt::Key_Down:
        moveBy({0, -kKeyMove});
        return true;
    default:
        return false;
    }
}

bool GraphView::selectByKey(int key, bool isShifted)
{
    const int current = m_emphasis.currentNode;
    switch (key) {
    case Qt::Key_E:
        walkEdges(!isShifted);
        return true;
    case Qt::Key_P:
        if (current >= 0)
            setPinned(current, !m_scene.nodes()[static_cast<std::size_t>(current)].isPinned);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current >= 0)
            setSelection(current, -1);
        return true;
    case Qt::Key_Escape:
        m_tabLeaves = true;
        m_current = QString();
        cancelArranging();
        clearSelection();
        return true;
    default:
        return false;
    }
}

// Over the edges of the node in focus, or of the one where the selected edge begins.
void GraphView::walkEdges(bool forwards)
{
    int node = m_emphasis.currentNode >= 0 ? m_emphasis.currentNode : m_emphasis.selectedNode;
    if (node < 0)
        node = m_scene.find(m_selected);
    std::vector<int> own;
    for (std::size_t i = 0; i < m_scene.edges().size(); ++i) {
        const SceneEdge &e = m_scene.edges()[i];
        if (e.from == node || e.to == node)
            own.push_back(static_cast<int>(i));
    }
    if (own.empty())
        return;
    const auto count = static_cast<std::ptrdiff_t>(own.size());
    const auto found = std::ranges::find(own, m_emphasis.selectedEdge);
    std::ptrdiff_t at = forwards ? 0 : count - 1;
    if (found != own.end())
        at = (found - own.begin() + (forwards ? 1 : count - 1)) % count;
    setSelection(-1, own[static_cast<std::size_t>(at)]);
}

} // namespace forefetch
