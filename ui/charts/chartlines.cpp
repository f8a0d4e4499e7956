// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartlines.h"

#include <QChart>
#include <QLineSeries>
#include <QPaintEngine>
#include <QPainter>
#include <QTransform>
#include <QValueAxis>

#include <algorithm>

namespace forefetch {

namespace {

// Cuts a line into the dashes of a pattern that begins with it; lengths in pixels.
QList<QLineF> cut(const QPolygonF &line, const QList<qreal> &pattern)
{
    QList<QLineF> dashes;
    qsizetype part = 0;
    double left = pattern[0];
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QLineF piece(line[i - 1], line[i]);
        const double length = piece.length();
        for (double from = 0; from < length;) {
            const double to = std::min(from + left, length);
            if (part % 2 == 0)
                dashes.append({piece.pointAt(from / length), piece.pointAt(to / length)});
            left -= to - from;
            from = to;
            if (left <= 1e-6) {
                part = (part + 1) % pattern.size();
                left = pattern[part];
            }
        }
    }
    return dashes;
}

} // namespace

void ChartLines::paintDashes(QPainter &painter, const QRectF &plot, double range, double top) const
{
    if (m_dashed.empty())
        return;
    const QTransform toPixels = QTransform::fromTranslate(plot.right(), plot.bottom())
                                    .scale(plot.width() / range, -plot.height() / top);
    QPen pen = m_pen;
    QList<qreal> pattern = pen.dashPattern(); // in widths of the pen
    for (qreal &length : pattern)
        length = std::max(0.5, length * pen.widthF());
    // A drawing for a file keeps whole lines.
    const bool pieces = painter.paintEngine()->type() == QPaintEngine::Raster;
    if (pieces)
        pen.setStyle(Qt::SolidLine);
    pen.setCapStyle(Qt::FlatCap);
    painter.save();
    painter.setClipRect(plot.adjusted(-1, -1, 1, 1));
    painter.setPen(pen);
    for (const QPolygonF &line : m_dashed) {
        if (pieces)
            painter.drawLines(cut(toPixels.map(line), pattern));
        else
            painter.drawPolyline(toPixels.map(line));
    }
    painter.restore();
}

void ChartLines::setPen(const QPen &pen)
{
    m_pen = pen;
    for (QLineSeries *series : m_series)
        series->setPen(pen);
}

QLineSeries &ChartLines::seriesAt(std::size_t i)
{
    while (m_series.size() <= i) {
        auto *series = new QLineSeries(&m_chart);
        series->setPen(m_pen);
        m_chart.addSeries(series);
        series->attachAxis(&m_x);
        series->attachAxis(&m_y);
        m_series.push_back(series);
    }
    return *m_series[i];
}

void ChartLines::show(const Stretches &stretches, double now, double factor, double dash)
{
    const bool solid = m_pen.style() == Qt::SolidLine;
    m_points = 0;
    m_dashed.clear();
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        m_scratch.clear();
        for (const QPointF &p : stretches[i])
            m_scratch.append({p.x() - now, p.y() * factor});
        if (m_scratch.size() == 1) {
            const QPointF p = m_scratch.first();
            m_scratch = {{p.x() - dash / 2, p.y()}, {p.x() + dash / 2, p.y()}};
        }
        m_points += static_cast<int>(m_scratch.size());
        if (solid)
            seriesAt(i).replace(m_scratch);
        else
            m_dashed.emplace_back(m_scratch);
    }
    const std::size_t used = solid ? stretches.size() : 0;
    for (std::size_t i = used; i < m_used; ++i)
        m_series[i]->clear();
    m_used = used;
}

} // namespace forefetch
