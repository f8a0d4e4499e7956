// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the tables show: read from the pipeline, filtered, counted.
#include "ui/panels/tablespanel.h"

#include "core/record/pipelinerows.h"
#include "core/request/redact.h"
#include "ui/models/missestable.h"
#include "ui/models/prefetchestable.h"
#include "ui/models/queuetable.h"
#include "ui/models/requeststable.h"
#include "ui/panels/rowview.h"

#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

constexpr Duration kEvery = std::chrono::milliseconds(250); // faster cannot be read
constexpr std::size_t kMostNews = 1000;                     // requests a reading

QString seen(const QString &text)
{
    return QString::fromStdString(redacted(text.toStdString()));
}

} // namespace

void TablesPanel::begin(const Clock &clock)
{
    m_requests->begin(clock);
    m_misses->begin();
    m_prefetches->begin(clock);
    m_queue->begin();
    m_frozen = false;
    m_stale = true;
    m_readFor = {};
    filterByPeriod(std::nullopt, {});
    setEdge(std::nullopt);
    showCount();
}

void TablesPanel::moved(const Clock &clock)
{
    const std::vector<int> selected = view()->selectedRows();
    if (selected.size() == 1)
        m_selected = view()->table().keyAt(selected[0]);
    m_requests->begin(clock);
    m_misses->begin();
    m_prefetches->begin(clock);
    m_queue->begin();
    m_stale = true;
    m_readFor = {};
}

void TablesPanel::update(Pipeline &pipeline, const Clock &clock)
{
    update(PipelineRows(pipeline), clock);
}

void TablesPanel::update(const RunRows &rows, const Clock &clock)
{
    // A dock behind another one is visible, too, but nothing of it can be seen.
    const bool isSeen = isVisible() && !visibleRegion().isEmpty();
    m_stale = m_stale || !isSeen;
    if (isSeen)
        explain(rows);
    if (!isSeen)
        return;
    if (!awaitsPeriod() && (m_frozen || (!m_stale && clock.now() - m_readAt < kEvery)))
        return;
    m_prefetching = rows.isPrefetching();
    view()->change([&] { read(rows, clock); });
    m_readFor[static_cast<std::size_t>(tab())] = m_period;
    m_readAt = clock.now();
    m_stale = false;
    if (m_selected) {
        const int row = view()->table().rowOf(*std::exchange(m_selected, std::nullopt));
        if (row >= 0)
            view()->selectRow(row);
    }
    showCount();
}

void TablesPanel::read(const RunRows &rows, const Clock &clock)
{
    switch (tab()) {
    case Tab::Requests:
        m_requests->read(rows, m_stale ? RequestsTable::kMost : kMostNews);
        break;
    case Tab::Misses:
        readMisses(rows, clock.now());
        break;
    case Tab::Prefetches:
        m_prefetches->read(rows);
        break;
    case Tab::Queue:
        m_queue->read(rows, clock.now());
        break;
    }
}

TablesPanel::Tab TablesPanel::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

void TablesPanel::setTab(Tab tab)
{
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

void TablesPanel::setFrozen(bool frozen)
{
    m_frozen = frozen;
    m_stale = m_stale || !frozen;
    showCount();
}

void TablesPanel::applyFilter()
{
    for (RowView *each : m_views) {
        each->change([&] {
            each->table().setFilter(m_filter->text());
            each->table().setEdge(m_edge);
            each->table().setPeriod(m_period);
        });
    }
    showCount();
}

void TablesPanel::setEdge(const std::optional<EdgeFilter> &edge)
{
    m_edge = edge;
    m_chip->setVisible(edge.has_value());
    placeBar();
    applyFilter();
}

void TablesPanel::filterByEdge(const QString &from, const QString &to)
{
    setEdge(EdgeFilter{seen(from), seen(to)});
}

void TablesPanel::filterByNode(const QString &text)
{
    setEdge(EdgeFilter{{}, seen(text)});
}

void TablesPanel::clearEdge()
{
    if (m_edge)
        setEdge(std::nullopt);
}

void TablesPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

QString TablesPanel::countText() const
{
    return m_count->text();
}

void TablesPanel::showCount()
{
    const LiveTable &table = view()->table();
    const auto shown = static_cast<std::uint64_t>(table.rowCount());
    const std::uint64_t total = tab() == Tab::Queue
                                    ? std::max(m_queue->waiting(), table.total())
                                    : std::max<std::uint64_t>(table.total(), countedInPeriod());
    const QString all = forefetch::countText(total);
    QString text = shown != total ? tr("%1 of %2").arg(forefetch::countText(shown), all)
                   : total == 1   ? tr("1 row")
                                  : tr("%1 rows").arg(all);
    const bool tooFast = tab() == Tab::Requests && m_requests->leftOut() > 0;
    if (tooFast)
        text += tr(" · a sample");
    if (m_frozen)
        text += tr(" · frozen");
    if (text != m_count->text()) {
        m_count->setText(text);
        m_count->setToolTip(tooFast ? tr("More requests come than a table can show: of each moment "
                                         "the newest are here.")
                                    : QString());
        placeBar();
    }
    showEmpty();
}

void TablesPanel::showEmpty()
{
    const QString hidden = hiddenText();
    view()->setEmptyText(hidden.isEmpty() ? nothingText() : hidden);
}

// What has to happen for rows to appear.
QString TablesPanel::nothingText() const
{
    const QString off = tr("Prefetching is off. Switch it on (Ctrl+P), and what is fetched "
                           "ahead of the clients appears here.");
    switch (tab()) {
    case Tab::Requests:
        return tr("No request has come yet. Point a client at the gateway's address "
                  "(Ctrl+Shift+C copies it), or start the demo from the menu Run.");
    case Tab::Misses:
        return tr("No request has missed yet.");
    case Tab::Prefetches:
        return m_prefetching ? tr("Nothing has been probable enough to prefetch yet. It takes a "
                                  "few requests to learn what follows what; a lower minimum "
                                  "probability prefetches more.")
                             : off;
    case Tab::Queue:
        break;
    }
    return m_prefetching ? tr("Nothing waits: workers take each prefetch as it comes. With fewer "
                              "workers, or a lower rate, a queue forms.")
                         : off;
}

void TablesPanel::save(QSettings &settings) const
{
    for (const RowView *each : m_views)
        each->save(settings, QStringLiteral("tables/") + each->objectName());
    settings.setValue(QStringLiteral("tables/shown"), view()->objectName());
}

void TablesPanel::restore(const QSettings &settings)
{
    for (RowView *each : m_views)
        each->restore(settings, QStringLiteral("tables/") + each->objectName());
    const QString shown = settings.value(QStringLiteral("tables/shown")).toString();
    for (std::size_t i = 0; i < kTabs; ++i) {
        if (m_views[i]->objectName() == shown)
            m_tabs->setCurrentIndex(static_cast<int>(i));
    }
}

void TablesPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeBar();
    placePeriodChip();
}

} // namespace forefetch
