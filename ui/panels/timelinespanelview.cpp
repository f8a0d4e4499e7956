// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of the time line is shown, and which is chosen.
#include "ui/charts/scale.h"
#include "ui/panels/segmentspane.h"
#include "ui/panels/timelinespanel.h"

#include <QAction>
#include <QButtonGroup>
#include <QKeyEvent>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

constexpr Duration kSegmentsEvery = std::chrono::milliseconds(500);

double secondsOf(TimePoint at)
{
    return seconds(at.time_since_epoch());
}

TimePoint momentOf(double s)
{
    return TimePoint(fromSeconds(s));
}

} // namespace

void TimelinesPanel::connectChart(TimeChart &chart, Timeline timeline)
{
    connect(&chart, &TimeChart::hovered, this, &TimelinesPanel::setHover);
    connect(&chart, &TimeChart::zoomWanted, this, &TimelinesPanel::zoom);
    connect(&chart, &TimeChart::moveWanted, this, &TimelinesPanel::moveBy);
    connect(&chart, &TimeChart::held, this, &TimelinesPanel::hold);
    connect(&chart, &TimeChart::drawn, this, &TimelinesPanel::draw);
    connect(&chart, &TimeChart::clicked, this,
            [this, timeline](double moment) { choosePoint(timeline, moment); });
}

double TimelinesPanel::shownEnd() const
{
    return view().end.value_or(secondsOf(m_frozenAt.value_or(m_now)));
}

std::optional<double> TimelinesPanel::wall() const
{
    return view().end ? std::optional(m_times.offset()) : std::nullopt;
}

void TimelinesPanel::setRange(Range range)
{
    static constexpr std::array<double, kRanges> lengths{60, 300, 1800, 60};
    m_ranges[static_cast<std::size_t>(range)]->setChecked(true);
    const bool isOther = range != m_range;
    m_range = range;
    setView({lengths[static_cast<std::size_t>(range)], range == Range::All, {}}, false);
    if (isOther)
        Q_EMIT rangeChanged(range);
}

void TimelinesPanel::setView(const TimeView &view, bool isGesture)
{
    const TimeView before = this->view();
    keepReadout();
    if (isGesture)
        m_views.follow(view, secondsOf(m_now));
    else
        m_views.go(view);
    if (this->view() != before)
        showView();
}

// The moment under the readout stays, though it comes to stand elsewhere.
void TimelinesPanel::keepReadout()
{
    if (const std::optional<double> hover = m_charts[0]->hover())
        m_readout = m_charts[0]->now() - *hover;
}

// All that depends on what is shown.
void TimelinesPanel::showView()
{
    m_stale = true;
    m_back->setEnabled(m_views.canGoBack());
    m_forward->setEnabled(m_views.canGoForward());
    m_live->setEnabled(!isLive());
    static constexpr std::array<double, kRanges> lengths{60, 300, 1800, 0};
    m_rangeGroup->setExclusive(false);
    for (std::size_t i = 0; i < kRanges; ++i) {
        const bool isAll = i + 1 == kRanges;
        const bool isIt =
            !view().end && view().isAll == isAll && (isAll || view().length == lengths[i]);
        m_ranges[i]->setChecked(isIt);
        if (isIt)
            m_range = static_cast<Range>(i);
    }
    m_rangeGroup->setExclusive(true);
    showState();
    Q_EMIT viewChanged();
}

// As near as there is something to show; at the end of the record it goes along with it.
TimeView TimelinesPanel::endingAt(double end, double length) const
{
    TimeView view{length, false, {}};
    const double now = secondsOf(m_frozenAt.value_or(m_now));
    const double grid = std::max(1.0, length / 60);
    end = std::round(end / grid) * grid;
    if (m_oldest)
        end = std::max(end, std::ceil((secondsOf(*m_oldest) + length / 2) / grid) * grid);
    if (end < now - grid / 2)
        view.end = end;
    return view;
}

void TimelinesPanel::zoom(int steps, double secondsAgo)
{
    const double range = rangeSeconds();
    const double age = m_oldest ? secondsOf(m_now) - secondsOf(*m_oldest) : 60;
    const double length = std::min(zoomed(range, steps), lengthFor(std::max(60.0, age)));
    if (length == range)
        return;
    // With the readout at the right edge, what is live stays so.
    const double end = shownEnd() - secondsAgo + secondsAgo * length / range;
    const bool isLive = !view().end && secondsAgo < range / 50;
    setView(isLive ? TimeView{length, false, {}} : endingAt(end, length), true);
}

void TimelinesPanel::moveBy(double seconds)
{
    setView(endingAt(shownEnd() + seconds, rangeSeconds()), true);
}

void TimelinesPanel::hold(double moment, double secondsAgo)
{
    setView(endingAt(moment + secondsAgo, rangeSeconds()), true);
}

void TimelinesPanel::goBack()
{
    keepReadout();
    m_views.back();
    showView();
}

void TimelinesPanel::goForward()
{
    keepReadout();
    m_views.forward();
    showView();
}

void TimelinesPanel::goLive()
{
    setFrozen(false);
    setView({view().length, view().isAll, {}}, false);
}

