// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Exports as a person does, by keys and the menu, and reads what was written.
#include "core/metrics/snapshotjson.h"
#include "core/pipeline/transitiongraphtext.h"
#include "tests/gui/timelinesdata.h"
#include "tests/unit/metrics/reports.h"
#include "ui/panels/exporter.h"
#include "ui/panels/savefile.h"
#include "ui/panels/timelinespanel.h"

#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

#include <csignal>
#include <set>
#include <sys/resource.h>

using namespace forefetch;

namespace {

QColor meanOf(const QImage &image)
{
    return image.scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).pixelColor(0, 0);
}

} // namespace

class ExporterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void reportByShortcut();
    void jsonIsTheSnapshot();
    void csvAndOpenMetricsByMenu();
    void learntGraphByMenu();
    void chartAsPng();
    void chartAsSvg();
    void chartIsLightFromADarkWindow();
    void copiesMarkdownAndChart();
    void suggestsNameAndLastFolder();
    void givingUpWritesNothing();
    void refusalNamesFileAndCause();
    void fullDiskKeepsTheOldFile();
    void withoutChartsItSaysSo();
    void menuKeysDoNotClash();
    void keepsItsChoices();

private:
    void press(const QString &keys);
    QByteArray read() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QMainWindow> m_window;
    TimelinesPanel *m_panel = nullptr;
    Exporter *m_exporter = nullptr;
    std::shared_ptr<const TransitionGraph> m_graph; // that was learnt
    std::unique_ptr<QSignalSpy> m_done;
    std::unique_ptr<QSignalSpy> m_failed;
    QString m_path;      // what the chooser answers
    QString m_suggested; // what it was asked
    QString m_filter;
};

void ExporterTest::initTestCase()
{
    applyTheme(*qApp, Theme::light());
}

void ExporterTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("out"));
    m_suggested.clear();
    m_window = std::make_unique<QMainWindow>();
    m_panel = new TimelinesPanel(Theme::light());
    m_window->setCentralWidget(m_panel);
    const auto charts = [this] {
        std::vector<TimeChart *> all;
        for (const Timeline t : kTimelines)
            all.push_back(m_panel->chart(t));
        return all;
    };
    m_exporter =
        new Exporter({[] { return plausibleReport(); }, charts, [this] { return m_graph; }},
                     Theme::light(), m_window.get());
    m_exporter->setFileChooser([this](const QString &suggested, const QString &filter) {
        m_suggested = suggested;
        m_filter = filter;
        return m_path;
    });
    m_done = std::make_unique<QSignalSpy>(m_exporter, &Exporter::done);
    m_failed = std::make_unique<QSignalSpy>(m_exporter, &Exporter::failed);
    m_window->menuBar()->addMenu(m_exporter->menu());
    m_window->resize(1000, 700);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    const PlausibleHistory history(200);
    m_panel->update(history.series, history.now, history.changes);
}

void ExporterTest::cleanup()
{
    m_window.reset();
}

// The letters of the menu, one after the other: "pf" is the first chart as PNG.
void ExporterTest::press(const QString &keys)
{
    m_exporter->menu()->popup(m_window->mapToGlobal(QPoint(10, 30)));
    QVERIFY(QTest::qWaitForWindowExposed(m_exporter->menu()));
    for (const QChar c : keys) {
        QWidget *popup = QApplication::activePopupWidget();
        QVERIFY2(popup, qPrintable(keys));
        if (c == u'>') // the first of a submenu, which the letter before has opened
            QTest::keyClick(popup, Qt::Key_Return);
        else
            QTest::keyClick(popup, c.toLatin1());
        QCoreApplication::processEvents();
    }
    QVERIFY(!QApplication::activePopupWidget());
}

