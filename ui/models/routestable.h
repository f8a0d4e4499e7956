// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/modelview.h"
#include "ui/models/livetable.h"

#include <vector>

namespace forefetch {

// The learnt routes with their bindings: what varies in each, where its values come from, how often
// that was right. A row for each way in which a route is named.
//
//     RoutesTable routes;
//     routes.read(*pipeline.modelView());
//
// Thread: the GUI thread.
class RoutesTable : public LiveTable
{
    Q_OBJECT

public:
    enum Column { Route, Binding, Right, Sure, After, Traffic, Members };

    explicit RoutesTable(QObject *parent = nullptr);

    void read(const ModelView &view);
    std::size_t known() const { return m_known; } // there and not

protected:
    QString text(Slot slot, int column) const override;
    QString tip(Slot slot, int column) const override;
    std::optional<RowSign> sign(Slot slot, int column) const override;
    int compare(Slot a, Slot b, int column) const override;
    int compareAge(Slot a, Slot b) const override;
    bool isOn(Slot slot, const EdgeFilter &edge) const override;

private:
    struct Row
    {
        LearntRoute learnt;
        QString route;
        QString binding;
        QString after;
    };

    static std::vector<TableColumn> makeColumns();

    std::vector<Row> m_rows; // by slot
    std::size_t m_known = 0;
};

} // namespace forefetch
