// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/schedule.h"

#include <QTest>

using namespace forefetch;
using namespace std::chrono_literals;

// When the requests of a trace are due.
class ScheduleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsSpeeds_data();
    void readsSpeeds();
    void refusesOtherTexts_data();
    void refusesOtherTexts();
    void dividesTheTracesTime();
    void theCapMovesBackAndNeverForth();
    void noBurstMakesUpForWhatWasMoved();
    void atFullSpeedTheCapAloneSetsTimes();
};

void ScheduleTest::readsSpeeds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("factor");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("1x") << QByteArray("1x") << 1.0 << QByteArray("1x");
    QTest::newRow("10") << QByteArray("10") << 10.0 << QByteArray("10x");
    QTest::newRow("0.5x") << QByteArray("0.5x") << 0.5 << QByteArray("0.5x");
    QTest::newRow("max") << QByteArray("max") << 0.0 << QByteArray("max");
}

void ScheduleTest::readsSpeeds()
{
    QFETCH(QByteArray, text);
    QFETCH(double, factor);
    QFETCH(QByteArray, written);
    const Result<ReplaySpeed> speed = ReplaySpeed::parse(text.toStdString());
    QVERIFY2(speed.ok(), text.constData());
    QCOMPARE(speed->factor, factor);
    QCOMPARE(speed->isMax(), text == "max");
    QCOMPARE(speed->text(), written.toStdString());
}

void ScheduleTest::refusesOtherTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"", "x", "0x", "0", "-1x", "1xx", "fast", "nan", "inf", "1e3x", "2000000x", "0.001x"})
        QTest::newRow(text) << QByteArray(text);
}

void ScheduleTest::refusesOtherTexts()
{
    QFETCH(QByteArray, text);
    const Result<ReplaySpeed> speed = ReplaySpeed::parse(text.toStdString());
    QVERIFY(!speed.ok());
    QVERIFY(speed.error().text.find("\"" + text.toStdString() + "\" is no speed") !=
            std::string::npos);
}

void ScheduleTest::dividesTheTracesTime()
{
    ReplaySchedule schedule({10}, 0);
    QVERIFY(schedule.hasTimes());
    for (const Duration since : {Duration(0ns), Duration(1s), Duration(1s), Duration(24h)})
        QVERIFY(schedule.due(since) == since / 10);
    QCOMPARE(schedule.moved(), 0U);
    ReplaySchedule slow({0.5}, 0);
    QVERIFY(slow.due(3s) == 6s);
}

void ScheduleTest::theCapMovesBackAndNeverForth()
{
    ReplaySchedule schedule({1}, 4); // one in 250 ms
    QVERIFY(schedule.due(1s) == 1s);
    QVERIFY(schedule.due(1s) == 1250ms);
    QVERIFY(schedule.due(1s) == 1500ms);
    QVERIFY(schedule.due(2s) == 2s);
    QCOMPARE(schedule.moved(), 2U);
    QVERIFY(schedule.movedMost() == 500ms);
}

void ScheduleTest::noBurstMakesUpForWhatWasMoved()
{
    ReplaySchedule schedule({1}, 2);
    Duration last = schedule.due(0s);
    for (int i = 1; i <= 10; ++i) { // all at the first moment
        const Duration due = schedule.due(0s);
        QVERIFY(due - last == 500ms);
        last = due;
    }
    QVERIFY(schedule.due(5s) == 5500ms); // one in half a second still
    QVERIFY(schedule.due(9s) == 9s);     // and the trace's own times again
}

void ScheduleTest::atFullSpeedTheCapAloneSetsTimes()
{
    QVERIFY(!ReplaySchedule({0}, 0).hasTimes());
    ReplaySchedule schedule({0}, 100);
    QVERIFY(schedule.hasTimes());
    QVERIFY(schedule.due(0s) == 0s);
    QVERIFY(schedule.due(1h) == 10ms);
    QVERIFY(schedule.due(2h) == 20ms);
    QCOMPARE(schedule.moved(), 0U); // there is no time that it should have had
}

QTEST_APPLESS_MAIN(ScheduleTest)
#include "schedule_test.moc"
