// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/segmentstable.h"

#include <cmath>

namespace forefetch {

namespace {

std::uint64_t endedOf(const SegmentFigures &f)
{
    return f.used + f.late + f.wasted;
}

QString waitText(double p95)
{
    return p95 > 0 ? lengthText(fromSeconds(p95 / 1e3)) : noText();
}

// The open segment keeps its key, and the first one when older ones have joined it.
std::uint64_t keyOf(const Segment &segment)
{
    return static_cast<std::uint64_t>(segment.begin.time_since_epoch().count()) ^ (1ULL << 63);
}

} // namespace

QString shareText(double share, std::uint64_t whole)
{
    return whole == 0 ? noText()
                      : SegmentsTable::tr("%1 %").arg(QString::number(std::lround(share * 100)));
}

std::vector<TableColumn> SegmentsTable::makeColumns()
{
    return {
        {tr("From"), tr("When it began"), QStringLiteral("00:00:00"), false, false},
        {tr("Since"), tr("The mark that it began with, and who made it"), {}, false, true},
        {tr("Hit ratio"), tr("Cacheable demand answered from the cache, of all cacheable demand"),
         QStringLiteral("100 %"), true},
        {tr("p95"), tr("95 of 100 clients waited at most so long for the first byte"),
         QStringLiteral("0.00 ms"), true},
        {tr("Extra load"),
         tr("Requests to the origin by prefetching, against those that there would have been "
            "without it"),
         QStringLiteral("+100 %"), true},
        {tr("Waste"), tr("Of the prefetches that ended in it, those that nobody asked for"),
         QStringLiteral("100 %"), true},
        {tr("Requests"), tr("Of clients, that ended in it"), QStringLiteral("000,000"), true},
        {tr("Length"), tr("Up to the next mark, or until now"), QStringLiteral("00 min"), true},
        {tr("Revision"), tr("Of the settings"), QStringLiteral("000"), true, false, false},
    };
}

SegmentsTable::SegmentsTable(QObject *parent)
    : LiveTable(makeColumns(), SegmentBook::kMost, From, Qt::DescendingOrder, parent),
      m_rows(SegmentBook::kMost)
{
}

void SegmentsTable::read(std::span<const Segment> segments, std::span<const SegmentMark> marks,
                         const WallTimes &times)
{
    m_times = times;
    m_keys.clear();
    for (const Segment &segment : segments)
        m_keys.push_back(keyOf(segment));
    retain(m_keys);
    for (std::size_t i = 0; i < segments.size(); ++i)
        m_rows[put(m_keys[i])] = {segments[i], marks[i]};
    commit();
}

const Segment *SegmentsTable::at(int row) const
{
    const Slot slot = row < 0 || row >= rowCount() ? RowSlots::kNone : rows().find(keyAt(row));
    return slot == RowSlots::kNone ? nullptr : &m_rows[slot].segment;
}

QString SegmentsTable::text(Slot slot, int column) const
{
    const Segment &s = m_rows[slot].segment;
    const SegmentFigures &f = s.figures;
    switch (column) {
    case From:
        return m_times.text(s.begin).left(8);
    case What:
        return m_rows[slot].mark.text.section(u'\n', 0, 0);
    case Length:
        return lengthText(s.end - s.begin);
    case Requests:
        return countText(f.requests);
    case HitRatio:
        return shareText(f.hitRatio(), f.cacheable);
    case P95:
        return waitText(f.p95);
    case ExtraLoad:
        return f.prefetchAttempts == 0
                   ? shareText(0, f.requests)
                   : u'+' + shareText(f.extraLoad(), f.originRequests + f.used + f.late);
    case Waste:
        return shareText(f.wasteRatio(), endedOf(f));
    case RevisionOf:
        return QString::number(s.revision);
    default:
        return {};
    }
}

QString SegmentsTable::tip(Slot slot, int column) const
{
    const SegmentFigures &f = m_rows[slot].segment.figures;
    switch (column) {
    case What:
        return m_rows[slot].mark.text;
    case HitRatio:
        return tr("%1 of %2 requests").arg(countText(f.hits), countText(f.cacheable));
    case ExtraLoad:
        return tr("%1 requests by prefetching; %2 without it")
            .arg(countText(f.prefetchAttempts), countText(f.originRequests + f.used + f.late));
    case Waste:
        return tr("%1 of %2 prefetches").arg(countText(f.wasted), countText(endedOf(f)));
    default:
        return text(slot, column);
    }
}

std::optional<RowSign> SegmentsTable::sign(Slot slot, int column) const
{
    if (column != What)
        return std::nullopt;
    return RowSign{m_rows[slot].mark.symbol, RowSign::Tone::Quiet};
}

int SegmentsTable::compare(Slot a, Slot b, int column) const
{
    const Segment &x = m_rows[a].segment, &y = m_rows[b].segment;
    const SegmentFigures &f = x.figures, &g = y.figures;
    switch (column) {
    case From:
        return threeWay(x.begin, y.begin);
    case What:
        return m_rows[a].mark.text.compare(m_rows[b].mark.text);
    case Length:
        return threeWay(x.end - x.begin, y.end - y.begin);
    case Requests:
        return threeWay(f.requests, g.requests);
    case HitRatio:
        return threeWay(f.hitRatio(), g.hitRatio());
    case P95:
        return threeWay(f.p95, g.p95);
    case ExtraLoad:
        return threeWay(f.extraLoad(), g.extraLoad());
    case Waste:
        return threeWay(f.wasteRatio(), g.wasteRatio());
    case RevisionOf:
        return threeWay(x.revision, y.revision);
    default:
        return 0;
    }
}

bool SegmentsTable::isOn(Slot, const EdgeFilter &) const
{
    return true;
}

} // namespace forefetch
