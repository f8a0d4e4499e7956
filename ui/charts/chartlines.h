// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/decimate.h"

#include <QList>
#include <QPen>
#include <QPointF>
#include <QPolygonF>
#include <QRectF>

#include <vector>

class QChart;
class QLineSeries;
class QPainter;
class QValueAxis;

namespace forefetch {

// One line of a chart that may have holes: Qt Charts joins all points of a series, so each stretch
// between two holes is a series. They are made when first needed and kept (there can be at most as
// many as points). Only solid lines are series: an antialiased dashed path costs several times as
// much as the same line in pieces, so dashes are cut here and painted over the chart.
//
// Thread: the GUI thread. The chart owns the series.
class ChartLines
{
public:
    ChartLines(QChart &chart, QValueAxis &x, QValueAxis &y) : m_chart(chart), m_x(x), m_y(y) {}

    void setPen(const QPen &pen);
    // Draws the stretches (x in seconds on the time line) as seen from `now`; a lonely point
    // becomes a dash `dash` seconds long.
    void show(const Stretches &stretches, double now, double factor, double dash);
    // Paints the dashes; nothing for a solid line. The y axis ends at `top`.
    void paintDashes(QPainter &painter, const QRectF &plot, double range, double top) const;
    int points() const { return m_points; }

private:
    QLineSeries &seriesAt(std::size_t i);

    QChart &m_chart;
    QValueAxis &m_x;
    QValueAxis &m_y;
    QPen m_pen;
    std::vector<QLineSeries *> m_series;
    std::size_t m_used = 0;
    QList<QPointF> m_scratch;
    std::vector<QPolygonF>
        m_dashed; // the stretches of a dashed line, as the series would have them
    int m_points = 0;
};

} // namespace forefetch
