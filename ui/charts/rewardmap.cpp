// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/rewardmap.h"

#include "ui/theme/ramp.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

QString pointsOf(double reward)
{
    return QLocale().toString(100 * reward, 'f', 1);
}

QString plain(double value)
{
    return QLocale().toString(value, 'f', QLocale::FloatingPointShortest);
}

int indexNear(const std::vector<double> &values, double value)
{
    const auto distance = [value](double other) { return std::abs(other - value); };
    return static_cast<int>(std::ranges::min_element(values, {}, distance) - values.begin());
}

} // namespace

struct RewardMap::Layout
{
    explicit Layout(const RewardMap &widget)
        : columns(std::max(1, static_cast<int>(widget.m_figures->thresholds.size()))),
          rows(std::max(1, static_cast<int>(widget.m_figures->batches.size())))
    {
        bold = small = widget.font();
        bold.setBold(true);
        small.setPointSizeF(std::max(7.0, small.pointSizeF() * 0.86));
        const QFontMetricsF fm(widget.font()), fine(small);
        card = QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        head = QRectF(space::medium, space::small, card.width() - 2 * space::medium,
                      2 * std::ceil(fm.height()) + 1);
        const double left =
            space::medium + fine.horizontalAdvance(QStringLiteral("1000")) + space::small;
        cells = QRectF(QPointF(left, head.bottom() + std::ceil(fine.height()) + space::small),
                       QPointF(card.right() - space::medium,
                               card.bottom() - std::ceil(fine.height()) - space::medium));
    }
    // The largest batch on top.
    QRectF cell(Place place) const
    {
        const double width = cells.width() / columns, height = cells.height() / rows;
        return {cells.left() + place.column * width, cells.bottom() - (place.row + 1) * height,
                width, height};
    }
    Place under(const QPointF &at) const
    {
        const auto share = [](double from, double length, double place, int count) {
            return std::clamp(static_cast<int>((place - from) / length * count), 0, count - 1);
        };
        return {share(cells.left(), cells.width(), at.x(), columns),
                rows - 1 - share(cells.top(), cells.height(), at.y(), rows)};
    }

    int columns, rows;
    QRectF card, head, cells;
    QFont small, bold;
};

RewardMap::RewardMap(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_figures(std::make_shared<WhatIfFigures>())
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Reward over both knobs"));
    setToolTip(tr("What each minimum probability and batch limit would have come to on the latest "
                  "traffic, in points of the reward: the lighter, the better. Click a cell to "
                  "choose it, or use the arrow keys."));
    say();
}

void RewardMap::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void RewardMap::setFigures(std::shared_ptr<const WhatIfFigures> figures)
{
    m_figures = std::move(figures);
    say();
}

void RewardMap::setNow(const TunePoint &now)
{
    if (now == m_now)
        return;
    m_now = now;
    say();
}

void RewardMap::setChosen(const std::optional<TunePoint> &point)
{
    if (point == m_chosen)
        return;
    m_chosen = point;
    say();
}

void RewardMap::say()
{
    setAccessibleDescription(summary());
    update();
}

const WhatIfPoint *RewardMap::pointAt(Place place) const
{
    return m_figures->find({m_figures->thresholds[static_cast<std::size_t>(place.column)],
                            m_figures->batches[static_cast<std::size_t>(place.row)]});
}

RewardMap::Place RewardMap::placeOf(const TunePoint &point) const
{
    return {indexNear(m_figures->thresholds, point.minProbability),
            indexNear(m_figures->batches, m_figures->batchNear(point.batch))};
}

QRectF RewardMap::cellOf(const TunePoint &point) const
{
    return m_figures->batches.empty() ? QRectF() : Layout(*this).cell(placeOf(point));
}

std::pair<double, double> RewardMap::range() const
{
    double least = INFINITY, most = -INFINITY;
    for (const WhatIfPoint &p : m_figures->points) {
        if (p.point.prefetches()) {
            least = std::min(least, p.reward.value);
            most = std::max(most, p.reward.value);
        }
    }
    return {least, most};
}