QByteArray ExporterTest::read() const
{
    QFile file(m_path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void ExporterTest::reportByShortcut()
{
    m_path += QStringLiteral(".html");
    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
    QCOMPARE(m_failed->size(), 0);
    QCOMPARE(m_done->size(), 1);
    QVERIFY(m_done->at(0).at(0).toString().contains(m_path));
    QXmlStreamReader reader(read());
    int drawings = 0;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        drawings += reader.name() == u"svg" ? 1 : 0;
        for (const QXmlStreamAttribute &a : reader.attributes()) {
            QVERIFY2(a.name() != u"src", qPrintable(reader.name().toString()));
            QVERIFY2(!a.value().contains(u"http:") && !a.value().contains(u"https:") &&
                         !a.value().contains(u"data:"),
                     qPrintable(a.value().toString()));
        }
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QCOMPARE(drawings, 2 * int(kTimelines.size()) + 2);
    QVERIFY(read().contains("Queue depth"));
    QVERIFY(read().size() < 2'000'000);
}

void ExporterTest::jsonIsTheSnapshot()
{
    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    m_path += QStringLiteral(".json"); // it was left out and has been added
    QCOMPARE(m_done->size(), 1);
    QCOMPARE(read().toStdString(), toJson(plausibleSnapshot()));
}

void ExporterTest::csvAndOpenMetricsByMenu()
{
    m_path += QStringLiteral(".csv");
    press(QStringLiteral("c"));
    QVERIFY(read().startsWith("group,name,value\r\n"));
    m_path += QStringLiteral(".txt");
    press(QStringLiteral("o"));
    QVERIFY(read().endsWith("# EOF\n"));
    QCOMPARE(m_done->size(), 2);
}

void ExporterTest::learntGraphByMenu()
{
    m_graph.reset();
    m_path += QStringLiteral(".json");
    press(QStringLiteral("g"));
    QCOMPARE(m_failed->size(), 1);
    QVERIFY2(m_failed->at(0).at(0).toString().contains(QStringLiteral("No graph")),
             qPrintable(m_failed->at(0).at(0).toString()));
    QVERIFY(!QFile::exists(m_path));

    TransitionGraph graph;
    graph.routes.nodes = {{"/list", 9, 1}, {"/items/{number}", 8, 5}};
    graph.routes.edges = {{0, 1, 8, 0.8, {}}};
    m_graph = std::make_shared<const TransitionGraph>(graph);
    press(QStringLiteral("g"));
    QCOMPARE(read().toStdString(), toJson(graph));
    QVERIFY2(m_suggested.contains(QStringLiteral("-graph-")), qPrintable(m_suggested));
    m_path = m_folder->filePath(QStringLiteral("learnt"));
    press(QStringLiteral("d"));
    m_path += QStringLiteral(".dot"); // it was left out and has been added
    QCOMPARE(read().toStdString(), toDot(graph));
    QCOMPARE(m_done->size(), 2);
}

void ExporterTest::chartAsPng()
{
    m_path += QStringLiteral(".png");
    press(QStringLiteral("p>"));
    const QImage image = QImage::fromData(read(), "PNG");
    QCOMPARE(image.size(), Exporter::kChartSize * 2);
    QVERIFY(image.allGray() == false);
    QVERIFY2(m_suggested.contains(QStringLiteral("/forefetch-demo-queue-")),
             qPrintable(m_suggested));
}

void ExporterTest::chartAsSvg()
{
    m_path += QStringLiteral(".svg");
    press(QStringLiteral("s>"));
    QXmlStreamReader reader(read());
    QVERIFY(reader.readNextStartElement() && reader.name() == u"svg");
    int paths = 0;
    while (!reader.atEnd())
        paths += reader.readNext() == QXmlStreamReader::StartElement ? 1 : 0;
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QVERIFY(paths > 20);
}

void ExporterTest::chartIsLightFromADarkWindow()
{
    m_exporter->setTheme(Theme::dark());
    m_path += QStringLiteral(".png");
    press(QStringLiteral("p>"));
    const QColor light = meanOf(QImage(m_path));
    press(QStringLiteral("l")); // Charts in light colours: off
    press(QStringLiteral("p>"));
    const QColor dark = meanOf(QImage(m_path));
    QVERIFY2(light.lightness() > 200 && dark.lightness() < 80, qPrintable(dark.name()));
}

void ExporterTest::copiesMarkdownAndChart()
{
    QTest::keyClick(m_window.get(), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QApplication::clipboard()->text().toStdString(), toMarkdown(plausibleReport()));
    press(QStringLiteral("y>"));
    QCOMPARE(QApplication::clipboard()->image().size(), Exporter::kChartSize * 2);
    QCOMPARE(m_done->size(), 2);
    QVERIFY(m_suggested.isEmpty());
}

void ExporterTest::suggestsNameAndLastFolder()
{
    const QString stamp = QDateTime(QDate(2026, 3, 14), QTime(9, 26, 53), Qt::UTC)
                              .toLocalTime()
                              .toString(QStringLiteral("yyyyMMdd-HHmmss"));
    m_path += QStringLiteral(".html");
    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
    QVERIFY(m_suggested.endsWith(QStringLiteral("/forefetch-demo-%1.html").arg(stamp)));
    QVERIFY(m_filter.contains(QStringLiteral("*.html")));
    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_suggested, m_folder->filePath(QStringLiteral("forefetch-demo-%1.json").arg(stamp)));
    // A name that is no file's.
    Snapshot odd = plausibleSnapshot();
    odd.source = "../a b\\c:d\n";
    QCOMPARE(exportName(odd, {}, QStringLiteral("csv")),
             QStringLiteral("forefetch-a-b-c-d-%1.csv").arg(stamp));
}

void ExporterTest::givingUpWritesNothing()
{
    m_path.clear();
    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
    QVERIFY(!m_suggested.isEmpty());
    QCOMPARE(m_done->size() + m_failed->size(), 0);
}

void ExporterTest::refusalNamesFileAndCause()
{
    const QString folder = m_exporter->folder();
    m_path = m_folder->filePath(QStringLiteral("none/a.html"));
    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
    m_path = m_folder->path(); // a folder of that name
    QVERIFY(QDir(m_path).mkdir(QStringLiteral("b.html")));
    m_path += QStringLiteral("/b.html");
    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
    m_path = QStringLiteral("/proc/a.html"); // where not even root may
    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
    QCOMPARE(m_done->size(), 0);
    QCOMPARE(m_failed->size(), 3);
    const QStringList said{m_failed->at(0).at(0).toString(), m_failed->at(1).at(0).toString(),
                           m_failed->at(2).at(0).toString()};
    QVERIFY2(said[0].contains(QStringLiteral("none/a.html could not be saved: there is no folder")),
             qPrintable(said[0]));
    QVERIFY2(said[1].contains(QStringLiteral("b.html could not be saved: ")), qPrintable(said[1]));
    QVERIFY2(said[2].contains(QStringLiteral("/proc/a.html could not be saved: ")),
             qPrintable(said[2]));
    QCOMPARE(m_exporter->folder(), folder); // it is not suggested again
}

// The limit of a file's size stands for a disk that fills while it is written to.
void ExporterTest::fullDiskKeepsTheOldFile()
{
    m_path += QStringLiteral(".html");
    QFile old(m_path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 1000;
    setrlimit(RLIMIT_FSIZE, &small);
    const QString problem = saveFile(m_path, QByteArray(100'000, 'x'));
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    QVERIFY2(problem.contains(m_path) && problem.contains(QStringLiteral("not all of it")) &&
                 problem.contains(QStringLiteral("another place")),
             qPrintable(problem));
    QCOMPARE(read(), QByteArray("old"));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1); // nor a half file beside it
    QVERIFY(saveFile(m_path, "new").isEmpty());
    QCOMPARE(read(), QByteArray("new"));
}

void ExporterTest::withoutChartsItSaysSo()
{
    Exporter bare({[] { return plausibleReport(); }, {}, {}}, Theme::light(), m_window.get());
    const auto menus = bare.menu()->findChildren<QMenu *>();
    QCOMPARE(menus.size(), 3);
    for (const QMenu *menu : menus) {
        QCOMPARE(menu->actions().size(), 1);
        QVERIFY(!menu->actions().first()->isEnabled());
    }
}

void ExporterTest::menuKeysDoNotClash()
{
    std::set<QString> letters;
    std::set<QKeySequence> shortcuts;
    for (const QAction *action : m_exporter->menu()->actions()) {
        if (action->isSeparator())
            continue;
        const qsizetype at = action->text().indexOf(u'&');
        QVERIFY2(at >= 0, qPrintable(action->text()));
        QVERIFY2(letters.insert(action->text().mid(at + 1, 1).toLower()).second,
                 qPrintable(action->text()));
        if (!action->shortcut().isEmpty())
            QVERIFY(shortcuts.insert(action->shortcut()).second);
    }
    QVERIFY(shortcuts.contains(QKeySequence(Qt::CTRL | Qt::Key_E)));
    QCOMPARE(m_exporter->reportAction()->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_E));
}

void ExporterTest::keepsItsChoices()
{
    QSettings settings(m_folder->filePath(QStringLiteral("kept.ini")), QSettings::IniFormat);
    m_path += QStringLiteral(".html");
    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
    press(QStringLiteral("l"));
    m_exporter->save(settings);
    Exporter next({[] { return plausibleReport(); }, {}, {}}, Theme::light(), m_window.get());
    QVERIFY(next.folder() != m_folder->path());
    next.restore(settings);
    QCOMPARE(next.folder(), m_folder->path());
    QSettings again(m_folder->filePath(QStringLiteral("again.ini")), QSettings::IniFormat);
    next.save(again);
    QCOMPARE(again.value(QStringLiteral("export/lightCharts")).toBool(), false);
}

QTEST_MAIN(ExporterTest)
#include "exporter_test.moc"
