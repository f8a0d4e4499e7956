// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A period that is chosen on the charts: tables and graph follow.
#include "core/pipeline/periodgraph.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/timelinespanel.h"
#include "ui/panels/transitionspanel.h"
#include "ui/window/mainwindow.h"

#include <QDockWidget>

namespace forefetch {

void MainWindow::followPeriod()
{
    m_periodGraph.reset();
    connect(m_timelines, &TimelinesPanel::periodChanged, this, &MainWindow::showPeriod);
    connect(m_timelines, &TimelinesPanel::pointChosen, this, &MainWindow::showPoint);
    // What was shown moves with the next reading: not a tenth of a second later.
    connect(m_timelines, &TimelinesPanel::viewChanged, this, &MainWindow::refreshTimelines);
    connect(m_tables, &TablesPanel::periodDropped, m_timelines, &TimelinesPanel::clearPeriod);
    connect(m_transitions, &TransitionsPanel::periodDropped, m_timelines,
            &TimelinesPanel::clearPeriod);
}

void MainWindow::refreshTimelines()
{
    LiveSession &session = m_run->session();
    const std::vector<SettingsChange> changes = session.settings().changes();
    m_timelines->update(session.history(), session.clock().now(), changes, session.faultEvents());
    m_timelines->showSegments(session.segments(), changes);
}

void MainWindow::showPeriod(const std::optional<Period> &period)
{
    const QString words = m_timelines->periodText();
    m_tables->filterByPeriod(period, words);
    m_periodGraph = period ? graphOf(*period) : nullptr;
    m_transitions->showPeriod(words);
    refreshTransitions();
    m_tables->update(m_run->session().pipeline(), m_run->session().clock());
}

std::shared_ptr<const TransitionGraph> MainWindow::graphOf(const Period &period)
{
    Pipeline &pipeline = m_run->session().pipeline();
    const RecentRequests &recent = pipeline.recentRequests();
    std::vector<RequestRecord> requests;
    recent.read(period.afterRequest, period.lastRequest, recent.capacity(), requests);
    std::vector<PrefetchRecord> ended = pipeline.ledger().recent(recent.capacity());
    std::erase_if(ended, [&period](const PrefetchRecord &record) {
        return !isTerminal(record.state) || !period.contains(record.endedAt);
    });
    return periodGraph(requests, ended, pipeline.interner(), pipeline.transitionGraph().get());
}

void MainWindow::refreshTransitions()
{
    // Asking makes the model work. A dock behind another is visible, but nothing of it can be seen.
    if (!m_transitions->visibleRegion().isEmpty())
        m_transitions->update(m_periodGraph ? m_periodGraph
                                            : m_run->session().pipeline().transitionGraph());
}

// What is behind the point: prefetches where the chart counts these, else requests.
void MainWindow::showPoint(Timeline timeline)
{
    const bool ofPrefetches = timeline == Timeline::QueueDepth ||
                              timeline == Timeline::Throughput || timeline == Timeline::Outcomes;
    m_tables->setTab(ofPrefetches ? TablesPanel::Tab::Prefetches : TablesPanel::Tab::Requests);
    m_tablesDock->show();
    m_tablesDock->raise();
    m_tables->update(m_run->session().pipeline(), m_run->session().clock());
}

} // namespace forefetch
