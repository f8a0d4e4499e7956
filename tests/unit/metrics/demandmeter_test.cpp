// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/demandmeter.h"
#include "core/time/random.h"

#include <QtTest>

#include <cmath>
#include <thread>
#include <vector>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

DemandEnd ended(DemandResult result, Duration latency = 1ms)
{
    return {.result = result, .status = 200, .latency = latency};
}

} // namespace

class DemandMeterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsByResult();
    void groupsAddUpToEverybody();
    void latencyIsInMilliseconds();
    void nothingRecordedIsZero();
    void sessionSumsMatchTheirDefinition();
    void errorCoversTheSpreadBetweenSessions();
    void sessionsBeyondTheLimitStillCount();
    void hitsBeyondWhatWasExpected();
    void aComparisonBeginsAnew();
    void changedGroupOrReusedPlaceIsAnotherSession();
    void threadsLoseNothing();
};

void DemandMeterTest::countsByResult()
{
    DemandMeter meter;
    DemandEnd hit = ended(DemandResult::Hit);
    hit.prefetchedEntry = true;
    hit.bytes = 10;
    meter.record(hit, false);
    hit.prefetchedEntry = false;
    hit.assumedFreshness = true;
    meter.record(hit, false);
    meter.record(hit, false);
    DemandEnd miss = ended(DemandResult::Miss);
    miss.sentToOrigin = true;
    miss.prefetchedEntry = true; // says nothing when it is no hit
    meter.record(miss, false);
    meter.record(ended(DemandResult::Late), false);
    DemandEnd passedOn = ended(DemandResult::Bypassed);
    passedOn.status = 500;
    meter.record(passedOn, false);
    DemandEnd error = ended(DemandResult::Error);
    error.status = 502;
    meter.record(error, false);
    const DemandFigures f = meter.figures();
    QCOMPARE(f.requests, 7U);
    QCOMPARE(f.cacheable, 5U);
    QCOMPARE(f.hits, 3U);
    QCOMPARE(f.hitsPrefetched, 1U);
    QCOMPARE(f.hitsAssumed, 2U);
    QCOMPARE(f.misses, 1U);
    QCOMPARE(f.late, 1U);
    QCOMPARE(f.bypassed, 1U);
    QCOMPARE(f.errors, 1U);
    QCOMPARE(f.serverErrors, 2U);
    QCOMPARE(f.originRequests, 1U);
    QCOMPARE(f.bytes, 30U);
    QCOMPARE(f.hitRatio, 0.6);
    QCOMPARE(f.requests, f.cacheable + f.bypassed + f.errors);
    QCOMPARE(f.cacheable, f.hits + f.misses + f.late);
}

void DemandMeterTest::groupsAddUpToEverybody()
{
    DemandMeter meter;
    for (int i = 0; i < 10; ++i)
        meter.record(ended(i < 4 ? DemandResult::Hit : DemandResult::Miss, 10ms), false);
    for (int i = 0; i < 5; ++i)
        meter.record(ended(DemandResult::Miss, 100ms), true);
    QCOMPARE(meter.treatedFigures().requests, 10U);
    QCOMPARE(meter.treatedFigures().hitRatio, 0.4);
    QCOMPARE(meter.heldBackFigures().requests, 5U);
    QCOMPARE(meter.heldBackFigures().hitRatio, 0.0);
    QCOMPARE(meter.figures().requests, 15U);
    QCOMPARE(meter.figures().hits, 4U);
    QCOMPARE(meter.latency(Group::Everybody).count(), 15U);
    QCOMPARE(meter.latency(Group::HeldBack).count(), 5U);
    QVERIFY(meter.latency(Group::Treated).quantile(1) < 11ms);
    QVERIFY(meter.latency(Group::HeldBack).quantile(0) > 98ms);
}

void DemandMeterTest::latencyIsInMilliseconds()
{
    DemandMeter meter;
    for (int i = 1; i <= 100; ++i)
        meter.record(ended(DemandResult::Miss, i * 1ms), false);
    const LatencyFigures l = meter.figures().latency;
    QVERIFY(std::abs(l.p50 - 50) <= 50 * 0.016);
    QVERIFY(std::abs(l.p95 - 95) <= 95 * 0.016);
    QVERIFY(std::abs(l.p99 - 99) <= 99 * 0.016);
}

