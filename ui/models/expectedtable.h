// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/modelview.h"
#include "ui/models/livetable.h"

#include <vector>

namespace forefetch {

// What the model expects of one session now: its predictions, and why each.
//
//     ExpectedTable expected;
//     expected.read(*pipeline.modelView());
//     expected.at(row)->why
//
// Thread: the GUI thread.
class ExpectedTable : public LiveTable
{
    Q_OBJECT

public:
    static constexpr std::size_t kMost = 50; // predictor.top_k at its highest
    enum Column { Target, Next, Used, Because, Seen, Fate };

    explicit ExpectedTable(QObject *parent = nullptr);

    void read(const ModelView &view);
    // Null where there is no such row.
    const ExplainedPrediction *at(int row) const;

protected:
    QString text(Slot slot, int column) const override;
    QString tip(Slot slot, int column) const override;
    std::optional<RowSign> sign(Slot slot, int column) const override;
    int compare(Slot a, Slot b, int column) const override;
    bool isOn(Slot slot, const EdgeFilter &edge) const override;

private:
    struct Row
    {
        ExplainedPrediction prediction;
        QString target;
        QString because;
    };

    static std::vector<TableColumn> makeColumns();

    std::vector<Row> m_rows; // by slot
    double m_threshold = 0;
    bool m_prefetching = false;
};

} // namespace forefetch
