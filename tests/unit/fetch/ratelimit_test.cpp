// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/backoff.h"
#include "core/fetch/breaker.h"
#include "core/fetch/tokenbucket.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

// The three things that hold a pool back: token bucket, backoff, breaker.
class RateLimitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void burstIsOneSecondsWorth()
    {
        const TimePoint start{};
        TokenBucket bucket(10, start);
        int taken = 0;
        while (bucket.take(start))
            ++taken;
        QCOMPARE(taken, 10);
        QCOMPARE(bucket.nextAvailable(start), start + 100ms);
        QVERIFY(!bucket.take(start + 100ms - 1ns));
        QVERIFY(bucket.take(start + 100ms));
        taken = 0;
        while (bucket.take(start + 24h))
            ++taken;
        QCOMPARE(taken, 10);
    }

    void slowRatesStillGiveWholeTokens()
    {
        const TimePoint start{};
        TokenBucket bucket(0.001, start);
        QVERIFY(bucket.take(start));
        QVERIFY(!bucket.take(start + 999s));
        QCOMPARE(bucket.nextAvailable(start + 999s), start + 1000s);
        QVERIFY(bucket.take(start + 1000s));
    }

    void exactOverLongTimes()
    {
        // Rates that no power of two divides; asked often, at moments that divide nothing.
        for (const double rate : {3.0, 7.0, 1.7, 997.0}) {
            const TimePoint start{};
            TokenBucket bucket(rate, start);
            std::uint64_t taken = 0;
            const Duration step = fromSeconds(0.33 / rate) + 7ns;
            TimePoint now = start;
            for (int i = 0; i < 2'000'000; ++i, now += step)
                taken += bucket.take(now);
            now -= step;
            const double burst = std::max(1.0, rate);
            const double exact = burst + rate * seconds(now - start);
            QVERIFY2(std::abs(static_cast<double>(taken) - exact) <= 1.0,
                     qPrintable(QStringLiteral("%1 taken, %2 earned").arg(taken).arg(exact)));
        }
    }

    void nextAvailableIsTheFirstMoment()
    {
        Random random(5);
        TimePoint now{};
        TokenBucket bucket(100, now);
        for (int i = 0; i < 10'000; ++i) {
            if (i % 100 == 0)
                bucket.setRate(0.5 + 1000 * random.uniform(), now);
            const TimePoint next = bucket.nextAvailable(now);
            if (next > now) {
                QVERIFY(!bucket.take(next - 1ns));
                now = next;
            }
            QVERIFY(bucket.take(now));
        }
    }

    void pauseKeepsWhatWasSaved()
    {
        TimePoint now{};
        TokenBucket bucket(10, now);
        for (int i = 0; i < 7; ++i)
            QVERIFY(bucket.take(now));
        bucket.setRate(0, now);
        QVERIFY(bucket.isPaused());
        QVERIFY(!bucket.take(now));
        QVERIFY(bucket.nextAvailable(now) == kNever);
        now += 1h; // earns nothing
        bucket.setRate(10, now);
        int taken = 0;
        while (bucket.take(now))
            ++taken;
        QCOMPARE(taken, 3);
    }

    void aLowerRateHoldsLess()
    {
        const TimePoint now{};
        TokenBucket bucket(1000, now);
        bucket.setRate(5, now);
        int taken = 0;
        while (bucket.take(now))
            ++taken;
        QCOMPARE(taken, 5);
        bucket.setRate(1000, now); // a change alone earns nothing
        QVERIFY(!bucket.take(now));
    }

    void backoffIsFullJitterBelowADoublingBound()
    {
        Random random(1);
        const Backoff backoff;
        QCOMPARE(backoff.most(1), Duration(100ms));
        QCOMPARE(backoff.most(2), Duration(200ms));
        QCOMPARE(backoff.most(7), Duration(6400ms));
        QCOMPARE(backoff.most(8), Duration(10s));
        QCOMPARE(backoff.most(4'000'000'000U), Duration(10s));
        for (const std::uint32_t failures : {1U, 3U, 10U}) {
            double sum = 0;
            Duration least = 1h, most{};
            for (int i = 0; i < 10'000; ++i) {
                const Duration d = backoff.delay(failures, random);
                least = std::min(least, d);
                most = std::max(most, d);
                sum += seconds(d) / seconds(backoff.most(failures));
            }
            QVERIFY(least >= 0ns && least < backoff.most(failures) / 100);
            QVERIFY(most <= backoff.most(failures) && most > backoff.most(failures) * 99 / 100);
            QVERIFY(std::abs(sum / 10'000 - 0.5) < 0.015); // 5 standard errors
        }
    }

    void breakerOpensOnErrorsInARow()
    {
        Random random(1);
        Breaker breaker({.consecutiveErrors = 3});
        TimePoint now{};
        QVERIFY(!breaker.failed(false, now, random));
        QVERIFY(!breaker.failed(false, now, random));
        breaker.succeeded(false); // not in a row
        QVERIFY(!breaker.failed(false, now, random));
        QVERIFY(!breaker.failed(false, now, random));
        QVERIFY(breaker.failed(false, now, random));
        QVERIFY(breaker.state() == Breaker::State::Open);
        const Duration pause = breaker.passesAt(now) - now;
        QVERIFY(pause >= 500ms && pause <= 1s);
        QVERIFY(!breaker.failed(false, now, random)); // sent before, nothing new
        QCOMPARE(breaker.passesAt(now) - now, pause);
    }

    void breakerOpensOnAShareOfErrors()
    {
        Random random(1);
        Breaker breaker({.consecutiveErrors = 100, .window = 10, .errorRatio = 0.5});
        const TimePoint now{};
        for (int i = 0; i < 4; ++i) {
            QVERIFY(!breaker.failed(false, now, random));
            breaker.succeeded(false);
        }
        breaker.succeeded(false); // nine results: too few to judge
        QVERIFY(breaker.failed(false, now, random));
    }

    void oneProbeDecides()
    {
        Random random(1);
        Breaker breaker({.consecutiveErrors = 1});
        TimePoint now{};
        QVERIFY(breaker.failed(false, now, random));
        now = breaker.passesAt(now);
        QVERIFY(breaker.pass(now));
        QVERIFY(breaker.passesAt(now) == kNever);
        breaker.succeeded(false); // an older answer is not the probe's
        QVERIFY(breaker.state() == Breaker::State::Probing);
        breaker.ignored(true); // cancelled: the next one probes
        QCOMPARE(breaker.passesAt(now), now);
        QVERIFY(breaker.pass(now));
        QVERIFY(breaker.failed(true, now, random));
        QVERIFY(breaker.passesAt(now) - now >= 1s); // twice as long
        now = breaker.passesAt(now);
        QVERIFY(breaker.pass(now));
        breaker.succeeded(true);
        QVERIFY(breaker.state() == Breaker::State::Closed);
        QVERIFY(!breaker.pass(now)); // nobody is a probe any more
        QCOMPARE(breaker.consecutiveErrors(), std::uint32_t(0));
    }

    void pausesAreJittered()
    {
        Duration least = 1h, most{};
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            Random random(seed);
            Breaker breaker({.consecutiveErrors = 1});
            breaker.failed(false, {}, random);
            const Duration pause = breaker.passesAt({}) - TimePoint{};
            least = std::min(least, pause);
            most = std::max(most, pause);
        }
        QVERIFY(most - least > 400ms);
    }
};

QTEST_APPLESS_MAIN(RateLimitTest)
#include "ratelimit_test.moc"
