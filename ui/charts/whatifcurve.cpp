// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the curve shows, and what mouse and keys do with it; whatifpainting.cpp draws it.
#include "ui/charts/whatifcurve.h"

#include "ui/charts/scale.h"
#include "ui/charts/whatiflayout.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace forefetch {

WhatIfCurve::WhatIfCurve(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_figures(std::make_shared<WhatIfFigures>())
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Hits against extra load"));
    setToolTip(tr("What each threshold would have come to on the latest traffic. The band is what "
                  "chance may do, and what cannot be known of answers that were never fetched. "
                  "Click or drag to choose a threshold, or use the arrow keys."));
    follow();
}

void WhatIfCurve::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void WhatIfCurve::setFigures(std::shared_ptr<const WhatIfFigures> figures)
{
    m_figures = std::move(figures);
    follow();
}

void WhatIfCurve::setNow(const TunePoint &now)
{
    if (now == m_now)
        return;
    m_now = now;
    follow();
}

void WhatIfCurve::setChosen(const std::optional<TunePoint> &point)
{
    if (point == m_chosen)
        return;
    m_chosen = point;
    say();
}

void WhatIfCurve::setEmptyText(const QString &text)
{
    if (text == m_emptyText)
        return;
    m_emptyText = text;
    say();
}

void WhatIfCurve::follow()
{
    m_curve = m_figures->curveAt(m_now.batch);
    fitAxes();
    say();
}

void WhatIfCurve::say()
{
    setAccessibleDescription(summary());
    update();
}

// Ends at round numbers; hits begin below the least of what is shown, so that a gain is seen.
void WhatIfCurve::fitAxes()
{
    double load = 0.01, low = 1, high = 0;
    for (const WhatIfPoint &p : m_figures->points) {
        load = std::max(load, p.load);
        low = std::min(low, p.hits);
        high = std::max(high, p.hits);
    }
    for (const WhatIfPoint &p : m_curve) {
        low = std::min(low, p.low);
        high = std::max(high, p.high);
    }
    if (low > high)
        low = 0, high = 1;
    const double whole = std::max(high - low, 0.02);
    for (const double oracle : {m_figures->oracleSeen, m_figures->oracleAll}) {
        if (oracle > high && oracle - low < 2 * whole)
            high = oracle; // else the curve would be flat below it
    }
    m_axes.loadStep = niceCeil(load / 4);
    m_axes.load = m_axes.loadStep * std::ceil(load / m_axes.loadStep * 1.001);
    m_axes.hitStep = niceCeil(std::max(high - low, 0.01) / 4);
    m_axes.low = std::max(0.0, m_axes.hitStep * std::floor(low / m_axes.hitStep));
    m_axes.high = std::min(1.0, m_axes.hitStep * std::ceil(high / m_axes.hitStep));
}

QPointF WhatIfCurve::placeOf(const WhatIfPoint &point) const
{
    return Layout(*this).at(point.load, point.hits);
}

std::optional<QPointF> WhatIfCurve::placeOfNow() const
{
    const auto now = m_figures->estimateAt(m_now);
    return now ? std::optional(placeOf(*now)) : std::nullopt;
}

QString WhatIfCurve::headText() const
{
    const WhatIfPoint *chosen = m_chosen ? m_figures->find(*m_chosen) : nullptr;
    if (chosen)
        return tr("%1: hits %2 (%3 to %4), extra load %5")
            .arg(whatIfName(*chosen), tenths(chosen->hits), tenths(chosen->low),
                 tenths(chosen->high), tenths(chosen->load));
    const auto now = m_figures->estimateAt(m_now);
    if (!now)
        return {};
    const double near = m_figures->batchNear(m_now.batch);
    const QString name = !m_now.prefetches() || near == m_now.batch
                             ? whatIfName(*now)
                             : tr("%1 (with a batch of %2)").arg(whatIfName(*now)).arg(near);
    return tr("Now %1: hits %2, extra load %3").arg(name, tenths(now->hits), tenths(now->load));
}

QString WhatIfCurve::summary() const
{
    if (m_figures->isEmpty())
        return m_emptyText;
    QStringList parts{headText()};
    const auto oracle = [&parts](const QString &name, double hits) {
        if (hits >= 0)
            parts << QStringLiteral("%1 %2").arg(name, tenths(hits));
    };
    oracle(tr("An oracle of seen URLs has hits"), m_figures->oracleSeen);
    oracle(tr("An oracle of all URLs has hits"), m_figures->oracleAll);
    for (const WhatIfPoint &p : m_curve)
        parts << tr("%1: hits %2 (%3 to %4), extra load %5%6")
                     .arg(whatIfName(p), tenths(p.hits), tenths(p.low), tenths(p.high),
                          tenths(p.load), p.isOnFrontier ? tr(", on the frontier") : QString());
    return parts.join(QStringLiteral(". ")) + u'.';
}

std::optional<std::size_t> WhatIfCurve::chosenPlace() const
{
    const auto found =
        m_chosen ? std::ranges::find(m_curve, *m_chosen, &WhatIfPoint::point) : m_curve.end();
    return found == m_curve.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - m_curve.begin()));
}

void WhatIfCurve::choose(std::size_t place)
{
    if (place >= m_curve.size() || m_chosen == m_curve[place].point)
        return;
    m_chosen = m_curve[place].point;
    say();
    Q_EMIT chosen(*m_chosen);
}

// Across counts most, for one drags along the curve.
void WhatIfCurve::chooseNear(const QPointF &mouse)
{
    if (m_curve.empty())
        return;
    const Layout at(*this);
    const auto distance = [&](const WhatIfPoint &p) {
        const QPointF away = at.at(p.load, p.hits) - mouse;
        return std::hypot(away.x(), 0.3 * away.y());
    };
    choose(static_cast<std::size_t>(std::ranges::min_element(m_curve, {}, distance) -
                                    m_curve.begin()));
}

void WhatIfCurve::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        chooseNear(event->position());
}

void WhatIfCurve::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        chooseNear(event->position());
}

void WhatIfCurve::keyPressEvent(QKeyEvent *event)
{
    if (m_curve.empty())
        return QWidget::keyPressEvent(event);
    const std::size_t last = m_curve.size() - 1;
    const auto place = chosenPlace();
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        return choose(place ? *place - (*place > 0) : last);
    case Qt::Key_Right:
    case Qt::Key_Up:
        return choose(place ? std::min(*place + 1, last) : 0);
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(last);
    case Qt::Key_Escape:
        if (m_chosen) {
            setChosen(std::nullopt);
            Q_EMIT released();
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void WhatIfCurve::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void WhatIfCurve::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace forefetch
