// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/logquestion.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QTableWidget;

namespace forefetch {

// A log before anything is made of it: its first requests as they were understood, which field was
// read as what, and the import report.
//
// Thread: the GUI thread.
class LogPane : public QWidget
{
    Q_OBJECT

public:
    explicit LogPane(QWidget *parent = nullptr);

    void clear();
    void showPreview(const LogPreview &preview);
    // The report, once all of the log is read, and what it cannot tell.
    void showReport(const RecordedTrace &trace);

    const QTableWidget *rows() const { return m_rows; }
    QString mapping() const;
    QString report() const;

private:
    void showMapping(const TraceReport &report);
    void fillRow(int row, const TraceEvent &event, std::size_t session);

    QLabel *m_mapping;
    QString m_roles; // that the first requests fill
    QTableWidget *m_rows;
    QPlainTextEdit *m_report;
};

} // namespace forefetch
