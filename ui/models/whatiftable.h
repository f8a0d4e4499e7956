// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/livetable.h"
#include "ui/models/whatiffigures.h"

#include <memory>

namespace forefetch {

// The what-if in figures: a row for each setting that was replayed. The twin of the curve and the
// map.
//
//     WhatIfTable table;
//     table.read(figures, pointOf(values));
//
// Thread: the GUI thread.
class WhatIfTable : public LiveTable
{
    Q_OBJECT

public:
    enum Column { Threshold, Batch, Hits, Band, Load, Wasted, Reward, Mark };
    static constexpr std::size_t kMost = 200; // the grid and what stands beside it

    explicit WhatIfTable(QObject *parent = nullptr);

    void read(std::shared_ptr<const WhatIfFigures> figures, const TunePoint &now);
    bool isOf(const std::shared_ptr<const WhatIfFigures> &figures, const TunePoint &now) const
    {
        return figures == m_figures && now == m_now;
    }
    std::optional<TunePoint> pointAt(int row) const;
    int rowOf(const TunePoint &point) const; // -1: not shown

protected:
    QString text(Slot slot, int column) const override;
    std::optional<RowSign> sign(Slot slot, int column) const override;
    int compare(Slot a, Slot b, int column) const override;
    bool isOn(Slot slot, const EdgeFilter &edge) const override;

private:
    static std::vector<TableColumn> makeColumns();
    QString markOf(const WhatIfPoint &point) const;

    std::shared_ptr<const WhatIfFigures> m_figures;
    TunePoint m_now;
    std::vector<WhatIfPoint> m_rows; // by slot
};

} // namespace forefetch