void DemandMeterTest::nothingRecordedIsZero()
{
    const DemandMeter meter;
    for (const Group g : {Group::Everybody, Group::HeldBack, Group::Treated}) {
        QCOMPARE(meter.figures(g).hitRatio, 0.0);
        QCOMPARE(meter.figures(g).latency.p99, 0.0);
        QCOMPARE(meter.sessions(g).hitRatioError(), 0.0);
    }
}

void DemandMeterTest::sessionSumsMatchTheirDefinition()
{
    Random random(3);
    DemandMeter meter;
    constexpr std::uint32_t count = 200;
    std::vector<std::pair<double, double>> tallies(count); // n, h
    for (int i = 0; i < 5000; ++i) {
        const auto s = static_cast<std::uint32_t>(random.below(count));
        const bool hit = random.uniform() < 0.4;
        meter.record(ended(hit ? DemandResult::Hit : DemandResult::Late), s % 4 == 0, {s, 1});
        meter.record(ended(DemandResult::Bypassed), s % 4 == 0, {s, 1});
        tallies[s].first += 1;
        tallies[s].second += hit ? 1 : 0;
    }
    for (const Group g : {Group::Everybody, Group::HeldBack, Group::Treated}) {
        SessionSums want;
        for (std::uint32_t s = 0; s < count; ++s) {
            const auto [n, h] = tallies[s];
            if (n == 0 || (g != Group::Everybody && (g == Group::HeldBack) != (s % 4 == 0)))
                continue;
            ++want.sessions;
            want.cacheable += static_cast<std::uint64_t>(n);
            want.hits += static_cast<std::uint64_t>(h);
            want.cacheable2 += n * n;
            want.hits2 += h * h;
            want.product += n * h;
        }
        const SessionSums have = meter.sessions(g);
        QCOMPARE(have.sessions, want.sessions);
        QCOMPARE(have.cacheable, want.cacheable);
        QCOMPARE(have.hits, want.hits);
        QCOMPARE(have.cacheable2, want.cacheable2);
        QCOMPARE(have.hits2, want.hits2);
        QCOMPARE(have.product, want.product);
    }
}

// Sessions that differ much among themselves: the error of the ratio must be that of the sessions
// (seen over many repetitions), several times that of as many independent requests.
void DemandMeterTest::errorCoversTheSpreadBetweenSessions()
{
    Random random(11);
    double ratios = 0, ratios2 = 0, errors = 0;
    constexpr int repetitions = 400;
    for (int r = 0; r < repetitions; ++r) {
        DemandMeter meter;
        for (std::uint32_t s = 0; s < 100; ++s) {
            const double p = random.uniform() < 0.5 ? 0.1 : 0.9;
            for (int i = 0; i < 20; ++i) {
                const bool hit = random.uniform() < p;
                meter.record(ended(hit ? DemandResult::Hit : DemandResult::Miss), false, {s, 1});
            }
        }
        const double ratio = meter.figures().hitRatio;
        ratios += ratio;
        ratios2 += ratio * ratio;
        errors += meter.sessions(Group::Everybody).hitRatioError();
    }
    const double mean = ratios / repetitions;
    const double seen = std::sqrt(ratios2 / repetitions - mean * mean);
    const double said = errors / repetitions;
    QVERIFY2(std::abs(said / seen - 1) < 0.15, qPrintable(QString::number(said / seen)));
    QVERIFY(said > 3 * std::sqrt(0.25 / 2000));
}

void DemandMeterTest::sessionsBeyondTheLimitStillCount()
{
    DemandMeter meter;
    meter.record(ended(DemandResult::Hit), false, {DemandMeter::kMaxSessions + 5, 1});
    meter.record(ended(DemandResult::Hit), false, {UINT32_MAX, 1});
    QCOMPARE(meter.figures().hits, 2U);
    QCOMPARE(meter.sessions(Group::Everybody).sessions, 0U);
}

