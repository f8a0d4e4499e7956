// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/time/random.h"
#include "core/tune/origintrend.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

constexpr double kErrors = 0.05; // guard.max_error_ratio
constexpr auto kDemand = OriginTrend::Caller::Demand;

// Log-normal around 50 ms.
Duration latency(Random &random, double sigma, double times = 1)
{
    double normal = -6;
    for (int i = 0; i < 12; ++i)
        normal += random.uniform();
    return fromSeconds(0.05 * times * std::exp(sigma * normal));
}

} // namespace

class OriginTrendTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slowIsNoticedWithinFewAnswers_data()
    {
        QTest::addColumn<double>("sigma");
        QTest::addColumn<double>("times");
        QTest::addColumn<int>("within");
        QTest::newRow("5x, steady origin") << 0.1 << 5.0 << 5;
        QTest::newRow("5x, spread as usual") << 0.5 << 5.0 << 8;
        QTest::newRow("10x, spread wide") << 1.0 << 10.0 << 16;
    }

    void slowIsNoticedWithinFewAnswers()
    {
        QFETCH(double, sigma);
        QFETCH(double, times);
        QFETCH(int, within);
        int late = 0;
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            OriginTrend trend;
            Random random(seed);
            for (int i = 0; i < 400; ++i)
                trend.answered(kDemand, 1, latency(random, sigma), kErrors);
            int answers = 0;
            for (; answers < 40 && !trend.isSlow(); ++answers)
                trend.answered(kDemand, 1, latency(random, sigma, times), kErrors);
            late += answers > within ? 1 : 0;
        }
        QVERIFY2(late <= 5, qPrintable(QString::number(late)));
    }

    void noiseRaisesFewAlarms()
    {
        int alarms = 0;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            OriginTrend trend;
            Random random(seed);
            bool was = false;
            for (int i = 0; i < 2000; ++i) {
                // Two kinds of answers on one route, one ten times as slow.
                const double times = random.uniform() < 0.3 ? 10 : 1;
                trend.answered(kDemand, 1, latency(random, 0.5, times), kErrors);
                alarms += trend.isSlow() && !was ? 1 : 0;
                was = trend.isSlow();
            }
        }
        QVERIFY2(alarms <= 40, qPrintable(QString::number(alarms))); // in 40,000 answers
    }

    void anotherMixOfRoutesIsNoTrouble()
    {
        OriginTrend trend;
        for (int i = 0; i < 100; ++i) {
            trend.answered(kDemand, 1, 10ms, kErrors);
            if (i % 10 == 0)
                trend.answered(kDemand, 2, 500ms, kErrors); // the search
        }
        for (int i = 0; i < 100; ++i) {
            trend.answered(kDemand, 2, 500ms, kErrors);
            QVERIFY(!trend.isSlow());
        }
    }

    void fewMillisecondsMoreAreNotSlow()
    {
        OriginTrend trend;
        for (int i = 0; i < 100; ++i)
            trend.answered(kDemand, 1, 300us, kErrors);
        for (int i = 0; i < 100; ++i)
            trend.answered(kDemand, 1, 3ms, kErrors); // ten times as much, and nobody notices
        QVERIFY(!trend.isSlow());
    }

    void aColdStartJudgesNothing()
    {
        OriginTrend trend;
        trend.answered(kDemand, 1, 1ms, kErrors);
        for (int i = 0; i < 6; ++i)
            trend.answered(kDemand, 1, 900ms, kErrors);
        QVERIFY(!trend.isSlow());
        QVERIFY(!trend.overdue(9, 1h)); // a route that nobody has asked for before
    }

    void recoveryEndsTheAlarm()
    {
        OriginTrend trend;
        for (int i = 0; i < 50; ++i)
            trend.answered(kDemand, 1, 50ms, kErrors);
        for (int i = 0; i < 50; ++i)
            trend.answered(kDemand, 1, 500ms, kErrors);
        QVERIFY(trend.isSlow());
        QVERIFY(trend.timesSlower() > 5);
        int answers = 0;
        for (; trend.isSlow(); ++answers)
            trend.answered(kDemand, 1, 50ms, kErrors);
        QVERIFY2(answers <= 8, qPrintable(QString::number(answers)));
    }

    void whatStaysBecomesTheUsual()
    {
        OriginTrend trend;
        for (int i = 0; i < 50; ++i)
            trend.answered(kDemand, 1, 50ms, kErrors);
        int answers = 0;
        for (bool alarmed = true; alarmed && answers < 2000; ++answers) {
            trend.answered(kDemand, 1, 250ms, kErrors);
            alarmed = answers < 10 || trend.isSlow();
        }
        QVERIFY2(answers > 100 && answers < 1000, qPrintable(QString::number(answers)));
    }

    void whatIsOverdueCountsAsSlow()
    {
        OriginTrend trend;
        for (int i = 0; i < 50; ++i)
            trend.answered(kDemand, 1, 50ms, kErrors);
        QVERIFY(!trend.overdue(1, 60ms));
        for (int i = 0; i < 4; ++i)
            QVERIFY(trend.overdue(1, 400ms));
        QVERIFY(trend.isSlow());
    }

    void evidenceFadesWhenNothingIsHeard()
    {
        OriginTrend trend;
        for (int i = 0; i < 50; ++i)
            trend.answered(kDemand, 1, 50ms, kErrors);
        for (int i = 0; i < 10; ++i)
            trend.answered(kDemand, 1, 500ms, kErrors);
        trend.tick(250ms);
        QVERIFY(trend.isSlow());
        for (int i = 0; i < 4 * 30; ++i)
            trend.tick(250ms);
        QVERIFY(!trend.isSlow());
    }

    void errorsBeyondTheRatioAreNoticed()
    {
        // Of 30 % errors, within how many answers; and of a third of what is allowed, how often.
        int late = 0, alarms = 0;
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            Random random(seed);
            OriginTrend trend;
            for (int i = 0; i < 500; ++i) {
                if (random.uniform() < kErrors / 3)
                    trend.failed(kErrors);
                else
                    trend.succeeded(kErrors);
                alarms += trend.isFailing() ? 1 : 0;
            }
            int answers = 0;
            for (; !trend.isFailing(); ++answers) {
                if (random.uniform() < 0.3)
                    trend.failed(kErrors);
                else
                    trend.succeeded(kErrors);
            }
            late += answers > 25 ? 1 : 0;
        }
        QVERIFY2(late <= 10, qPrintable(QString::number(late)));
        QVERIFY2(alarms < 500, qPrintable(QString::number(alarms))); // of 50,000 answers
    }

    void theRatioIsTheLimit()
    {
        OriginTrend none, all;
        none.failed(0);
        QVERIFY(none.isFailing()); // not a single one is put up with
        for (int i = 0; i < 1000; ++i)
            all.failed(1);
        QVERIFY(!all.isFailing());
    }
};

QTEST_APPLESS_MAIN(OriginTrendTest)
#include "origintrend_test.moc"
