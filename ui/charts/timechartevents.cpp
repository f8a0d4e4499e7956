// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the pointer and the keys do to a chart.
#include "ui/charts/timechart.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

constexpr double kLeastDrag = 4; // pixels; less is a click
constexpr double kMoveParts = 4; // of what is shown, a step sideways

} // namespace

void TimeChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    relayout(size());
}

void TimeChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        relayout(size());
}

double TimeChart::agoAt(double x) const
{
    const QRectF &plot = m_layout.plot;
    return std::clamp((plot.right() - x) / plot.width(), 0.0, 1.0) * m_range;
}

void TimeChart::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF &plot = m_layout.plot;
    const double x = event->position().x();
    event->accept();
    if (m_drag && (event->buttons() & Qt::LeftButton)) {
        m_drag->moves = m_drag->moves || std::abs(x - m_drag->x) >= kLeastDrag;
        if (m_drag->moves)
            drag(x, false);
    }
    if (x < plot.left() || x > plot.right() + space::small)
        Q_EMIT hovered(std::nullopt);
    else
        Q_EMIT hovered(agoAt(x));
}

void TimeChart::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    event->accept();
    const QPointF at = event->position();
    if (event->button() == Qt::LeftButton && m_layout.plot.adjusted(0, -4, 4, 4).contains(at))
        m_drag = Drag{at.x(), m_now - agoAt(at.x()), event->modifiers(), false};
}

void TimeChart::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept();
    if (!m_drag || event->button() != Qt::LeftButton)
        return;
    if (m_drag->moves)
        drag(event->position().x(), true);
    else if (m_drag->keys == Qt::NoModifier)
        Q_EMIT clicked(m_drag->moment);
    m_drag.reset();
}

// What is under the button that is held: another time with Shift, else a period.
void TimeChart::drag(double x, bool isDone)
{
    if (m_drag->keys & Qt::ShiftModifier) {
        Q_EMIT held(m_drag->moment, agoAt(x));
        return;
    }
    const double other = m_now - agoAt(x);
    Q_EMIT drawn(ChartPeriod{std::min(m_drag->moment, other), std::max(m_drag->moment, other),
                             bool(m_drag->keys & Qt::ControlModifier)},
                 isDone);
}

// Without a key it scrolls the panel around the chart.
void TimeChart::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    const bool sideways = turned.x() != 0 || (event->modifiers() & Qt::ShiftModifier);
    const int by = turned.y() != 0 ? turned.y() : turned.x();
    if (event->modifiers() & Qt::ControlModifier && by != 0)
        Q_EMIT zoomWanted(by > 0 ? 1 : -1, agoAt(event->position().x()));
    else if (sideways && by != 0)
        Q_EMIT moveWanted((by > 0 ? -1 : 1) * m_range / kMoveParts);
    else
        event->ignore();
}

void TimeChart::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    Q_EMIT hovered(std::nullopt);
}

bool TimeChart::moveReadout(const QKeyEvent &event)
{
    const double step = std::max(1.0, m_range / 60);
    const double far = m_range / m_layout.columns;
    const double at = m_hover.value_or(0);
    std::optional<double> to;
    switch (event.key()) {
    case Qt::Key_Left:
        to = at + step;
        break;
    case Qt::Key_Right:
        to = at - step;
        break;
    case Qt::Key_PageUp:
        to = at + far;
        break;
    case Qt::Key_PageDown:
        to = at - far;
        break;
    case Qt::Key_Home:
        to = m_range;
        break;
    case Qt::Key_End:
        to = 0;
        break;
    default:
        return false;
    }
    Q_EMIT hovered(std::clamp(*to, 0.0, m_range));
    setAccessibleDescription(summary());
    return true;
}

// With Shift, from where the readout was; Enter takes the moment of the readout.
bool TimeChart::chooseByKey(const QKeyEvent &event)
{
    const bool isEnter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    if (isEnter) {
        Q_EMIT clicked(m_now - m_hover.value_or(0));
        return true;
    }
    if (!(event.modifiers() & Qt::ShiftModifier)) {
        m_keyAnchor.reset();
        return false;
    }
    const double from = m_keyAnchor.value_or(m_now - m_hover.value_or(0));
    if (!moveReadout(event))
        return false;
    m_keyAnchor = from;
    const double to = m_now - m_hover.value_or(0);
    Q_EMIT drawn(ChartPeriod{std::min(from, to), std::max(from, to)}, true);
    return true;
}

bool TimeChart::changeViewByKey(const QKeyEvent &event)
{
    const bool sideways = event.key() == Qt::Key_Left || event.key() == Qt::Key_Right;
    if (event.key() == Qt::Key_Plus || event.key() == Qt::Key_Equal) {
        Q_EMIT zoomWanted(1, m_hover.value_or(0));
    } else if (event.key() == Qt::Key_Minus) {
        Q_EMIT zoomWanted(-1, m_hover.value_or(0));
    } else if (sideways && event.modifiers() & Qt::ControlModifier) {
        Q_EMIT moveWanted((event.key() == Qt::Key_Left ? -1 : 1) * m_range / kMoveParts);
    } else {
        return false;
    }
    return true;
}

void TimeChart::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_drag) {
        if (m_drag->moves)
            Q_EMIT drawn(std::nullopt, true);
        m_drag.reset();
    } else if (event->key() == Qt::Key_Escape && m_hover) {
        m_keyAnchor.reset();
        Q_EMIT hovered(std::nullopt);
    } else if (event->modifiers() & Qt::AltModifier || event->key() == Qt::Key_Escape ||
               (!changeViewByKey(*event) && !chooseByKey(*event) && !moveReadout(*event))) {
        event->ignore(); // it may mean something to the panel
    }
}

void TimeChart::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    setAccessibleDescription(summary()); // read out now; ten times a second it would never end
    viewport()->update();
}

void TimeChart::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    viewport()->update();
}

bool TimeChart::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QChartView::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString text = toolTipAt(help->pos());
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace forefetch
