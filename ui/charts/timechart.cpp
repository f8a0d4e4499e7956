// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timechart.h"

#include <QChart>
#include <QGraphicsLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace forefetch {

TimeChart::TimeChart(ChartSpec spec, const Theme &theme, QWidget *parent)
    : QChartView(parent), m_spec(std::move(spec)), m_theme(theme),
      m_labelWidth(labelWidthOf(m_spec, font())), m_top(m_spec.leastTop), m_x(new QValueAxis(this)),
      m_y(new QValueAxis(this))
{
    Q_ASSERT(m_spec.lines.size() <= ChartSpec::kMaxLines);
    setUpChart();
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(m_spec.title);
    viewport()->setAccessibleName(m_spec.title);
    setTheme(theme);
}

TimeChart::~TimeChart() = default;

void TimeChart::setUpChart()
{
    QChart &canvas = *chart();
    canvas.legend()->hide();
    canvas.setAnimationOptions(QChart::NoAnimation);
    canvas.setMargins({});
    canvas.layout()->setContentsMargins(0, 0, 0, 0);
    canvas.setBackgroundVisible(false); // the face paints it
    canvas.addAxis(m_x, Qt::AlignBottom);
    canvas.addAxis(m_y, Qt::AlignLeft);
    // Labels and titles are painted by the face: Qt Charts would move the plot to make room.
    for (QValueAxis *axis : {m_x, m_y}) {
        axis->setLabelsVisible(false);
        axis->setLineVisible(false);
        axis->setTruncateLabels(false);
    }
    for (std::size_t i = 0; i < m_spec.lines.size() + (m_spec.limit.isEmpty() ? 0 : 1); ++i)
        m_lines.emplace_back(canvas, *m_x, *m_y);
    m_stretches.resize(m_lines.size());
}

void TimeChart::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (QValueAxis *axis : {m_x, m_y})
        axis->setGridLinePen(QPen(theme.grid, 1));
    for (std::size_t i = 0; i < m_spec.lines.size(); ++i)
        m_lines[i].setPen(m_spec.lines[i].pen(theme));
    if (!m_spec.limit.isEmpty()) {
        QPen pen(theme.mutedText, 1, Qt::DashDotLine);
        pen.setCosmetic(true);
        m_lines.back().setPen(pen);
    }
    repaintAll();
}

void TimeChart::setLabelWidth(int pixels)
{
    m_labelWidth = pixels;
    relayout(size());
}

void TimeChart::setTwoLines(bool twoLines)
{
    if (twoLines == m_twoLines)
        return;
    m_twoLines = twoLines;
    relayout(size());
}

void TimeChart::setData(const ChartData &points, double range, double now)
{
    m_data = points;
    m_now = now;
    if (range != m_range) {
        m_range = range;
        m_top.reset();
        relayout(size());
    }
    // Two points a bucket, and some buckets stand before the left edge; none narrower than
    // four pixels: more strokes than that are a blur.
    const double most = std::min<double>(kMaxPoints, m_layout.plot.width() * 2 / 3);
    const double bucket = m_data.at.size() <= most ? 0 : m_range * 2.6 / most;
    for (std::size_t i = 0; i < m_spec.lines.size() && i < m_data.values.size(); ++i)
        decimate(m_data.at, m_data.values[i], bucket, m_stretches[i]);
    if (!m_spec.limit.isEmpty())
        decimate(m_data.at, m_data.limit, bucket, m_stretches.back());
    rescale();
    m_backStale = true;
    showLines();
}

void TimeChart::setNow(double now)
{
    if (now == m_now)
        return;
    const auto before = shownValues();
    m_now = now;
    m_backStale |= m_wall || shownValues() != before;
    showLines();
}

std::pair<std::optional<std::size_t>, std::optional<std::size_t>> TimeChart::shownValues() const
{
    const ChartFace shown = face();
    return {shown.indexAt(m_hover.value_or(0)), shown.indexAt(0)};
}

void TimeChart::repaintAll()
{
    m_backStale = true;
    viewport()->update();
}

void TimeChart::setMarks(const std::vector<ChartMark> &marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    viewport()->update();
}

