// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fault/faulttimeline.h"
#include "core/metrics/period.h"
#include "core/metrics/segmentbook.h"
#include "core/metrics/timeseries.h"
#include "core/record/runsource.h"
#include "core/settings/settings.h"
#include "ui/charts/timechart.h"
#include "ui/charts/timelines.h"
#include "ui/charts/timeview.h"
#include "ui/models/rowtexts.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <array>
#include <optional>
#include <span>
#include <utility>
#include <vector>

class QAction;
class QButtonGroup;
class QGridLayout;
class QHBoxLayout;
class QLabel;
class QScrollArea;
class QSplitter;
class QToolButton;

namespace forefetch {

class SegmentsPane;

// The six time lines with one time axis: what the queue, the workers, the cache, the origin, the
// clients and the prefetches did in the last minutes. A readout under the pointer stands in all of
// them, and so do the marks of the settings' changes and of faults.
//
//     auto *timelines = new TimelinesPanel(theme, this);
//     timelines->update(pipeline.series(), clock.now(), settings.changes()); // at 10 Hz
//
// Frozen, it shows what was then, while the recording goes on; live, what is now. A zoom or a move
// is one of all charts, filters nothing, and goes back and forward as in a browser. A period that
// is chosen filters what listens to periodChanged(), and has a chip that removes it; a point that
// is clicked is the period that it counts. It draws nothing while it is hidden, and only what has
// moved.
// Thread: the GUI thread.
class TimelinesPanel : public QWidget
{
    Q_OBJECT

public:
    enum class Range { Minute, FiveMinutes, HalfHour, All };
    static constexpr std::size_t kRanges = 4;

    explicit TimelinesPanel(const Theme &theme, QWidget *parent = nullptr);

    using QWidget::update;
    void update(const TimeSeries &series, TimePoint now, std::span<const SettingsChange> changes,
                std::span<const FaultEvent> faults = {});
    // Another moment of a recording: everything is read anew.
    void moved();
    void setTheme(const Theme &theme);
    // The clock of the run, for moments that are told by the wall's.
    void follow(const Clock &clock) { m_times.follow(clock); }
    // Reads the segments between the marks into the table, where that is seen.
    void showSegments(const RunSegments &segments, std::span<const SettingsChange> changes);
    void showSegments(const SegmentBook &book, std::span<const SettingsChange> changes)
    {
        showSegments(RunSegments{book.segments(), book.total()}, changes);
    }
    // Whether anybody can see them, so that they are worth being asked for.
    bool showsSegments() const;

    TimeChart *chart(Timeline timeline) const
    {
        return m_charts[static_cast<std::size_t>(timeline)];
    }
    // A chart that stands elsewhere and goes along with these: time, range, readout and marks. It
    // is to outlive this panel.
    void link(TimeChart *chart, Timeline timeline);
    bool isFrozen() const { return m_frozenAt.has_value(); }
    Range range() const { return m_range; }
    double rangeSeconds() const;
    const TimeView &view() const { return m_views.now(); }
    bool isLive() const { return !m_frozenAt && !view().end; }
    // What is chosen, for tables and the graph.
    const std::optional<Period> &period() const { return m_period; }
    QString periodText() const; // "12:03:07 – 12:03:20"
    QToolButton *periodChip() const { return m_chip; }
    SegmentsPane *segments() const { return m_segments; }
    QAction *segmentsAction() const { return m_showSegments; }
    QAction *backAction() const { return m_back; }
    QAction *forwardAction() const { return m_forward; }
    // Space and L; for the window's menu too.
    QAction *freezeAction() const { return m_freeze; }
    QAction *liveAction() const { return m_live; }
    QToolButton *rangeButton(Range range) const
    {
        return m_ranges[static_cast<std::size_t>(range)];
    }
    int columns() const { return m_columns; }

public Q_SLOTS:
    void setFrozen(bool frozen);
    void setRange(forefetch::TimelinesPanel::Range range);
    void setHover(std::optional<double> secondsAgo);
    // To the change before or after the readout.
    void showMark(int direction);
    void zoom(int steps, double secondsAgo);
    void moveBy(double seconds);
    void goBack();
    void goForward();
    void goLive();
    // To all points from one moment to another, in seconds on the time line; nothing where nothing
    // is recorded there.
    void choose(double from, double to);
    void clearPeriod();
    void zoomToPeriod();

Q_SIGNALS:
    void frozenChanged(bool frozen);
    void rangeChanged(forefetch::TimelinesPanel::Range range);
    void viewChanged();
    void periodChanged(const std::optional<forefetch::Period> &period);
    // A point was clicked, and its period is chosen now.
    void pointChosen(forefetch::Timeline timeline);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeBar();
    void makeRanges(QHBoxLayout &bar);
    void makeActions(QHBoxLayout &bar);
    void makeViewActions(QHBoxLayout &bar);
    void makeChip(QHBoxLayout &bar);
    void makeCharts();
    void arrange();
    void placeBar();
    void alignLabels();
    void offerRanges();
    void showState();