void DemandMeterTest::hitsBeyondWhatWasExpected()
{
    DemandMeter meter;
    const auto record = [&](std::uint32_t session, std::uint32_t resource, bool hit) {
        meter.record({.result = hit ? DemandResult::Hit : DemandResult::Miss, .status = 200}, false,
                     {session, 1}, {resource, 1});
    };
    record(1, 7, false); // a miss, as expected of what nobody has asked for: 0
    record(1, 7, true);  // never hit so far: 1
    record(2, 7, true);  // hit once in two: 1/2
    record(2, 8, true);  // another resource: 1
    record(3, 7, false); // twice in three: -2/3
    const RatioSums beyond = meter.sessions(Group::Treated).beyond;
    const auto is = [](double a, double b) { return std::abs(a - b) < 1e-6; };
    QCOMPARE(beyond.sessions, 3U);
    QCOMPARE(beyond.n, 5.0);
    QVERIFY(is(beyond.y, 1.0 + 1.5 - 2.0 / 3));
    QVERIFY(is(beyond.y2, 1.0 + 2.25 + 4.0 / 9));
    QVERIFY(is(beyond.product, 2.0 + 3.0 - 2.0 / 3));
    QCOMPARE(beyond.n2, 9.0);
    QCOMPARE(meter.sessions(Group::HeldBack).beyond.sessions, 0U);
}

void DemandMeterTest::aComparisonBeginsAnew()
{
    DemandMeter meter;
    for (int i = 0; i < 100; ++i)
        meter.record(ended(DemandResult::Miss, 100ms), false, {1, 1});
    meter.beginComparison();
    QCOMPARE(meter.sessions(Group::Treated).sessions, 0U);
    QCOMPARE(meter.sessions(Group::Treated).p95, 0.0);
    meter.record(ended(DemandResult::Hit, 10ms), false, {1, 1});
    meter.record(ended(DemandResult::Miss, 10ms), false, {1, 1});
    const SessionSums since = meter.sessions(Group::Treated);
    QCOMPARE(since.sessions, 1U); // counted as one that has just come
    QCOMPARE(since.cacheable, 2U);
    QCOMPARE(since.hitRatio(), 0.5);
    QVERIFY(std::abs(since.p95 - 10) < 0.2);
    QCOMPARE(meter.figures(Group::Treated).requests, 102U); // of all time, as before
}

void DemandMeterTest::changedGroupOrReusedPlaceIsAnotherSession()
{
    DemandMeter meter;
    meter.record(ended(DemandResult::Hit), false, {7, 1});
    meter.record(ended(DemandResult::Hit), false, {7, 1});
    meter.record(ended(DemandResult::Hit), false, {7, 2});
    meter.record(ended(DemandResult::Hit), true, {7, 2});
    QCOMPARE(meter.sessions(Group::Treated).sessions, 2U);
    QCOMPARE(meter.sessions(Group::Treated).hits2, 5.0);
    QCOMPARE(meter.sessions(Group::HeldBack).sessions, 1U);
}

void DemandMeterTest::threadsLoseNothing()
{
    DemandMeter meter;
    std::vector<std::thread> threads;
    for (std::uint32_t t = 0; t < 6; ++t) {
        threads.emplace_back([&meter, t] {
            for (std::uint32_t i = 0; i < 2000; ++i) {
                const SessionId session{i % 50, i % 2};
                meter.record(ended(i % 3 ? DemandResult::Hit : DemandResult::Miss), t % 2, session);
            }
        });
    }
    bool consistent = true;
    for (int i = 0; i < 50; ++i) {
        const DemandFigures f = meter.figures();
        consistent = consistent && f.cacheable == f.hits + f.misses && f.requests == f.cacheable;
    }
    for (std::thread &t : threads)
        t.join();
    QVERIFY(consistent);
    QCOMPARE(meter.figures().requests, 12'000U);
    QCOMPARE(meter.heldBackFigures().requests, 6'000U);
    QCOMPARE(meter.latency(Group::Everybody).count(), 12'000U);
}

QTEST_APPLESS_MAIN(DemandMeterTest)
#include "demandmeter_test.moc"
