// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/exporter.h"

#include "core/metrics/openmetrics.h"
#include "core/metrics/snapshotjson.h"
#include "core/pipeline/transitiongraphtext.h"
#include "ui/charts/timechart.h"
#include "ui/panels/savefile.h"

#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QSettings>
#include <QStandardPaths>

namespace forefetch {

namespace {

QByteArray bytesOf(const std::string &text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

QByteArray pngOf(const QImage &image)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

// For a file's name: "Hit ratio" → "hit-ratio".
QString slug(const QString &text)
{
    QString out;
    for (const QChar c : text.toLower()) {
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
        if (plain)
            out += c;
        else if (!out.isEmpty() && !out.endsWith(u'-'))
            out += u'-';
    }
    while (out.endsWith(u'-'))
        out.chop(1);
    return out;
}

QString firstFolder()
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::homePath();
}

} // namespace

QString exportName(const Snapshot &snapshot, const QString &part, const QString &suffix)
{
    const QDateTime taken =
        QDateTime::fromMSecsSinceEpoch(qint64(snapshot.takenAt.time_since_epoch().count()));
    QStringList parts{QStringLiteral("forefetch"), slug(QString::fromStdString(snapshot.source)),
                      slug(part), taken.toString(QStringLiteral("yyyyMMdd-HHmmss"))};
    parts.removeAll(QString());
    return parts.join(u'-') + u'.' + suffix;
}

Exporter::Exporter(ExportSource source, const Theme &theme, QWidget *window)
    : QObject(window), m_source(std::move(source)), m_theme(theme), m_window(window),
      m_menu(new QMenu(tr("E&xport"), window)), m_folder(firstFolder())
{
    m_choose = [this](const QString &suggested, const QString &filter) {
        return askFile(suggested, filter);
    };
    m_report = add(tr("&Report as HTML…"), tr("Ctrl+E"), &Exporter::exportReport);
    m_menu->addSeparator();
    add(tr("Snapshot as &JSON…"), tr("Ctrl+Shift+E"), &Exporter::exportJson);
    add(tr("Snapshot as &CSV…"), {}, &Exporter::exportCsv);
    add(tr("Snapshot as &OpenMetrics…"), {}, &Exporter::exportOpenMetrics);
    m_menu->addSeparator();
    add(tr("Learnt &graph as JSON…"), {}, &Exporter::exportGraphJson);
    add(tr("Learnt graph as &DOT…"), {}, &Exporter::exportGraphDot);
    m_menu->addSeparator();
    addCharts(tr("Chart as &PNG"), Picture::Png);
    addCharts(tr("Chart as &SVG"), Picture::Svg);
    addCharts(tr("Cop&y chart"), Picture::Clipboard);
    connect(m_menu, &QMenu::aboutToShow, this, [this] {
        if (m_source.graph)
            (void)m_source.graph(); // so that it is there when it is chosen
    });
    m_lightCharts = m_menu->addAction(tr("Charts in &light colours"));
    m_lightCharts->setCheckable(true);
    m_lightCharts->setChecked(true);
    m_lightCharts->setToolTip(tr("For paper and slides, also from a dark window"));
    m_menu->addSeparator();
    add(tr("Copy as &Markdown"), tr("Ctrl+Shift+M"), &Exporter::copyMarkdown);
}

QAction *Exporter::add(const QString &text, const QString &keys, void (Exporter::*slot)())
{
    QAction *action = m_menu->addAction(text);
    if (!keys.isEmpty())
        action->setShortcut(keys);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void Exporter::addCharts(const QString &text, Picture picture)
{
    QMenu *menu = m_menu->addMenu(text);
    connect(menu, &QMenu::aboutToShow, this, [=, this] { offerCharts(menu, picture); });
    offerCharts(menu, picture); // an empty menu would not open
}

void Exporter::offerCharts(QMenu *menu, Picture picture)
{
    menu->clear();
    for (TimeChart *chart : charts()) {
        QAction *action = menu->addAction(chart->spec().title);
        connect(action, &QAction::triggered, chart, [=, this] { exportChart(chart, picture); });
    }
    if (menu->isEmpty())
        menu->addAction(tr("There is no chart yet"))->setEnabled(false);
}

std::vector<TimeChart *> Exporter::charts() const
{
    return m_source.charts ? m_source.charts() : std::vector<TimeChart *>();
}

Theme Exporter::chartTheme() const
{
    return m_lightCharts->isChecked() ? Theme::light() : m_theme;
}

Report Exporter::reportWithCharts() const
{
    Report report = m_source.report();
    for (const TimeChart *chart : charts())
        report.charts.push_back({chart->spec().title.toStdString(), chart->summary().toStdString(),
                                 chart->toSvg(kReportSize, Theme::light()).toStdString(),
                                 chart->toSvg(kReportSize, Theme::dark()).toStdString()});
    return report;
}

QString Exporter::askFile(const QString &suggested, const QString &filter) const
{
    QFileDialog dialog(m_window, tr("Export"), QFileInfo(suggested).absolutePath(), filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QFileInfo(suggested).suffix());
    dialog.selectFile(QFileInfo(suggested).fileName());
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

void Exporter::write(const Report &of, const QString &part, const QString &suffix,
                     const QString &filter, const std::function<QByteArray()> &content)
{
    const QString suggested = QDir(m_folder).filePath(exportName(of.snapshot, part, suffix));
    QString path = m_choose(suggested, filter);
    if (path.isEmpty()) // thought better of it
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += u'.' + suffix;
    if (const QString problem = saveFile(path, content()); !problem.isEmpty()) {
        Q_EMIT failed(problem);
        return;
    }
    m_folder = QFileInfo(path).absolutePath();
    Q_EMIT done(tr("Saved to %1").arg(QDir::toNativeSeparators(path)));
}

// Each is of the moment at which it was asked for, however long the dialog stands open.
void Exporter::exportReport()
{
    const Report report = reportWithCharts();
    write(report, {}, QStringLiteral("html"), tr("HTML report (*.html)"),
          [&report] { return bytesOf(toHtml(report)); });
}

void Exporter::exportJson()
{
    const Report report = m_source.report();
    write(report, {}, QStringLiteral("json"), tr("Snapshot (*.json)"),
          [&report] { return bytesOf(toJson(report.snapshot)); });
}

void Exporter::exportCsv()
{
    const Report report = m_source.report();
    write(report, {}, QStringLiteral("csv"), tr("Table of figures (*.csv)"),
          [&report] { return bytesOf(toCsv(report.snapshot)); });
}

void Exporter::exportOpenMetrics()
{
    const Report report = m_source.report();
    write(report, {}, QStringLiteral("txt"), tr("OpenMetrics (*.txt)"),
          [&report] { return bytesOf(toOpenMetrics(report.snapshot, Stamps::OfSnapshot)); });
}

void Exporter::exportGraphJson()
{
    exportGraph(QStringLiteral("json"), tr("Learnt graph (*.json)"),
                [](const TransitionGraph &graph) { return toJson(graph); });
}

void Exporter::exportGraphDot()
{
    exportGraph(QStringLiteral("dot"), tr("Graphviz (*.dot)"), &toDot);
}

void Exporter::exportGraph(const QString &suffix, const QString &filter,
                           std::string (*text)(const TransitionGraph &))
{
    const auto graph = m_source.graph ? m_source.graph() : nullptr;
    if (!graph) {
        Q_EMIT failed(tr("No graph has been learnt yet. Export it again once requests have come."));
        return;
    }
    write(m_source.report(), tr("Graph"), suffix, filter, [&] { return bytesOf(text(*graph)); });
}

void Exporter::exportChart(const TimeChart *chart, Picture picture)
{
    const QString title = chart->spec().title;
    if (picture == Picture::Clipboard) {
        QApplication::clipboard()->setImage(chart->toImage(kChartSize, chartTheme()));
        Q_EMIT done(tr("Copied the chart “%1”").arg(title));
        return;
    }
    const Report report = m_source.report();
    if (picture == Picture::Png) {
        const QByteArray png = pngOf(chart->toImage(kChartSize, chartTheme()));
        write(report, title, QStringLiteral("png"), tr("Picture (*.png)"), [&png] { return png; });
    } else {
        const QByteArray svg = chart->toSvg(kChartSize, chartTheme());
        write(report, title, QStringLiteral("svg"), tr("Drawing (*.svg)"), [&svg] { return svg; });
    }
}

void Exporter::copyMarkdown()
{
    QApplication::clipboard()->setText(QString::fromStdString(toMarkdown(m_source.report())));
    Q_EMIT done(tr("Copied as Markdown, for a pull request"));
}

void Exporter::save(QSettings &settings) const
{
    settings.setValue(QStringLiteral("export/folder"), m_folder);
    settings.setValue(QStringLiteral("export/lightCharts"), m_lightCharts->isChecked());
}

void Exporter::restore(const QSettings &settings)
{
    const QString kept = settings.value(QStringLiteral("export/folder")).toString();
    if (!kept.isEmpty() && QFileInfo(kept).isDir())
        m_folder = kept;
    m_lightCharts->setChecked(settings.value(QStringLiteral("export/lightCharts"), true).toBool());
}

} // namespace forefetch
