// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/missreason.h"
#include "core/time/clock.h"
#include "ui/models/livetable.h"

#include <array>
#include <deque>

namespace forefetch {

// All misses by what stood between them and a hit, with what would help.
//
//     MissesTable misses;
//     misses.begin();
//     misses.read(pipeline.snapshot().misses, clock.now());
//
// Thread: the GUI thread.
class MissesTable : public LiveTable
{
    Q_OBJECT

public:
    static constexpr Duration kLately = std::chrono::seconds(10);
    enum Column { Reason, Count, Share, Lately, Help };

    explicit MissesTable(QObject *parent = nullptr);

    void begin();
    void read(const MissFigures &figures, TimePoint now);
    MissReason reasonAt(int row) const { return static_cast<MissReason>(keyAt(row)); }

protected:
    QString text(Slot slot, int column) const override;
    std::optional<RowSign> sign(Slot slot, int column) const override;
    int compare(Slot a, Slot b, int column) const override;
    bool isOn(Slot, const EdgeFilter &) const override { return true; } // of all of the graph

private:
    struct Row
    {
        MissReason reason{};
        std::uint64_t count = 0;
        std::uint64_t lately = 0;
    };
    struct Reading
    {
        TimePoint at{};
        MissFigures figures;
    };

    static std::vector<TableColumn> makeColumns();

    std::array<Row, kMissReasonCount> m_rows; // by slot
    std::deque<Reading> m_readings;           // of the last 10 s, one a second
    std::uint64_t m_total = 0;
};

} // namespace forefetch
