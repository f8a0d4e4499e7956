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

void TimeChart::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF &plot = m_layout.plot;
    const double x = event->position().x();
    if (x < plot.left() || x > plot.right() + space::small)
        Q_EMIT hovered(std::nullopt);
    else
        Q_EMIT hovered(std::clamp((plot.right() - x) / plot.width(), 0.0, 1.0) * m_range);
    event->accept();
}

// The chart has nothing to press or to scroll: the panel around it may have.
void TimeChart::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    event->accept();
}

void TimeChart::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept();
}

void TimeChart::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

void TimeChart::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    Q_EMIT hovered(std::nullopt);
}

void TimeChart::keyPressEvent(QKeyEvent *event)
{
    const double step = std::max(1.0, m_range / 60);
    const double far = m_range / m_layout.columns;
    const double at = m_hover.value_or(0);
    std::optional<double> to;
    switch (event->key()) {
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
    case Qt::Key_Escape:
        if (m_hover)
            Q_EMIT hovered(std::nullopt);
        else
            event->ignore();
        return;
    default:
        event->ignore();
        return;
    }
    Q_EMIT hovered(std::clamp(*to, 0.0, m_range));
    setAccessibleDescription(summary());
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
