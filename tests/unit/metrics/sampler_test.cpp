// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/sampler.h"

#include <QtTest>

#include <cmath>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

TimePoint at(Duration d)
{
    return TimePoint(d);
}

// Counters that have grown k-fold, each figure by a factor of its own.
Snapshot grown(std::uint64_t k)
{
    Snapshot s;
    s.revision = static_cast<std::uint32_t>(k);
    s.demand = {.requests = 31 * k,
                .cacheable = 29 * k,
                .hits = 13 * k,
                .hitsPrefetched = 11 * k,
                .misses = 9 * k,
                .late = 7 * k,
                .errors = 2 * k,
                .originRequests = 10 * k};
    s.demandHeldBack = {.cacheable = 5 * k, .hits = 3 * k};
    s.queue = {.size = 17 * k, .maxSize = 1000};
    s.workers = {.count = 8, .busy = 4 + k, .totalProcessed = 19 * k};
    s.cache.utilisation = 0.5;
    s.cache.unprovenShare = 0.25;
    s.prefetch.attempts = 23 * k;
    for (std::size_t i = 0; i < kPrefetchStateCount; ++i)
        s.prefetch.in[i] = (i + 1) * k;
    s.prefetch.scheduled = 105 * k;
    s.predictor.model = "mixture";
    s.predictor.scored = 28 * k;
    s.predictor.first = 12 * k;
    s.predictor.firstFive = 18 * k;
    return s;
}

} // namespace

class SamplerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void differenceOfTwoSnapshotsIsOneSample();
    void latencyIsOfTheSpanAlone();
    void asksMayComeAtAnyRate();
    void jitterSkipsNoSecond();
    void sleepIsAGap();
    void countersThatFellBeginAnew();
    void anotherModelLeavesNoGap();
    void restartsAfterAPause();
};

void SamplerTest::differenceOfTwoSnapshotsIsOneSample()
{
    Sampler sampler;
    QVERIFY(!sampler.take(grown(1), {}, at(10s)));
    const Sample *s = sampler.take(grown(3), {}, at(11s));
    QVERIFY(s);
    QCOMPARE(s->at, at(10500ms));
    QCOMPARE(s->span, Duration(1s));
    QCOMPARE(s->revision, 3U);
    QCOMPARE(s->requests, 62U);
    QCOMPARE(s->cacheable, 58U);
    QCOMPARE(s->hits, 26U);
    QCOMPARE(s->hitsPrefetched, 22U);
    QCOMPARE(s->misses, 18U);
    QCOMPARE(s->late, 14U);
    QCOMPARE(s->errors, 4U);
    QCOMPARE(s->originRequests, 20U);
    QCOMPARE(s->controlCacheable, 10U);
    QCOMPARE(s->controlHits, 6U);
    QCOMPARE(s->prefetchAttempts, 46U);
    QCOMPARE(s->processed, 38U);
    QCOMPARE(s->throughput(), 38.0);
    QCOMPARE(s->scheduled, 210U);
    QCOMPARE(s->queueDepth, 51U);
    QCOMPARE(s->queueLimit, 1000U);
    QCOMPARE(s->workers, 8U);
    QCOMPARE(s->busyWorkers, 7.0F);
    QCOMPARE(s->cacheUtilisation, 0.5F);
    QCOMPARE(s->unprovenShare, 0.25F);
    for (std::size_t i = 0; i < kPrefetchStateCount; ++i)
        QCOMPARE(s->outcomes[i], std::uint32_t((i + 1) * (i < 3 ? 3 : 2)));
}

void SamplerTest::latencyIsOfTheSpanAlone()
{
    Sampler sampler;
    Histogram h;
    h.record(500ms, 1000);
    sampler.take(grown(1), h, at(0s));
    h.record(2ms, 10);
    const Sample *s = sampler.take(grown(2), h, at(1s));
    QVERIFY(s && std::abs(s->p50 - 2) < 0.04 && std::abs(s->p95 - 2) < 0.04);
    QCOMPARE(sampler.latencies().count(), 10U);
    s = sampler.take(grown(2), h, at(2s));
    QVERIFY(s);
    QCOMPARE(s->p95, 0.0F);
}

