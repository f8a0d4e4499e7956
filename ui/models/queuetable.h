// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/ledger.h"
#include "core/queue/prefetchrequest.h"
#include "ui/models/livetable.h"
#include "ui/models/rowtexts.h"

namespace forefetch {

class RunRows;

// What waits for a worker, in the order in which it will be taken: the first of it, where much
// waits.
//
//     QueueTable queue;
//     queue.read(run.rows(), run.clock().now());
//
// Thread: the GUI thread.
class QueueTable : public LiveTable
{
    Q_OBJECT

public:
    static constexpr std::size_t kMost = 500; // rows
    enum Column { Rank, Priority, Target, Cause, Waiting, ExpiresIn, Id };

    explicit QueueTable(QObject *parent = nullptr);

    void begin();
    void read(const RunRows &source, TimePoint now);
    std::size_t waiting() const { return m_waiting; } // all of it

protected:
    QString text(Slot slot, int column) const override;
    QString tip(Slot slot, int column) const override;
    std::optional<RowSign> sign(Slot, int) const override { return std::nullopt; }
    int compare(Slot a, Slot b, int column) const override;
    int compareAge(Slot a, Slot b) const override;
    bool isOn(Slot slot, const EdgeFilter &edge) const override;
    bool isWithin(Slot slot, const Period &period) const override; // scheduled then

private:
    struct Row
    {
        PrefetchRequest request;
        int rank = 0; // from 1
        TargetText target;
        TargetText cause;
    };

    static std::vector<TableColumn> makeColumns();

    std::vector<Row> m_rows; // by slot
    std::vector<std::uint64_t> m_keys;
    TargetTexts m_texts;
    TimePoint m_now{};
    std::size_t m_waiting = 0;
};

} // namespace forefetch
