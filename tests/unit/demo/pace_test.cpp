// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/duequeue.h"
#include "core/demo/pace.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class PaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theUnitMeetsTheRate()
    {
        const Pace pace(1, {});
        for (const double rate : {0.5, 5.0, 25.0, 100.0}) {
            const double unit = pace.unitFor(50, rate);
            QVERIFY(unit > 0);
            QVERIFY(std::abs(pace.rateAt(50, unit) / rate - 1) < 1e-6);
        }
        QVERIFY(pace.unitFor(50, 10) > pace.unitFor(50, 20));
        QVERIFY(pace.unitFor(100, 10) > pace.unitFor(50, 10));
    }

    void someAreAwayAtAnyTime()
    {
        const Pace pace(1, {});
        QCOMPARE(pace.pausingShare(0), 0.0);
        const double share = pace.pausingShare(2);
        QVERIFY(share > 0.05 && share < 0.6);
        QVERIFY(pace.pausingShare(20) >= share); // latency counts for less
    }

    void nobodyIsFasterThanHisAnswers()
    {
        const Pace pace(1, {});
        // One user who never thinks waits some 60 ms for each answer.
        QCOMPARE(pace.unitFor(1, 1000), 0.0);
        QVERIFY(pace.rateAt(1, 0) > 5 && pace.rateAt(1, 0) < 50);
        QVERIFY(std::isfinite(pace.unitFor(50, 1e-6)));
    }

    // On a clock that is moved by hand: what is due runs in the order of its time, then of coming.
    void tasksRunInOrder()
    {
        ManualClock clock;
        DueQueue later(clock);
        std::vector<int> ran;
        const TimePoint now = clock.now();
        later.at(now + 2s, [&] { ran.push_back(2); });
        later.at(now + 1s, [&] {
            ran.push_back(1);
            later.at(now, [&] { ran.push_back(5); }); // added meanwhile: another turn
        });
        later.at(now + 2s, [&] { ran.push_back(3); });
        later.at(now + 1h, [&] { ran.push_back(9); });
        clock.advance(3s);
        later.at(now + 3s, [&] { ran.push_back(4); }); // arms the timer anew
        QVERIFY(ran.empty());
        QVERIFY(QTest::qWaitFor([&] { return ran.size() == 5; }, 10'000));
        QCOMPARE(ran, (std::vector<int>{1, 2, 3, 4, 5}));
        QCOMPARE(later.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(PaceTest)
#include "pace_test.moc"
