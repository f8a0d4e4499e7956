// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/recentrequests.h"
#include "ui/models/livetable.h"
#include "ui/models/rowtexts.h"

namespace forefetch {

class RunRows;

// The newest requests of clients, and where their answers came from.
//
//     RequestsTable requests;
//     requests.begin(clock);                                      // of a run
//     requests.read(run.rows(), 1000);                            // its news
//
// Thread: the GUI thread.
class RequestsTable : public LiveTable
{
    Q_OBJECT

public:
    static constexpr std::size_t kMost = 5000; // rows
    enum Column { Time, Result, MethodName, Target, Why, Status, Latency, Size, Session, Group };

    explicit RequestsTable(QObject *parent = nullptr);

    void begin(const Clock &clock);
    // At most the newest `most` of what came since the last reading; where a period is chosen, all
    // of it that is kept, once.
    void read(const RunRows &rows, std::size_t most);
    // How many the last readings had to leave out, in a row: more came than were read.
    std::uint64_t leftOut() const { return m_leftOut; }
    // What the request of a key was; nothing when it has made room.
    std::optional<RequestRecord> recordOf(std::uint64_t key) const;

protected:
    QString text(Slot slot, int column) const override;
    QString tip(Slot slot, int column) const override;
    std::optional<RowSign> sign(Slot slot, int column) const override;
    int compare(Slot a, Slot b, int column) const override;
    bool isOn(Slot slot, const EdgeFilter &edge) const override;
    bool isWithin(Slot slot, const Period &period) const override;

private:
    struct Row
    {
        RequestRecord record;
        TargetText target;
    };

    static std::vector<TableColumn> makeColumns();
    void readAnew(const RunRows &rows);

    std::vector<Row> m_rows; // by slot
    std::vector<RequestRecord> m_news;
    TargetTexts m_texts;
    WallTimes m_times;
    std::uint64_t m_seen = 0;
    std::optional<Period> m_readFor;
    std::uint64_t m_leftOut = 0;
};

// "hit", "hit, prefetched", "miss", "late", "bypass", "error".
QString resultText(const DemandEnd &end);
RowSign resultSign(const DemandEnd &end);
// "From the cache, where a prefetch put it."
QString resultSentence(const DemandEnd &end);

} // namespace forefetch
