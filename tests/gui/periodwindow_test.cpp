// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Zoom, period and point in the window on a running demo, by mouse and keyboard.
#include "ui/graph/graphview.h"
#include "ui/models/segmentstable.h"
#include "ui/panels/rowview.h"
#include "ui/panels/segmentspane.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/timelinespanel.h"
#include "ui/panels/transitionspanel.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace forefetch;

namespace {

constexpr int kLong = 20'000; // ms, for a busy machine

} // namespace

class PeriodWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aPointOpensTheRequestsBehindIt();
    void aPeriodIsFollowedByTablesAndGraph();
    void aZoomFiltersNothing();
    void changesCutSegmentsThatAddUp();
    void theChipsFitASmallWindow();
    void savePictures();
    void cleanup() { m_window.reset(); }

private:
    TimelinesPanel *timelines() const { return m_window->findChild<TimelinesPanel *>(); }
    TablesPanel *tables() const { return m_window->findChild<TablesPanel *>(); }
    TransitionsPanel *transitions() const { return m_window->findChild<TransitionsPanel *>(); }
    TimeChart *chart() const { return timelines()->chart(Timeline::HitRatio); }
    QPoint placeOf(double secondsAgo) const
    {
        const QRectF plot = chart()->plot();
        return QPointF(plot.right() - secondsAgo / chart()->range() * plot.width(),
                       plot.center().y())
            .toPoint();
    }
    void drag(double fromAgo, double toAgo)
    {
        QWidget *where = chart()->viewport();
        const QPoint from = placeOf(fromAgo), to = placeOf(toAgo);
        QTest::mousePress(where, Qt::LeftButton, {}, from);
        QMouseEvent move(QEvent::MouseMove, to, where->mapToGlobal(to), Qt::NoButton,
                         Qt::LeftButton, {});
        QApplication::sendEvent(where, &move);
        QTest::mouseRelease(where, Qt::LeftButton, {}, to);
    }
    // Until so many seconds are recorded.
    void record(int seconds)
    {
        std::vector<Sample> samples;
        QTRY_VERIFY_WITH_TIMEOUT(
            (m_window->run()->session().history().read(TimeSeries::Resolution::Second, TimePoint{},
                                                       m_window->run()->session().clock().now(),
                                                       samples),
             std::ranges::count_if(samples, [](const Sample &s) { return s.requests > 0; }) >=
                 seconds),
            kLong);
    }

    QTemporaryDir m_config;
    std::unique_ptr<MainWindow> m_window;
};

void PeriodWindowTest::initTestCase()
{
    qputenv("QT_NO_GLIB", "1");
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_config.path());
    QCoreApplication::setOrganizationName(QStringLiteral("forefetch"));
    QCoreApplication::setApplicationName(QStringLiteral("forefetch"));
}

void PeriodWindowTest::init()
{
    m_window = std::make_unique<MainWindow>();
    RunPlan plan;
    plan.profile.values = demoSettings();
    plan.users = 20;
    plan.rate = 100;
    QVERIFY(m_window->begin(plan).ok());
    m_window->resize(1280, 800);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get(), kLong));
}

void PeriodWindowTest::aPointOpensTheRequestsBehindIt()
{
    record(5);
    QVERIFY(tables()->visibleRegion().isEmpty()); // the graph is in front
    QTest::mouseClick(chart()->viewport(), Qt::LeftButton, {}, placeOf(3));
    QVERIFY(timelines()->period());
    QTRY_VERIFY_WITH_TIMEOUT(!tables()->visibleRegion().isEmpty(), kLong);
    QCOMPARE(tables()->tab(), TablesPanel::Tab::Requests);
    const Period period = *timelines()->period();
    const int counted = int(period.lastRequest - period.afterRequest);
    QTRY_COMPARE_WITH_TIMEOUT(tables()->view()->table().rowCount(), counted, kLong);
    QVERIFY(tables()->periodChip()->isVisible());
    QCOMPARE(tables()->periodChip()->text(), timelines()->periodChip()->text());
    QTest::mouseClick(tables()->periodChip(), Qt::LeftButton);
    QVERIFY(!timelines()->period());
    QTRY_VERIFY_WITH_TIMEOUT(tables()->view()->table().rowCount() > counted, kLong);
}