void TimeChart::setPeriod(const std::optional<ChartPeriod> &period)
{
    if (period == m_period)
        return;
    m_period = period;
    viewport()->update();
}

void TimeChart::setWall(std::optional<double> wall)
{
    if (wall == m_wall)
        return;
    m_wall = wall;
    repaintAll();
}

void TimeChart::setHover(std::optional<double> secondsAgo)
{
    if (secondsAgo == m_hover)
        return;
    m_hover = secondsAgo;
    repaintAll();
}

double TimeChart::highest() const
{
    double highest = 0;
    for (std::size_t i = 0; i < m_spec.lines.size() && i < m_data.values.size(); ++i) {
        if (m_spec.lines[i].ofWhole)
            continue;
        for (std::size_t p = 0; p < m_data.at.size(); ++p) {
            if (m_data.values[i][p] > highest) // never true for a gap
                highest = m_data.values[i][p];
        }
    }
    // The limit is in the picture once the level has come to a good part of it.
    for (const double limit : m_data.limit) {
        if (highest >= 0.4 * limit)
            highest = std::max(highest, limit);
    }
    return highest;
}

void TimeChart::rescale()
{
    const bool ratio = m_spec.scale == ChartSpec::Scale::Ratio;
    const double top = ratio ? 1.0 : m_top.follow(highest());
    if (m_y->max() != top || m_y->min() != 0)
        m_y->setRange(0, top);
    if (m_x->min() != -m_range)
        m_x->setRange(-m_range, 0);
}

void TimeChart::showLines()
{
    const double top = m_y->max();
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const bool whole = i < m_spec.lines.size() && m_spec.lines[i].ofWhole;
        m_lines[i].show(m_stretches[i], m_now, whole ? top : 1.0, m_range / 100);
    }
    viewport()->update();
}

void TimeChart::relayout(const QSizeF &size)
{
    m_layout = ChartLayout::of(size, font(), m_spec, m_range, m_labelWidth, m_twoLines);
    chart()->setPlotArea(m_layout.plot);
    // Else the grid stays where it was after some changes of size (Qt 6.4).
    chart()->layout()->invalidate();
    chart()->layout()->activate();
    m_x->setTickCount(m_layout.columns + 1);
    m_y->setTickCount(m_layout.rows + 1);
    rescale();
    repaintAll();
}

ChartFace TimeChart::face() const
{
    return {m_spec,     m_theme, m_layout, m_data, m_now,   m_range,
            m_y->max(), m_hover, m_marks,  m_wall, m_period};
}

int TimeChart::pointsDrawn() const
{
    int points = 0;
    for (const ChartLines &line : m_lines)
        points += line.points();
    return points;
}

int TimeChart::marksShown() const
{
    return static_cast<int>(std::ranges::count_if(m_marks, [this](const ChartMark &mark) {
        return mark.at >= m_now - m_range && mark.at <= m_now;
    }));
}

// Texts are most of what a chart costs to paint, so they are painted when one of them changes.
void TimeChart::drawBackground(QPainter *painter, const QRectF &)
{
    const double scale = devicePixelRatioF();
    const QSize pixels = (QSizeF(size()) * scale).toSize();
    if (m_backStale || m_back.size() != pixels) {
        m_back = QPixmap(pixels);
        m_back.setDevicePixelRatio(scale);
        m_back.fill(m_theme.window); // around the card's corners
        QPainter back(&m_back);
        back.setRenderHint(QPainter::Antialiasing);
        face().paintBack(back);
        m_backStale = false;
    }
    painter->drawPixmap(QPointF(), m_back);
}

void TimeChart::paintFront(QPainter &painter) const
{
    for (const ChartLines &line : m_lines)
        line.paintDashes(painter, m_layout.plot, m_range, m_y->max());
    face().paintFront(painter);
}

void TimeChart::drawForeground(QPainter *painter, const QRectF &)
{
    paintFront(*painter);
    if (!hasFocus())
        return;
    painter->setPen(QPen(m_theme.accent, 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(m_layout.card.adjusted(1, 1, -1, -1), 5, 5);
}

} // namespace forefetch
