// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why the selected prefetch was made, or the selected request was a hit or none, beside the table.
#include "core/record/runsource.h"
#include "ui/models/missestable.h"
#include "ui/models/misstext.h"
#include "ui/models/prefetchestable.h"
#include "ui/models/requeststable.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/whypane.h"

#include <QLineEdit>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>

namespace forefetch {

void TablesPanel::makeWhy()
{
    m_why = new WhyPane(m_theme, m_split);
    m_why->hide();
    m_split->addWidget(m_stack);
    m_split->addWidget(m_why);
    m_split->setStretchFactor(0, 5);
    m_split->setStretchFactor(1, 3);
    connect(m_why, &WhyPane::escaped, this, [this] { view()->setFocus(Qt::ShortcutFocusReason); });
    const auto onEnter = [this](RowView *where, const auto &does) {
        for (const int into : {Qt::Key_Return, Qt::Key_Enter}) {
            auto *key = new QShortcut(QKeySequence(into), where);
            key->setContext(Qt::WidgetShortcut);
            connect(key, &QShortcut::activated, this, does);
        }
    };
    for (RowView *each : {view(Tab::Requests), view(Tab::Prefetches)}) {
        connect(each, &RowView::rowsSelected, this, &TablesPanel::placeWhy);
        onEnter(each, [this] {
            if (m_why->isVisible())
                m_why->setFocus(Qt::ShortcutFocusReason);
        });
    }
    RowView *misses = view(Tab::Misses);
    onEnter(misses, [this, misses] {
        if (const std::vector<int> rows = misses->selectedRows(); rows.size() == 1)
            showMissesOf(rows[0]);
    });
    connect(misses, &RowView::doubleClicked, this,
            [this](const QModelIndex &at) { showMissesOf(at.row()); });
}

// The requests that missed for one reason: those whose words contain its words.
void TablesPanel::showMissesOf(int row)
{
    m_filter->setText(missText(m_misses->reasonAt(row)));
    setTab(Tab::Requests);
    view()->setFocus(Qt::ShortcutFocusReason);
}

// There while one row is selected that has a why.
void TablesPanel::placeWhy()
{
    const bool has = tab() == Tab::Requests || tab() == Tab::Prefetches;
    const bool isOne = has && view()->selectedRows().size() == 1;
    if (!isOne)
        m_why->tell(tr("Reading why …"));
    m_why->setVisible(isOne);
}

void TablesPanel::explain(const RunRows &rows)
{
    if (!m_why->isVisible())
        return;
    const std::vector<int> selected = view()->selectedRows();
    if (selected.size() != 1)
        return;
    const std::uint64_t key = view()->table().keyAt(selected[0]);
    if (tab() == Tab::Requests)
        explainRequest(rows, key);
    else
        explainPrefetch(rows, key);
}

void TablesPanel::explainRequest(const RunRows &rows, std::uint64_t key)
{
    const std::optional<RequestRecord> record = m_requests->recordOf(key);
    if (!record)
        return;
    const WhySources prefetches = m_prefetches->sources(rows);
    const RequestSources sources{prefetches.text(record->resource), prefetches,
                                 [&rows](PrefetchId id) { return rows.prefetch(id); }};
    m_why->show(whyOf(*record, sources));
}

void TablesPanel::explainPrefetch(const RunRows &rows, std::uint64_t key)
{
    const std::optional<PrefetchRecord> record = rows.prefetch(static_cast<PrefetchId>(key));
    if (!record) {
        m_why->tell(tr("The record of this prefetch has made room for newer ones."));
        return;
    }
    m_why->show(whyOf(*record, m_prefetches->sources(rows)));
}

} // namespace forefetch
