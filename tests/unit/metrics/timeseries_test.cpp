// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/timeseries.h"

#include <QtTest>

#include <cmath>
#include <vector>

using namespace forefetch;
using namespace std::chrono_literals;
using Resolution = TimeSeries::Resolution;

namespace {

TimePoint at(Duration d)
{
    return TimePoint(d);
}

// One watched second that starts at `start`.
Sample second(Duration start, std::uint32_t hits = 1)
{
    Sample s;
    s.at = at(start + 500ms);
    s.span = 1s;
    s.hits = hits;
    s.cacheable = 2 * hits;
    return s;
}

Histogram latencies(Duration each, std::uint64_t times = 1)
{
    Histogram h;
    h.record(each, times);
    return h;
}

std::vector<Sample> all(const TimeSeries &series, Resolution resolution)
{
    std::vector<Sample> out;
    series.read(resolution, at(-1000h), at(1000h), out);
    return out;
}

} // namespace

class TimeSeriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAddUpInCoarserRings();
    void levelsAggregateByTheirMeaning();
    void outcomesAddUpAndOpenStatesAreTheLast();
    void quantilesOfAMinuteAreThoseOfItsRequests();
    void gapsStayGaps();
    void ringsForgetTheOldestAndMemoryIsFixed();
    void aLongGapLeavesNothingOfTheRoundBefore();
    void readsTheWantedSpan();
    void ignoresTheOlderAndTheEmpty();
    void partsOfOneSecondMeet();
    void clears();
};

void TimeSeriesTest::countsAddUpInCoarserRings()
{
    TimeSeries series;
    for (int i = 0; i < 125; ++i)
        series.add(second(i * 1s, 3), latencies(1ms));
    QCOMPARE(all(series, Resolution::Second).size(), 125U);
    const auto tens = all(series, Resolution::TenSeconds);
    const auto minutes = all(series, Resolution::Minute);
    QCOMPARE(tens.size(), 13U);
    QCOMPARE(minutes.size(), 3U);
    QCOMPARE(tens[0].hits, 30U);
    QCOMPARE(tens[12].hits, 15U);
    QCOMPARE(tens[12].span, Duration(5s));
    QCOMPARE(tens[12].perSecond(tens[12].hits), 3.0);
    QCOMPARE(minutes[0].hits, 180U);
    QCOMPARE(minutes[1].at, at(60s));
    QCOMPARE(minutes[1].hitRatio(), 0.5);
}

void TimeSeriesTest::levelsAggregateByTheirMeaning()
{
    TimeSeries series;
    Sample a = second(0s);
    a.queueDepth = 40;
    a.queueLimit = 100;
    a.busyWorkers = 4;
    a.revision = 1;
    Sample b = second(1s);
    b.queueDepth = 10;
    b.queueLimit = 50;
    b.busyWorkers = 1;
    b.revision = 2;
    series.add(a, {});
    series.add(b, {});
    const Sample ten = all(series, Resolution::TenSeconds).at(0);
    QCOMPARE(ten.queueDepth, 40U);
    QCOMPARE(ten.queueLimit, 50U);
    QCOMPARE(ten.busyWorkers, 2.5F);
    QCOMPARE(ten.revision, 2U);
    QCOMPARE(all(series, Resolution::Second).at(0).queueDepth, 40U);
}

void TimeSeriesTest::outcomesAddUpAndOpenStatesAreTheLast()
{
    TimeSeries series;
    for (std::uint32_t i = 1; i <= 3; ++i) {
        Sample s = second(i * 1s);
        s.originRequests = 10;
        s.prefetchAttempts = 6;
        s.outcomes[static_cast<std::size_t>(PrefetchState::Used)] = i;
        s.outcomes[static_cast<std::size_t>(PrefetchState::Ready)] = 100 + i;
        series.add(s, {});
    }
    const Sample ten = all(series, Resolution::TenSeconds).at(0);
    QCOMPARE(ten[PrefetchState::Used], 6U);
    QCOMPARE(ten[PrefetchState::Ready], 103U);
    QCOMPARE(ten.extraLoad(), 0.5);
}

void TimeSeriesTest::quantilesOfAMinuteAreThoseOfItsRequests()
{
    TimeSeries series;
    // 59 quiet seconds of one slow request each, one busy second of 1,000 fast ones: a mean of
    // the seconds' medians would say "slow".
    for (int i = 0; i < 59; ++i)
        series.add(second(i * 1s), latencies(100ms));
    series.add(second(59s), latencies(1ms, 1000));
    const Sample minute = all(series, Resolution::Minute).at(0);
    QVERIFY(std::abs(minute.p50 - 1) < 0.02);
    QVERIFY(std::abs(minute.p95 - 100) < 2); // 59 of 1,059 are slow: 5.6 %
    QVERIFY(std::abs(all(series, Resolution::Second).at(3).p50 - 100) < 2);
}

