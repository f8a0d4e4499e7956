// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the curve is drawn.
#include "ui/charts/chartface.h"
#include "ui/charts/scale.h"
#include "ui/charts/whatifcurve.h"
#include "ui/charts/whatiflayout.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

struct WhatIfWords
{
    Q_DECLARE_TR_FUNCTIONS(forefetch::WhatIfWords)
};

QString axisText(double ratio, double step)
{
    return QLocale().toString(100 * ratio, 'f', 100 * step < 0.999 ? 1 : 0) + QStringLiteral(" %");
}

} // namespace

QString tenths(double ratio)
{
    return QLocale().toString(100 * ratio, 'f', 1) + QStringLiteral(" %");
}

QString whatIfName(const WhatIfPoint &of)
{
    return of.point.prefetches()
               ? QLocale().toString(of.point.minProbability, 'f', QLocale::FloatingPointShortest)
               : WhatIfWords::tr("no prefetching");
}

WhatIfCurve::Layout::Layout(const WhatIfCurve &widget) : axes(widget.m_axes)
{
    bold = small = widget.font();
    bold.setBold(true);
    small.setPointSizeF(std::max(7.0, small.pointSizeF() * 0.86));
    const QFontMetricsF fm(widget.font()), fine(small);
    card = QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    head = QRectF(space::medium, space::small, card.width() - 2 * space::medium,
                  2 * std::ceil(fm.height()) + 1);
    const double left =
        space::medium + fine.horizontalAdvance(QStringLiteral("00.0 %")) + space::small;
    plot = QRectF(QPointF(left, head.bottom() + std::ceil(1.5 * fine.height()) + 2),
                  QPointF(card.right() - 2 * space::large,
                          card.bottom() - std::ceil(fine.height()) - space::medium));
}

QPointF WhatIfCurve::Layout::at(double load, double hits) const
{
    const double right = std::clamp(load / axes.load, 0.0, 1.0);
    const double up = std::clamp((hits - axes.low) / (axes.high - axes.low), 0.0, 1.0);
    return {plot.left() + right * plot.width(), plot.bottom() - up * plot.height()};
}

void WhatIfCurve::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Layout at(*this);
    painter.setPen(QPen(hasFocus() ? m_theme.accent : m_theme.border, hasFocus() ? 2 : 1));
    painter.setBrush(m_theme.surface);
    painter.drawRoundedRect(at.card, 5, 5);
    if (m_figures->isEmpty()) {
        painter.setPen(m_theme.mutedText);
        painter.drawText(at.card.adjusted(space::large, space::large, -space::large, -space::large),
                         Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    paintAxes(painter, at);
    paintOracles(painter, at);
    paintBand(painter, at);
    paintFrontier(painter, at);
    paintCurve(painter, at);
    paintMarks(painter, at);
    paintHead(painter, at);
}

void WhatIfCurve::paintAxes(QPainter &painter, const Layout &at) const
{
    painter.setFont(at.small);
    const QFontMetricsF fm(at.small);
    const auto steps = [](double range, double step) {
        return static_cast<int>(std::lround(range / step));
    };
    for (int i = 0; i <= steps(m_axes.high - m_axes.low, m_axes.hitStep); ++i) {
        const double hits = m_axes.low + i * m_axes.hitStep;
        const QPointF left = at.at(0, hits);
        painter.setPen(QPen(m_theme.grid, 1));
        painter.drawLine(left, at.at(m_axes.load, hits));
        painter.setPen(m_theme.mutedText);
        painter.drawText(
            QRectF(0, left.y() - fm.height() / 2, left.x() - space::small - 1, fm.height()),
            Qt::AlignRight | Qt::AlignVCenter, axisText(hits, m_axes.hitStep));
    }
    const int columns = steps(m_axes.load, m_axes.loadStep);
    double free = at.plot.left(); // of labels, from here on
    for (int i = 0; i <= columns; ++i) {
        const double load = i * m_axes.loadStep;
        const QPointF foot = at.at(load, m_axes.low);
        painter.setPen(QPen(m_theme.grid, 1));
        painter.drawLine(foot, at.at(load, m_axes.high));
        const QString text = axisText(load, m_axes.loadStep);
        const double width = fm.horizontalAdvance(text);
        const double x = std::min(foot.x() - width / 2, at.card.right() - width - space::small);
        if (x < free)
            continue;
        free = x + width + space::medium;
        painter.setPen(m_theme.mutedText);
        painter.drawText(QPointF(x, foot.y() + fm.ascent() + 2), text);
    }
    painter.setPen(m_theme.mutedText);
    const double y = at.plot.top() - std::ceil(fm.height() / 2) - 2;
    painter.drawText(QPointF(space::medium, y), tr("↑ hits"));
    const QString load = tr("extra load →");
    painter.drawText(QPointF(at.plot.right() - fm.horizontalAdvance(load), y), load);
}

void WhatIfCurve::paintBand(QPainter &painter, const Layout &at) const
{
    QPolygonF above, below;
    for (const WhatIfPoint &p : m_curve) {
        above.append(at.at(p.load, p.high));
        below.prepend(at.at(p.load, p.low));
    }
    QColor fill = m_theme.color(Meaning::Hit);
    fill.setAlpha(m_theme.isDark ? 70 : 45);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(above + below);
}

// What no other setting beats, over both knobs; and the settings that are beside the curve.
void WhatIfCurve::paintFrontier(QPainter &painter, const Layout &at) const
{
    QPolygonF line;
    painter.setBrush(m_theme.surface);
    painter.setPen(QPen(m_theme.mutedText, 1));
    std::vector<const WhatIfPoint *> sorted;
    for (const WhatIfPoint &p : m_figures->points) {
        painter.drawEllipse(at.at(p.load, p.hits), 2, 2);
        if (p.isOnFrontier)
            sorted.push_back(&p);
    }
    std::ranges::sort(sorted, {}, &WhatIfPoint::load);
    for (const WhatIfPoint *p : sorted)
        line.append(at.at(p->load, p->hits));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.mutedText, 1.5, Qt::DashLine));
    painter.drawPolyline(line);
}