void PeriodWindowTest::aPeriodIsFollowedByTablesAndGraph()
{
    record(6);
    drag(5, 2);
    QVERIFY(timelines()->period());
    QVERIFY(transitions()->periodChip()->isVisible());
    QVERIFY(tables()->visibleRegion().isEmpty()); // a filter brings nothing to the front
    const auto counted = [this] {
        std::uint64_t sum = 0;
        for (const SceneEdge &edge : transitions()->graph()->scene().edges())
            sum += edge.count;
        return sum;
    };
    const std::uint64_t then = counted();
    const Period period = *timelines()->period();
    QVERIFY(then > 0 && then < period.lastRequest - period.afterRequest);
    record(9);
    QCOMPARE(counted(), then); // that is over
    timelines()->chart(Timeline::HitRatio)->setFocus();
    timelines()->setHover(std::nullopt);
    QTest::keyClick(timelines()->chart(Timeline::HitRatio), Qt::Key_Escape);
    QVERIFY(!timelines()->period());
    QVERIFY(!transitions()->periodChip()->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(counted() != then, kLong); // of all that is learnt
}

void PeriodWindowTest::aZoomFiltersNothing()
{
    record(4);
    chart()->setFocus();
    QTest::keyClick(chart(), Qt::Key_Plus);
    QCOMPARE(chart()->range(), 30.0); // at once
    QCOMPARE(timelines()->chart(Timeline::QueueDepth)->range(), 30.0);
    QVERIFY(!timelines()->period());
    QVERIFY(!tables()->periodChip()->isVisible());
    QTest::keyClick(chart(), Qt::Key_Backspace);
    QCOMPARE(chart()->range(), 60.0);
}

void PeriodWindowTest::changesCutSegmentsThatAddUp()
{
    record(2);
    QVERIFY(m_window->run()->session().settings().set(Param::WorkersCount, 7, "user").ok());
    record(5);
    timelines()->segmentsAction()->trigger();
    SegmentsPane *pane = timelines()->segments();
    const SegmentsTable &table = pane->table();
    QTRY_COMPARE_WITH_TIMEOUT(table.rowCount(), 2, kLong);
    QVERIFY2(table.textAt(0, SegmentsTable::What).contains(QStringLiteral("you")),
             qPrintable(table.textAt(0, SegmentsTable::What)));
    const SegmentBook &book = m_window->run()->session().segments();
    std::uint64_t sum = 0;
    for (const Segment &segment : book.segments())
        sum += segment.figures.requests;
    QCOMPARE(sum, book.total().figures.requests);
    QVERIFY(sum > 0);
}

void PeriodWindowTest::theChipsFitASmallWindow()
{
    record(4);
    QTest::mouseClick(chart()->viewport(), Qt::LeftButton, {}, placeOf(2));
    QVERIFY(timelines()->period());
    QTRY_VERIFY_WITH_TIMEOUT(!tables()->visibleRegion().isEmpty(), kLong);
    m_window->resize(1024, 700);
    timelines()->segmentsAction()->trigger();
    QTest::qWait(300);
    QCOMPARE(m_window->size(), QSize(1024, 700)); // nothing pushes it wider
    for (const QToolButton *chip : {timelines()->periodChip(), tables()->periodChip()}) {
        QVERIFY(chip->isVisible());
        QVERIFY2(chip->width() >= chip->sizeHint().width(), qPrintable(chip->text()));
    }
}

// For looking at: FOREFETCH_PICTURES names a folder.
void PeriodWindowTest::savePictures()
{
    const QString folder = qEnvironmentVariable("FOREFETCH_PICTURES");
    if (folder.isEmpty())
        QSKIP("FOREFETCH_PICTURES is not set");
    const auto save = [&](const QString &name) {
        QTest::qWait(400);
        QVERIFY(m_window->grab().save(folder + u'/' + name + QStringLiteral(".png")));
    };
    record(8);
    QVERIFY(m_window->run()->session().settings().set(Param::WorkersCount, 7, "user").ok());
    record(14);
    drag(9, 4);
    save(QStringLiteral("window-period-graph"));
    QTest::mouseClick(chart()->viewport(), Qt::LeftButton, {}, placeOf(6));
    timelines()->segmentsAction()->trigger();
    save(QStringLiteral("window-point-segments"));
    m_window->setLook(MainWindow::Look::Dark);
    m_window->resize(1024, 700);
    save(QStringLiteral("window-small-dark"));
}

QTEST_MAIN(PeriodWindowTest)
#include "periodwindow_test.moc"
