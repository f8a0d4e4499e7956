// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Recordings in the window, by mouse and keyboard: a run is recorded, opened again and moved
// through, and the run that goes on is a click away.
#include "core/metrics/snapshotjson.h"
#include "core/record/sessionsampler.h"
#include "tests/unit/record/worldsource.h"
#include "ui/controls/switch.h"
#include "ui/models/prefetchestable.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/replaybar.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/timelinespanel.h"
#include "ui/panels/verdictstrip.h"
#include "ui/window/mainwindow.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QInputDialog>
#include <QLabel>
#include <QMessageBox>
#include <QSettings>
#include <QSlider>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace forefetch;

namespace {

constexpr int kLong = 20'000; // ms, for a busy machine

// What the live run showed at each moment, by a panel of its own.
struct Shown
{
    std::string snapshot;
    QString verdict;
    QString requests; // how many rows, in words
    QString firstRow; // of the requests
    QString prefetches;
    double threshold = 0;
};

// A run in virtual time, ten a second faster than a disk would like, so it is recorded in memory.
struct World
{
    explicit World(const std::string &path, int moments, bool looks)
    {
        auto writer = SessionWriter::create({}, run.about(), run.clock());
        if (!writer)
            qFatal("%s", writer.error().text.c_str());
        tables.resize(900, 400);
        tables.show();
        tables.begin(run.clock());
        SessionSampler sampler;
        for (int i = 0; i < moments; ++i) {
            run.visit(i % 40);
            if (i == moments / 2)
                run.set(Param::SchedulerMinProbability, 0.7);
            if (const auto written = (*writer)->write(sampler.next(run), run.rows()); !written)
                qFatal("%s", written.error().text.c_str());
            if (looks)
                look();
        }
        if (const auto copied = (*writer)->copyTo(path); !copied)
            qFatal("%s", copied.error().text.c_str());
    }
    void look()
    {
        Shown now;
        now.snapshot = toJson(run.snapshot());
        verdict.update(run.snapshot(), run.sessions(Group::Treated), run.sessions(Group::HeldBack));
        now.verdict = verdict.sentence();
        tables.moved(run.clock());
        tables.setTab(TablesPanel::Tab::Prefetches);
        tables.update(run.rows(), run.clock());
        now.prefetches = tables.countText();
        tables.setTab(TablesPanel::Tab::Requests);
        tables.moved(run.clock());
        tables.update(run.rows(), run.clock());
        now.requests = tables.countText();
        for (int column = 1; column < 6; ++column)
            now.firstRow += tables.view()->table().textAt(0, column) + u'|';
        now.threshold = run.snapshot().settings[Param::SchedulerMinProbability];
        seen.push_back(std::move(now));
    }
    WorldSource run;
    VerdictStrip verdict;
    TablesPanel tables{Theme::light()};
    std::vector<Shown> seen;
};

void show(MainWindow &window)
{
    window.resize(1280, 800);
    window.show();
    window.activateWindow();
    if (!QTest::qWaitForWindowActive(&window, kLong))
        qFatal("the window does not become active");
}

RunPlan demoPlan()
{
    RunPlan plan;
    plan.profile.values = demoSettings();
    plan.users = 20;
    plan.rate = 100;
    return plan;
}

} // namespace

class RecordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void eachMomentShowsWhatTheRunShowed();
    void keysAndMouseMoveThroughIt();
    void itPlays();
    void theRunGoesOnBehindARecording();
    void aRecordingIsForLookingAt();
    void recordsByKeyAndOpensByKey();
    void whatCannotBeOpenedIsSaid();
    void anAlertIsSetAndSaves();
    void aScrubOfTenMinutesIsQuick();

private:
    std::string path(const char *name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    QTemporaryDir m_folder;
};

void RecordingTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("forefetch-recording-test"));
    QSettings().clear();
}

void RecordingTest::eachMomentShowsWhatTheRunShowed()
{
    const World world(path("a.ffsession"), 60, true);
    MainWindow window;
    QVERIFY(window.openSession(QString::fromStdString(path("a.ffsession"))).ok());
    show(window);
    window.setPerspective(MainWindow::Perspective::Investigate);
    auto *tables = window.findChild<TablesPanel *>();
    for (const std::size_t moment : {59U, 7U, 30U, 31U, 29U, 1U, 58U}) {
        window.replayBar()->setMoment(moment);
        window.tick(); // the first one is where it stands already
        const Shown &live = world.seen[moment];
        QCOMPARE(toJson(window.snapshot()), live.snapshot);
        QCOMPARE(window.findChild<VerdictStrip *>()->sentence(), live.verdict);
        QCOMPARE(window.past()->settings().number(Param::SchedulerMinProbability), live.threshold);
        tables->setTab(TablesPanel::Tab::Requests);
        window.tick();
        QCOMPARE(tables->countText(), live.requests);
        QString firstRow;
        for (int column = 1; column < 6; ++column)
            firstRow += tables->view()->table().textAt(0, column) + u'|';
        QCOMPARE(firstRow, live.firstRow);
        tables->setTab(TablesPanel::Tab::Prefetches);
        window.tick();
        QCOMPARE(tables->countText(), live.prefetches);
    }
}

