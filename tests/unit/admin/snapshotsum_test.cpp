// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/snapshotsum.h"
#include "core/metrics/figurevalues.h"

#include "tests/unit/metrics/snapshots.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class SnapshotSumTest : public QObject
{
    Q_OBJECT

    static Snapshot busy(std::uint64_t requests, std::uint64_t hits)
    {
        Snapshot s;
        s.uptime = static_cast<double>(requests);
        s.demand.requests = s.demand.cacheable = requests;
        s.demand.hits = hits;
        s.demand.misses = requests - hits;
        s.demand.hitRatio = static_cast<double>(hits) / static_cast<double>(requests);
        s.workers.totalProcessed = requests;
        s.workers.avgFetchTime = 1.0 / static_cast<double>(requests);
        s.cache.capacity = 1000;
        s.cache.bytes = requests;
        s.cache.utilisation = static_cast<double>(requests) / 1000;
        s.guard.rateFactor = 1.0 / static_cast<double>(requests);
        return s;
    }

private Q_SLOTS:
    void oneIsItself()
    {
        const Snapshot one = distinct();
        const std::array instances{one};
        const Snapshot sum = sumOf(instances, {});
        QCOMPARE(sum.demand.requests, one.demand.requests);
        QCOMPARE(sum.prefetch.in, one.prefetch.in);
        QCOMPARE(sum.settings, one.settings);
    }

    // Every count there is, whatever figures are added later.
    void everyCountAddsUp()
    {
        const Snapshot one = distinct();
        const std::array instances{one, one, one};
        const Snapshot sum = sumOf(instances, {});
        QVERIFY(sum.prefetch.balances());
        const auto before = figureValues(one), after = figureValues(sum);
        QCOMPARE(after.size(), before.size());
        int tripled = 0;
        for (std::size_t i = 0; i < before.size(); ++i)
            tripled += before[i].value != 0 && after[i].value == 3 * before[i].value ? 1 : 0;
        QVERIFY2(tripled > 80, qPrintable(QString::number(tripled)));
    }

    void ratiosAndMeansAreThoseOfTheSums()
    {
        const std::array instances{busy(100, 90), busy(300, 30)};
        Histogram latencies;
        latencies.record(10ms, 99);
        latencies.record(500ms, 1);
        const Snapshot sum = sumOf(instances, latencies);
        QCOMPARE(sum.demand.requests, std::uint64_t(400));
        QCOMPARE(sum.demand.hitRatio, 0.3);
        QCOMPARE(sum.workers.avgFetchTime, 2.0 / 400); // one second in each
        QCOMPARE(sum.cache.utilisation, 0.2);
        QCOMPARE(sum.guard.rateFactor, 1.0 / 300);
        QCOMPARE(sum.uptime, 300.0);
        QVERIFY(std::abs(sum.demand.latency.p95 - 10) < 0.5);
        QCOMPARE(sumOf({}, {}).demand.requests, std::uint64_t(0));
    }
};

QTEST_GUILESS_MAIN(SnapshotSumTest)
#include "snapshotsum_test.moc"
