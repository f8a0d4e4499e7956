// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/runsource.h"
#include "core/settings/settings.h"
#include "ui/models/rowtexts.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <span>

class QLabel;

namespace forefetch {

class RowView;
class SegmentsTable;

// The figures between one mark and the next, and of all together, below the charts.
//
//     pane->show(run.segments(), run.changes(), times);
//     connect(pane, &SegmentsPane::chosen, …);      // Enter, or a double click
//
// Thread: the GUI thread.
class SegmentsPane : public QWidget
{
    Q_OBJECT

public:
    explicit SegmentsPane(const Theme &theme, QWidget *parent = nullptr);

    using QWidget::show;
    void show(const RunSegments &segments, std::span<const SettingsChange> changes,
              const WallTimes &times);
    void setTheme(const Theme &theme);
    RowView *view() const { return m_view; }
    SegmentsTable &table() const { return *m_table; }
    QString totalText() const;

Q_SIGNALS:
    void chosen(TimePoint from, TimePoint to);

private:
    void chooseRow(int row);

    SegmentsTable *m_table;
    RowView *m_view;
    QLabel *m_total;
};

} // namespace forefetch
