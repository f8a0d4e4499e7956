// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/whatiftable.h"

#include "core/metrics/quantity.h"
#include "ui/models/coretexts.h"
#include "ui/models/tunertext.h"

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

// Thresholds have three digits and batches are whole.
std::uint64_t keyOf(const TunePoint &point)
{
    return static_cast<std::uint64_t>(std::llround(point.batch)) * 10'000 +
           static_cast<std::uint64_t>(std::llround(1000 * point.minProbability)) + 1;
}

QString percents(double ratio)
{
    return localNumber(percentText(ratio));
}

} // namespace

std::vector<TableColumn> WhatIfTable::makeColumns()
{
    return {
        {tr("Threshold"), tr("Minimum probability"), QStringLiteral("0.000"), true},
        {tr("Batch"), tr("Batch limit; none where nothing is prefetched"), tr("none"), true},
        {tr("Hits"), tr("Hit ratio that the latest traffic would have come to"),
         QStringLiteral("00.0 %"), true},
        {tr("Between"), tr("By chance (95 %) and by what was never fetched"),
         QStringLiteral("00.0 – 00.0 %"), true},
        {tr("Extra load"),
         tr("Prefetches sent, as a share of what the origin would have been sent "
            "without any"),
         QStringLiteral("000.0 %"), true},
        {tr("Wasted"), tr("Wasted prefetches in a hundred requests"), QStringLiteral("00.0"), true},
        {tr("Reward"), tr("What the tuner maximises, in points, with half its 95 % interval"),
         QStringLiteral("00.0 ± 0.0"), true},
        {tr("Mark"),
         tr("Where the knobs stand, the best, and what no other one beats"),
         {},
         false,
         true},
    };
}

WhatIfTable::WhatIfTable(QObject *parent)
    : LiveTable(makeColumns(), kMost, Reward, Qt::DescendingOrder, parent),
      m_figures(std::make_shared<WhatIfFigures>()), m_rows(kMost)
{
}

void WhatIfTable::read(std::shared_ptr<const WhatIfFigures> figures, const TunePoint &now)
{
    m_figures = std::move(figures);
    m_now = now;
    std::vector<std::uint64_t> keys;
    for (const WhatIfPoint &p : m_figures->points)
        keys.push_back(keyOf(p.point));
    retain(keys);
    for (std::size_t i = 0; i < keys.size() && i < kMost; ++i)
        m_rows[put(keys[i])] = m_figures->points[i];
    commit();
}

std::optional<TunePoint> WhatIfTable::pointAt(int row) const
{
    const Slot slot = row < 0 || row >= rowCount() ? RowSlots::kNone : rows().find(keyAt(row));
    return slot == RowSlots::kNone ? std::nullopt : std::optional(m_rows[slot].point);
}

int WhatIfTable::rowOf(const TunePoint &point) const
{
    return LiveTable::rowOf(keyOf(point));
}

QString WhatIfTable::markOf(const WhatIfPoint &point) const
{
    QStringList marks;
    if (point.point == m_now)
        marks << tr("now");
    if (m_figures->best && point.point == m_figures->points[*m_figures->best].point)
        marks << tr("best");
    if (point.isOnFrontier)
        marks << tr("frontier");
    return marks.join(QStringLiteral(", "));
}

QString WhatIfTable::text(Slot slot, int column) const
{
    const WhatIfPoint &p = m_rows[slot];
    switch (column) {
    case Threshold:
        return p.point.prefetches()
                   ? valueText(Param::SchedulerMinProbability, p.point.minProbability)
                   : QStringLiteral("–");
    case Batch:
        return p.point.prefetches() ? QString::number(p.point.batch) : tr("none");
    case Hits:
        return percents(p.hits);
    case Band:
        return QStringLiteral("%1 – %2").arg(localNumber(decimalText(100 * p.low, 1)),
                                             percents(p.high));
    case Load:
        return percents(p.load);
    case Wasted:
        return localNumber(decimalText(100 * p.wasted, 1));
    case Reward:
        return tr("%1 ± %2").arg(localNumber(decimalText(100 * p.reward.value, 1)),
                                 localNumber(decimalText(100 * 1.96 * p.reward.error, 1)));
    case Mark:
        return markOf(p);
    default:
        return {};
    }
}

std::optional<RowSign> WhatIfTable::sign(Slot slot, int column) const
{
    const WhatIfPoint &p = m_rows[slot];
    if (column != Mark || markOf(p).isEmpty())
        return std::nullopt;
    return p.point == m_now ? RowSign{QStringLiteral("●"), RowSign::Tone::Hit}
                            : RowSign{QStringLiteral("○"), RowSign::Tone::Quiet};
}

int WhatIfTable::compare(Slot a, Slot b, int column) const
{
    const WhatIfPoint &x = m_rows[a], &y = m_rows[b];
    switch (column) {
    case Threshold:
        return threeWay(x.point.minProbability, y.point.minProbability);
    case Batch:
        return threeWay(x.point.batch, y.point.batch);
    case Hits:
        return threeWay(x.hits, y.hits);
    case Band:
        return threeWay(x.high - x.low, y.high - y.low);
    case Load:
        return threeWay(x.load, y.load);
    case Wasted:
        return threeWay(x.wasted, y.wasted);
    case Reward:
        return threeWay(x.reward.value, y.reward.value);
    default:
        return text(a, column).compare(text(b, column));
    }
}

bool WhatIfTable::isOn(Slot, const EdgeFilter &) const
{
    return true;
}

} // namespace forefetch
