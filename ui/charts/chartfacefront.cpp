// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands before the lines of a chart: what is chosen, the marks, the readout.
#include "ui/charts/chartface.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace forefetch {

// Edges beside the tint: it is seen without its colour, too.
void ChartFace::paintPeriod(QPainter &painter) const
{
    if (!period || period->to < now - range || period->from > now)
        return;
    const QRectF &plot = layout.plot;
    const double left = std::max(position(period->from, 0).x(), plot.left());
    const double right = std::min(std::max(position(period->to, 0).x(), left + 1), plot.right());
    const QRectF box(QPointF(left, plot.top()), QPointF(right, plot.bottom()));
    QColor tint = theme.accent;
    tint.setAlpha(period->isZoom ? 0 : 46);
    painter.fillRect(box, tint);
    painter.setPen(QPen(theme.accent, 1.5, period->isZoom ? Qt::DashLine : Qt::SolidLine));
    if (period->from >= now - range)
        painter.drawLine(box.topLeft(), box.bottomLeft());
    if (period->to <= now)
        painter.drawLine(box.topRight(), box.bottomRight());
}

void ChartFace::paintMarks(QPainter &painter) const
{
    painter.setFont(layout.small);
    const QFontMetricsF fm(layout.small);
    QColor line = theme.mutedText;
    line.setAlpha(150);
    for (const ChartMark &mark : marks) {
        if (mark.at < now - range || mark.at > now)
            continue;
        const double x = std::round(position(mark.at, 0).x()) + 0.5;
        painter.setPen(QPen(line, 1));
        painter.drawLine(QPointF(x, layout.plot.top() + fm.height() / 2),
                         QPointF(x, layout.plot.bottom()));
        painter.setPen(theme.text);
        painter.drawText(QPointF(x - fm.horizontalAdvance(mark.symbol) / 2,
                                 layout.plot.top() + (fm.ascent() - fm.descent()) / 2),
                         mark.symbol);
    }
}

void ChartFace::paintHover(QPainter &painter) const
{
    const std::optional<QRectF> box = pill();
    if (!box)
        return;
    const QRectF &plot = layout.plot;
    const double x = std::round(position(now - *hover, 0).x()) + 0.5;
    painter.setPen(QPen(theme.text, 1));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    const std::optional<std::size_t> index = indexAt(*hover);
    for (std::size_t i = 0; i < spec.lines.size(); ++i) {
        if (const std::optional<double> value = valueAt(i, index)) {
            painter.setPen(QPen(theme.surface, 1.5));
            painter.setBrush(spec.lines[i].pen(theme).color());
            const QPointF at = position(data.at[*index], heightOf(i, *value));
            painter.drawEllipse(QPointF(std::min(at.x(), plot.right()), at.y()), 3.5, 3.5);
        }
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text);
    painter.drawRoundedRect(*box, 3, 3);
    painter.setFont(layout.small);
    painter.setPen(theme.surface);
    painter.drawText(*box, Qt::AlignCenter, momentText(*hover));
}

} // namespace forefetch
