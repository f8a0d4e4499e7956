// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/gaincurve.h"

#include "ui/charts/scale.h"

#include <QChart>
#include <QKeyEvent>
#include <QLineSeries>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QScatterSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

QString tenths(double ratio)
{
    return QLocale().toString(100 * ratio, 'f', 1) + QStringLiteral(" %");
}

} // namespace

GainCurve::GainCurve(const Theme &theme, QWidget *parent)
    : QChartView(parent), m_theme(theme), m_line(new QLineSeries(this)),
      m_dots(new QScatterSeries(this)), m_dim(new QScatterSeries(this)), m_x(new QValueAxis(this)),
      m_y(new QValueAxis(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setRenderHint(QPainter::Antialiasing);
    setAccessibleName(tr("Hits against extra load"));
    setToolTip(tr("Each point is a setting: how many requests it answers from the cache, and how "
                  "many more requests the origin gets for it. Drag the cursor, or use the arrow "
                  "keys."));
    buildChart();
    setTheme(theme);
    setPoints({}, {}, {});
}

void GainCurve::buildChart()
{
    QChart &canvas = *chart();
    canvas.setAnimationOptions(QChart::NoAnimation);
    canvas.legend()->hide();
    canvas.setMargins(QMargins(space::small, space::medium, space::large, space::small));
    canvas.setBackgroundRoundness(5);
    canvas.addAxis(m_x, Qt::AlignBottom);
    canvas.addAxis(m_y, Qt::AlignLeft);
    m_x->setTitleText(tr("extra load on the origin, %"));
    m_y->setTitleText(tr("hits, %"));
    for (QXYSeries *series : {static_cast<QXYSeries *>(m_line), static_cast<QXYSeries *>(m_dim),
                              static_cast<QXYSeries *>(m_dots)}) {
        canvas.addSeries(series);
        series->attachAxis(m_x);
        series->attachAxis(m_y);
    }
}

void GainCurve::setTheme(const Theme &theme)
{
    m_theme = theme;
    chart()->setBackgroundBrush(theme.surface);
    chart()->setBackgroundPen(Qt::NoPen);
    setBackgroundBrush(theme.surface);
    for (QValueAxis *axis : {m_x, m_y}) {
        axis->setLabelsColor(theme.mutedText);
        axis->setTitleBrush(theme.mutedText);
        QFont small = font();
        small.setPointSizeF(std::max(7.0, small.pointSizeF() * 0.86));
        axis->setLabelsFont(small);
        axis->setTitleFont(small);
        axis->setGridLinePen(QPen(theme.grid, 1));
        axis->setLinePen(QPen(theme.border, 1));
    }
    m_line->setPen(QPen(theme.color(Meaning::Hit), 2));
    for (QScatterSeries *dots : {m_dots, m_dim}) {
        dots->setMarkerSize(dots == m_dots ? 9 : 7);
        dots->setColor(dots == m_dots ? theme.color(Meaning::Hit) : theme.surface);
        dots->setBorderColor(dots == m_dots ? theme.color(Meaning::Hit) : theme.mutedText);
    }
    update();
    viewport()->update();
}

void GainCurve::setPoints(std::vector<Point> points, std::vector<Yardstick> yardsticks,
                          std::optional<std::size_t> best)
{
    m_points = std::move(points);
    m_yardsticks = std::move(yardsticks);
    m_best = best;
    m_cursor.reset();
    fitAxes();
    fillSeries();
    setAccessibleDescription(summary());
    if (!m_points.empty())
        setCursor(m_best.value_or(m_points.size() / 2));
    viewport()->update();
}

// The points that no other one beats are joined; the rest stands beside them.
void GainCurve::fillSeries()
{
    QList<QPointF> joined, beside;
    for (const Point &p : m_points)
        (p.isOnFrontier ? joined : beside).append(QPointF(100 * p.load, 100 * p.hits));
    std::ranges::sort(joined, {}, &QPointF::x);
    m_line->replace(joined);
    m_dots->replace(joined);
    m_dim->replace(beside);
}

// Ends at round numbers; hits begin below the least of what is shown, so that a gain is seen.
void GainCurve::fitAxes()
{
    double load = 0.01, low = 1, high = 0;
    for (const Point &p : m_points) {
        load = std::max(load, p.load);
        low = std::min(low, p.hits);
        high = std::max(high, p.hits);
    }
    for (const Yardstick &y : m_yardsticks) {
        low = std::min(low, y.hits);
        high = std::max(high, y.hits);
    }
    const double tick = niceCeil(100 * load / 5);
    const double ticks = std::ceil(101 * load / tick);
    m_x->setRange(0, tick * ticks);
    const double step = low < high && high - low < 0.2 ? 5 : 10;
    m_y->setRange(low < high ? std::max(0.0, step * std::floor(100 * low / step - 0.2)) : 0,
                  low < high ? std::min(100.0, step * std::ceil(100 * high / step + 0.2)) : 100);
    m_x->setTickCount(static_cast<int>(ticks) + 1);
    m_y->setTickCount(std::clamp(static_cast<int>((m_y->max() - m_y->min()) / step) + 1, 2, 11));
    const auto isWhole = [](double v) { return std::abs(v - std::round(v)) < 1e-9; };
    m_x->setLabelFormat(isWhole(tick) ? QStringLiteral("%.0f") : QStringLiteral("%.1f"));
    m_y->setLabelFormat(QStringLiteral("%.0f"));
}

QPointF GainCurve::at(double load, double hits) const
{
    const QPointF inChart = chart()->mapToPosition(QPointF(100 * load, 100 * hits), m_line);
    return mapFromScene(chart()->mapToScene(inChart));
}

QPoint GainCurve::placeOf(std::size_t point) const
{
    return at(m_points[point].load, m_points[point].hits).toPoint();
}

void GainCurve::setCursor(std::size_t point)
{
    if (point >= m_points.size() || m_cursor == point)
        return;
    m_cursor = point;
    setAccessibleDescription(summary());
    viewport()->update();
    Q_EMIT cursorMoved(point);
}

QString GainCurve::summary() const
{
    if (m_points.empty())
        return tr("Nothing has been simulated yet.");
    const auto told = [this](std::size_t i) {
        const Point &p = m_points[i];
        return tr("%1: hits %2, extra load %3").arg(p.name, tenths(p.hits), tenths(p.load));
    };
    QStringList parts;
    if (m_cursor)
        parts.append(tr("Cursor at %1").arg(told(*m_cursor)));
    parts.append(m_best ? tr("Recommended: %1").arg(told(*m_best))
                        : tr("No point is recommended: do not prefetch"));
    for (const Yardstick &y : m_yardsticks)
        parts.append(tr("%1: hits %2").arg(y.name, tenths(y.hits)));
    for (std::size_t i = 0; i < m_points.size(); ++i)
        parts.append(told(i));
    return parts.join(QStringLiteral(". ")) + u'.';
}

void GainCurve::drawForeground(QPainter *painter, const QRectF &)
{
    painter->save();
    painter->resetTransform();
    painter->setRenderHint(QPainter::Antialiasing);
    if (m_points.empty()) {
        painter->setPen(m_theme.mutedText);
        painter->drawText(viewport()->rect(), Qt::AlignCenter,
                          tr("The curve comes with the sweep"));
    } else {
        paintYardsticks(*painter);
        paintCursor(*painter);
        paintBest(*painter);
    }
    if (hasFocus()) {
        painter->setPen(QPen(m_theme.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1), 5, 5);
    }
    painter->restore();
}

// The name stands above its line, or below where another one's would be in its way.
void GainCurve::paintYardsticks(QPainter &painter) const
{
    painter.setFont(m_x->labelsFont());
    const QFontMetricsF fm(painter.font());
    const double left = at(m_x->min() / 100, 0).x(), right = at(m_x->max() / 100, 0).x();
    std::vector<Yardstick> sorted = m_yardsticks;
    std::ranges::sort(sorted, std::greater<>(), &Yardstick::hits);
    double lowest = 0; // text line so far
    painter.setPen(QPen(m_theme.mutedText, 1, Qt::DashLine));
    for (const Yardstick &each : sorted)
        painter.drawLine(QPointF(left, at(0, each.hits).y()), QPointF(right, at(0, each.hits).y()));
    for (const Yardstick &each : sorted) {
        const double y = at(0, each.hits).y();
        const double top = std::max(y - fm.height() - 1, lowest);
        lowest = top + fm.height();
        const QString text = tr("%1 %2").arg(each.name, tenths(each.hits));
        const double width = fm.horizontalAdvance(text) + space::small;
        painter.fillRect(QRectF(right - width - space::small, top, width, fm.height()),
                         m_theme.surface); // no line goes through it
        painter.setPen(m_theme.text);
        painter.drawText(QRectF(left, top, right - left - space::small, fm.height()),
                         Qt::AlignRight | Qt::AlignVCenter, text);
    }
}

void GainCurve::paintCursor(QPainter &painter) const
{
    if (!m_cursor)
        return;
    const Point &p = m_points[*m_cursor];
    const QPointF place = at(p.load, p.hits);
    painter.setPen(QPen(m_theme.accent, 1.5));
    const double top = at(0, m_y->max() / 100).y(), bottom = at(0, m_y->min() / 100).y();
    painter.drawLine(QPointF(place.x(), top), QPointF(place.x(), bottom));
    painter.setPen(QPen(m_theme.accent, 4)); // its interval
    painter.drawLine(QPointF(place.x(), std::max(top, at(p.load, p.high).y())),
                     QPointF(place.x(), std::min(bottom, at(p.load, p.low).y())));
    painter.setPen(QPen(m_theme.surface, 2));
    painter.setBrush(m_theme.accent);
    painter.drawEllipse(place, 6, 6);
}

void GainCurve::paintBest(QPainter &painter) const
{
    if (!m_best)
        return;
    const Point &p = m_points[*m_best];
    const QPointF place = at(p.load, p.hits);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.good, 2));
    painter.drawEllipse(place, 10, 10);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    const QString text = tr("✔ recommended: %1").arg(p.name);
    const QFontMetricsF fm(bold);
    const double width = fm.horizontalAdvance(text);
    const double right = at(m_x->max() / 100, 0).x();
    const double x = std::min(place.x() + 14, right - width);
    painter.setPen(m_theme.good);
    painter.drawText(QPointF(x, place.y() + fm.height() + 8), text);
}

