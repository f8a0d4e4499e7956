// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/time/clock.h"
#include "core/time/random.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class ClockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsStillUntilMoved()
    {
        ManualClock clock;
        const TimePoint start = clock.now();
        QCOMPARE(clock.now(), start);
        clock.advance(1500ms);
        QCOMPARE(clock.now() - start, Duration(1500ms));
    }

    void neverMovesBack()
    {
        ManualClock clock;
        clock.advance(10s);
        const TimePoint later = clock.now();
        clock.advanceTo(later - 5s);
        clock.advance(-3s);
        QCOMPARE(clock.now(), later);
    }

    void wallFollowsTheTimeLine()
    {
        ManualClock clock;
        const WallTime start = clock.wallNow();
        clock.advance(2h);
        QCOMPARE(clock.wallNow() - start, std::chrono::milliseconds(2h));
    }

    void secondsSaturate()
    {
        QCOMPARE(fromSeconds(0.25), Duration(250ms));
        QVERIFY(fromSeconds(1e300) > Duration(24h * 365));
        QVERIFY(fromSeconds(-1e300) < Duration(0));
    }

    void randomIsSeededAndSplits()
    {
        Random a(7), b(7), c(8);
        QCOMPARE(a(), b());
        QVERIFY(Random(7)() != c());
        QVERIFY(a.split(1)() != a.split(2)());
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(a.below(10) < 10);
            const double u = a.uniform();
            QVERIFY(u >= 0 && u < 1);
        }
    }
};

QTEST_APPLESS_MAIN(ClockTest)
#include "clock_test.moc"