void WhatIfCurve::paintCurve(QPainter &painter, const Layout &at) const
{
    QPolygonF line;
    for (const WhatIfPoint &p : m_curve)
        line.append(at.at(p.load, p.hits));
    const QColor color = m_theme.color(Meaning::Hit);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 2));
    painter.drawPolyline(line);
    painter.setBrush(color);
    painter.setPen(Qt::NoPen);
    painter.setFont(at.small);
    const QFontMetricsF fm(at.small);
    QPointF last(-1e6, 0); // of a name
    for (const WhatIfPoint &p : m_curve) {
        const QPointF place = at.at(p.load, p.hits);
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(place, 3.5, 3.5);
        if (!p.point.prefetches() || std::hypot(place.x() - last.x(), place.y() - last.y()) < 34)
            continue;
        last = place;
        const QString name = whatIfName(p);
        painter.setPen(m_theme.text);
        painter.drawText(QPointF(place.x() - fm.horizontalAdvance(name) - 5, place.y() - 5), name);
    }
}

bool WhatIfCurve::isShown(double oracle) const
{
    return oracle >= m_axes.low && oracle <= m_axes.high;
}

// A line where there is room for it, else what is above the top in words.
void WhatIfCurve::paintOracles(QPainter &painter, const Layout &at) const
{
    painter.setFont(at.small);
    const QFontMetricsF fm(at.small);
    double lowest = at.plot.top(); // of a text so far
    const auto paint = [&](const QString &name, double oracle) {
        if (oracle < 0)
            return;
        const double y = at.at(0, oracle).y();
        if (isShown(oracle)) {
            painter.setPen(QPen(m_theme.mutedText, 1, Qt::DotLine));
            painter.drawLine(QPointF(at.plot.left(), y), QPointF(at.plot.right(), y));
        }
        const double top = std::max(y + 1, lowest);
        lowest = top + fm.height();
        const QString arrow = isShown(oracle) ? QString() : QStringLiteral("↑ ");
        const double width = at.plot.width() - space::small;
        painter.setPen(m_theme.mutedText);
        painter.drawText(QRectF(at.plot.left(), top, width, fm.height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         besideValue(fm, arrow + name, tenths(oracle), width));
    };
    paint(tr("oracle, all URLs"), m_figures->oracleAll);
    paint(tr("oracle, seen URLs"), m_figures->oracleSeen);
}

void WhatIfCurve::paintMarks(QPainter &painter, const Layout &at) const
{
    painter.setBrush(Qt::NoBrush);
    if (m_figures->best) {
        const WhatIfPoint &best = m_figures->points[*m_figures->best];
        painter.setPen(QPen(m_theme.good, 2));
        painter.drawEllipse(at.at(best.load, best.hits), 9, 9);
    }
    if (const WhatIfPoint *chosen = m_chosen ? m_figures->find(*m_chosen) : nullptr) {
        const QPointF place = at.at(chosen->load, chosen->hits);
        painter.setPen(QPen(m_theme.text, 1.5));
        painter.drawLine(QPointF(place.x(), at.plot.top()), QPointF(place.x(), at.plot.bottom()));
        painter.setBrush(m_theme.surface);
        painter.drawEllipse(place, 5, 5);
    }
    if (const auto now = m_figures->estimateAt(m_now)) {
        const QPointF place = at.at(now->load, now->hits);
        painter.setPen(QPen(m_theme.surface, 2));
        painter.setBrush(m_theme.accent);
        painter.drawEllipse(place, 7, 7);
    }
}

void WhatIfCurve::paintHead(QPainter &painter, const Layout &at) const
{
    const QFontMetricsF fm(font()), small(at.small);
    const QRectF row(at.head.left(), at.head.top(), at.head.width(), at.head.height() / 2);
    painter.setFont(at.bold);
    painter.setPen(m_theme.text);
    const QString title = tr("What if");
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, title);
    const double shift = QFontMetricsF(at.bold).horizontalAdvance(title) + space::large;
    painter.setFont(at.small);
    painter.setPen(m_theme.mutedText);
    const QString legend = tr("● now   ○ best   ╌ frontier");
    painter.drawText(row.adjusted(shift, 0, 0, 0), Qt::AlignRight | Qt::AlignVCenter,
                     small.elidedText(legend, Qt::ElideRight, row.width() - shift));
    painter.setFont(font());
    painter.setPen(m_theme.text);
    painter.drawText(row.translated(0, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     fm.elidedText(headText(), Qt::ElideRight, row.width()));
}

} // namespace forefetch
