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
constexpr auto kPrefetch = OriginTrend::Caller::Prefetch;

// Four answers a second: one each tick.
class Slowly : public OriginTrend
{
public:
    explicit Slowly(double maxErrorRatio = kErrors) : m_maxErrorRatio(maxErrorRatio) {}
    void answered(Caller caller, KindSlot kind, Duration latency)
    {
        OriginTrend::answered(caller, kind, latency);
        tick(250ms, m_maxErrorRatio);
    }
    void succeeded()
    {
        OriginTrend::succeeded();
        tick(250ms, m_maxErrorRatio);
    }
    void failed()
    {
        OriginTrend::failed();
        tick(250ms, m_maxErrorRatio);
    }
    bool overdue(KindSlot kind, Duration age)
    {
        const bool is = OriginTrend::overdue(kind, age);
        tick(250ms, m_maxErrorRatio);
        return is;
    }

private:
    double m_maxErrorRatio;
};

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
            Slowly trend;
            Random random(seed);
            for (int i = 0; i < 400; ++i)
                trend.answered(kDemand, 1, latency(random, sigma));
            int answers = 0;
            for (; answers < 40 && !trend.isSlow(); ++answers)
                trend.answered(kDemand, 1, latency(random, sigma, times));
            late += answers > within ? 1 : 0;
        }
        QVERIFY2(late <= 5, qPrintable(QString::number(late)));
    }

    void noiseRaisesFewAlarms()
    {
        int alarms = 0;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Slowly trend;
            Random random(seed);
            bool was = false;
            for (int i = 0; i < 2000; ++i) {
                // Two kinds of answers on one route, one ten times as slow.
                const double times = random.uniform() < 0.3 ? 10 : 1;
                trend.answered(kDemand, 1, latency(random, 0.5, times));
                alarms += trend.isSlow() && !was ? 1 : 0;
                was = trend.isSlow();
            }
        }
        QVERIFY2(alarms <= 40, qPrintable(QString::number(alarms))); // in 40,000 answers
    }

    // The first minute of a shop whose kinds of answers take from 10 to 900 ms.
    void aMixedStartRaisesNoAlarm()
    {
        int alarms = 0;
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            OriginTrend trend;
            Random random(seed);
            bool alarmed = false;
            for (int tick = 0; tick < 4 * 60; ++tick) {
                for (int i = 0; i < 10; ++i) {
                    const int kind = static_cast<int>(random.uniform() * random.uniform() * 13);
                    const double least = 0.01 * (1 + kind * kind / 5.0);
                    trend.answered(random.uniform() < 0.5 ? kDemand : kPrefetch,
                                   static_cast<KindSlot>(kind),
                                   fromSeconds(least * (1 + 1.5 * random.uniform())));
                }
                trend.tick(250ms, kErrors);
                alarmed = alarmed || trend.isSlow();
            }
            alarms += alarmed ? 1 : 0;
        }
        QVERIFY2(alarms <= 1, qPrintable(QString::number(alarms)));
    }

    // Seven hundred answers a second for a quarter of an hour.
    void falseAlarmsAreRareInTimeToo()
    {
        OriginTrend trend;
        Random random(3);
        int alarmed = 0;
        for (int tick = 0; tick < 4 * 900; ++tick) {
            for (int i = 0; i < 175; ++i) {
                if (random.uniform() < 0.02)
                    trend.failed();
                else
                    trend.answered(kDemand, 1, latency(random, 0.5));
            }
            trend.tick(250ms, kErrors);
            alarmed += trend.isSlow() || trend.isFailing() ? 1 : 0;
        }
        QVERIFY2(alarmed <= 4, qPrintable(QString::number(alarmed)));
        for (int i = 0; i < 2; ++i) { // and still half a second is enough
            for (int n = 0; n < 175; ++n)
                trend.answered(kDemand, 1, latency(random, 0.5, 5));
            trend.tick(250ms, kErrors);
        }
        QVERIFY(trend.isSlow());
    }

    void anotherMixOfRoutesIsNoTrouble()
    {
        Slowly trend;
        for (int i = 0; i < 100; ++i) {
            trend.answered(kDemand, 1, 10ms);
            if (i % 10 == 0)
                trend.answered(kDemand, 2, 500ms); // the search
        }
        for (int i = 0; i < 100; ++i) {
            trend.answered(kDemand, 2, 500ms);
            QVERIFY(!trend.isSlow());
        }
    }

    void fewMillisecondsMoreAreNotSlow()
    {
        Slowly trend;
        for (int i = 0; i < 100; ++i)
            trend.answered(kDemand, 1, 300us);
        for (int i = 0; i < 100; ++i)
            trend.answered(kDemand, 1, 3ms); // ten times as much, and nobody notices
        QVERIFY(!trend.isSlow());
    }

    void aColdStartJudgesNothing()
    {
        Slowly trend;
        trend.answered(kDemand, 1, 1ms);
        for (int i = 0; i < 6; ++i)
            trend.answered(kDemand, 1, 900ms);
        QVERIFY(!trend.isSlow());
        QVERIFY(!trend.overdue(9, 1h)); // a route that nobody has asked for before
    }

    void recoveryEndsTheAlarm()
    {
        Slowly trend;
        for (int i = 0; i < 50; ++i)
            trend.answered(kDemand, 1, 50ms);
        for (int i = 0; i < 50; ++i)
            trend.answered(kDemand, 1, 500ms);
        QVERIFY(trend.isSlow());
        QVERIFY(trend.timesSlower() > 5);
        int answers = 0;
        for (; trend.isSlow(); ++answers)
            trend.answered(kDemand, 1, 50ms);
        QVERIFY2(answers <= 8, qPrintable(QString::number(answers)));
    }

    void whatStaysBecomesTheUsual()
    {
        Slowly trend;
        for (int i = 0; i < 50; ++i)
            trend.answered(kDemand, 1, 50ms);
        int answers = 0;
        for (bool alarmed = true; alarmed && answers < 2000; ++answers) {
            trend.answered(kDemand, 1, 250ms);
            alarmed = answers < 10 || trend.isSlow();
        }
        QVERIFY2(answers > 100 && answers < 1000, qPrintable(QString::number(answers)));
    }

    void whatIsOverdueCountsAsSlow()
    {
        Slowly trend;
        for (int i = 0; i < 50; ++i)
            trend.answered(kDemand, 1, 50ms);
        QVERIFY(!trend.overdue(1, 60ms));
        for (int i = 0; i < 4; ++i)
            QVERIFY(trend.overdue(1, 400ms));
        QVERIFY(trend.isSlow());
    }

    void evidenceFadesWhenNothingIsHeard()
    {
        Slowly trend;
        for (int i = 0; i < 50; ++i)
            trend.answered(kDemand, 1, 50ms);
        for (int i = 0; i < 10; ++i)
            trend.answered(kDemand, 1, 500ms);
        trend.tick(250ms, kErrors);
        QVERIFY(trend.isSlow());
        for (int i = 0; i < 4 * 30; ++i)
            trend.tick(250ms, kErrors);
        QVERIFY(!trend.isSlow());
    }

    void errorsBeyondTheRatioAreNoticed()
    {
        // Of 30 % errors, within how many answers; and of a third of what is allowed, how often.
        int late = 0, alarms = 0;
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            Random random(seed);
            Slowly trend;
            for (int i = 0; i < 500; ++i) {
                if (random.uniform() < kErrors / 3)
                    trend.failed();
                else
                    trend.succeeded();
                alarms += trend.isFailing() ? 1 : 0;
            }
            int answers = 0;
            for (; !trend.isFailing(); ++answers) {
                if (random.uniform() < 0.3)
                    trend.failed();
                else
                    trend.succeeded();
            }
            late += answers > 25 ? 1 : 0;
        }
        QVERIFY2(late <= 10, qPrintable(QString::number(late)));
        QVERIFY2(alarms < 500, qPrintable(QString::number(alarms))); // of 50,000 answers
    }

    void theRatioIsTheLimit()
    {
        Slowly none(0), all(1);
        none.failed();
        QVERIFY(none.isFailing()); // not a single one is put up with
        for (int i = 0; i < 1000; ++i)
            all.failed();
        QVERIFY(!all.isFailing());
    }
};

QTEST_APPLESS_MAIN(OriginTrendTest)
#include "origintrend_test.moc"
