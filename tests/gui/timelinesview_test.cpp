// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What part of the time line is shown and chosen, by mouse and keyboard.
#include "tests/gui/timelinesdata.h"
#include "ui/models/segmentstable.h"
#include "ui/panels/rowview.h"
#include "ui/panels/segmentspane.h"
#include "ui/panels/timelinespanel.h"

#include <QAction>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace forefetch;
using namespace std::chrono_literals;

class TimelinesViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void theWheelZoomsAllChartsAndFiltersNothing();
    void aTurnOfTheWheelIsOneStepBack();
    void theWheelAloneScrolls();
    void keysZoomAroundTheReadout();
    void backAndForwardAsInABrowser();
    void escapeReturns();
    void aDragWithShiftMoves();
    void aDragWithControlZoomsToIt();
    void whatStandsStaysWhileDataGoesOn();
    void theEndOfTheRecordIsLive();
    void aDragChoosesWholePoints();
    void keysChooseAPeriod();
    void itsChipLetsGoOfIt();
    void aClickChoosesOnePoint();
    void whereNothingIsRecordedNothingIsChosen();
    void zoomsToThePeriod();
    void segmentsAddUp();
    void aSegmentIsChosenByEnter();
    void everyPartHasAName();
    void savePictures();

private:
    void tick()
    {
        for (int turn = 0; turn < 2; ++turn)
            m_panel->update(m_history->series, m_history->now, m_history->changes, m_faults);
    }
    TimeChart *chart(Timeline timeline = Timeline::HitRatio) const
    {
        return m_panel->chart(timeline);
    }
    QPoint placeOf(double secondsAgo, Timeline timeline = Timeline::HitRatio) const
    {
        const QRectF plot = chart(timeline)->plot();
        const double x = plot.right() - secondsAgo / chart(timeline)->range() * plot.width();
        return QPointF(x, plot.center().y()).toPoint();
    }
    bool wheel(double secondsAgo, int steps, Qt::KeyboardModifiers keys);
    void drag(double fromAgo, double toAgo, Qt::KeyboardModifiers keys = {});
    // What is recorded of a moment.
    Sample sampleAt(double moment) const;
    double nowSeconds() const { return seconds(m_history->now.time_since_epoch()); }
    void runSegments(SegmentBook &book, int seconds);

    std::unique_ptr<PlausibleHistory> m_history;
    std::unique_ptr<TimelinesPanel> m_panel;
    std::vector<FaultEvent> m_faults;
};

void TimelinesViewTest::initTestCase()
{
    applyTheme(*qApp, Theme::light());
}

void TimelinesViewTest::init()
{
    m_history = std::make_unique<PlausibleHistory>(400);
    m_panel = std::make_unique<TimelinesPanel>(Theme::light());
    m_panel->follow(ManualClock());
    m_panel->resize(900, 640);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->activateWindow();
    tick();
}

