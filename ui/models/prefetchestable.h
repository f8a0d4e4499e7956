// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/ledger.h"
#include "ui/models/livetable.h"
#include "ui/models/rowtexts.h"
#include "ui/models/whytext.h"

namespace forefetch {

class RunRows;

// The newest prefetches, open ones too: what caused each, how it went and how it ended. A row
// changes where it stands when its prefetch moves on.
//
//     PrefetchesTable prefetches;
//     prefetches.begin(clock);                                   // of a run
//     prefetches.read(run.rows());                               // what has changed
//
// Thread: the GUI thread.
class PrefetchesTable : public LiveTable
{
    Q_OBJECT

public:
    static constexpr std::size_t kMost = 2000; // rows
    enum Column {
        Time,
        Outcome,
        Target,
        Cause,
        Probability,
        Wait,
        Fetch,
        Lead,
        Size,
        Status,
        Seen,
        Threshold,
        Order,
        Attempts,
        RevisionOf,
        Id,
    };

    explicit PrefetchesTable(QObject *parent = nullptr);

    void begin(const Clock &clock);
    // What has changed; where a period is chosen, those of it that are kept, once.
    void read(const RunRows &source);
    // Where the texts behind a record are; for whyOf(). While the run is there.
    WhySources sources(const RunRows &source);

protected:
    QString text(Slot slot, int column) const override;
    QString tip(Slot slot, int column) const override;
    std::optional<RowSign> sign(Slot slot, int column) const override;
    int compare(Slot a, Slot b, int column) const override;
    int compareAge(Slot a, Slot b) const override;
    bool isOn(Slot slot, const EdgeFilter &edge) const override;
    bool isWithin(Slot slot, const Period &period) const override;

private:
    struct Row
    {
        PrefetchRecord record;
        TargetText target;
        TargetText cause;
    };

    static std::vector<TableColumn> makeColumns();
    void take(const PrefetchRecord &record, const RunRows &source);
    void readPeriod(const RunRows &source);

    std::vector<Row> m_rows; // by slot
    std::vector<PrefetchRecord> m_news;
    TargetTexts m_texts;
    WallTimes m_times;
    std::uint64_t m_seen = 0;
    std::optional<Period> m_readFor;
};

} // namespace forefetch