void TimeSeriesTest::gapsStayGaps()
{
    TimeSeries series;
    series.add(second(0s), {});
    series.add(second(5s), {});
    series.add(second(200s), {});
    const auto points = all(series, Resolution::Second);
    QCOMPARE(points.size(), 201U);
    for (std::size_t i = 0; i < points.size(); ++i) {
        QCOMPARE(points[i].isGap(), i != 0 && i != 5 && i != 200);
        QCOMPARE(points[i].at, at(i * 1s));
    }
    const auto minutes = all(series, Resolution::Minute);
    QCOMPARE(minutes.size(), 4U);
    QCOMPARE(minutes[0].span, Duration(2s));
    QVERIFY(minutes[1].isGap() && minutes[2].isGap() && !minutes[3].isGap());
    QCOMPARE(minutes[1].throughput(), 0.0);
}

void TimeSeriesTest::ringsForgetTheOldestAndMemoryIsFixed()
{
    TimeSeries series;
    const std::size_t before = series.memory();
    constexpr int total = 10'080 * 60 + 4321; // over a week
    for (int i = 0; i < total; i += 61)
        series.add(second(i * 1s), {});
    QCOMPARE(series.memory(), before);
    QVERIFY2(before < 3'000'000, qPrintable(QString::number(before)));
    const std::vector<std::pair<Resolution, std::size_t>> sizes = {
        {Resolution::Second, 1800}, {Resolution::TenSeconds, 2160}, {Resolution::Minute, 10'080}};
    for (const auto &[resolution, size] : sizes) {
        const auto points = all(series, resolution);
        QCOMPARE(TimeSeries::capacity(resolution), size);
        QCOMPARE(points.size(), size);
        QCOMPARE(points.back().at - points.front().at,
                 TimeSeries::step(resolution) * static_cast<std::int64_t>(size - 1));
    }
}

void TimeSeriesTest::aLongGapLeavesNothingOfTheRoundBefore()
{
    TimeSeries series;
    for (int i = 0; i < 3000; ++i)
        series.add(second(i * 1s), {});
    series.add(second(3000s + 100h), {});
    const auto points = all(series, Resolution::Second);
    QCOMPARE(points.size(), 1800U);
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
        QVERIFY(points[i].isGap());
    QCOMPARE(points.back().hits, 1U);
}

void TimeSeriesTest::readsTheWantedSpan()
{
    TimeSeries series;
    for (int i = 0; i < 100; ++i)
        series.add(second(i * 1s, static_cast<std::uint32_t>(i + 1)), {});
    std::vector<Sample> out{Sample{}};
    series.read(Resolution::Second, at(10s + 300ms), at(12s), out);
    QCOMPARE(out.size(), 3U);
    QCOMPARE(out[0].hits, 11U);
    QCOMPARE(out[2].hits, 13U);
    series.read(Resolution::Second, at(98s), at(500s), out);
    QCOMPARE(out.size(), 2U);
    series.read(Resolution::Second, at(12s), at(10s), out);
    QVERIFY(out.empty());
    series.read(Resolution::Second, TimePoint::min(), TimePoint::max(), out);
    QCOMPARE(out.size(), 100U);
    TimeSeries().read(Resolution::Minute, at(0s), at(100s), out);
    QVERIFY(out.empty());
}

void TimeSeriesTest::ignoresTheOlderAndTheEmpty()
{
    TimeSeries series;
    series.add(second(10s), {});
    series.add(second(8s), {});
    Sample nothing = second(11s);
    nothing.span = {};
    series.add(nothing, {});
    QCOMPARE(all(series, Resolution::Second).size(), 1U);
}

void TimeSeriesTest::partsOfOneSecondMeet()
{
    TimeSeries series;
    Sample half = second(-1s, 2);
    half.span = 500ms;
    series.add(half, latencies(1ms));
    series.add(half, latencies(3ms, 9));
    const auto points = all(series, Resolution::Second);
    QCOMPARE(points.size(), 1U);
    QCOMPARE(points[0].at, at(-1s));
    QCOMPARE(points[0].span, Duration(1s));
    QCOMPARE(points[0].hits, 4U);
    QVERIFY(std::abs(points[0].p50 - 3) < 0.05);
}

void TimeSeriesTest::clears()
{
    TimeSeries series;
    series.add(second(50s), latencies(9ms, 100));
    series.clear();
    QVERIFY(all(series, Resolution::Minute).empty());
    series.add(second(5s, 7), latencies(1ms));
    QCOMPARE(all(series, Resolution::Minute).at(0).hits, 7U);
    QVERIFY(all(series, Resolution::Minute).at(0).p95 < 2);
}

QTEST_APPLESS_MAIN(TimeSeriesTest)
#include "timeseries_test.moc"
