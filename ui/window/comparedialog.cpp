// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/comparedialog.h"

#include "core/metrics/snapshotjson.h"
#include "ui/charts/timechart.h"
#include "ui/models/coretexts.h"
#include "ui/models/rowtexts.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace forefetch {

namespace {

QString toText(const std::string &text)
{
    return QString::fromStdString(text);
}

// "run.ffsession · demo · 10:00 · recorded 27/11/26 04:12"
QString describe(const RecordedRun &run)
{
    const TimePoint end = run.clock().now();
    const auto began =
        QDateTime::fromMSecsSinceEpoch(run.wallOf(run.began()).time_since_epoch().count());
    return CompareDialog::tr("%1  ·  %2  ·  recorded %3")
        .arg(QFileInfo(toText(run.path())).fileName(), lengthText(end - run.began()),
             QLocale().toString(began, QLocale::ShortFormat));
}

QString wordsOf(const ComparedFigure &figure)
{
    if (!figure.hasInterval)
        return noText();
    return figure.isDistinguishable() ? CompareDialog::tr("differs")
                                      : CompareDialog::tr("not distinguishable");
}

} // namespace

CompareDialog::CompareDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_verdict(new QLabel(this)), m_table(new QTableWidget(this))
{
    setWindowFlag(Qt::Window);
    setWindowTitle(tr("Compare recordings"));
    setProperty("helpTopic", QStringLiteral("recordings"));
    auto *column = new QVBoxLayout(this);
    auto *files = new QGridLayout;
    makeFiles(*files);
    column->addLayout(files);
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setAccessibleName(tr("What the comparison says"));
    column->addWidget(m_verdict);
    auto *charts = new QGridLayout;
    for (std::size_t i = 0; i < kShown.size(); ++i) {
        m_both[i] = new TimeChart(comparedSpec(kShown[i]), theme, this);
        m_differences[i] = new TimeChart(differenceSpec(kShown[i]), theme, this);
        for (TimeChart *chart : {m_both[i], m_differences[i]})
            linkHover(*chart);
        charts->addWidget(m_both[i], static_cast<int>(i), 0);
        charts->addWidget(m_differences[i], static_cast<int>(i), 1);
    }
    charts->setColumnStretch(0, 3);
    charts->setColumnStretch(1, 2);
    column->addLayout(charts, 3);
    makeTable();
    column->addWidget(m_table, 2);
    auto *copy = new QPushButton(tr("&Copy as Markdown"), this);
    connect(copy, &QPushButton::clicked, this, &CompareDialog::copyMarkdown);
    column->addWidget(copy, 0, Qt::AlignRight);
    resize(1080, 860);
    setTheme(theme);
}

CompareDialog::~CompareDialog() = default;

void CompareDialog::makeFiles(QGridLayout &grid)
{
    const std::array<QString, 2> names{tr("&A…"), tr("&B…")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_buttons[i] = new QPushButton(names[i], this);
        m_buttons[i]->setAccessibleName(i == 0 ? tr("Choose A") : tr("Choose B"));
        m_buttons[i]->setToolTip(tr("Another recording in this place"));
        m_files[i] = new QLabel(tr("No recording is chosen"), this);
        m_files[i]->setTextFormat(Qt::PlainText);
        m_files[i]->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        connect(m_buttons[i], &QPushButton::clicked, this, [this, i] { choose(i); });
        grid.addWidget(m_buttons[i], static_cast<int>(i), 0);
        grid.addWidget(m_files[i], static_cast<int>(i), 1);
    }
    grid.setColumnStretch(1, 1);
}

