// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/windowtuner.h"
#include "ui/models/livetable.h"
#include "ui/models/rowtexts.h"

#include <vector>

namespace forefetch {

// What the tuner suggested and did, and what came of it: a row a step.
//
//     JournalTable journal;
//     journal.follow(clock);           // of the run
//     journal.read(*tuner.view());
//
// Thread: the GUI thread.
class JournalTable : public LiveTable
{
    Q_OBJECT

public:
    enum Column { Time, Moved, Promised, Got, State, By, Reason };

    explicit JournalTable(QObject *parent = nullptr);

    void follow(const Clock &clock) { m_times.follow(clock); }
    void read(const TunerView &view);
    // Null where there is no such row.
    const TuneStep *at(int row) const;

protected:
    QString text(Slot slot, int column) const override;
    QString tip(Slot slot, int column) const override;
    std::optional<RowSign> sign(Slot slot, int column) const override;
    int compare(Slot a, Slot b, int column) const override;
    bool isOn(Slot slot, const EdgeFilter &edge) const override;

private:
    static std::vector<TableColumn> makeColumns();

    std::vector<TuneStep> m_rows; // by slot
    WallTimes m_times;
};

} // namespace forefetch
