// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/timelinesdata.h"
#include "ui/panels/timelinespanel.h"

#include <QAction>
#include <QApplication>
#include <QChart>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <ctime>

using namespace forefetch;
using namespace std::chrono_literals;
using Range = TimelinesPanel::Range;

// Drives the panel as a person does: with the mouse and the keys.
class TimelinesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void showTheValuesOfNow();
    void hoverAllCharts();
    void hoverByKeyboard();
    void chooseRangeByKeyAndMouse();
    void offerOnlyRangesWithData();
    void freezeWhileDataGoesOn();
    void markChanges();
    void goFromMarkToMark();
    void drawNothingWhileHidden();
    void fitWithoutClipping_data();
    void fitWithoutClipping();
    void nameEverythingFocusable();
    void keepTheTickShort();
    void savePictures();

private:
    // Two, as the charts take turns.
    void tick()
    {
        for (int turn = 0; turn < 2; ++turn)
            m_panel->update(m_history->series, m_history->now, m_history->changes);
    }
    void point(TimeChart *chart, double secondsAgo);

    std::unique_ptr<PlausibleHistory> m_history;
    std::unique_ptr<TimelinesPanel> m_panel;
};

void TimelinesTest::initTestCase()
{
    applyTheme(*qApp, Theme::light());
}

void TimelinesTest::init()
{
    m_history = std::make_unique<PlausibleHistory>(400);
    m_panel = std::make_unique<TimelinesPanel>(Theme::light());
    m_panel->resize(900, 640);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->activateWindow();
    tick();
}

// Moves the pointer to a moment of a chart.
void TimelinesTest::point(TimeChart *chart, double secondsAgo)
{
    const QRectF plot = chart->plot();
    const double x = plot.right() - secondsAgo / chart->range() * plot.width();
    QTest::mouseMove(chart->viewport(), QPointF(x, plot.center().y()).toPoint());
    QCoreApplication::processEvents();
}

void TimelinesTest::showTheValuesOfNow()
{
    Sample s;
    s.at = m_history->now;
    s.span = 1s;
    s.queueDepth = 17;
    s.queueLimit = 1000;
    s.workers = 4;
    s.busyWorkers = 3;
    s.processed = 12;
    s.requests = 10;
    s.originRequests = 6;
    s.prefetchAttempts = 5;
    s.outcomes[static_cast<std::size_t>(PrefetchState::Used)] = 7;
    s.outcomes[static_cast<std::size_t>(PrefetchState::WastedEvicted)] = 1;
    s.outcomes[static_cast<std::size_t>(PrefetchState::WastedExpired)] = 2;
    s.outcomes[static_cast<std::size_t>(PrefetchState::Declined)] = 4;
    Histogram latencies;
    for (int i = 0; i < 10; ++i)
        latencies.record(20ms);
    m_history->series.add(s, latencies);
    m_history->now += 1s;
    tick();
    const auto values = [this](Timeline t) { return m_panel->chart(t)->values(); };
    QCOMPARE(values(Timeline::QueueDepth), QStringList{QStringLiteral("17 / 1,000")});
    QCOMPARE(values(Timeline::Throughput),
             (QStringList{QStringLiteral("12"), QStringLiteral("3 / 4")}));
    QCOMPARE(values(Timeline::OriginLoad), (QStringList{QStringLiteral("6"), QStringLiteral("5")}));
    QCOMPARE(values(Timeline::Outcomes), (QStringList{QStringLiteral("7"), QStringLiteral("0"),
                                                      QStringLiteral("3"), QStringLiteral("4")}));
    QCOMPARE(values(Timeline::Latency).size(), 2);
    QVERIFY(std::abs(values(Timeline::Latency)[0].toDouble() - 20) < 1);
}

void TimelinesTest::hoverAllCharts()
{
    const QStringList now = m_panel->chart(Timeline::OriginLoad)->values();
    point(m_panel->chart(Timeline::HitRatio), 30);
    for (const Timeline t : kTimelines) {
        QVERIFY(m_panel->chart(t)->hover());
        QVERIFY(std::abs(*m_panel->chart(t)->hover() - 30) < 0.5);
    }
    // The head shows what was then, computed here by hand.
    std::vector<Sample> samples;
    m_history->series.read(TimeSeries::Resolution::Second, m_history->now - 31s,
                           m_history->now - 30s, samples);
    QStringList near;
    for (const Sample &s : samples)
        near.append(QString::number(s.originRequests));
    const QStringList then = m_panel->chart(Timeline::OriginLoad)->values();
    QVERIFY2(near.contains(then[0]), qPrintable(then[0] + u' ' + near.join(u' ')));
    // Outside of the plot there is no moment.
    QTest::mouseMove(m_panel->chart(Timeline::HitRatio)->viewport(), QPoint(3, 5));
    QCoreApplication::processEvents();
    for (const Timeline t : kTimelines)
        QVERIFY(!m_panel->chart(t)->hover());
    QCOMPARE(m_panel->chart(Timeline::OriginLoad)->values(), now);
}

