// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/segmentbook.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

// A run that is read ten times a second.
struct Run
{
    SegmentBook book;
    Snapshot now;
    Histogram latencies;
    TimePoint at{100s};

    // For so long, with so many requests a reading, of which so many hit.
    void go(Duration length, std::uint64_t requests, std::uint64_t hits, Duration latency)
    {
        for (const TimePoint end = at + length; at < end; at += 100ms) {
            now.uptime += 0.1;
            now.demand.requests += requests;
            now.demand.cacheable += requests;
            now.demand.hits += hits;
            now.demand.originRequests += requests - hits;
            now.prefetch.attempts += hits;
            now.prefetch.in[static_cast<std::size_t>(PrefetchState::Used)] += hits;
            now.prefetch.in[static_cast<std::size_t>(PrefetchState::WastedExpired)] += 1;
            latencies.record(latency, requests);
            book.follow(now, latencies, at);
        }
    }
};

SegmentFigures sumOf(const std::vector<Segment> &segments)
{
    SegmentFigures sum;
    for (const Segment &s : segments) {
        sum.requests += s.figures.requests;
        sum.cacheable += s.figures.cacheable;
        sum.hits += s.figures.hits;
        sum.originRequests += s.figures.originRequests;
        sum.prefetchAttempts += s.figures.prefetchAttempts;
        sum.used += s.figures.used;
        sum.late += s.figures.late;
        sum.wasted += s.figures.wasted;
    }
    return sum;
}

} // namespace

class SegmentBookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsAtEachChange();
    void sumsEqualTheTotals();
    void cutsWhereAFaultComesAndGoes();
    void aDraggedSliderIsOneSegment();
    void manyChangesKeepTheSum();
};

void SegmentBookTest::cutsAtEachChange()
{
    Run run;
    run.go(5s, 10, 2, 100ms);
    run.now.revision = 3; // a profile that set several
    run.go(5s, 10, 6, 20ms);
    const std::vector<Segment> segments = run.book.segments();
    QCOMPARE(segments.size(), std::size_t{2});
    // The reading that shows the change belongs to what was before: it came since the last one.
    QCOMPARE(segments[0].figures.hitRatio(), (50 * 2 + 6) / 510.0);
    QCOMPARE(segments[1].figures.requests, std::uint64_t{490});
    QCOMPARE(segments[1].figures.hitRatio(), 0.6);
    QCOMPARE(segments[1].before, Revision{0});
    QCOMPARE(segments[1].revision, Revision{3});
    QCOMPARE(segments[0].end, segments[1].begin);
    QVERIFY(std::abs(segments[0].figures.p95 - 100) < 2);
    QVERIFY(std::abs(segments[1].figures.p95 - 20) < 0.5);
    QCOMPARE(segments[1].figures.extraLoad(), 6.0 / 10);
    QCOMPARE(segments[1].figures.wasteRatio(), 1.0 / 7);
}

void SegmentBookTest::sumsEqualTheTotals()
{
    Run run;
    run.now.demand.requests = 40; // before it was read first
    for (unsigned i = 0; i < 9; ++i) {
        run.now.revision += i % 3 == 0 ? 0 : 1;
        run.go(3s, 7 + i, i, 10ms * (i + 1));
    }
    const std::vector<Segment> segments = run.book.segments();
    QCOMPARE(segments.size(), std::size_t{7});
    const SegmentFigures sum = sumOf(segments);
    QCOMPARE(sum.requests, run.now.demand.requests);
    QCOMPARE(sum.hits, run.now.demand.hits);
    QCOMPARE(sum.originRequests, run.now.demand.originRequests);
    QCOMPARE(sum.prefetchAttempts, run.now.prefetch.attempts);
    QCOMPARE(sum.wasted, run.now.prefetch.wasted());
    SegmentFigures total = run.book.total().figures;
    QVERIFY(total.p95 > 0);
    total.p95 = 0;
    QCOMPARE(total, sum);
    QCOMPARE(run.book.total().begin, segments.front().begin);
    QCOMPARE(run.book.total().end, segments.back().end);
}

void SegmentBookTest::cutsWhereAFaultComesAndGoes()
{
    Run run;
    run.go(3s, 5, 1, 10ms);
    run.now.faults.push_back({"errors-30", run.now.takenAt, {}});
    run.go(3s, 5, 1, 10ms);
    run.now.faults[0].ended = run.now.takenAt;
    run.go(3s, 5, 1, 10ms);
    const std::vector<Segment> segments = run.book.segments();
    QCOMPARE(segments.size(), std::size_t{3});
    QCOMPARE(segments[1].faultsBegun, std::vector<std::string>{"errors-30"});
    QVERIFY(segments[1].faultsOver.empty());
    QCOMPARE(segments[2].faultsOver, std::vector<std::string>{"errors-30"});
    QCOMPARE(segments[2].before, segments[2].revision);
}

void SegmentBookTest::aDraggedSliderIsOneSegment()
{
    Run run;
    run.go(3s, 5, 1, 10ms);
    for (int i = 0; i < 15; ++i) { // for one and a half seconds
        ++run.now.revision;
        run.go(100ms, 5, 1, 10ms);
    }
    run.go(5s, 5, 1, 10ms);
    const std::vector<Segment> segments = run.book.segments();
    QCOMPARE(segments.size(), std::size_t{2});
    QCOMPARE(segments[1].before, Revision{0});
    QCOMPARE(segments[1].revision, Revision{15});
}

void SegmentBookTest::manyChangesKeepTheSum()
{
    Run run;
    for (std::size_t i = 0; i < SegmentBook::kMost + 40; ++i) {
        ++run.now.revision;
        run.go(2500ms, 3, 1, 10ms);
    }
    const std::vector<Segment> segments = run.book.segments();
    QCOMPARE(segments.size(), SegmentBook::kMost);
    QCOMPARE(sumOf(segments).requests, run.now.demand.requests);
    QCOMPARE(segments.front().begin, run.book.total().begin);
    for (std::size_t i = 1; i < segments.size(); ++i)
        QCOMPARE(segments[i].begin, segments[i - 1].end);
    QVERIFY(segments[0].figures.requests > segments[1].figures.requests * 30);
}

QTEST_GUILESS_MAIN(SegmentBookTest)
#include "segmentbook_test.moc"
