// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartface.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

QFont smaller(QFont font)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(std::max(7.0, font.pointSizeF() * 0.86));
    else
        font.setPixelSize(std::max(9, static_cast<int>(font.pixelSize() * 0.86)));
    return font;
}

// What the values take at their widest, so that the head does not change its form as they change.
double valuesWidth(const ChartSpec &spec, const QFontMetricsF &fm)
{
    const bool ratio = spec.scale == ChartSpec::Scale::Ratio;
    double width = 0;
    for (const ChartLine &line : spec.lines) {
        const QString widest = ratio          ? QStringLiteral("100 %")
                               : line.ofWhole ? QStringLiteral("00.0 / 00")
                                              : QStringLiteral("00.0k");
        width += fm.horizontalAdvance(line.marker() + u' ' + widest) + space::medium;
    }
    if (!spec.limit.isEmpty())
        width += fm.horizontalAdvance(QStringLiteral(" / 00.0k"));
    if (ratio)
        width += fm.horizontalAdvance(QStringLiteral("n 00.0k")) + space::medium;
    return width;
}

} // namespace

double timeStep(double range)
{
    for (const double step : {5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0,
                              3600.0, 7200.0, 10'800.0, 21'600.0, 43'200.0, 86'400.0}) {
        if (range / step <= 7)
            return step;
    }
    return range / 7;
}

int labelWidthOf(const ChartSpec &spec, const QFont &font)
{
    const QFontMetricsF fm(smaller(font));
    double width = spec.limit.isEmpty() ? 0 : fm.horizontalAdvance(spec.limit);
    for (const ChartLine &line : spec.lines)
        width = std::max(width, fm.horizontalAdvance(line.marker() + u' ' + line.name));
    return static_cast<int>(std::ceil(width)) + space::small;
}

bool headFits(double width, const QFont &font, const ChartSpec &spec)
{
    QFont strong = font;
    strong.setBold(true);
    const double title = QFontMetricsF(strong).horizontalAdvance(spec.title) + space::small +
                         QFontMetricsF(smaller(font)).horizontalAdvance(spec.unit) + space::large;
    return title + valuesWidth(spec, QFontMetricsF(font)) <= width - 2 * space::medium;
}

ChartLayout ChartLayout::of(const QSizeF &size, const QFont &font, const ChartSpec &spec,
                            double range, int labelWidth, bool twoLines)
{
    ChartLayout l;
    l.font = font;
    l.bold = font;
    l.bold.setBold(true);
    l.small = smaller(font);
    const QFontMetricsF fm(l.font), small(l.small);
    l.card = QRectF(QPointF(), size).adjusted(0.5, 0.5, -0.5, -0.5);
    l.twoLines = twoLines || !headFits(size.width(), font, spec);
    const double row = std::ceil(fm.height()) + 1;
    l.head = QRectF(space::medium, space::small, size.width() - 2 * space::medium,
                    l.twoLines ? 2 * row : row);
    const double left =
        space::medium + std::ceil(small.horizontalAdvance(QStringLiteral("0,000"))) + space::small;
    // Half a label of the axis stands above the plot's upper edge and below its lower one.
    const double above = l.head.bottom() + std::ceil(small.height() / 2);
    const double bottom = size.height() - std::ceil(small.height()) - space::small - 2;
    const double right = size.width() - labelWidth - space::medium;
    l.plot = QRectF(QPointF(left, above),
                    QPointF(std::max(right, left + 20), std::max(bottom, above + 10)));
    l.rows = l.plot.height() < 90 ? 2 : 4;
    l.columns = std::max(1, static_cast<int>(std::lround(range / timeStep(range))));
    return l;
}

} // namespace forefetch
