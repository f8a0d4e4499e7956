// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the panel shows: ten times a second, from the rings to the charts.
#include "ui/panels/timelinespanel.h"

#include "ui/charts/changemarks.h"

#include <QAction>
#include <QLabel>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <utility>

namespace forefetch {

using namespace std::chrono_literals;

namespace {

constexpr Duration kAgeEvery = 5s;
constexpr int kTurns = 2;    // charts a tick
constexpr double kSlack = 1; // s, so that half an hour to now is of seconds

// The finest that still holds what began so long ago.
TimeSeries::Resolution resolutionFor(double age)
{
    using Resolution = TimeSeries::Resolution;
    for (const Resolution r : {Resolution::Second, Resolution::TenSeconds}) {
        if (age <= seconds(TimeSeries::step(r)) * static_cast<double>(TimeSeries::capacity(r)))
            return r;
    }
    return Resolution::Minute;
}

TimePoint at(double s)
{
    return TimePoint(fromSeconds(s));
}

} // namespace

// All there is: round, so that the axis does not grow with each second.
double TimelinesPanel::rangeSeconds() const
{
    if (!view().isAll)
        return view().length;
    const TimePoint shown = m_frozenAt.value_or(m_now);
    return m_oldest ? lengthFor(std::max(60.0, seconds(shown - *m_oldest))) : 60;
}

void TimelinesPanel::update(const TimeSeries &series, TimePoint now,
                            std::span<const SettingsChange> changes,
                            std::span<const FaultEvent> faults)
{
    m_now = now;
    m_series = &series;
    if (!isVisible())
        return;
    if (!m_oldest || now - m_agedAt >= kAgeEvery || now < m_agedAt)
        measureAge(series);
    setMarks(changes, faults);
    const TimePoint shown = at(shownEnd());
    const bool all = m_stale;
    // Of a moment that has just been, the last second may still grow.
    const bool isSettled = view().end && seconds(m_newest.at.time_since_epoch()) > *view().end + 2;
    const bool news = !m_frozenAt && !isSettled && hasNews(series);
    if (news || m_stale)
        readSamples(series, shown);
    showCharts(shown, all);
    showLinked(shown);
    if (m_readout) {
        const double ago = shownEnd() - *std::exchange(m_readout, std::nullopt);
        setHover(ago >= 0 && ago <= rangeSeconds() ? std::optional(ago) : std::nullopt);
    }
    if (!isLive())
        showState();
}

void TimelinesPanel::showCharts(TimePoint shown, bool all)
{
    // Half a pixel is the least that can be seen to move.
    const double range = rangeSeconds();
    const double quantum = range / (2 * std::max(50.0, m_charts[0]->plot().width()));
    const double at = seconds(shown.time_since_epoch());
    const double t = all || view().end ? at : std::floor(at / quantum) * quantum;
    // The charts take turns: at one minute half of them a tick, where a tick moves the lines by
    // about half a pixel; at longer ranges, where it moves them by less than can be seen, fewer.
    const int charts = static_cast<int>(m_charts.size());
    int turns = all ? charts : range <= 60 ? (charts + 1) / 2 : kTurns;
    for (std::size_t k = 0; k < m_charts.size() && turns > 0; ++k) {
        const std::size_t i = (m_turn + k) % m_charts.size();
        TimeChart &chart = *m_charts[i];
        chart.setMarks(m_marks);
        const bool old = m_shown[i] != m_version || chart.now() != t;
        // The viewport's: of a view that its viewport covers nothing is visible.
        if (!old || chart.viewport()->visibleRegion().isEmpty())
            continue;
        showIn(chart, kTimelines[i], m_shown[i], shown, t);
        if (--turns == 0)
            m_turn = i + 1;
    }
}

void TimelinesPanel::measureAge(const TimeSeries &series)
{
    using Resolution = TimeSeries::Resolution;
    m_agedAt = m_now;
    m_oldest.reset();
    series.read(Resolution::Second, m_now - 30min, m_now, m_probe);
    if (!m_probe.empty() && m_probe.front().at <= m_now - 29min)
        series.read(Resolution::Minute, m_now - 7 * 24h, m_now, m_probe);
    if (!m_probe.empty())
        m_oldest = m_probe.front().at;
    offerRanges();
}

bool TimelinesPanel::hasNews(const TimeSeries &series)
{
    series.read(TimeSeries::Resolution::Second, m_now - 3s, m_now, m_probe);
    const Sample newest = m_probe.empty() ? Sample{} : m_probe.back();
    const bool same = newest.at == m_newest.at && newest.span == m_newest.span;
    m_newest = newest;
    return !same;
}

void TimelinesPanel::readSamples(const TimeSeries &series, TimePoint shown)
{
    const double range = rangeSeconds();
    const TimeSeries::Resolution resolution =
        resolutionFor(seconds(m_now - shown) + range - kSlack);
    m_step = TimeSeries::step(resolution);
    // From a line of a grid on the time line, so that the dashes of a line do not creep with each
    // sample, and a little before it for ratios that look back.
    const double grid = timeStep(range);
    const double first = seconds(shown.time_since_epoch()) - range;
    const double from = std::floor(first / grid) * grid - std::max(5.0, range / 60);
    // Frozen, nothing that came later: the second that had just begun has gone on since.
    series.read(resolution, at(from), m_frozenAt ? std::min(m_newest.at, shown) : shown, m_samples);
    m_stale = false;
    ++m_version;
}

void TimelinesPanel::showIn(TimeChart &chart, Timeline timeline, unsigned &version, TimePoint shown,
                            double now)
{
    if (version != m_version) {
        const double range = rangeSeconds();
        const Duration window = fromSeconds(std::max(5.0, range / 60));
        chart.setWall(wall());
        fill(timeline, m_samples, m_step, window, shown, m_data);
        chart.setData(m_data, range, now);
        version = m_version;
    }
    chart.setNow(now);
}

void TimelinesPanel::link(TimeChart *chart, Timeline timeline)
{
    m_linked.push_back({chart, timeline});
    connectChart(*chart, timeline);
}

void TimelinesPanel::showLinked(TimePoint shown)
{
    for (Linked &linked : m_linked) {
        linked.chart->setMarks(m_marks);
        const double quantum = rangeSeconds() / (2 * std::max(50.0, linked.chart->plot().width()));
        const double at = seconds(shown.time_since_epoch());
        const double t = view().end ? at : std::floor(at / quantum) * quantum;
        const bool old = linked.shown != m_version || linked.chart->now() != t;
        if (old && !linked.chart->viewport()->visibleRegion().isEmpty())
            showIn(*linked.chart, linked.timeline, linked.shown, shown, t);
    }
}

void TimelinesPanel::setMarks(std::span<const SettingsChange> changes,
                              std::span<const FaultEvent> faults)
{
    const auto newest = changes.empty() ? std::pair(0U, TimePoint{})
                                        : std::pair(changes.back().revision, changes.back().at);
    if (newest == m_marksNewest && changes.size() == m_marksCount &&
        std::ranges::equal(faults, m_marksFaults))
        return;
    m_marksNewest = newest;
    m_marksCount = changes.size();
    m_marksFaults.assign(faults.begin(), faults.end());
    m_marks = marksOf(changes);
    std::ranges::move(marksOf(faults), std::back_inserter(m_marks));
    m_stale = true; // a mark is on all charts at once
}

void TimelinesPanel::setFrozen(bool frozen)
{
    if (frozen == isFrozen())
        return;
    m_frozenAt = frozen ? std::optional(m_now) : std::nullopt;
    m_freeze->setChecked(frozen);
    m_live->setEnabled(!isLive());
    m_stale = true;
    showState();
    Q_EMIT frozenChanged(frozen);
}

void TimelinesPanel::setHover(std::optional<double> secondsAgo)
{
    for (TimeChart *chart : m_charts)
        chart->setHover(secondsAgo);
    for (const Linked &linked : m_linked)
        linked.chart->setHover(secondsAgo);
}

void TimelinesPanel::showMark(int direction)
{
    const double now = m_charts[0]->now();
    const double from = now - m_charts[0]->hover().value_or(0);
    const ChartMark *found = nullptr;
    for (const ChartMark &mark : m_marks) {
        const bool beyond = direction < 0 ? mark.at < from - 0.01 : mark.at > from + 0.01;
        if (!beyond || mark.at < now - rangeSeconds() || mark.at > now)
            continue;
        if (!found || (direction < 0) == (mark.at > found->at))
            found = &mark;
    }
    if (found)
        setHover(now - found->at);
}

} // namespace forefetch
