// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why the selected prefetch was made, beside the table.
#include "core/pipeline/pipeline.h"
#include "ui/models/prefetchestable.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/whypane.h"

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
    RowView *prefetches = view(Tab::Prefetches);
    connect(prefetches, &RowView::rowsSelected, this, &TablesPanel::placeWhy);
    connect(m_why, &WhyPane::escaped, prefetches,
            [prefetches] { prefetches->setFocus(Qt::ShortcutFocusReason); });
    for (const int into : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *key = new QShortcut(QKeySequence(into), prefetches);
        key->setContext(Qt::WidgetShortcut);
        connect(key, &QShortcut::activated, this, [this] {
            if (m_why->isVisible())
                m_why->setFocus(Qt::ShortcutFocusReason);
        });
    }
}

// There while one prefetch is selected.
void TablesPanel::placeWhy()
{
    const bool isOne =
        tab() == Tab::Prefetches && view(Tab::Prefetches)->selectedRows().size() == 1;
    if (!isOne)
        m_why->tell(tr("Reading why …"));
    m_why->setVisible(isOne);
}

void TablesPanel::explain(Pipeline &pipeline)
{
    if (!m_why->isVisible())
        return;
    const std::vector<int> rows = view(Tab::Prefetches)->selectedRows();
    if (rows.size() != 1)
        return;
    const auto id = static_cast<PrefetchId>(m_prefetches->keyAt(rows[0]));
    const std::optional<PrefetchRecord> record = pipeline.ledger().find(id);
    if (!record) {
        m_why->tell(tr("The record of this prefetch has made room for newer ones."));
        return;
    }
    m_why->show(whyOf(*record, m_prefetches->sources(pipeline)));
}

} // namespace forefetch
