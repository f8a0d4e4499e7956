// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fault/faulttimeline.h"
#include "core/metrics/timeseries.h"
#include "core/settings/settings.h"
#include "ui/charts/timechart.h"
#include "ui/charts/timelines.h"
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
class QToolButton;

namespace forefetch {

// The six time lines with one time axis: what the queue, the workers, the cache, the origin, the
// clients and the prefetches did in the last minutes. A readout under the pointer stands in all of
// them, and so do the marks of the settings' changes and of faults.
//
//     auto *timelines = new TimelinesPanel(theme, this);
//     timelines->update(pipeline.series(), clock.now(), settings.changes()); // at 10 Hz
//
// Frozen, it shows what was then, while the recording goes on; live, what is now. It draws nothing
// while it is hidden, and only what has moved.
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
    void setTheme(const Theme &theme);

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

Q_SIGNALS:
    void frozenChanged(bool frozen);
    void rangeChanged(forefetch::TimelinesPanel::Range range);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeBar();
    void makeRanges(QHBoxLayout &bar);
    void makeActions(QHBoxLayout &bar);
    void makeCharts();
    void arrange();
    void alignLabels();
    void offerRanges();
    void showState();

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
    std::vector<QToolButton *> m_buttons; // freeze, live
    QLabel *m_state = nullptr;
    QScrollArea *m_scroll = nullptr;
    QGridLayout *m_grid = nullptr;
    int m_columns = 0;

    Range m_range = Range::Minute;
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
