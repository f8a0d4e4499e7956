// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/logpane.h"

#include "ui/theme/theme.h"

#include <QDateTime>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace forefetch {

namespace {

enum Column { LineNumber, When, How, What, Status, Bytes, Took, Whose, ColumnCount };

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString timeText(const TraceEvent &event)
{
    const auto at = QDateTime::fromMSecsSinceEpoch(
        std::chrono::duration_cast<std::chrono::milliseconds>(event.at.time_since_epoch()).count(),
        Qt::UTC);
    return at.toString(event.exactTime ? QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")
                                       : QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

} // namespace

LogPane::LogPane(QWidget *parent)
    : QWidget(parent), m_mapping(new QLabel(this)), m_rows(new QTableWidget(0, ColumnCount, this)),
      m_report(new QPlainTextEdit(this))
{
    m_mapping->setWordWrap(true);
    m_mapping->setTextFormat(Qt::PlainText);
    m_rows->setHorizontalHeaderLabels({tr("Line"), tr("Time (UTC)"), tr("Method"), tr("Target"),
                                       tr("Status"), tr("Bytes"), tr("Took"), tr("Session")});
    m_rows->setAccessibleName(tr("First requests of the log"));
    m_rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_rows->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_rows->setTabKeyNavigation(false);
    m_rows->verticalHeader()->hide();
    m_rows->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + space::small);
    m_rows->horizontalHeader()->setSectionResizeMode(What, QHeaderView::Stretch);
    m_report->setReadOnly(true);
    m_report->setTabChangesFocus(true);
    m_report->setAccessibleName(tr("Import report"));
    m_report->setPlaceholderText(tr("The import report comes when all of the log is read"));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(space::medium);
    column->addWidget(m_mapping);
    column->addWidget(m_rows, 3);
    column->addWidget(m_report, 2);
}

void LogPane::clear()
{
    m_mapping->setText(tr("Nothing has been read yet."));
    m_rows->setRowCount(0);
    m_report->clear();
}

void LogPane::fillRow(int row, const TraceEvent &event)
{
    const QLocale locale;
    const auto put = [&](Column column, const QString &text, bool isNumber = false) {
        auto *item = new QTableWidgetItem(text);
        if (isNumber)
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(text);
        m_rows->setItem(row, column, item);
    };
    const QString unknown = QStringLiteral("–");
    put(LineNumber, locale.toString(static_cast<qulonglong>(event.number)), true);
    put(When, timeText(event));
    put(How, toText(event.method));
    put(What, toText(event.target));
    put(Status, event.status ? QString::number(event.status) : unknown, true);
    put(Bytes, event.bytes >= 0 ? locale.toString(static_cast<qlonglong>(event.bytes)) : unknown,
        true);
    put(Took,
        event.hasDuration() ? tr("%1 ms").arg(1000 * seconds(event.duration), 0, 'f', 0) : unknown,
        true);
    put(Whose, QString::number(event.session.index), true);
}

void LogPane::showPreview(const LogPreview &preview)
{
    m_rows->setRowCount(static_cast<int>(preview.events.size()));
    for (std::size_t i = 0; i < preview.events.size(); ++i)
        fillRow(static_cast<int>(i), preview.events[i].event());
    for (const Column column : {LineNumber, When, How, Status, Bytes, Took, Whose})
        m_rows->resizeColumnToContents(column);
    QStringList parts;
    for (const auto &[role, field] : preview.report.fields)
        parts.append(tr("%1 ← %2").arg(toText(role), toText(field)));
    if (parts.isEmpty()) { // the format fixes where they stand
        for (const std::string_view role : rolesIn(preview))
            parts.append(toText(role));
    }
    QString format = toText(preview.report.format);
    if (!preview.report.compression.empty())
        format = tr("%1, %2").arg(format, toText(preview.report.compression));
    m_mapping->setText(tr("%1. Read from it: %2.").arg(format, parts.join(QStringLiteral(", "))));
}

void LogPane::showReport(const RecordedTrace &trace)
{
    QString text = toText(trace.import.text());
    QStringList missing;
    for (const std::string &what : trace.leftOut())
        missing.append(QStringLiteral("  ") + toText(what));
    if (!missing.isEmpty())
        text += tr("\nWhat the log does not tell:\n") + missing.join(u'\n');
    m_report->setPlainText(text);
}

QString LogPane::mapping() const
{
    return m_mapping->text();
}

QString LogPane::report() const
{
    return m_report->toPlainText();
}

} // namespace forefetch
