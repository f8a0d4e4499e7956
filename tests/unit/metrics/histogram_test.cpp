// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/histogram.h"
#include "core/time/random.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace forefetch;
using namespace std::chrono_literals;

class HistogramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isEmptyAtFirst()
    {
        const Histogram h;
        QVERIFY(h.empty());
        QCOMPARE(h.quantile(0.5), Duration{});
        QCOMPARE(h.mean(), Duration{});
        QCOMPARE(h.countUpTo(1h), 0U);
    }

    void everyValueIsWithinTheStatedError()
    {
        for (double us = 1; us < 1e9; us *= 1.0137) {
            Histogram h;
            const Duration d(static_cast<Duration::rep>(us * 1e3));
            h.record(d);
            const double off = seconds(h.quantile(0.5)) / seconds(d) - 1;
            QVERIFY2(std::abs(off) <= 1.0 / 64, qPrintable(QString::number(us)));
        }
    }

    void quantilesAgreeWithASortedList()
    {
        Random random(5);
        Histogram h;
        std::vector<double> all;
        double sum = 0;
        for (int i = 0; i < 20'000; ++i) {
            const double s = std::exp(random.uniform() * 16 - 12); // 6 µs … 54 s
            all.push_back(s);
            sum += s;
            h.record(fromSeconds(s));
        }
        std::sort(all.begin(), all.end());
        for (const double q : {0.0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
            const auto rank = static_cast<std::size_t>(std::max(1.0, std::ceil(q * 20'000)));
            QVERIFY(std::abs(seconds(h.quantile(q)) / all[rank - 1] - 1) <= 1.0 / 63);
        }
        QCOMPARE(h.count(), 20'000U);
        QVERIFY(std::abs(seconds(h.mean()) / (sum / 20'000) - 1) < 1e-6);
    }

    void extremesStayInRange()
    {
        Histogram h;
        h.record(Duration(-5));
        h.record(Duration(0));
        QCOMPARE(h.quantile(1), Duration{});
        QCOMPARE(h.mean(), Duration{});
        h.record(Duration::max());
        QVERIFY(h.quantile(1) > 1000s && h.quantile(1) < 1200s);
        QCOMPARE(h.count(), 3U);
        QCOMPARE(h.quantile(std::numeric_limits<double>::quiet_NaN()), Duration{});
        QCOMPARE(h.quantile(-1), Duration{});
        QCOMPARE(h.quantile(7), h.quantile(1));
    }

    void mergeAndSubtractAreOpposites()
    {
        Random random(9);
        Histogram before, window;
        for (int i = 0; i < 1000; ++i) {
            before.record(fromSeconds(random.uniform()));
            window.record(fromSeconds(random.uniform() * 10));
        }
        Histogram now = before;
        now.merge(window);
        QCOMPARE(now.count(), 2000U);
        now.subtract(before);
        QCOMPARE(now.count(), window.count());
        for (const double q : {0.0, 0.1, 0.5, 0.95, 1.0})
            QCOMPARE(now.quantile(q), window.quantile(q));
        QVERIFY(std::abs(now.sumSeconds() - window.sumSeconds()) < 1e-6);
        // Not older: nothing falls below zero.
        Histogram small;
        small.record(1ms);
        small.subtract(window);
        QVERIFY(small.count() <= 1);
        QVERIFY(small.sumSeconds() >= 0);
    }

    void countUpToIsCumulative()
    {
        Histogram h;
        h.record(1ms, 3);
        h.record(20ms, 5);
        h.record(2s, 7);
        QCOMPARE(h.countUpTo(500us), 0U);
        QCOMPARE(h.countUpTo(5ms), 3U);
        QCOMPARE(h.countUpTo(100ms), 8U);
        QCOMPARE(h.countUpTo(1h), 15U);
        QCOMPARE(h.mean(),
                 Duration((3 * 1'000'000LL + 5 * 20'000'000LL + 7 * 2'000'000'000LL) / 15));
    }
};

QTEST_APPLESS_MAIN(HistogramTest)
#include "histogram_test.moc"
