// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartface.h"

#include "ui/charts/scale.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

struct FaceText
{
    Q_DECLARE_TR_FUNCTIONS(forefetch::FaceText)
};

// A text of several colours, laid out by itself so that it can be right-aligned as one.
struct Piece
{
    QString text;
    QColor color;
};

struct Label
{
    double wanted;
    double y;
    Piece marker;
    QString text;
};

// Pushes labels apart that would overlap, the order kept, and back into the plot at its ends.
void spread(std::vector<Label> &labels, double height, double top, double bottom)
{
    std::ranges::stable_sort(labels, {}, &Label::wanted);
    double least = top;
    for (Label &label : labels) {
        label.y = std::max(label.wanted, least);
        least = label.y + height;
    }
    double most = bottom;
    for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
        label->y = std::min(label->y, most);
        most = label->y - height;
    }
}

} // namespace

std::optional<std::size_t> ChartFace::indexAt(double secondsAgo) const
{
    if (data.at.empty())
        return {};
    const double at = now - secondsAgo;
    auto next = std::ranges::lower_bound(data.at, at);
    if (next == data.at.end() || (next != data.at.begin() && at - *(next - 1) < *next - at))
        --next;
    if (std::abs(*next - at) > std::max(3.0, range / 60))
        return {};
    return static_cast<std::size_t>(next - data.at.begin());
}

std::optional<double> ChartFace::valueAt(std::size_t line, std::optional<std::size_t> index) const
{
    if (!index || line >= data.values.size() || !std::isfinite(data.values[line][*index]))
        return {};
    return data.values[line][*index];
}

QString ChartFace::valueText(std::size_t line, std::optional<std::size_t> index) const
{
    const std::optional<double> value = valueAt(line, index);
    if (!value)
        return QStringLiteral("–");
    if (spec.lines[line].ofWhole && *index < data.whole.size()) {
        const double whole = data.whole[*index];
        return shortNumber(*value * whole) + QStringLiteral(" / ") + shortNumber(whole);
    }
    if (spec.scale == ChartSpec::Scale::Ratio || spec.lines[line].ofWhole)
        return percent(*value);
    QString text = shortNumber(*value);
    if (line == 0 && !spec.limit.isEmpty() && *index < data.limit.size())
        text += QStringLiteral(" / ") + shortNumber(data.limit[*index]);
    return text;
}

QString ChartFace::countText(std::optional<std::size_t> index) const
{
    if (data.count.empty() || !index)
        return {};
    return FaceText::tr("n %1").arg(shortNumber(data.count[*index]));
}

QString besideValue(const QFontMetricsF &fm, const QString &name, const QString &value,
                    double width)
{
    const QString end = u' ' + value;
    return fm.elidedText(name, Qt::ElideRight, width - fm.horizontalAdvance(end)) + end;
}

QPointF ChartFace::position(double at, double value) const
{
    const QRectF &plot = layout.plot;
    return {plot.right() + (at - now) / range * plot.width(),
            plot.bottom() - std::clamp(value / top, 0.0, 1.0) * plot.height()};
}

double ChartFace::heightOf(std::size_t line, double value) const
{
    return spec.lines[line].ofWhole ? value * top : value;
}

void ChartFace::paintBack(QPainter &painter) const
{
    painter.setPen(QPen(theme.border, 1));
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(layout.card, 5, 5);
    paintAxes(painter);
    paintLabels(painter);
    paintHead(painter);
    if (!data.at.empty())
        return;
    painter.setFont(layout.small);
    painter.setPen(theme.mutedText);
    painter.drawText(layout.plot, Qt::AlignCenter, FaceText::tr("Waiting for traffic"));
}

void ChartFace::paintFront(QPainter &painter) const
{
    paintPeriod(painter);
    paintMarks(painter);
    paintHover(painter);
}

QString ChartFace::axisText(double secondsAgo) const
{
    return wall ? clockText(now - secondsAgo + *wall, range / layout.columns < 60)
                : axisTime(secondsAgo);
}

QString ChartFace::momentText(double secondsAgo) const
{
    return wall ? clockText(now - secondsAgo + *wall, true) : agoText(secondsAgo);
}

std::optional<QRectF> ChartFace::pill() const
{
    if (!hover || *hover < 0 || *hover > range)
        return {};
    const QFontMetricsF fm(layout.small);
    QRectF box(0, layout.plot.bottom() + 2,
               fm.horizontalAdvance(momentText(*hover)) + 2 * space::small, fm.height() + 1);
    const double left = position(now - *hover, 0).x() - box.width() / 2;
    box.moveLeft(std::clamp(left, 2.0, layout.card.right() - box.width() - 2));
    return box;
}

