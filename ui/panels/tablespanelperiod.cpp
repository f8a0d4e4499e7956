// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of one period alone, as it is chosen on the charts.
#include "core/record/runsource.h"
#include "ui/charts/scale.h"
#include "ui/models/missestable.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tablespanel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace forefetch {

namespace {

constexpr int kNarrow = 860; // below it the chip is short

} // namespace

void TablesPanel::makePeriodChip(QHBoxLayout &bar)
{
    m_periodChip = new QToolButton(this);
    m_periodChip->setObjectName(QStringLiteral("periodChip"));
    m_periodChip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_periodChip->setMinimumSize(space::target + 4, space::target);
    m_periodChip->setFocusPolicy(Qt::TabFocus);
    m_periodChip->hide();
    bar.addWidget(m_periodChip);
    connect(m_periodChip, &QToolButton::clicked, this, &TablesPanel::periodDropped);
}

void TablesPanel::filterByPeriod(const std::optional<Period> &period, const QString &words)
{
    m_period = period;
    m_periodWords = words;
    m_periodChip->setVisible(period.has_value());
    m_periodChip->setToolTip(
        tr("Only requests and prefetches that ended %1, and what was queued then. Click to show "
           "all again.")
            .arg(words));
    m_periodChip->setAccessibleName(m_periodChip->toolTip());
    placePeriodChip();
    applyFilter();
}

// Both times, or the first one and the length.
void TablesPanel::placePeriodChip()
{
    const bool isWide = width() >= kNarrow;
    m_filter->setMinimumWidth(isWide ? 110 : 70);
    if (!m_period)
        return;
    const QString from = m_periodWords.section(QStringLiteral(" – "), 0, 0);
    m_periodChip->setText(
        isWide ? m_periodWords
               : tr("%1 + %2").arg(from, spanText(seconds(m_period->to - m_period->from))));
}

// A frozen table shows another period, too: that is over.
bool TablesPanel::awaitsPeriod() const
{
    return m_readFor[static_cast<std::size_t>(tab())] != m_period;
}

// Of a period, from the requests that are kept of it.
void TablesPanel::readMisses(const RunRows &rows, TimePoint now)
{
    if (awaitsPeriod()) {
        m_misses->clear();
        m_misses->begin();
    }
    if (!m_period || !m_period->knowsRequests()) {
        m_misses->read(rows.misses(), now);
        return;
    }
    if (!awaitsPeriod())
        return;
    MissFigures figures;
    std::vector<RequestRecord> records;
    rows.requests(m_period->afterRequest, m_period->lastRequest, rows.requestsKept(), records);
    for (const RequestRecord &record : records) {
        if (record.miss.reason != MissReason::None)
            ++figures.by[static_cast<std::size_t>(record.miss.reason)];
    }
    m_misses->read(figures, now);
}

// Requests that the charts count there; 0 where that is not known, or another table is shown.
std::uint64_t TablesPanel::countedInPeriod() const
{
    const bool isKnown = tab() == Tab::Requests && m_period && m_period->knowsRequests();
    return isKnown ? m_period->lastRequest - m_period->afterRequest : 0;
}

// Why no row is there although there are some, or may have been; empty: there are none.
QString TablesPanel::hiddenText() const
{
    const LiveTable &table = view()->table();
    if (!table.isFiltered() || (table.total() == 0 && !m_period))
        return {};
    if (!table.filter().isEmpty())
        return tr("No row contains “%1”. Esc in the filter shows all again.").arg(table.filter());
    if (m_period && countedInPeriod() > 0 && table.total() == 0)
        return tr("The requests of %1 have made room for newer ones.").arg(m_periodWords);
    if (m_period)
        return tr("Nothing of %1 is kept. Its button above the table shows all again.")
            .arg(m_periodWords);
    return tr("No row belongs to what is selected in the graph. Its button above the table lets "
              "go of it.");
}

} // namespace forefetch