void RecordingTest::keysAndMouseMoveThroughIt()
{
    const World world(path("b.ffsession"), 80, false);
    MainWindow window;
    QVERIFY(window.openSession(QString::fromStdString(path("b.ffsession"))).ok());
    show(window);
    ReplayBar *bar = window.replayBar();
    QVERIFY(bar->isVisible());
    QVERIFY(!bar->liveButton()->isVisible()); // nothing runs
    QCOMPARE(bar->moment(), std::size_t{79});
    QTest::keyClick(&window, Qt::Key_F6);
    QCOMPARE(window.past()->moment(), std::size_t{78});
    QTest::keyClick(&window, Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(window.past()->moment(), std::size_t{0});
    QTest::keyClick(&window, Qt::Key_F8);
    QCOMPARE(window.past()->moment(), std::size_t{1});
    bar->slider()->setFocus();
    QTest::keyClick(bar->slider(), Qt::Key_PageUp);
    QCOMPARE(window.past()->moment(), std::size_t{21});
    const QString then = bar->timeText();
    QTest::keyClick(&window, Qt::Key_F8, Qt::ShiftModifier);
    QCOMPARE(window.past()->moment(), std::size_t{79});
    QVERIFY(bar->timeText() != then);
    const int middle = bar->slider()->width() / 2;
    QTest::mouseClick(bar->slider(), Qt::LeftButton, {}, {middle, bar->slider()->height() / 2});
    QVERIFY(window.past()->moment() < 79);
    QVERIFY(bar->timeText().contains(QStringLiteral("of 0:31"))); // 79 moments of 400 ms
}

void RecordingTest::itPlays()
{
    const World world(path("c.ffsession"), 40, false);
    MainWindow window;
    QVERIFY(window.openSession(QString::fromStdString(path("c.ffsession"))).ok());
    show(window);
    ReplayBar *bar = window.replayBar();
    bar->speedBox()->setCurrentIndex(4);                  // 60×
    QTest::mouseClick(bar->playButton(), Qt::LeftButton); // from the beginning
    QVERIFY(bar->isPlaying());
    QTRY_VERIFY_WITH_TIMEOUT(!bar->isPlaying(), kLong); // it ends by itself
    QCOMPARE(window.past()->moment(), std::size_t{39});
}

void RecordingTest::theRunGoesOnBehindARecording()
{
    const World world(path("d.ffsession"), 30, false);
    MainWindow window;
    QVERIFY(window.begin(demoPlan()).ok());
    show(window);
    QVERIFY(window.openSession(QString::fromStdString(path("d.ffsession"))).ok());
    const std::uint64_t before = window.run()->session().snapshot().demand.requests;
    QVERIFY(window.windowTitle().contains(QStringLiteral("d.ffsession")));
    QTRY_VERIFY_WITH_TIMEOUT(window.run()->session().snapshot().demand.requests > before + 50,
                             kLong);
    QCOMPARE(window.snapshot().demand.requests, world.run.snapshot().demand.requests);
    QTest::mouseClick(window.replayBar()->liveButton(), Qt::LeftButton);
    QVERIFY(!window.past());
    QVERIFY(!window.replayBar()->isVisible());
    QVERIFY(window.snapshot().demand.requests > before + 50);
    QVERIFY(window.windowTitle().contains(QStringLiteral("Demo shop")));
}

// Nothing that is done to it reaches the run behind it.
void RecordingTest::aRecordingIsForLookingAt()
{
    const World world(path("e.ffsession"), 30, false);
    MainWindow window;
    QVERIFY(window.begin(demoPlan()).ok());
    show(window);
    Settings &live = window.run()->session().settings();
    QTest::keyClick(&window, Qt::Key_P, Qt::ControlModifier);
    const std::uint32_t revision = live.revision();
    QVERIFY(window.openSession(QString::fromStdString(path("e.ffsession"))).ok());
    QVERIFY(!window.findChild<KnobsPanel *>()->isEnabled());
    QTest::keyClick(&window, Qt::Key_P, Qt::ControlModifier);
    QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(&window, Qt::Key_Period, Qt::ControlModifier); // stop
    QCOMPARE(live.revision(), revision);
    QVERIFY(window.run()->isRunning());
    window.closeSession();
    QVERIFY(window.findChild<KnobsPanel *>()->isEnabled());
    QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier); // what was done can still be undone
    QCOMPARE(live.revision(), revision + 1);
}

