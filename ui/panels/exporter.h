// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/report.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QSize>
#include <QString>

#include <functional>
#include <memory>
#include <string>
#include <vector>

class QAction;
class QMenu;
class QSettings;
class QWidget;

namespace forefetch {

class TimeChart;
struct TransitionGraph;

// Where an export takes its content from, asked when a file is written.
struct ExportSource
{
    std::function<Report()> report; // without charts; these are drawn here
    std::function<std::vector<TimeChart *>()> charts;
    // The learnt graph; null where none is made yet, which asking sets going.
    std::function<std::shared_ptr<const TransitionGraph>()> graph;
};

// The Export menu: what is seen now as a file or in the clipboard.
//
//     auto *exporter = new Exporter({[this] { return report(); }, [this] { return charts(); }},
//                                   theme, this);
//     menuBar()->addMenu(exporter->menu());
//     connect(exporter, &Exporter::done, statusBar, …);   // "Saved to /home/ann/forefetch-….html"
//     connect(exporter, &Exporter::failed, this, …);      // file, cause and what to do
//
// Thread: the GUI thread.
class Exporter : public QObject
{
    Q_OBJECT

public:
    // The path chosen, or none: a suggestion, and the filter of a file dialog.
    using FileChooser = std::function<QString(const QString &suggested, const QString &filter)>;
    static constexpr QSize kChartSize{960, 400};  // a picture's; a PNG has twice the pixels
    static constexpr QSize kReportSize{600, 250}; // within a report

    // The dialogs' parent owns the menu.
    Exporter(ExportSource source, const Theme &theme, QWidget *window);

    QMenu *menu() const { return m_menu; }
    QAction *reportAction() const { return m_report; } // for a toolbar: the one with Ctrl+E
    void setTheme(const Theme &theme) { m_theme = theme; }
    // Instead of the file dialog.
    void setFileChooser(FileChooser choose) { m_choose = std::move(choose); }
    // Where the next file goes, unless told otherwise.
    QString folder() const { return m_folder; }
    // The folder and the choice of colours, kept by the window.
    void save(QSettings &settings) const;
    void restore(const QSettings &settings);

Q_SIGNALS:
    void done(const QString &text);
    void failed(const QString &text);

private:
    enum class Picture { Png, Svg, Clipboard };

    QAction *add(const QString &text, const QString &keys, void (Exporter::*slot)());
    void addCharts(const QString &text, Picture picture);
    void offerCharts(QMenu *menu, Picture picture);
    void exportChart(const TimeChart *chart, Picture picture);
    void exportReport();
    void exportJson();
    void exportCsv();
    void exportOpenMetrics();
    void exportGraphJson();
    void exportGraphDot();
    void exportGraph(const QString &suffix, const QString &filter,
                     std::string (*text)(const TransitionGraph &));
    void copyMarkdown();

    std::vector<TimeChart *> charts() const;
    Report reportWithCharts() const;
    Theme chartTheme() const;
    QString askFile(const QString &suggested, const QString &filter) const;
    void write(const Report &of, const QString &part, const QString &suffix, const QString &filter,
               const std::function<QByteArray()> &content);

    ExportSource m_source;
    Theme m_theme;
    QWidget *m_window;
    QMenu *m_menu;
    QAction *m_report = nullptr;
    QAction *m_lightCharts = nullptr;
    FileChooser m_choose;
    QString m_folder;
};

// "forefetch-demo-20260314-092653.json", with the local time of the snapshot; `part` stands before
// the time: "forefetch-demo-hit-ratio-….png".
QString exportName(const Snapshot &snapshot, const QString &part, const QString &suffix);

} // namespace forefetch