void TimelinesPanel::zoomToPeriod()
{
    if (!m_period)
        return;
    const double length = lengthFor(m_chosen.to - m_chosen.from);
    setView(endingAt((m_chosen.from + m_chosen.to + length) / 2, length), false);
}

void TimelinesPanel::draw(const std::optional<ChartPeriod> &period, bool isDone)
{
    if (!isDone || !period) {
        showPeriod(period ? period : m_period ? std::optional(m_chosen) : std::nullopt);
        return;
    }
    if (!period->isZoom) {
        choose(period->from, period->to);
        return;
    }
    showPeriod(m_period ? std::optional(m_chosen) : std::nullopt);
    const double length = lengthFor(period->to - period->from);
    setView(endingAt((period->from + period->to + length) / 2, length), false);
}

void TimelinesPanel::choosePoint(Timeline timeline, double moment)
{
    // That which is nearest: points stand in the middle of their steps.
    const double half = seconds(m_step) / 2;
    const Sample *nearest = nullptr;
    double least = 3 * std::max(half, rangeSeconds() / 120);
    for (const Sample &sample : m_samples) {
        const double away = std::abs(secondsOf(sample.at) + half - moment);
        if (!sample.isGap() && away < least) {
            least = away;
            nearest = &sample;
        }
    }
    if (!nearest) {
        clearPeriod();
        return;
    }
    const double at = secondsOf(nearest->at) + half;
    choose(at, at);
    Q_EMIT pointChosen(timeline);
}

// Of what is shown; or, where that does not go back so far, of the finest that is kept.
void TimelinesPanel::choose(double from, double to)
{
    if (!m_series || (!m_samples.empty() && momentOf(from) >= m_samples.front().at)) {
        choose(m_samples, m_step, from, to);
        return;
    }
    for (const auto resolution :
         {TimeSeries::Resolution::Second, TimeSeries::Resolution::TenSeconds,
          TimeSeries::Resolution::Minute}) {
        m_series->read(resolution, momentOf(from), momentOf(to), m_probe);
        const Duration step = TimeSeries::step(resolution);
        if (!m_probe.empty() && m_probe.front().at <= momentOf(from) + step) {
            choose(std::vector(m_probe), step, from, to);
            return;
        }
    }
    clearPeriod();
}

void TimelinesPanel::choose(std::span<const Sample> samples, Duration step, double from, double to)
{
    const Sample *first = nullptr, *last = nullptr;
    for (const Sample &sample : samples) {
        const bool isIn = (momentOf(to) > sample.at || from == to) && momentOf(to) >= sample.at &&
                          momentOf(from) < sample.at + step;
        if (!isIn || sample.isGap())
            continue;
        first = first ? first : &sample;
        last = &sample;
    }
    if (!first) {
        clearPeriod();
        return;
    }
    Period period{first->from, last->to, first->afterRequest, last->lastRequest};
    if (period.to == TimePoint{}) { // nobody said what exactly was counted
        period.from = first->at;
        period.to = last->at + step;
    }
    m_chosen = {secondsOf(first->at), secondsOf(last->at + step)};
    m_period = period;
    showPeriod(m_chosen);
    showChip();
    Q_EMIT periodChanged(m_period);
}

void TimelinesPanel::clearPeriod()
{
    showPeriod(std::nullopt);
    if (!m_period)
        return;
    m_period.reset();
    showChip();
    Q_EMIT periodChanged(m_period);
}

void TimelinesPanel::showPeriod(const std::optional<ChartPeriod> &drawn)
{
    for (TimeChart *chart : m_charts)
        chart->setPeriod(drawn);
    for (const Linked &linked : m_linked)
        linked.chart->setPeriod(drawn);
}

QString TimelinesPanel::periodText() const
{
    if (!m_period)
        return {};
    const double wall = m_times.offset();
    return tr("%1 – %2").arg(clockText(m_chosen.from + wall, true),
                             clockText(m_chosen.to + wall, true));
}

void TimelinesPanel::showChip()
{
    m_chip->setVisible(m_period.has_value());
    m_zoomTo->setEnabled(m_period.has_value());
    m_chip->setText(periodText());
    placeBar();
    if (!m_period)
        return;
    m_chip->setToolTip(tr("Tables and graph show %1 (%2) alone. Click to show all again; Z zooms "
                          "to it.")
                           .arg(periodText(), spanText(m_chosen.to - m_chosen.from)));
    m_chip->setAccessibleName(m_chip->toolTip());
}

void TimelinesPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        QWidget::keyPressEvent(event);
    else if (m_period)
        clearPeriod();
    else if (m_views.canGoBack())
        goBack();
    else
        QWidget::keyPressEvent(event);
}

void TimelinesPanel::moved()
{
    m_segmentsAt = kNever;
    m_stale = true;
}

bool TimelinesPanel::showsSegments() const
{
    return m_segments->isVisible() && !m_segments->visibleRegion().isEmpty();
}

void TimelinesPanel::showSegments(const RunSegments &segments,
                                  std::span<const SettingsChange> changes)
{
    // A recording also goes back.
    const bool isRecent = m_now >= m_segmentsAt && m_now - m_segmentsAt < kSegmentsEvery;
    if (!showsSegments() || m_frozenAt || isRecent)
        return;
    m_segmentsAt = m_now;
    m_segments->show(segments, changes, m_times);
}

} // namespace forefetch
