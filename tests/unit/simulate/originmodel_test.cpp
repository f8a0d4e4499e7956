// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/originmodel.h"

#include <QtTest>

#include <algorithm>
#include <vector>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

struct Sink final : FetchSink
{
    struct Event
    {
        PrefetchId id;
        int status = 0; // of a head; 0: the end
        FetchStatus end = FetchStatus::Answered;
        std::uint64_t bytes = 0;
    };
    std::vector<Event> events;

    void onHead(PrefetchId id, ResponseHeadPtr head) override
    {
        events.push_back({id, head->status});
    }
    void onData(PrefetchId, std::string_view) override { QFAIL("there are no bodies"); }
    void onEnd(PrefetchId id, const FetchEnd &end) override
    {
        events.push_back({id, 0, end.status, end.bytes});
    }
};

FetchRequest fetch(std::uint64_t id, std::uint32_t resource = 1)
{
    FetchRequest request;
    request.id = PrefetchId(id);
    request.key = {{resource, 1}, {}};
    return request;
}

} // namespace

class OriginModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFetchEndsAfterItsLatency();
    void theEndsComeInTheOrderOfBeingDue();
    void errorsHaveAHeadAndABrokenConnectionNone();
    void cancelEndsAtOnceAndOnlyOnce();
    void whoWaitsIsAnsweredBeforeTheEnd();
    void spreadAnswersDifferByResourceAndRepeat();
};

void OriginModelTest::aFetchEndsAfterItsLatency()
{
    ManualClock clock;
    OriginModel origin(clock, fixedAnswers(50ms, 1234));
    Sink sink;
    QCOMPARE(origin.nextDue(), kNever);
    clock.advance(1s);
    origin.start(fetch(7), sink);
    QCOMPARE(origin.nextDue(), clock.now() + 50ms);
    clock.advance(50ms - 1ns);
    QCOMPARE(origin.endDue(), 0u);
    QVERIFY(sink.events.empty());
    clock.advance(1ns);
    QCOMPARE(origin.endDue(), 1u);
    QCOMPARE(sink.events.size(), 1u); // no head: nothing is known of freshness
    QCOMPARE(sink.events[0].id, PrefetchId(7));
    QCOMPARE(sink.events[0].end, FetchStatus::Answered);
    QCOMPARE(sink.events[0].bytes, std::uint64_t(1234));
    QCOMPARE(origin.inFlight(), 0u);
}

void OriginModelTest::theEndsComeInTheOrderOfBeingDue()
{
    ManualClock clock;
    OriginModel origin(clock, [](const Key &key) {
        return OriginAnswer{Duration(std::chrono::milliseconds(key.resource.index)), 1};
    });
    Sink sink;
    std::uint64_t id = 0;
    for (const std::uint32_t latency : {30, 10, 20, 10, 30, 10})
        origin.start(fetch(++id, latency), sink);
    clock.advance(25ms);
    QCOMPARE(origin.endDue(), 4u);
    clock.advance(25ms);
    QCOMPARE(origin.endDue(), 2u);
    const std::vector<std::uint64_t> expected{2, 4, 6, 3, 1, 5};
    for (std::size_t i = 0; i < expected.size(); ++i)
        QCOMPARE(sink.events[i].id, PrefetchId(expected[i]));
}

void OriginModelTest::errorsHaveAHeadAndABrokenConnectionNone()
{
    ManualClock clock;
    OriginModel origin(clock, [](const Key &key) {
        return OriginAnswer{1ms, 5, static_cast<std::int16_t>(key.resource.index)};
    });
    Sink sink;
    origin.start(fetch(1, 503), sink);
    origin.start(fetch(2, 0), sink);
    clock.advance(1ms);
    origin.endDue();
    QCOMPARE(sink.events.size(), 3u);
    QCOMPARE(sink.events[0].status, 503);
    QCOMPARE(sink.events[1].end, FetchStatus::Answered);
    QCOMPARE(sink.events[2].end, FetchStatus::Network);
    QCOMPARE(sink.events[2].bytes, std::uint64_t(0));
    QCOMPARE(origin.answerTo({{404, 1}, {}}).status, std::int16_t(404)); // demand asks the same
}

void OriginModelTest::cancelEndsAtOnceAndOnlyOnce()
{
    ManualClock clock;
    OriginModel origin(clock, fixedAnswers(10ms, 1));
    Sink sink;
    for (std::uint64_t id = 1; id <= 5; ++id)
        origin.start(fetch(id), sink);
    origin.cancel(PrefetchId(2));
    origin.cancel(PrefetchId(2));
    origin.cancel(PrefetchId(99));
    QCOMPARE(sink.events.size(), 1u);
    QCOMPARE(sink.events[0].end, FetchStatus::Cancelled);
    clock.advance(10ms);
    QCOMPARE(origin.endDue(), 4u);
    QVERIFY(std::none_of(sink.events.begin() + 1, sink.events.end(),
                         [](const Sink::Event &e) { return e.id == PrefetchId(2); }));
}

void OriginModelTest::whoWaitsIsAnsweredBeforeTheEnd()
{
    ManualClock clock;
    OriginModel origin(clock, fixedAnswers(10ms, 77));
    Sink sink;
    std::size_t endsBefore = 99;
    origin.setBeforeEnd([&](PrefetchId id, const OriginAnswer &answer) {
        QCOMPARE(id, PrefetchId(1));
        QCOMPARE(answer.bytes, 77u);
        endsBefore = sink.events.size();
    });
    origin.start(fetch(1), sink);
    clock.advance(10ms);
    origin.endDue();
    QCOMPARE(endsBefore, 0u);
    QCOMPARE(sink.events.size(), 1u);
}

void OriginModelTest::spreadAnswersDifferByResourceAndRepeat()
{
    const OriginAnswers answers = spreadAnswers({}, 1);
    const OriginAnswers others = spreadAnswers({}, 2);
    std::vector<Duration> latencies;
    std::vector<std::uint32_t> sizes;
    std::size_t differ = 0;
    for (std::uint32_t i = 0; i < 4000; ++i) {
        const OriginAnswer a = answers({{i, 1}, {}});
        const OriginAnswer again = answers({{i, 9}, {5}}); // for everybody the same
        QCOMPARE(a.latency, again.latency);
        QCOMPARE(a.bytes, again.bytes);
        QVERIFY(a.latency > 0ns);
        differ += others({{i, 1}, {}}).latency != a.latency ? 1 : 0;
        latencies.push_back(a.latency);
        sizes.push_back(a.bytes);
    }
    std::sort(latencies.begin(), latencies.end());
    std::sort(sizes.begin(), sizes.end());
    QVERIFY(differ > 3900);
    // Medians within 4 standard errors of the logarithm (about 2,000 different draws of the 4,096);
    // the 84th percentile is one sigma up.
    const double error = 1.26 / std::sqrt(2000.0);
    QVERIFY(std::abs(std::log(seconds(latencies[2000]) / 0.05)) < 4 * 0.5 * error);
    QVERIFY(std::abs(std::log(sizes[2000] / 4096.0)) < 4 * error);
    QVERIFY(std::abs(std::log(seconds(latencies[3365]) / 0.05) - 0.5) < 0.06);
}

QTEST_GUILESS_MAIN(OriginModelTest)
#include "originmodel_test.moc"
