// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"
#include "ui/models/livetable.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <array>
#include <optional>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QSettings;
class QSplitter;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace forefetch {

class Pipeline;
class RunRows;
class MissesTable;
class PrefetchesTable;
class QueueTable;
class RequestsTable;
class RowView;
class WhyPane;

// The tables: the newest requests, all misses by reason, the newest prefetches, what waits in the
// queue. One filter for all, and one edge of the transition graph. Beside a request that is
// selected stands why it was a hit or none, beside a prefetch why it was made; Enter goes there,
// Esc back. Enter on a reason shows the requests that missed for it.
//
//     auto *tables = new TablesPanel(theme, this);
//     tables->begin(clock);                          // a run has begun
//     tables->update(run.rows(), clock);             // at 10 Hz
//     connect(transitions, &TransitionsPanel::edgeSelected, tables, &TablesPanel::filterByEdge);
//
// It reads only news, only of the table that is seen, four times a second at most, so that one can
// read along; hidden or frozen it reads nothing, and catches up afterwards.
// Thread: the GUI thread.
class TablesPanel : public QWidget
{
    Q_OBJECT

public:
    enum class Tab { Requests, Misses, Prefetches, Queue };
    static constexpr std::size_t kTabs = 4;

    explicit TablesPanel(const Theme &theme, QWidget *parent = nullptr);

    void begin(const Clock &clock);
    using QWidget::update;
    void update(const RunRows &rows, const Clock &clock);
    void update(Pipeline &pipeline, const Clock &clock);
    // Another moment of a recording: what is shown is let go of and read anew.
    void moved(const Clock &clock);
    void setTheme(const Theme &theme);
    void save(QSettings &settings) const;
    void restore(const QSettings &settings);

    Tab tab() const;
    RowView *view(Tab tab) const { return m_views[static_cast<std::size_t>(tab)]; }
    RowView *view() const { return view(tab()); }
    QTabBar *tabBar() const { return m_tabs; }
    QLineEdit *filterField() const { return m_filter; }
    QToolButton *edgeChip() const { return m_chip; }
    QToolButton *periodChip() const { return m_periodChip; }
    QToolButton *copyButton() const { return m_copy; }
    QString countText() const; // "37 of 1,204"
    WhyPane *why() const { return m_why; }
    bool isFrozen() const { return m_frozen; }

public Q_SLOTS:
    void setFrozen(bool frozen);
    void setTab(forefetch::TablesPanel::Tab tab);
    void filterByEdge(const QString &from, const QString &to);
    void filterByNode(const QString &text);
    void clearEdge();
    // To what happened then, which stands in words on its chip; nothing: to all.
    void filterByPeriod(const std::optional<forefetch::Period> &period, const QString &words);
    void focusFilter();

Q_SIGNALS:
    void copied(int rows);
    void periodDropped(); // its chip was clicked: whoever chose it lets go of it

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeBar();
    void makeTabs(QHBoxLayout &bar);
    void makeFilter(QHBoxLayout &bar);
    void makeViews();
    void makeKeys();
    void read(const RunRows &rows, const Clock &clock);
    void applyFilter();
    void setEdge(const std::optional<EdgeFilter> &edge);
    void placeBar();
    // tablespanelperiod.cpp
    void makePeriodChip(QHBoxLayout &bar);
    void placePeriodChip();
    bool awaitsPeriod() const;
    void readMisses(const RunRows &rows, TimePoint now);
    std::uint64_t countedInPeriod() const;
    QString hiddenText() const;
    // tablespanelwhy.cpp
    void makeWhy();
    void placeWhy();
    void explain(const RunRows &rows);
    void explainRequest(const RunRows &rows, std::uint64_t key);
    void explainPrefetch(const RunRows &rows, std::uint64_t key);
    void showMissesOf(int row);
    void showCount();
    void showEmpty();
    QString nothingText() const;

    Theme m_theme;
    RequestsTable *m_requests;
    MissesTable *m_misses;
    PrefetchesTable *m_prefetches;
    QueueTable *m_queue;
    std::array<RowView *, kTabs> m_views{};
    QTabBar *m_tabs = nullptr;
    QSplitter *m_split = nullptr;
    QStackedWidget *m_stack = nullptr;
    WhyPane *m_why = nullptr;
    QLineEdit *m_filter = nullptr;
    QAction *m_filterIcon = nullptr;
    QToolButton *m_chip = nullptr;
    QLabel *m_count = nullptr;
    QToolButton *m_copy = nullptr;
    QToolButton *m_periodChip = nullptr;
    std::optional<EdgeFilter> m_edge;
    std::optional<Period> m_period;
    QString m_periodWords;
    std::array<std::optional<Period>, kTabs> m_readFor; // by tab: what was read last
    TimePoint m_readAt{};
    bool m_stale = true; // what is seen is to be read at once, and all that is kept of it
    bool m_frozen = false;
    bool m_prefetching = false;
    std::optional<std::uint64_t> m_selected; // before a move: to be selected again
};

} // namespace forefetch