    // timelinespanelview.cpp
    void connectChart(TimeChart &chart, Timeline timeline);
    double shownEnd() const;
    void showView();
    void setView(const TimeView &view, bool isGesture);
    void keepReadout();
    void choose(std::span<const Sample> samples, Duration step, double from, double to);
    TimeView endingAt(double end, double length) const;
    void hold(double moment, double secondsAgo);
    void draw(const std::optional<ChartPeriod> &period, bool isDone);
    void choosePoint(Timeline timeline, double moment);
    void showPeriod(const std::optional<ChartPeriod> &drawn);
    void showChip();
    std::optional<double> wall() const;

    bool hasNews(const TimeSeries &series);
    void measureAge(const TimeSeries &series);
    void readSamples(const TimeSeries &series, TimePoint shown);
    void showCharts(TimePoint shown, bool all);
    void showIn(TimeChart &chart, Timeline timeline, unsigned &version, TimePoint shown,
                double now);
    void showLinked(TimePoint shown);
    void setMarks(std::span<const SettingsChange> changes, std::span<const FaultEvent> faults);

    Theme m_theme;
    std::array<TimeChart *, kTimelines.size()> m_charts{};
    std::array<QToolButton *, kRanges> m_ranges{};
    QButtonGroup *m_rangeGroup = nullptr;
    QAction *m_freeze = nullptr;
    QAction *m_live = nullptr;
    std::vector<QToolButton *> m_buttons; // segments, freeze, live
    std::vector<QToolButton *> m_wide;    // where there is room
    QLabel *m_state = nullptr;
    QScrollArea *m_scroll = nullptr;
    QGridLayout *m_grid = nullptr;
    int m_columns = 0;

    QAction *m_back = nullptr;
    QAction *m_forward = nullptr;
    QAction *m_zoomTo = nullptr;
    QAction *m_showSegments = nullptr;
    QToolButton *m_chip = nullptr;
    QSplitter *m_split = nullptr;
    SegmentsPane *m_segments = nullptr;

    Range m_range = Range::Minute;
    TimeViews m_views;
    WallTimes m_times;
    std::optional<Period> m_period;
    ChartPeriod m_chosen; // what the charts show of it: whole points
    TimePoint m_segmentsAt{};
    std::optional<double> m_readout;      // its moment, while the charts change what they show
    const TimeSeries *m_series = nullptr; // of the last update
    TimePoint m_now{};
    std::optional<TimePoint> m_frozenAt;
    std::optional<TimePoint> m_oldest;
    TimePoint m_agedAt{};
    std::vector<Sample> m_samples; // of the range shown
    std::vector<Sample> m_probe;
    Sample m_newest;
    Duration m_step = std::chrono::seconds(1);
    ChartData m_data;
    // What is to be shown, and what each chart shows of it: a hidden one catches up when seen.
    unsigned m_version = 1;
    bool m_stale = true;
    std::array<unsigned, kTimelines.size()> m_shown{};
    std::size_t m_turn = 0;
    struct Linked
    {
        TimeChart *chart;
        Timeline timeline;
        unsigned shown = 0;
    };
    std::vector<Linked> m_linked;
    std::vector<ChartMark> m_marks;
    std::pair<std::uint32_t, TimePoint> m_marksNewest;
    std::size_t m_marksCount = 0;
    std::vector<FaultEvent> m_marksFaults;
};

} // namespace forefetch
