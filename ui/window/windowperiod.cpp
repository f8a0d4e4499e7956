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

namespace {

ResourceId moved(ResourceId id, const RunRows &rows, Interner &to)
{
    std::string text;
    return rows.text(id, text) ? to.intern(text) : ResourceId();
}

} // namespace

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
    const RunSource *shown = source();
    if (!shown)
        return;
    const std::vector<SettingsChange> changes = shown->changes();
    m_timelines->update(shown->history(), shown->clock().now(), changes, shown->faults());
    if (m_timelines->showsSegments())
        m_timelines->showSegments(shown->segments(), changes);
}

void MainWindow::showPeriod(const std::optional<Period> &period)
{
    const QString words = m_timelines->periodText();
    m_tables->filterByPeriod(period, words);
    m_periodGraph = period ? graphOf(*period) : nullptr;
    m_transitions->showPeriod(words);
    refreshTransitions();
    m_tables->update(source()->rows(), source()->clock());
}

std::shared_ptr<const TransitionGraph> MainWindow::graphOf(const Period &period)
{
    const RunRows &rows = source()->rows();
    std::vector<RequestRecord> requests;
    rows.requests(period.afterRequest, period.lastRequest, rows.requestsKept(), requests);
    std::vector<PrefetchRecord> ended = rows.recentPrefetches(rows.requestsKept());
    std::erase_if(ended, [&period](const PrefetchRecord &record) {
        return !isTerminal(record.state) || !period.contains(record.endedAt);
    });
    const auto known = source()->transitionGraph();
    if (isLive())
        return periodGraph(requests, ended, m_run->session().pipeline().interner(), known.get());
    Interner texts; // of a recording: its ids are another run's
    for (RequestRecord &record : requests)
        record.resource = moved(record.resource, rows, texts);
    for (PrefetchRecord &record : ended) {
        record.key.resource = moved(record.key.resource, rows, texts);
        record.cause.edge.context = moved(record.cause.edge.context, rows, texts);
    }
    return periodGraph(requests, ended, texts, known.get());
}

void MainWindow::refreshTransitions()
{
    // Asking makes the model work. A dock behind another is visible, but nothing of it can be seen.
    if (!m_transitions->visibleRegion().isEmpty())
        m_transitions->update(m_periodGraph ? m_periodGraph : source()->transitionGraph());
}

// What is behind the point: prefetches where the chart counts these, else requests.
void MainWindow::showPoint(Timeline timeline)
{
    const bool ofPrefetches = timeline == Timeline::QueueDepth ||
                              timeline == Timeline::Throughput || timeline == Timeline::Outcomes;
    m_tables->setTab(ofPrefetches ? TablesPanel::Tab::Prefetches : TablesPanel::Tab::Requests);
    m_tablesDock->show();
    m_tablesDock->raise();
    m_tables->update(source()->rows(), source()->clock());
}

} // namespace forefetch