void TimelinesTest::hoverByKeyboard()
{
    TimeChart *chart = m_panel->chart(Timeline::Latency);
    chart->setFocus();
    QTest::keyClick(chart, Qt::Key_Left);
    QTest::keyClick(chart, Qt::Key_Left);
    QCOMPARE(m_panel->chart(Timeline::QueueDepth)->hover(), std::optional(2.0));
    QVERIFY(chart->accessibleDescription().contains(QStringLiteral("p95")));
    QTest::keyClick(chart, Qt::Key_Home);
    QCOMPARE(m_panel->chart(Timeline::QueueDepth)->hover(), std::optional(60.0));
    QTest::keyClick(chart, Qt::Key_Escape);
    QVERIFY(!m_panel->chart(Timeline::QueueDepth)->hover());
}

void TimelinesTest::chooseRangeByKeyAndMouse()
{
    QSignalSpy changed(m_panel.get(), &TimelinesPanel::rangeChanged);
    m_panel->chart(Timeline::HitRatio)->setFocus();
    QTest::keyClick(m_panel->chart(Timeline::HitRatio), Qt::Key_2);
    QCOMPARE(m_panel->range(), Range::FiveMinutes);
    tick();
    for (const Timeline t : kTimelines)
        QCOMPARE(m_panel->chart(t)->range(), 300.0);
    QTest::mouseClick(m_panel->rangeButton(Range::Minute), Qt::LeftButton);
    tick();
    QCOMPARE(m_panel->chart(Timeline::Outcomes)->range(), 60.0);
    QCOMPARE(changed.count(), 2);
    QTest::mouseClick(m_panel->rangeButton(Range::All), Qt::LeftButton);
    tick();
    QCOMPARE(m_panel->chart(Timeline::Outcomes)->range(), 600.0); // 400 s, rounded up
}

void TimelinesTest::offerOnlyRangesWithData()
{
    QVERIFY(m_panel->rangeButton(Range::FiveMinutes)->isEnabled());
    m_history = std::make_unique<PlausibleHistory>(20);
    m_panel = std::make_unique<TimelinesPanel>(Theme::light());
    m_panel->show();
    tick();
    QVERIFY(m_panel->rangeButton(Range::Minute)->isEnabled());
    QVERIFY(!m_panel->rangeButton(Range::FiveMinutes)->isEnabled());
    QVERIFY(!m_panel->rangeButton(Range::HalfHour)->isEnabled());
    QVERIFY(!m_panel->rangeButton(Range::All)->isEnabled());
    QVERIFY(m_panel->rangeButton(Range::FiveMinutes)->toolTip().contains(QStringLiteral("20 s")));
}

void TimelinesTest::freezeWhileDataGoesOn()
{
    TimeChart *chart = m_panel->chart(Timeline::OriginLoad);
    chart->setFocus();
    QTest::keyClick(chart, Qt::Key_Space);
    QVERIFY(m_panel->isFrozen());
    QVERIFY(m_panel->freezeAction()->isChecked());
    tick();
    const QStringList then = chart->values();
    const double at = chart->now();
    for (int s = 0; s < 20; ++s) {
        m_history->addSecond(0, s); // prefetching stops: all values change
        tick();
    }
    QCOMPARE(chart->now(), at);
    QCOMPARE(chart->values(), then);
    // Another range of the same moment, while frozen.
    QTest::keyClick(chart, Qt::Key_2);
    tick();
    QCOMPARE(chart->range(), 300.0);
    QCOMPARE(chart->values(), then);
    QTest::keyClick(chart, Qt::Key_L);
    QVERIFY(!m_panel->isFrozen());
    tick();
    QVERIFY(chart->now() >= at + 19);
    QCOMPARE(chart->values()[1], QStringLiteral("0")); // no prefetch any more
}

void TimelinesTest::markChanges()
{
    m_history->changes.push_back(
        {3, m_history->now - 10s, Param::SchedulerMinProbability, 0.35, 0.2, "user"});
    m_history->changes.push_back({4, m_history->now - 5s, Param::WorkersCount, 4, 8, "profile"});
    m_history->changes.push_back({4, m_history->now - 5s, Param::QueueMaxSize, 1, 2, "profile"});
    const int before = m_panel->chart(Timeline::HitRatio)->marksShown();
    tick();
    for (const Timeline t : kTimelines)
        QCOMPARE(m_panel->chart(t)->marksShown(), before + 2); // a profile is one
    QVERIFY(m_panel->chart(Timeline::HitRatio)->summary().contains(QStringLiteral("marked")));
}

void TimelinesTest::goFromMarkToMark()
{
    m_history->changes = {{1, m_history->now - 40s, Param::WorkersCount, 2, 4, "user"},
                          {2, m_history->now - 10s, Param::WorkersCount, 4, 8, "user"}};
    tick();
    TimeChart *chart = m_panel->chart(Timeline::Throughput);
    chart->setFocus();
    const auto isNear = [chart](double ago) {
        return chart->hover() && std::abs(*chart->hover() - ago) < 0.5;
    };
    QTest::keyClick(chart, Qt::Key_BracketLeft);
    QVERIFY(isNear(10));
    QTest::keyClick(chart, Qt::Key_BracketLeft);
    QVERIFY(isNear(40));
    QTest::keyClick(chart, Qt::Key_BracketLeft);
    QVERIFY(isNear(40));
    QTest::keyClick(chart, Qt::Key_BracketRight);
    QVERIFY(isNear(10));
}

