// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/cpubudget.h"

#include "core/time/random.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class CpuBudgetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSpentStaysWithinTheShare_data()
    {
        QTest::addColumn<double>("share");
        QTest::newRow("the tuner's") << 0.05;
        QTest::newRow("half") << 0.5;
        QTest::newRow("all") << 1.0;
    }

    // Pieces of a millisecond to several seconds, wanted whenever they are allowed.
    void whatIsSpentStaysWithinTheShare()
    {
        QFETCH(double, share);
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Random random(seed);
            ManualClock clock;
            CpuBudget budget(share);
            const TimePoint began = clock.now();
            double spent = 0;
            int pieces = 0;
            while (pieces < 500) {
                if (!budget.allows(clock.now())) {
                    clock.advance(10ms);
                    continue;
                }
                // Before each piece, all earlier ones are paid for.
                QVERIFY(spent <= share * seconds(clock.now() - began) + 1e-6);
                const double cpu = 0.001 + random.exponential(0.1);
                clock.advance(fromSeconds(cpu * (1 + random.uniform()))); // others run as well
                budget.spent(cpu, clock.now());
                spent += cpu;
                ++pieces;
            }
            // And no pause is longer than it has to be.
            QVERIFY2(spent >= 0.3 * share * seconds(clock.now() - began),
                     qPrintable(QString::number(spent)));
        }
    }
};

QTEST_APPLESS_MAIN(CpuBudgetTest)
#include "cpubudget_test.moc"