void ChartFace::paintHead(QPainter &painter) const
{
    QRectF row = layout.head;
    if (layout.twoLines)
        row.setHeight(row.height() / 2);
    const QFontMetricsF bold(layout.bold), small(layout.small);
    const double unit = spec.unit.isEmpty() ? 0 : small.horizontalAdvance(spec.unit);
    const QString title =
        bold.elidedText(spec.title, Qt::ElideRight, row.width() - unit - space::medium);
    painter.setFont(layout.bold);
    painter.setPen(theme.text);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.setFont(layout.small);
    painter.setPen(theme.mutedText);
    painter.drawText(row.adjusted(bold.horizontalAdvance(title) + space::small + 2, 1, 0, 1),
                     Qt::AlignLeft | Qt::AlignVCenter, spec.unit);
    if (layout.twoLines)
        row.translate(0, row.height());
    paintValues(painter, row);
}

void ChartFace::paintValues(QPainter &painter, const QRectF &row) const
{
    const std::optional<std::size_t> index = indexAt(hover.value_or(0));
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < spec.lines.size(); ++i) {
        const QString gap = pieces.empty() ? QString() : QStringLiteral("   ");
        pieces.push_back({gap + spec.lines[i].marker() + u' ', spec.lines[i].pen(theme).color()});
        pieces.push_back({valueText(i, index), theme.text});
    }
    if (const QString n = countText(index); !n.isEmpty())
        pieces.push_back({QStringLiteral("   ") + n, theme.mutedText});
    painter.setFont(layout.font);
    const QFontMetricsF fm(layout.font);
    double width = 0;
    for (const Piece &piece : pieces)
        width += fm.horizontalAdvance(piece.text);
    double x = layout.twoLines ? row.left() : std::max(row.left(), row.right() - width);
    const double base = row.center().y() + (fm.ascent() - fm.descent()) / 2;
    for (const Piece &piece : pieces) {
        painter.setPen(piece.color);
        painter.drawText(QPointF(x, base), piece.text);
        x += fm.horizontalAdvance(piece.text);
    }
}

void ChartFace::paintAxes(QPainter &painter) const
{
    const QRectF &plot = layout.plot;
    const QFontMetricsF fm(layout.small);
    painter.setFont(layout.small);
    painter.setPen(theme.mutedText);
    const int every = layout.rows / 2; // the ends and the middle
    for (int row = 0; row <= layout.rows; row += every) {
        const double share = static_cast<double>(row) / layout.rows;
        const QString text =
            spec.scale == ChartSpec::Scale::Ratio ? percent(share) : shortNumber(share * top);
        const QRectF box(0, plot.bottom() - share * plot.height() - fm.height() / 2,
                         plot.left() - space::small - 1, fm.height());
        painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, text);
    }
    const double step = range / layout.columns;
    const double column = plot.width() / layout.columns;
    const double widest = fm.horizontalAdvance(axisText(range)) + space::large;
    const int stride = std::max(1, static_cast<int>(std::ceil(widest / column)));
    const std::optional<QRectF> taken = pill();
    for (int i = 0; i <= layout.columns; i += stride) {
        const QString text = axisText(i * step);
        const double width = fm.horizontalAdvance(text);
        const double x = std::max<double>(plot.right() - i * column - width / 2, space::small);
        if (taken && x < taken->right() && x + width > taken->left())
            continue;
        painter.drawText(QPointF(x, plot.bottom() + fm.ascent() + space::small), text);
    }
}

void ChartFace::paintLabels(QPainter &painter) const
{
    const std::optional<std::size_t> last = indexAt(0);
    std::vector<Label> labels;
    for (std::size_t i = 0; i < spec.lines.size(); ++i) {
        const std::optional<double> value = valueAt(i, last);
        if (!value)
            continue;
        const double y = position(now, heightOf(i, *value)).y();
        const ChartLine &line = spec.lines[i];
        labels.push_back({y, y, {line.marker() + u' ', line.pen(theme).color()}, line.name});
    }
    if (last && *last < data.limit.size() && data.limit[*last] <= top) {
        const double y = position(now, data.limit[*last]).y();
        labels.push_back({y, y, {QString(), theme.mutedText}, spec.limit});
    }
    painter.setFont(layout.small);
    const QFontMetricsF fm(layout.small);
    spread(labels, fm.height() - 1, layout.plot.top(), layout.plot.bottom());
    const double x = layout.plot.right() + space::small + 2;
    for (const Label &label : labels) {
        const double base = label.y + (fm.ascent() - fm.descent()) / 2;
        painter.setPen(label.marker.color);
        painter.drawText(QPointF(x, base), label.marker.text);
        painter.setPen(theme.text);
        painter.drawText(QPointF(x + fm.horizontalAdvance(label.marker.text), base), label.text);
    }
}

} // namespace forefetch