// To the point whose place is nearest: across counts, for one drags along the curve.
void GainCurve::followMouse(const QPointF &mouse)
{
    std::size_t nearest = m_points.size();
    double least = INFINITY;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const QPointF away = at(m_points[i].load, m_points[i].hits) - mouse;
        const double distance = std::hypot(away.x(), 0.3 * away.y());
        if (distance < least) {
            least = distance;
            nearest = i;
        }
    }
    setCursor(nearest);
}

void GainCurve::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        followMouse(event->position());
}

void GainCurve::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        followMouse(event->position());
}

void GainCurve::mouseReleaseEvent(QMouseEvent *) {}

void GainCurve::keyPressEvent(QKeyEvent *event)
{
    if (m_points.empty())
        return QChartView::keyPressEvent(event);
    const std::size_t last = m_points.size() - 1;
    const std::size_t now = m_cursor.value_or(0);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        return setCursor(now == 0 ? 0 : now - 1);
    case Qt::Key_Right:
    case Qt::Key_Up:
        return setCursor(std::min(now + 1, last));
    case Qt::Key_Home:
        return setCursor(0);
    case Qt::Key_End:
        return setCursor(last);
    default:
        QChartView::keyPressEvent(event);
    }
}

void GainCurve::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    viewport()->update();
}

void GainCurve::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    viewport()->update();
}

} // namespace forefetch