bool TimelinesViewTest::wheel(double secondsAgo, int steps, Qt::KeyboardModifiers keys)
{
    QWidget *where = chart()->viewport();
    const QPointF at = placeOf(secondsAgo);
    QWheelEvent event(at, where->mapToGlobal(at), {}, {0, 120 * steps}, Qt::NoButton, keys,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(where, &event);
    tick();
    return event.isAccepted();
}

void TimelinesViewTest::drag(double fromAgo, double toAgo, Qt::KeyboardModifiers keys)
{
    QWidget *where = chart()->viewport();
    const QPoint from = placeOf(fromAgo), to = placeOf(toAgo);
    QTest::mousePress(where, Qt::LeftButton, keys, from);
    for (const QPoint at : {(from + to) / 2, to}) {
        QMouseEvent move(QEvent::MouseMove, at, where->mapToGlobal(at), Qt::NoButton,
                         Qt::LeftButton, keys);
        QApplication::sendEvent(where, &move);
    }
    QTest::mouseRelease(where, Qt::LeftButton, keys, to);
    tick();
}

Sample TimelinesViewTest::sampleAt(double moment) const
{
    std::vector<Sample> samples;
    const TimePoint at{fromSeconds(moment)};
    m_history->series.read(TimeSeries::Resolution::Second, at, at, samples);
    return samples.empty() ? Sample() : samples.front();
}

void TimelinesViewTest::theWheelZoomsAllChartsAndFiltersNothing()
{
    QSignalSpy filtered(m_panel.get(), &TimelinesPanel::periodChanged);
    const double moment = chart()->now() - 30;
    QVERIFY(wheel(30, 1, Qt::ControlModifier));
    for (const Timeline t : kTimelines) {
        QCOMPARE(chart(t)->range(), 30.0);
        QCOMPARE(chart(t)->now(), chart()->now());
    }
    QVERIFY(std::abs(chart()->now() - 15 - moment) <= 1); // is still under the pointer
    QVERIFY(!m_panel->isLive());
    wheel(15, -1, Qt::ControlModifier);
    QCOMPARE(chart()->range(), 60.0);
    QCOMPARE(filtered.count(), 0);
    QVERIFY(!m_panel->period());
}

void TimelinesViewTest::aTurnOfTheWheelIsOneStepBack()
{
    for (int i = 0; i < 3; ++i)
        wheel(30, -1, Qt::ControlModifier);
    QCOMPARE(chart()->range(), 180.0);
    m_panel->backAction()->trigger();
    tick();
    QCOMPARE(chart()->range(), 60.0);
    QVERIFY(m_panel->isLive());
    QVERIFY(!m_panel->backAction()->isEnabled());
    // Later, it is another gesture.
    wheel(30, 1, Qt::ControlModifier);
    m_history->now += 5s;
    tick();
    wheel(15, 1, Qt::ControlModifier);
    m_panel->backAction()->trigger();
    tick();
    QCOMPARE(chart()->range(), 30.0);
}

void TimelinesViewTest::theWheelAloneScrolls()
{
    QVERIFY(!wheel(30, 1, {}));
    QCOMPARE(chart()->range(), 60.0);
}

void TimelinesViewTest::keysZoomAroundTheReadout()
{
    chart()->setFocus();
    QTest::keyClick(chart(), Qt::Key_Plus);
    tick();
    QCOMPARE(chart()->range(), 30.0);
    QVERIFY(m_panel->isLive()); // without a readout it goes along with now
    m_panel->setHover(20);
    const double moment = chart()->now() - 20;
    QTest::keyClick(chart(), Qt::Key_Plus);
    tick();
    QCOMPARE(chart()->range(), 20.0);
    QVERIFY(!m_panel->isLive());
    QVERIFY(chart()->hover());
    QVERIFY(std::abs(chart()->now() - *chart()->hover() - moment) < 0.01); // the same moment
    QTest::keyClick(chart(), Qt::Key_Left, Qt::ControlModifier);
    tick();
    QVERIFY(chart()->now() < moment + 20 - 4);
    QTest::keyClick(chart(), Qt::Key_L);
    tick();
    QVERIFY(m_panel->isLive());
    QCOMPARE(chart()->range(), 20.0);
}

void TimelinesViewTest::backAndForwardAsInABrowser()
{
    chart()->setFocus();
    QTest::keyClick(chart(), Qt::Key_2);
    QTest::keyClick(chart(), Qt::Key_4);
    tick();
    QCOMPARE(chart()->range(), 600.0);
    QTest::keyClick(chart(), Qt::Key_Left, Qt::AltModifier);
    tick();
    QCOMPARE(chart()->range(), 300.0);
    QVERIFY(m_panel->rangeButton(TimelinesPanel::Range::FiveMinutes)->isChecked());
    QTest::keyClick(chart(), Qt::Key_Backspace);
    tick();
    QCOMPARE(chart()->range(), 60.0);
    QTest::keyClick(chart(), Qt::Key_Right, Qt::AltModifier);
    QTest::keyClick(chart(), Qt::Key_Right, Qt::AltModifier);
    tick();
    QCOMPARE(chart()->range(), 600.0);
    QVERIFY(!m_panel->forwardAction()->isEnabled());
}

void TimelinesViewTest::escapeReturns()
{
    wheel(30, 1, Qt::ControlModifier);
    drag(20, 10);
    QVERIFY(m_panel->period());
    chart()->setFocus();
    m_panel->setHover(12);
    QTest::keyClick(chart(), Qt::Key_Escape); // the readout
    QVERIFY(!chart()->hover());
    QVERIFY(m_panel->period());
    QTest::keyClick(chart(), Qt::Key_Escape); // what is chosen
    QVERIFY(!m_panel->period());
    QCOMPARE(m_panel->view().length, 30.0);
    QTest::keyClick(chart(), Qt::Key_Escape); // the zoom
    QCOMPARE(m_panel->view().length, 60.0);
    QVERIFY(m_panel->isLive());
}

void TimelinesViewTest::aDragWithShiftMoves()
{
    const double moment = chart()->now() - 50;
    drag(50, 10, Qt::ShiftModifier);
    QVERIFY(!m_panel->isLive());
    QVERIFY(std::abs(chart()->now() - 10 - moment) <= 1.5); // what was taken hold of is there
    QCOMPARE(chart()->range(), 60.0);
    QVERIFY(!m_panel->period());
    QVERIFY(!m_panel->rangeButton(TimelinesPanel::Range::Minute)->isChecked());
}

void TimelinesViewTest::aDragWithControlZoomsToIt()
{
    const double now = chart()->now();
    drag(45, 20, Qt::ControlModifier);
    QCOMPARE(chart()->range(), 30.0);
    QVERIFY(chart()->now() - 30 <= now - 45 + 1 && chart()->now() >= now - 20 - 1);
    QVERIFY(!m_panel->period());
    QVERIFY(!chart()->period()); // nor is anything drawn any more
}

void TimelinesViewTest::whatStandsStaysWhileDataGoesOn()
{
    wheel(40, 1, Qt::ControlModifier);
    const double end = chart()->now();
    const QStringList values = chart()->values();
    for (int s = 0; s < 20; ++s) {
        m_history->addSecond(0, s);
        tick();
    }
    QCOMPARE(chart()->now(), end);
    QCOMPARE(chart()->values(), values);
    QVERIFY(chart()->summary().contains(QStringLiteral(":"))); // told by the clock
    QVERIFY(!chart()->summary().contains(QStringLiteral("ago")));
    QTest::keyClick(m_panel.get(), Qt::Key_L);
    tick();
    QVERIFY(chart()->now() > end + 19);
    QVERIFY(m_panel->isLive());
}

void TimelinesViewTest::theEndOfTheRecordIsLive()
{
    drag(50, 10, Qt::ShiftModifier);
    QVERIFY(!m_panel->isLive());
    chart()->setFocus();
    for (int i = 0; i < 8; ++i)
        QTest::keyClick(chart(), Qt::Key_Right, Qt::ControlModifier);
    QVERIFY(m_panel->isLive());
    // Nor is there anything before the beginning.
    for (int i = 0; i < 200; ++i)
        QTest::keyClick(chart(), Qt::Key_Left, Qt::ControlModifier);
    tick();
    QVERIFY(nowSeconds() - chart()->now() < 450);
}

void TimelinesViewTest::aDragChoosesWholePoints()
{
    QSignalSpy chosen(m_panel.get(), &TimelinesPanel::periodChanged);
    const double now = chart()->now();
    drag(40.4, 30.6);
    QCOMPARE(chosen.count(), 1); // when the button was let go
    QVERIFY(m_panel->period());
    const Sample first = sampleAt(now - 40.4), last = sampleAt(now - 30.6);
    const Period &period = *m_panel->period();
    // A pixel is a sixth of a second here.
    QVERIFY(period.from == first.from || period.from == first.from - 1s);
    QVERIFY(period.to == last.to || period.to == last.to + 1s);
    QCOMPARE(period.afterRequest, sampleAt(seconds(period.from.time_since_epoch())).afterRequest);
    for (const Timeline t : kTimelines) {
        QVERIFY(chart(t)->period());
        QCOMPARE(chart(t)->period()->from, seconds(period.from.time_since_epoch()));
    }
    QCOMPARE(chart()->range(), 60.0); // a filter never zooms
    QVERIFY(m_panel->isLive());
    QVERIFY(m_panel->periodChip()->isVisible());
}

void TimelinesViewTest::keysChooseAPeriod()
{
    chart()->setFocus();
    for (int i = 0; i < 10; ++i)
        QTest::keyClick(chart(), Qt::Key_Left);
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(chart(), Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(m_panel->period());
    const double length = seconds(m_panel->period()->to - m_panel->period()->from);
    QVERIFY2(length >= 5 && length <= 6, qPrintable(QString::number(length)));
    QTest::keyClick(chart(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(seconds(m_panel->period()->to - m_panel->period()->from) < length);
    QTest::keyClick(chart(), Qt::Key_Return); // the point of the readout alone
    QCOMPARE(seconds(m_panel->period()->to - m_panel->period()->from), 1.0);
}

void TimelinesViewTest::itsChipLetsGoOfIt()
{
    drag(40, 30);
    QToolButton *chip = m_panel->periodChip();
    QVERIFY(chip->isVisible());
    QVERIFY2(chip->text().contains(QStringLiteral(" – ")), qPrintable(chip->text()));
    QCOMPARE(chip->text().count(u':'), 4);
    QVERIFY(chip->accessibleName().contains(chip->text()));
    QSignalSpy chosen(m_panel.get(), &TimelinesPanel::periodChanged);
    QTest::mouseClick(chip, Qt::LeftButton);
    QCOMPARE(chosen.count(), 1);
    QVERIFY(!m_panel->period());
    QVERIFY(!chip->isVisible());
    QVERIFY(!chart()->period());
}

void TimelinesViewTest::aClickChoosesOnePoint()
{
    QSignalSpy clicked(m_panel.get(), &TimelinesPanel::pointChosen);
    const double moment = chart()->now() - 25;
    QTest::mouseClick(chart(Timeline::Outcomes)->viewport(), Qt::LeftButton, {},
                      placeOf(25, Timeline::Outcomes));
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked[0][0].value<Timeline>(), Timeline::Outcomes);
    const Period period = *m_panel->period();
    const Sample sample = sampleAt(seconds(period.from.time_since_epoch()));
    QVERIFY(std::abs(seconds(sample.at.time_since_epoch()) + 0.5 - moment) <= 0.7);
    QCOMPARE(period, (Period{sample.from, sample.to, sample.afterRequest, sample.lastRequest}));
    QCOMPARE(period.lastRequest - period.afterRequest, std::uint64_t{sample.requests});
    QTest::mouseClick(chart()->viewport(), Qt::LeftButton, {}, QPoint(20, 8)); // on the head
    QCOMPARE(clicked.count(), 1);
}

void TimelinesViewTest::whereNothingIsRecordedNothingIsChosen()
{
    m_panel->setRange(TimelinesPanel::Range::All);
    tick();
    drag(590, 500); // before the run
    QVERIFY(!m_panel->period());
    QVERIFY(!m_panel->periodChip()->isVisible());
    QVERIFY(!chart()->period());
}

void TimelinesViewTest::zoomsToThePeriod()
{
    drag(40, 30);
    const Period period = *m_panel->period();
    QTest::keyClick(chart(), Qt::Key_Z);
    tick();
    QVERIFY(chart()->range() <= 15);
    QVERIFY(chart()->now() >= seconds(period.to.time_since_epoch()) - 0.6);
    QVERIFY(chart()->now() - chart()->range() <= seconds(period.from.time_since_epoch()) + 0.6);
    QCOMPARE(*m_panel->period(), period);
}

void TimelinesViewTest::runSegments(SegmentBook &book, int seconds)
{
    Snapshot snapshot;
    Histogram latencies;
    for (int s = 0; s <= seconds; ++s) {
        snapshot.uptime = s;
        snapshot.revision = s < seconds / 2 ? 1 : 2;
        if (s == seconds * 3 / 4)
            snapshot.faults.push_back({"latency-x5", snapshot.takenAt, {}});
        snapshot.demand.requests += 40;
        snapshot.demand.cacheable += 40;
        snapshot.demand.hits += s < seconds / 2 ? 10 : 30;
        snapshot.demand.originRequests += s < seconds / 2 ? 30 : 10;
        snapshot.prefetch.attempts += s < seconds / 2 ? 0 : 25;
        latencies.record(s < seconds / 2 ? 90ms : 2ms, 40);
        book.follow(snapshot, latencies, m_history->now - std::chrono::seconds(seconds - s));
    }
    m_history->changes = {{2, m_history->now - std::chrono::seconds(seconds / 2 + 1),
                           Param::SchedulerMinProbability, 0.5, 0.35, "tuner"}};
}

void TimelinesViewTest::segmentsAddUp()
{
    SegmentBook book;
    runSegments(book, 120);
    QTest::keyClick(m_panel.get(), Qt::Key_T);
    QVERIFY(m_panel->segments()->isVisible());
    QCoreApplication::processEvents();
    tick();
    m_panel->showSegments(book, m_history->changes);
    const SegmentsTable &table = m_panel->segments()->table();
    QCOMPARE(table.rowCount(), 3);
    std::uint64_t requests = 0;
    for (int row = 0; row < 3; ++row)
        requests += table.at(row)->figures.requests;
    QCOMPARE(requests, std::uint64_t{121 * 40});
    QVERIFY2(m_panel->segments()->totalText().contains(QStringLiteral("4,840 requests")),
             qPrintable(m_panel->segments()->totalText()));
    QVERIFY(table.textAt(0, SegmentsTable::What).contains(QStringLiteral("latency-x5")));
    QCOMPARE(table.signAt(0, SegmentsTable::What)->marker, QStringLiteral("✖"));
    QVERIFY(table.textAt(1, SegmentsTable::What).contains(QStringLiteral("tuner")));
    QCOMPARE(table.signAt(1, SegmentsTable::What)->marker, QStringLiteral("⚙"));
    QCOMPARE(table.textAt(1, SegmentsTable::HitRatio), QStringLiteral("75 %"));
    QCOMPARE(table.textAt(1, SegmentsTable::ExtraLoad), QStringLiteral("+250 %"));
    QCOMPARE(table.textAt(2, SegmentsTable::What), QStringLiteral("Start"));
    QCOMPARE(table.textAt(2, SegmentsTable::Waste), QStringLiteral("–"));
    QTest::keyClick(m_panel.get(), Qt::Key_T);
    QVERIFY(!m_panel->segments()->isVisible());
}

void TimelinesViewTest::aSegmentIsChosenByEnter()
{
    SegmentBook book;
    runSegments(book, 120);
    QTest::keyClick(m_panel.get(), Qt::Key_T);
    QCoreApplication::processEvents();
    tick();
    m_panel->showSegments(book, m_history->changes);
    RowView *view = m_panel->segments()->view();
    view->setFocus();
    view->selectRow(1);
    QTest::keyClick(view, Qt::Key_Return);
    QVERIFY(m_panel->period()); // though it began before what is shown
    const Segment &segment = *m_panel->segments()->table().at(1);
    QVERIFY(std::abs(seconds(m_panel->period()->from - segment.begin)) <= 1);
    QVERIFY(std::abs(seconds(m_panel->period()->to - segment.end)) <= 1);
}

void TimelinesViewTest::everyPartHasAName()
{
    drag(40, 30);
    QTest::keyClick(m_panel.get(), Qt::Key_T);
    for (const QWidget *widget : m_panel->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(m_panel.get()))
            continue;
        QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

// For looking at: FOREFETCH_PICTURES names a folder.
void TimelinesViewTest::savePictures()
{
    const QString folder = qEnvironmentVariable("FOREFETCH_PICTURES");
    if (folder.isEmpty())
        QSKIP("FOREFETCH_PICTURES is not set");
    SegmentBook book;
    runSegments(book, 120);
    m_faults = {{Fault::Errors30, m_history->now - 30s}};
    const auto save = [&](const QString &name) {
        QCoreApplication::processEvents();
        tick();
        m_panel->showSegments(book, m_history->changes);
        QCoreApplication::processEvents();
        QVERIFY(m_panel->grab().save(folder + u'/' + name + QStringLiteral(".png")));
    };
    drag(40, 25);
    save(QStringLiteral("view-chosen"));
    wheel(30, 1, Qt::ControlModifier);
    save(QStringLiteral("view-zoomed"));
    m_panel->segmentsAction()->setChecked(true);
    m_history->now += 1s;
    save(QStringLiteral("view-segments"));
    m_panel->resize(490, 400);
    save(QStringLiteral("view-small"));
    applyTheme(*qApp, Theme::dark());
    m_panel->setTheme(Theme::dark());
    m_panel->resize(1180, 560);
    save(QStringLiteral("view-dark"));
    applyTheme(*qApp, Theme::light());
    m_faults.clear();
}

QTEST_MAIN(TimelinesViewTest)
#include "timelinesview_test.moc"