void CompareDialog::makeTable()
{
    m_table->setColumnCount(Words + 1);
    m_table->setHorizontalHeaderLabels(
        {tr("Figure"), tr("A"), tr("B"), tr("B − A"), tr("95 %"), tr("n"), tr("In words")});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAccessibleName(tr("Figures of both, and their difference"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(space::target);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
}

// The readout of one stands in all.
void CompareDialog::linkHover(TimeChart &chart)
{
    connect(&chart, &TimeChart::hovered, this, [this](std::optional<double> ago) {
        for (TimeChart *each : m_both)
            each->setHover(ago);
        for (TimeChart *each : m_differences)
            each->setHover(ago);
    });
}

void CompareDialog::choose(std::size_t which)
{
    const QString path = m_choose ? m_choose()
                                  : QFileDialog::getOpenFileName(this, tr("Open a recording"),
                                                                 QFileInfo(m_paths[which]).path(),
                                                                 tr("Recordings (*.ffsession)"));
    if (path.isEmpty())
        return;
    std::array<QString, 2> paths = m_paths;
    paths[which] = path;
    const QString &other = paths[1 - which];
    const auto done = compare(which == 0        ? path
                              : other.isEmpty() ? path
                                                : paths[0],
                              which == 1        ? path
                              : other.isEmpty() ? path
                                                : paths[1]);
    if (!done)
        QMessageBox::warning(this, tr("Could not compare"), toText(done.error().text));
}

Result<void> CompareDialog::compare(const QString &a, const QString &b)
{
    std::array<std::unique_ptr<RecordedRun>, 2> runs;
    const std::array<QString, 2> paths{a, b};
    for (std::size_t i = 0; i < runs.size(); ++i) {
        auto opened = RecordedRun::open(paths[i].toStdString());
        if (!opened)
            return opened.error();
        runs[i] = std::move(*opened);
    }
    Result<RunComparison> comparison =
        compareRuns(toJson(runs[0]->snapshot()), toJson(runs[1]->snapshot()));
    if (!comparison)
        return comparison.error();
    m_comparison = std::move(*comparison);
    m_runs = std::move(runs);
    m_paths = paths;
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        m_files[i]->setText(describe(*m_runs[i]));
        m_files[i]->setToolTip(m_paths[i]);
    }
    showCharts();
    showTable();
    return {};
}

void CompareDialog::showCharts()
{
    double length = 0;
    for (const auto &run : m_runs)
        length = std::max(length, seconds(run->clock().now() - run->began()));
    const double step = compareStep(length);
    int labels = 0;
    for (std::size_t i = 0; i < kShown.size(); ++i) {
        m_lines[i] = compared(lineOf(*m_runs[0], kShown[i]), lineOf(*m_runs[1], kShown[i]), step);
        const double range = std::max(10.0, m_lines[i].length);
        for (TimeChart *chart : {m_both[i], m_differences[i]})
            chart->setWall(0); // the time since the beginning
        m_both[i]->setData(m_lines[i].both, range, range);
        m_differences[i]->setData(m_lines[i].difference, range, range);
        labels = std::max(labels, m_both[i]->labelWidth());
    }
    for (TimeChart *chart : m_both)
        chart->setLabelWidth(labels);
}

void CompareDialog::showTable()
{
    const auto rows = comparisonCells(m_comparison);
    const auto changed = static_cast<int>(m_comparison.settingsChanged.size());
    m_table->setRowCount(static_cast<int>(rows.size()) + changed);
    const auto put = [this](int row, int column, const QString &text) {
        auto *item = new QTableWidgetItem(text);
        if (column > Figure && column < Words)
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_table->setItem(row, column, item);
    };
    int row = 0;
    for (const auto &cells : rows) {
        put(row, Figure, toText(cells[Figure]));
        for (std::size_t i = A; i < cells.size(); ++i)
            put(row, static_cast<int>(i),
                localNumber(cells[i]).trimmed().replace(QStringLiteral(" to "), tr(" to ")));
        put(row, Words, wordsOf(m_comparison.differences[static_cast<std::size_t>(row)]));
        ++row;
    }
    for (const ChangedSetting &setting : m_comparison.settingsChanged) {
        put(row, Figure, toText(setting.id));
        put(row, A, toText(setting.a));
        put(row, B, toText(setting.b));
        put(row, Words, tr("a setting"));
        ++row;
    }
    m_table->resizeColumnsToContents();
    const QString warning = toText(comparisonWarning(m_comparison));
    const QString verdict = toText(comparisonVerdict(m_comparison));
    m_verdict->setText(warning.isEmpty() ? verdict : warning + u'\n' + verdict);
    // A text that wraps is cut by what stretches below it.
    m_verdict->setMinimumHeight(m_verdict->heightForWidth(std::max(400, m_verdict->width())));
}

QString CompareDialog::verdict() const
{
    return m_verdict->text();
}

void CompareDialog::copyMarkdown()
{
    if (m_runs[0])
        QGuiApplication::clipboard()->setText(
            toText(comparisonMarkdown(m_comparison, QFileInfo(m_paths[0]).fileName().toStdString(),
                                      QFileInfo(m_paths[1]).fileName().toStdString())));
}

void CompareDialog::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (TimeChart *chart : m_both)
        chart->setTheme(theme);
    for (TimeChart *chart : m_differences)
        chart->setTheme(theme);
}

void CompareDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    if (m_runs[0])
        showCharts(); // as many points as there is room for
}

} // namespace forefetch