void TimelinesTest::drawNothingWhileHidden()
{
    TimeChart *chart = m_panel->chart(Timeline::Latency);
    const double at = chart->now();
    m_panel->hide();
    m_history->now += 5s;
    tick();
    QCOMPARE(chart->now(), at);
    m_panel->show();
    QCoreApplication::processEvents();
    tick();
    QVERIFY(chart->now() > at + 4);
}

void TimelinesTest::fitWithoutClipping_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("columns");
    QTest::newRow("middle of 1024x700") << QSize(490, 400) << 2;
    QTest::newRow("wide and low") << QSize(1000, 300) << 3;
    QTest::newRow("narrow") << QSize(300, 700) << 1;
    QTest::newRow("large") << QSize(1200, 1000) << 2;
}

void TimelinesTest::fitWithoutClipping()
{
    QFETCH(QSize, size);
    QFETCH(int, columns);
    m_panel->resize(size);
    QTest::qWait(50);
    tick();
    QCOMPARE(m_panel->size(), size);
    QCOMPARE(m_panel->columns(), columns);
    for (const Timeline t : kTimelines) {
        TimeChart *chart = m_panel->chart(t);
        const QRect within(chart->mapTo(m_panel.get(), QPoint()), chart->size());
        QVERIFY2(m_panel->rect().contains(within), qPrintable(QStringLiteral("%1 at %2, %3, %4x%5")
                                                                  .arg(chart->spec().title)
                                                                  .arg(within.x())
                                                                  .arg(within.y())
                                                                  .arg(within.width())
                                                                  .arg(within.height())));
        QVERIFY(chart->plot().width() > 90 && chart->plot().height() > 30);
        for (const Timeline other : kTimelines)
            QVERIFY(std::abs(m_panel->chart(other)->plot().width() - chart->plot().width()) <= 1);
    }
}

void TimelinesTest::nameEverythingFocusable()
{
    int focusable = 0;
    for (const QWidget *widget : m_panel->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(m_panel.get()))
            continue;
        ++focusable;
        QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
    QVERIFY(focusable >= 12); // six charts, four ranges, freeze and live
}

// What a tick costs, painting included; the figure is for the log, the machine's load is not ours.
void TimelinesTest::keepTheTickShort()
{
    for (const Range range : {Range::Minute, Range::FiveMinutes}) {
        m_panel->setRange(range);
        std::vector<double> costs;
        for (int i = 0; i < 60; ++i) {
            if (i % 10 == 0)
                m_history->addSecond(1, i);
            m_history->now += i % 10 == 0 ? -900ms : 100ms;
            const std::clock_t begin = std::clock(); // of this process alone
            tick();
            QCoreApplication::processEvents();
            costs.push_back(1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
        }
        std::ranges::sort(costs);
        qInfo("range %g s: tick median %.2f ms of processor, p95 %.2f ms", m_panel->rangeSeconds(),
              costs[30], costs[57]);
        for (const Timeline t : kTimelines) {
            const TimeChart *chart = m_panel->chart(t);
            const auto lines = static_cast<int>(chart->spec().lines.size()) + 1;
            QVERIFY(chart->pointsDrawn() <= lines * int(TimeChart::kMaxPoints));
        }
    }
}

// For looking at: FOREFETCH_PICTURES names a folder.
void TimelinesTest::savePictures()
{
    const QString folder = qEnvironmentVariable("FOREFETCH_PICTURES");
    if (folder.isEmpty())
        QSKIP("FOREFETCH_PICTURES is not set");
    const auto save = [&](const QString &name) {
        QCoreApplication::processEvents();
        tick();
        QCoreApplication::processEvents();
        QVERIFY(m_panel->grab().save(folder + u'/' + name + QStringLiteral(".png")));
    };
    m_panel->resize(900, 620);
    m_panel->setRange(Range::FiveMinutes);
    save(QStringLiteral("light"));
    m_panel->setHover(120);
    save(QStringLiteral("hover"));
    m_panel->resize(490, 400);
    save(QStringLiteral("small"));
    applyTheme(*qApp, Theme::dark());
    m_panel->setTheme(Theme::dark());
    m_panel->setRange(Range::Minute);
    m_panel->resize(300, 760);
    save(QStringLiteral("narrow"));
    m_panel->resize(1180, 460);
    m_panel->setFrozen(true);
    save(QStringLiteral("dark"));
    const TimeChart *ratio = m_panel->chart(Timeline::HitRatio);
    QVERIFY(ratio->exportImage(folder + QStringLiteral("/ratio.svg"), {640, 300}, Theme::light()));
    QVERIFY(ratio->exportImage(folder + QStringLiteral("/ratio.png"), {640, 300}, Theme::light()));
    applyTheme(*qApp, Theme::light());
}

QTEST_MAIN(TimelinesTest)
#include "timelines_test.moc"
