// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/logpane.h"

#include "ui/theme/theme.h"

#include <QDateTime>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
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
      m_report(new QPlainTextEdit(this)), m_leaveOut(new QPushButton(this))
{
    m_mapping->setWordWrap(true);
    m_mapping->setTextFormat(Qt::PlainText);
    m_rows->setHorizontalHeaderLabels({tr("Line"), tr("Time (UTC)"), tr("Method"), tr("Target"),
                                       tr("Status"), tr("Bytes"), tr("Took"), tr("Session")});
    m_rows->setAccessibleName(tr("First requests of the log"));
    m_rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_rows->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_rows->setTabKeyNavigation(false);
    m_rows->setWordWrap(false);
    m_rows->verticalHeader()->hide();
    m_rows->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + space::small);
    m_rows->horizontalHeader()->setSectionResizeMode(What, QHeaderView::Stretch);
    m_report->setReadOnly(true);
    m_report->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont)); // it has columns
    m_report->setTabChangesFocus(true);
    m_report->setAccessibleName(tr("Import report"));
    m_report->setPlaceholderText(tr("The import report comes when all of the log is read"));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(space::medium);
    column->addWidget(m_mapping);
    column->addWidget(m_rows, 3);
    column->addWidget(m_report, 2);
    column->addWidget(m_leaveOut, 0, Qt::AlignLeft);
    m_leaveOut->setAutoDefault(false); // Return runs the sweep
    m_leaveOut->hide();
    connect(m_leaveOut, &QPushButton::clicked, this, [this] { Q_EMIT leaveOutAsked(m_proposed); });
}

void LogPane::clear()
{
    m_mapping->setText(tr("Nothing has been read yet."));
    m_rows->setRowCount(0);
    m_report->clear();
    showProposals({});
}

// Some are named on it, all in its tip.
void LogPane::showProposals(const TraceReport &report)
{
    constexpr std::size_t kNamed = 3;
    m_proposed.clear();
    QStringList named, why;
    for (const ParameterProposal &proposal : report.proposals) {
        m_proposed.push_back(proposal.name);
        if (m_proposed.size() <= kNamed)
            named.append(toText(proposal.name));
        why.append(tr("%1: %L2 of %L3 values are %4")
                       .arg(toText(proposal.name))
                       .arg(static_cast<qulonglong>(proposal.odd))
                       .arg(static_cast<qulonglong>(proposal.seen))
                       .arg(toText(proposal.kind)));
    }
    QString list = named.join(QStringLiteral(", "));
    if (m_proposed.size() > kNamed)
        list = tr("%1 and %2 more").arg(list).arg(m_proposed.size() - kNamed);
    m_leaveOut->setText(tr("Lea&ve out %1 and read again").arg(list));
    m_leaveOut->setAccessibleName(m_leaveOut->text().remove(u'&'));
    m_leaveOut->setToolTip(why.join(u'\n'));
    m_leaveOut->setVisible(!m_proposed.empty());
}

void LogPane::fillRow(int row, const TraceEvent &event, std::size_t session)
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
        event.hasDuration() ? tr("%L1 ms").arg(1000 * seconds(event.duration), 0, 'f', 0) : unknown,
        true);
    put(Whose, QString::number(session), true);
}

void LogPane::showPreview(const LogPreview &preview)
{
    m_rows->setRowCount(static_cast<int>(preview.events.size()));
    std::vector<SessionId> seen; // numbered as they come
    for (std::size_t i = 0; i < preview.events.size(); ++i) {
        const TraceEvent event = preview.events[i].event();
        const auto at = std::ranges::find(seen, event.session);
        const auto number = static_cast<std::size_t>(at - seen.begin()) + 1;
        if (at == seen.end())
            seen.push_back(event.session);
        fillRow(static_cast<int>(i), event, number);
    }
    for (const Column column : {LineNumber, When, How, Status, Bytes, Took, Whose})
        m_rows->resizeColumnToContents(column);
    QStringList roles; // where the format fixes the fields
    for (const std::string_view role : rolesIn(preview))
        roles.append(toText(role));
    m_roles = roles.join(QStringLiteral(", "));
    showMapping(preview.report);
}

// The names of fields are known when all has been read.
void LogPane::showMapping(const TraceReport &report)
{
    QStringList parts;
    for (const auto &[role, field] : report.fields)
        parts.append(tr("%1 ← %2").arg(toText(role), toText(field)));
    QString format = toText(report.format);
    if (!report.compression.empty())
        format = tr("%1, %2").arg(format, toText(report.compression));
    m_mapping->setText(
        tr("%1. Read from it: %2.")
            .arg(format, parts.isEmpty() ? m_roles : parts.join(QStringLiteral(", "))));
}

void LogPane::showReport(const RecordedTrace &trace)
{
    showMapping(trace.import);
    QString text = toText(trace.import.text());
    QStringList missing;
    for (const std::string &what : trace.leftOut())
        missing.append(QStringLiteral("  ") + toText(what));
    if (!missing.isEmpty())
        text += tr("\nWhat the log does not tell:\n") + missing.join(u'\n');
    m_report->setPlainText(text);
    showProposals(trace.import);
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
