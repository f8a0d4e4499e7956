// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QChartView>

#include <optional>
#include <vector>

class QLineSeries;
class QScatterSeries;
class QValueAxis;

namespace forefetch {

// Hit ratio against extra load, one point a setting: what prefetching brings and what it costs.
// Yardsticks are lines across, the recommended point has a ring and the word.
//
//     auto *curve = new GainCurve(theme, this);
//     curve->setPoints(points, yardsticks, best);
//     connect(curve, &GainCurve::cursorMoved, this, [](std::size_t point) { … });
//
// The cursor stands on a point: it is dragged by the mouse, and moved along the curve by the arrow
// keys, Home and End. The axes begin at no load and do not move while one looks.
// Thread: the GUI thread.
class GainCurve : public QChartView
{
    Q_OBJECT

public:
    // Ratios, 0–1.
    struct Point
    {
        QString name; // "0.35"
        double load = 0;
        double hits = 0;
        double low = 0, high = 0; // of the hits, 95 %
        bool isOnFrontier = false;
    };
    struct Yardstick
    {
        QString name;
        double hits = 0;
    };

    explicit GainCurve(const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    // In the order in which the keys go; the cursor goes to `best`, else to the middle.
    void setPoints(std::vector<Point> points, std::vector<Yardstick> yardsticks,
                   std::optional<std::size_t> best);
    std::optional<std::size_t> cursor() const { return m_cursor; }
    void setCursor(std::size_t point);
    // Where a point stands, in the widget; the tests' mouse goes there.
    QPoint placeOf(std::size_t point) const;
    // In words, for who cannot see it.
    QString summary() const;

    QSize sizeHint() const override { return {560, 360}; }
    QSize minimumSizeHint() const override { return {300, 200}; }

Q_SIGNALS:
    void cursorMoved(std::size_t point);

protected:
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void buildChart();
    void fillSeries();
    void fitAxes();
    void paintYardsticks(QPainter &painter) const;
    void paintCursor(QPainter &painter) const;
    void paintBest(QPainter &painter) const;
    void followMouse(const QPointF &at);
    QPointF at(double load, double hits) const; // in the widget

    Theme m_theme;
    std::vector<Point> m_points;
    std::vector<Yardstick> m_yardsticks;
    std::optional<std::size_t> m_best;
    std::optional<std::size_t> m_cursor;
    QLineSeries *m_line;
    QScatterSeries *m_dots;
    QScatterSeries *m_dim;
    QValueAxis *m_x;
    QValueAxis *m_y;
};

} // namespace forefetch