QString RewardMap::headText() const
{
    if (m_figures->batches.empty())
        return {};
    const WhatIfPoint *chosen = m_chosen ? m_figures->find(*m_chosen) : nullptr;
    if (chosen && chosen->point.prefetches())
        return tr("%1, batch %2: %3 points ± %4")
            .arg(plain(chosen->point.minProbability), plain(chosen->point.batch),
                 pointsOf(chosen->reward.value), pointsOf(1.96 * chosen->reward.error));
    const WhatIfPoint &none = m_figures->points.front();
    return tr("No prefetching: %1").arg(pointsOf(none.reward.value));
}

QString RewardMap::summary() const
{
    if (m_figures->batches.empty())
        return tr("Nothing has been replayed yet.");
    QStringList parts{headText()};
    for (const WhatIfPoint &p : m_figures->points) {
        if (p.point.prefetches())
            parts << tr("%1, batch %2: %3 points")
                         .arg(plain(p.point.minProbability), plain(p.point.batch),
                              pointsOf(p.reward.value));
    }
    return parts.join(QStringLiteral(". ")) + u'.';
}

void RewardMap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Layout at(*this);
    painter.setPen(QPen(hasFocus() ? m_theme.accent : m_theme.border, hasFocus() ? 2 : 1));
    painter.setBrush(m_theme.surface);
    painter.drawRoundedRect(at.card, 5, 5);
    if (m_figures->batches.empty())
        return;
    paintCells(painter, at);
    paintAxes(painter, at);
    paintHead(painter, at);
}

void RewardMap::paintCells(QPainter &painter, const Layout &at) const
{
    const auto [least, most] = range();
    const QFontMetricsF fm(at.small);
    painter.setFont(at.small);
    for (Place place; place.row < at.rows; ++place.row) {
        for (place.column = 0; place.column < at.columns; ++place.column) {
            const WhatIfPoint *p = pointAt(place);
            if (!p)
                continue;
            const QRectF cell = at.cell(place);
            const double share = most > least ? (p->reward.value - least) / (most - least) : 0.5;
            const QColor ground = rampColor(share);
            painter.fillRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), ground);
            const QString text = pointsOf(p->reward.value);
            if (fm.horizontalAdvance(text) + 2 > cell.width() || fm.height() > cell.height())
                continue;
            painter.setPen(inkOn(ground));
            painter.drawText(cell, Qt::AlignCenter, text);
        }
    }
    const auto frame = [&](const TunePoint &point, const QColor &color, Qt::PenStyle style) {
        const QRectF cell = at.cell(placeOf(point)).adjusted(1, 1, -1, -1);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.surface, 4));
        painter.drawRect(cell);
        painter.setPen(QPen(color, 2, style));
        painter.drawRect(cell);
    };
    if (m_figures->best && m_figures->points[*m_figures->best].point.prefetches())
        frame(m_figures->points[*m_figures->best].point, m_theme.good, Qt::SolidLine);
    if (m_chosen && m_chosen->prefetches())
        frame(*m_chosen, m_theme.text, Qt::DotLine);
    if (!m_now.prefetches())
        return;
    const QPointF centre = at.cell(placeOf(m_now)).topRight() + QPointF(-7, 7);
    painter.setPen(QPen(m_theme.surface, 2));
    painter.setBrush(m_theme.accent);
    painter.drawEllipse(centre, 5, 5);
}

