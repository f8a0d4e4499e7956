// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/logquestion.h"

#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableWidget;

namespace forefetch {

// A log before anything is made of it: its first requests as they were understood, which field was
// read as what, and the import report. Where the report proposes to leave parameters of the query
// out (trace.drop_parameters), a button does so.
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
    // Seen where the report proposes something.
    QPushButton *leaveOutButton() const { return m_leaveOut; }

Q_SIGNALS:
    // The log is to be read again without them.
    void leaveOutAsked(const std::vector<std::string> &parameters);

private:
    void showMapping(const TraceReport &report);
    void showProposals(const TraceReport &report);
    void fillRow(int row, const TraceEvent &event, std::size_t session);

    QLabel *m_mapping;
    QString m_roles; // that the first requests fill
    QTableWidget *m_rows;
    QPlainTextEdit *m_report;
    QPushButton *m_leaveOut;
    std::vector<std::string> m_proposed; // names of parameters
};

} // namespace forefetch
