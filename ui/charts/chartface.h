// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartspec.h"

#include <QFont>
#include <QFontMetricsF>
#include <QRectF>
#include <QString>

#include <optional>
#include <span>
#include <vector>

class QPainter;

namespace forefetch {

// Where the parts of a chart stand. Charts of the same width and label width have their plots
// below each other, so that one moment is at one place in all of them.
struct ChartLayout
{
    QFont font;
    QFont bold;
    QFont small;
    QRectF card;
    QRectF head;
    QRectF plot;
    bool twoLines = false; // the values stand below the title
    int rows = 2;          // spaces between the grid's lines
    int columns = 4;

    static ChartLayout of(const QSizeF &size, const QFont &font, const ChartSpec &spec,
                          double range, int labelWidth, bool twoLines);
};

// Whether title and values have room beside each other, however wide the values get.
bool headFits(double width, const QFont &font, const ChartSpec &spec);

// What the direct labels of this chart need at its right edge, in pixels.
int labelWidthOf(const ChartSpec &spec, const QFont &font);
// "oracle, all URLs 61.0 %", or with a name that is cut at its end (…) so that both fit.
QString besideValue(const QFontMetricsF &fm, const QString &name, const QString &value,
                    double width);
// Seconds between two lines of the grid.
double timeStep(double range);

// All of a chart that is not a line or the grid: head with values, labels, marks, readout.
//
//     ChartFace{spec, theme, layout, data, now, range, top, hover, marks}.paintBack(painter);
//
// Thread: the GUI thread; looks at what it is given and keeps nothing.
struct ChartFace
{
    const ChartSpec &spec;
    const Theme &theme;
    const ChartLayout &layout;
    const ChartData &data;
    double now;
    double range;
    double top;
    std::optional<double> hover; // seconds ago
    std::span<const ChartMark> marks;
    // Where the right edge is not now: from the time line to the clock on the wall, in seconds.
    std::optional<double> wall{};
    // What is chosen, on the time line; as long as it is being zoomed to, it only has edges.
    std::optional<ChartPeriod> period{};

    // What is behind the lines: it changes with the values and the size, not as time goes on.
    void paintBack(QPainter &painter) const;
    // What is before them, and moves with them.
    void paintFront(QPainter &painter) const;

    // The point nearest to this moment; none in a hole of the record.
    std::optional<std::size_t> indexAt(double secondsAgo) const;
    // "61 %", "17 / 1,000", "–".
    QString valueText(std::size_t line, std::optional<std::size_t> index) const;
    // "5 s ago", or "12:03:07".
    QString momentText(double secondsAgo) const;
    // "n 1,234"; empty when the chart shows no ratio.
    QString countText(std::optional<std::size_t> index) const;

private:
    std::optional<double> valueAt(std::size_t line, std::optional<std::size_t> index) const;
    std::optional<QRectF> pill() const; // that names the moment of the readout
    QPointF position(double at, double value) const;
    double heightOf(std::size_t line, double value) const;
    void paintHead(QPainter &painter) const;
    void paintValues(QPainter &painter, const QRectF &row) const;
    void paintAxes(QPainter &painter) const;
    void paintLabels(QPainter &painter) const;
    QString axisText(double secondsAgo) const;
    void paintPeriod(QPainter &painter) const;
    void paintMarks(QPainter &painter) const;
    void paintHover(QPainter &painter) const;
};

} // namespace forefetch
