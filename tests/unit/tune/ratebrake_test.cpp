// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/ratebrake.h"

#include <QtTest>

#include <set>

using namespace forefetch;
using namespace std::chrono_literals;

class RateBrakeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void troubleHalvesEveryHalfSecond()
    {
        RateBrake brake(Random(1));
        TimePoint now(10s);
        QVERIFY(!brake.isHolding());
        QCOMPARE(brake.opensAt(now), now);
        QVERIFY(brake.step(true, {.sent = 8}, now)); // takes hold
        QCOMPARE(brake.factor(), 0.5);
        QVERIFY(!brake.step(true, {.sent = 8}, now += 250ms));
        QCOMPARE(brake.factor(), 0.5);
        QVERIFY(!brake.step(true, {.sent = 8}, now += 250ms));
        QCOMPARE(brake.factor(), 0.25);
        for (int i = 0; i < 100; ++i)
            brake.step(true, {.sent = 8}, now += 250ms);
        QCOMPARE(brake.factor(), RateBrake::kLeast);
    }

    void theFactorIsOfWhatWasSentBefore()
    {
        RateBrake brake(Random(1));
        const TimePoint now(10s);
        brake.sent(now);
        brake.step(true, {.sent = 8}, now);
        QCOMPARE(brake.opensAt(now), now + 250ms); // four a second
        QCOMPARE(brake.opensAt(now + 1s), now + 1s);
        brake.step(true, {.sent = 0.1}, now + 500ms); // what is sent now is the brake's own doing
        QCOMPARE(brake.opensAt(now), now + 500ms);
    }

    void recoveryWaitsAndGrowsByJitteredSteps()
    {
        std::set<double> ends;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            RateBrake brake{Random(seed)};
            TimePoint now(10s);
            brake.step(true, {.sent = 8}, now);
            const TimePoint trouble = now;
            bool released = false;
            double before = brake.factor();
            while (!released) {
                released = brake.step(false, {}, now += RateBrake::kStep);
                QVERIFY(brake.factor() - before <= 0.0750001); // never a jump
                if (now < trouble + 1s)
                    QCOMPARE(brake.factor(), 0.5);
                before = brake.factor();
                QVERIFY(now < trouble + 10s);
            }
            QCOMPARE(brake.factor(), 1.0);
            ends.insert(seconds(now - trouble));
        }
        QVERIFY(ends.size() > 4); // they do not come back together
    }

    void itStaysOnWhileSendsPressAgainstIt()
    {
        RateBrake brake(Random(1));
        TimePoint now(10s);
        brake.sent(now);
        brake.step(true, {.sent = 8}, now);
        int sent = 0;
        for (; now < TimePoint(20s); now += 1ms) { // as many as it lets through
            if (now.time_since_epoch() % RateBrake::kStep == 0ns)
                brake.step(false, {}, now);
            if (brake.opensAt(now) > now)
                continue;
            brake.sent(now);
            ++sent;
        }
        QVERIFY(brake.isHolding());
        QCOMPARE(brake.factor(), 1.0); // full rate and more, but evenly
        QVERIFY2(sent > 8 * 10 / 2 && sent < 2 * 8 * 10, qPrintable(QString::number(sent)));
        for (int i = 0; i < 2; ++i)
            brake.step(false, {}, now += RateBrake::kStep); // nobody asks any more
        QVERIFY(!brake.isHolding());
    }

    // In the first seconds of a run little has been sent: that is no measure for ever.
    void besideMuchDemandASmallRateGrowsSooner()
    {
        const auto secondsUntilFree = [](double demand) {
            RateBrake brake(Random(1));
            TimePoint now(10s);
            brake.sent(now);
            brake.step(true, {.sent = 1, .demand = demand}, now);
            while (brake.isHolding()) { // as many as it lets through, and more wait
                brake.step(false, {}, now += RateBrake::kStep);
                if (brake.opensAt(now) <= now)
                    brake.sent(now);
                brake.opensAt(now);
            }
            return seconds(now - TimePoint(10s));
        };
        const double beside2 = secondsUntilFree(2), beside20 = secondsUntilFree(20);
        QVERIFY2(beside2 > 40, qPrintable(QString::number(beside2)));
        QVERIFY2(beside20 < 15, qPrintable(QString::number(beside20)));
    }

    void troubleAgainHalvesAgain()
    {
        RateBrake brake(Random(1));
        TimePoint now(10s);
        brake.step(true, {.sent = 8}, now);
        while (brake.factor() < 0.8)
            brake.step(false, {}, now += RateBrake::kStep);
        const double before = brake.factor();
        QVERIFY(!brake.step(true, {.sent = 8}, now += RateBrake::kStep)); // the same intervention
        QCOMPARE(brake.factor(), before / 2);
    }

    void whoAsksToBeLeftAloneIs()
    {
        RateBrake brake(Random(1));
        TimePoint now(10s);
        QVERIFY(brake.stop(2s, {.sent = 8}, now)); // takes hold
        const TimePoint opens = brake.opensAt(now);
        QVERIFY(opens >= now + 2s && opens <= now + 3s);
        QVERIFY(brake.isStopped(now + 1999ms));
        // What was under way and is refused meanwhile asks for nothing more, but may make it longer.
        QVERIFY(!brake.stop(2s, {.sent = 8}, now += 100ms));
        QVERIFY(!brake.step(true, {.sent = 8}, now += 900ms));
        QCOMPARE(brake.factor(), 0.5);
        QVERIFY(brake.opensAt(now) >= opens);
        while (brake.isStopped(now)) {
            QVERIFY(!brake.step(false, {}, now));
            now += 50ms;
        }
        QCOMPARE(brake.factor(), 0.5); // and no stampede then
        QVERIFY(brake.isHolding());
        QCOMPARE(brake.opensAt(now), now);
    }

    void aRecoveryThatWasTooQuickMakesTheNextSlower()
    {
        RateBrake brake(Random(1));
        TimePoint now(10s);
        const auto recovery = [&] {
            brake.step(true, {.sent = 8}, now);
            const TimePoint trouble = now;
            while (brake.isHolding())
                brake.step(false, {}, now += RateBrake::kStep);
            return seconds(now - trouble);
        };
        const double first = recovery();
        double last = first;
        for (int i = 0; i < 3; ++i) {
            now += 1s;
            const double next = recovery();
            QVERIFY2(next > 1.3 * last, qPrintable(QString::number(next)));
            last = next;
        }
        now += 1s;
        QVERIFY(recovery() < 1.5 * last); // no slower than an eighth
        now += 61s;
        QVERIFY(recovery() < 1.5 * first); // forgotten
    }
};

QTEST_APPLESS_MAIN(RateBrakeTest)
#include "ratebrake_test.moc"