void RecordingTest::recordsByKeyAndOpensByKey()
{
    MainWindow window;
    const QString file = QString::fromStdString(path("live.ffsession"));
    window.setSessionChooser([file] { return file; });
    window.setLogChooser([file] { return file; });
    QVERIFY(window.begin(demoPlan()).ok());
    show(window);
    QTest::keyClick(&window, Qt::Key_F9);
    QVERIFY(window.isRecording());
    auto *label = window.findChild<QLabel *>(QStringLiteral("recording"));
    QTRY_VERIFY_WITH_TIMEOUT(label->isVisible() && label->text().contains(QStringLiteral("3 s")),
                             kLong);
    QTest::keyClick(&window, Qt::Key_F9);
    QVERIFY(!window.isRecording());
    QVERIFY(!label->isVisible());
    QTest::keyClick(&window, Qt::Key_O, Qt::ControlModifier);
    QVERIFY(window.past());
    QVERIFY(window.past()->moments() >= 6);
    QVERIFY(window.past()->about().isDemo);
    QVERIFY(window.snapshot().demand.requests > 20);
    if (qEnvironmentVariableIsSet("FOREFETCH_SHOTS")) {
        QTest::qWait(500);
        window.grab().save(qEnvironmentVariable("FOREFETCH_SHOTS") + QStringLiteral("/replay.png"));
    }
    QVERIFY(window.past()->transitionGraph() != nullptr);
    QVERIFY(window.past()->modelView() != nullptr);
}

void RecordingTest::whatCannotBeOpenedIsSaid()
{
    QFile bad(QString::fromStdString(path("bad.ffsession")));
    QVERIFY(bad.open(QIODevice::WriteOnly));
    bad.write("no recording");
    bad.close();
    MainWindow window;
    window.setLogChooser([&bad] { return bad.fileName(); });
    QVERIFY(window.begin(demoPlan()).ok());
    show(window);
    QString said;
    QTimer::singleShot(0, &window, [&said] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        said = box ? box->text() : QString();
        if (box)
            box->reject();
    });
    QTest::keyClick(&window, Qt::Key_O, Qt::ControlModifier);
    QVERIFY2(said.contains(QStringLiteral("is no recording of a run")), qPrintable(said));
    QVERIFY(!window.past());
    QVERIFY(window.run()->isRunning());
}

void RecordingTest::anAlertIsSetAndSaves()
{
    MainWindow window;
    QVERIFY(window.begin(demoPlan()).ok());
    show(window);
    QAction *action = nullptr;
    for (QAction *each : window.findChildren<QAction *>()) {
        if (each->text() == QStringLiteral("&Alert…"))
            action = each;
    }
    QVERIFY(action);
    QStringList said;
    // Types the rule; one that cannot be read is said, and asked for again: then it is left.
    QString rule;
    QTimer hand;
    connect(&hand, &QTimer::timeout, this, [&] {
        QWidget *open = QApplication::activeModalWidget();
        if (auto *box = qobject_cast<QMessageBox *>(open)) {
            said << box->text();
            box->reject();
        } else if (auto *dialog = qobject_cast<QInputDialog *>(open)) {
            if (rule.isEmpty())
                return dialog->reject();
            dialog->setTextValue(std::exchange(rule, QString()));
            QTest::keyClick(dialog, Qt::Key_Return);
        }
    });
    hand.start(10);
    rule = QStringLiteral("hit_rato < 3");
    action->trigger();
    QCOMPARE(said.size(), 1);
    QVERIFY(said[0].contains(QStringLiteral("hit_ratio")));
    QVERIFY(!window.run()->alert());
    const std::uint64_t soon = window.snapshot().demand.requests + 100;
    rule = QStringLiteral("demand.requests > %1").arg(soon);
    action->trigger();
    hand.stop();
    QVERIFY(window.run()->alert());
    auto *label = window.findChild<QLabel *>(QStringLiteral("alert"));
    QVERIFY(label->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(window.run()->alert()->figures().saved, std::uint64_t{1}, kLong);
    const std::string file = window.run()->alert()->figures().file;
    QTRY_VERIFY_WITH_TIMEOUT(label->toolTip().contains(QString::fromStdString(file)), kLong);
    QVERIFY(window.openSession(QString::fromStdString(file)).ok());
    QVERIFY(window.snapshot().demand.requests > soon);
    QVERIFY(QFile::remove(QString::fromStdString(file)));
}

void RecordingTest::aScrubOfTenMinutesIsQuick()
{
    const World world(path("ten.ffsession"), 1500, false); // 400 ms each
    qInfo("file: %lld bytes", QFileInfo(QString::fromStdString(path("ten.ffsession"))).size());
    QElapsedTimer timer;
    timer.start();
    MainWindow window;
    QVERIFY(window.openSession(QString::fromStdString(path("ten.ffsession"))).ok());
    qInfo("opened in %lld ms", timer.elapsed());
    show(window);
    window.setPerspective(MainWindow::Perspective::Investigate);
    QCoreApplication::processEvents();
    std::vector<qint64> times;
    for (std::size_t i = 0; i < 40; ++i) {
        timer.restart();
        window.replayBar()->setMoment((i * 619 + 700) % 1500);
        window.repaint();
        QCoreApplication::processEvents();
        times.push_back(timer.elapsed());
        if (i == 20 && qEnvironmentVariableIsSet("FOREFETCH_SHOTS"))
            window.grab().save(qEnvironmentVariable("FOREFETCH_SHOTS") +
                               QStringLiteral("/replay-world.png"));
        QCOMPARE(window.past()->moment(), (i * 619 + 700) % 1500);
    }
    std::ranges::sort(times);
    qInfo("a jump: median %lld ms, longest %lld ms", times[20], times.back());
}

QTEST_MAIN(RecordingTest)
#include "recording_test.moc"
