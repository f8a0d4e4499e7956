// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/segmentbook.h"
#include "core/settings/settings.h"
#include "ui/models/livetable.h"
#include "ui/models/rowtexts.h"

#include <span>

namespace forefetch {

// What a segment of a run begins with, in words; the caller knows how changes and faults are told.
struct SegmentMark
{
    QString symbol;
    QString text;
};

// What happened between one mark and the next, a row each: the charts' twin in figures. The sum of
// a count over all rows is the run's total.
//
//     table.read(book.segments(), marks, times);      // a mark a segment
//
// Thread: the GUI thread.
class SegmentsTable : public LiveTable
{
    Q_OBJECT

public:
    enum Column { From, What, HitRatio, P95, ExtraLoad, Waste, Requests, Length, RevisionOf };

    explicit SegmentsTable(QObject *parent = nullptr);

    void read(std::span<const Segment> segments, std::span<const SegmentMark> marks,
              const WallTimes &times);
    // Null where there is no such row.
    const Segment *at(int row) const;

protected:
    QString text(Slot slot, int column) const override;
    QString tip(Slot slot, int column) const override;
    std::optional<RowSign> sign(Slot slot, int column) const override;
    int compare(Slot a, Slot b, int column) const override;
    bool isOn(Slot slot, const EdgeFilter &edge) const override;

private:
    struct Row
    {
        Segment segment;
        SegmentMark mark;
    };

    static std::vector<TableColumn> makeColumns();

    std::vector<Row> m_rows; // by slot
    std::vector<std::uint64_t> m_keys;
    WallTimes m_times;
};

// "62 %"; "–" where nothing was there to be a part of.
QString shareText(double share, std::uint64_t whole);

} // namespace forefetch