void RewardMap::paintAxes(QPainter &painter, const Layout &at) const
{
    painter.setFont(at.small);
    painter.setPen(m_theme.mutedText);
    const QFontMetricsF fm(at.small);
    double free = 0;
    for (int column = 0; column < at.columns; ++column) {
        const QRectF cell = at.cell({column, 0});
        const QString text = plain(m_figures->thresholds[static_cast<std::size_t>(column)]);
        const double width = fm.horizontalAdvance(text), x = cell.center().x() - width / 2;
        if (x < free)
            continue;
        free = x + width + space::small;
        painter.drawText(QPointF(x, cell.bottom() + fm.ascent() + 2), text);
    }
    for (int row = 0; row < at.rows; ++row) {
        const QRectF cell = at.cell({0, row});
        painter.drawText(QRectF(0, cell.top(), cell.left() - space::small, cell.height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         plain(m_figures->batches[static_cast<std::size_t>(row)]));
    }
    const double y = at.cells.top() - space::small;
    const QString batch = tr("↑ batch"), threshold = tr("probability →");
    painter.drawText(QPointF(space::medium, y), batch);
    painter.drawText(QPointF(std::max(at.cells.right() - fm.horizontalAdvance(threshold),
                                      space::large + fm.horizontalAdvance(batch)),
                             y),
                     threshold);
}

void RewardMap::paintHead(QPainter &painter, const Layout &at) const
{
    const QFontMetricsF fm(font());
    const QRectF row(at.head.left(), at.head.top(), at.head.width(), at.head.height() / 2);
    painter.setFont(at.bold);
    painter.setPen(m_theme.text);
    const QString title = tr("Reward, points");
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, title);
    const auto [least, most] = range();
    painter.setFont(at.small);
    const QFontMetricsF small(at.small);
    const QString low = pointsOf(least), high = pointsOf(most);
    constexpr double kScale = 54;
    double x = row.right() - small.horizontalAdvance(high);
    const double titleEnd = row.left() + QFontMetricsF(at.bold).horizontalAdvance(title);
    if (x - kScale - small.horizontalAdvance(low) - 3 * space::small > titleEnd) {
        painter.setPen(m_theme.mutedText);
        painter.drawText(QPointF(x, row.center().y() + small.ascent() / 2 - 1), high);
        x -= kScale + space::small;
        for (int i = 0; i < static_cast<int>(kScale); ++i)
            painter.fillRect(QRectF(x + i, row.center().y() - 5, 1.5, 10), rampColor(i / kScale));
        x -= small.horizontalAdvance(low) + space::small;
        painter.drawText(QPointF(x, row.center().y() + small.ascent() / 2 - 1), low);
    }
    painter.setFont(font());
    painter.setPen(m_theme.text);
    painter.drawText(row.translated(0, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     fm.elidedText(headText(), Qt::ElideRight, row.width()));
}

void RewardMap::choose(Place place)
{
    const WhatIfPoint *p = pointAt(place);
    if (!p || m_chosen == p->point)
        return;
    m_chosen = p->point;
    say();
    Q_EMIT chosen(p->point);
}

void RewardMap::mousePressEvent(QMouseEvent *event)
{
    const Layout at(*this);
    if (event->button() == Qt::LeftButton && !m_figures->batches.empty() &&
        at.cells.contains(event->position()))
        choose(at.under(event->position()));
}

void RewardMap::keyPressEvent(QKeyEvent *event)
{
    if (m_figures->batches.empty())
        return QWidget::keyPressEvent(event);
    const int columns = static_cast<int>(m_figures->thresholds.size());
    const int rows = static_cast<int>(m_figures->batches.size());
    Place place = placeOf(m_chosen.value_or(m_now));
    switch (event->key()) {
    case Qt::Key_Left:
        place.column = std::max(0, place.column - 1);
        break;
    case Qt::Key_Right:
        place.column = std::min(columns - 1, place.column + 1);
        break;
    case Qt::Key_Up:
        place.row = std::min(rows - 1, place.row + 1);
        break;
    case Qt::Key_Down:
        place.row = std::max(0, place.row - 1);
        break;
    case Qt::Key_Home:
        place.column = 0;
        break;
    case Qt::Key_End:
        place.column = columns - 1;
        break;
    case Qt::Key_Escape:
        if (m_chosen) {
            setChosen(std::nullopt);
            Q_EMIT released();
            return;
        }
        [[fallthrough]];
    default:
        return QWidget::keyPressEvent(event);
    }
    choose(place);
}

void RewardMap::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void RewardMap::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace forefetch