void SamplerTest::asksMayComeAtAnyRate()
{
    for (const int perSecond : {1, 2, 7, 10, 60}) {
        Sampler sampler;
        TimeSeries series;
        int samples = 0;
        for (int tick = 0; tick <= 20 * perSecond; ++tick) {
            const auto k = static_cast<std::uint64_t>(tick);
            const Duration now = 3ms + Duration(1s) * tick / perSecond;
            if (const Sample *s = sampler.take(grown(k), {}, at(now))) {
                series.add(*s, sampler.latencies());
                ++samples;
            }
        }
        QVERIFY(samples >= 20 && samples <= 60);
        std::vector<Sample> points;
        series.read(TimeSeries::Resolution::Second, at(0s), at(30s), points);
        QCOMPARE(points.size(), 20U);
        std::uint32_t hits = 0;
        for (const Sample &s : points) {
            QVERIFY(!s.isGap());
            QVERIFY(std::abs(s.perSecond(s.hits) - 13.0 * perSecond) < 1e-6);
            hits += s.hits;
        }
        QCOMPARE(hits, 20U * 13U * static_cast<unsigned>(perSecond));
    }
}

void SamplerTest::jitterSkipsNoSecond()
{
    Sampler sampler;
    TimeSeries series;
    for (int i = 0; i <= 60; ++i) {
        const Duration jitter = (i * 370 % 401 - 200) * 1ms;
        if (const Sample *s = sampler.take(grown(1), {}, at(100s + i * 1s + jitter)))
            series.add(*s, {});
    }
    std::vector<Sample> points;
    series.read(TimeSeries::Resolution::Second, at(100s), at(159s), points);
    QCOMPARE(points.size(), 60U);
    for (const Sample &s : points)
        QVERIFY(!s.isGap());
}

void SamplerTest::sleepIsAGap()
{
    Sampler sampler;
    sampler.take(grown(1), {}, at(0s));
    QVERIFY(sampler.take(grown(2), {}, at(1s)));
    QVERIFY(!sampler.take(grown(9), {}, at(601s)));
    const Sample *s = sampler.take(grown(10), {}, at(602s));
    QVERIFY(s);
    QCOMPARE(s->hits, 13U);
}

void SamplerTest::countersThatFellBeginAnew()
{
    Sampler sampler;
    sampler.take(grown(5), {}, at(0s));
    QVERIFY(!sampler.take(grown(1), {}, at(1s)));
    const Sample *s = sampler.take(grown(2), {}, at(2s));
    QVERIFY(s);
    QCOMPARE(s->hits, 13U);
}

// Its predecessor's predictions are not its own; what clients did goes on.
void SamplerTest::anotherModelLeavesNoGap()
{
    Sampler sampler;
    QVERIFY(!sampler.take(grown(1), {}, at(1s)));
    const Sample *sample = sampler.take(grown(3), {}, at(2s));
    QVERIFY(sample);
    QCOMPARE(sample->scored, 56u);
    QCOMPARE(sample->first, 24u);
    QCOMPARE(sample->firstFive, 36u);
    Snapshot other = grown(4);
    other.predictor.model = "ppm";
    other.predictor.scored = 400; // more than before, but its own
    sample = sampler.take(other, {}, at(3s));
    QVERIFY(sample);
    QCOMPARE(sample->requests, 31u);
    QCOMPARE(sample->scored, 0u);
    QCOMPARE(sample->firstFive, 0u);
    other.predictor.scored = 10; // the same kind, built anew
    sample = sampler.take(other, {}, at(4s));
    QVERIFY(sample);
    QCOMPARE(sample->scored, 0u);
}

void SamplerTest::restartsAfterAPause()
{
    Sampler sampler;
    sampler.take(grown(1), {}, at(0s));
    sampler.restart();
    QVERIFY(!sampler.take(grown(2), {}, at(1s)));
    QVERIFY(sampler.take(grown(3), {}, at(2s)));
}

QTEST_APPLESS_MAIN(SamplerTest)
#include "sampler_test.moc"
