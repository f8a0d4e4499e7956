// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/missestable.h"

#include "ui/models/misstext.h"
#include "ui/models/rowtexts.h"
#include "ui/theme/theme.h"

namespace forefetch {

std::vector<TableColumn> MissesTable::makeColumns()
{
    return {
        {tr("Reason"), tr("The last thing that stood between the request and a hit"),
         tr("▼ waited for the guard"), false, true},
        {tr("Misses"), tr("Since the run began"), QStringLiteral("000,000"), true},
        {tr("Share"), tr("Of all misses"), QStringLiteral("100.0 %"), true},
        {tr("Lately"), tr("In the last 10 seconds"), QStringLiteral("00,000"), true},
        {tr("What would help"),
         tr("The cheapest thing that would have made hits of them"),
         {},
         false,
         true},
    };
}

MissesTable::MissesTable(QObject *parent)
    : LiveTable(makeColumns(), kMissReasonCount, Count, Qt::DescendingOrder, parent)
{
}

void MissesTable::begin()
{
    clear();
    m_readings.clear();
    m_total = 0;
}

void MissesTable::read(const MissFigures &figures, TimePoint now)
{
    if (m_readings.empty() || now - m_readings.back().at >= std::chrono::seconds(1))
        m_readings.push_back({now, figures});
    while (m_readings.size() > 1 && now - m_readings[1].at >= kLately)
        m_readings.pop_front();
    m_total = figures.total();
    for (std::size_t i = 1; i < kMissReasonCount; ++i) {
        if (figures.by[i] > 0)
            m_rows[put(i)] = {static_cast<MissReason>(i), figures.by[i],
                              figures.by[i] - m_readings.front().figures.by[i]};
    }
    commit();
}

QString MissesTable::text(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case Reason:
        return missText(row.reason);
    case Count:
        return countText(row.count);
    case Share:
        return tr("%L1 %").arg(100 * static_cast<double>(row.count) /
                                  static_cast<double>(std::max<std::uint64_t>(m_total, 1)),
                              0, 'f', 1);
    case Lately:
        return countText(row.lately);
    case Help:
        return missHelp(row.reason);
    default:
        return {};
    }
}

std::optional<RowSign> MissesTable::sign(Slot, int column) const
{
    if (column != Reason)
        return std::nullopt;
    return RowSign{markerOf(Meaning::Miss), RowSign::Tone::Miss};
}

int MissesTable::compare(Slot a, Slot b, int column) const
{
    const Row &x = m_rows[a], &y = m_rows[b];
    switch (column) {
    case Reason:
        return missText(x.reason).compare(missText(y.reason));
    case Count:
    case Share:
        return threeWay(x.count, y.count);
    case Lately:
        return threeWay(x.lately, y.lately);
    case Help:
        return missHelp(x.reason).compare(missHelp(y.reason));
    default:
        return 0;
    }
}

} // namespace forefetch
