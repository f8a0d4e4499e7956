// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/recordedtrace.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

TraceEvent asked(std::int64_t ms, std::uint32_t session, std::string_view target, int status = 200,
                 std::int64_t bytes = 100, Duration duration = TraceEvent::kUnknownDuration)
{
    TraceEvent e;
    e.at = WallTime(std::chrono::milliseconds(1'700'000'000'000 + ms));
    e.session = {session, 1};
    e.status = status;
    e.bytes = bytes;
    e.duration = duration;
    e.method = "GET";
    e.target = target;
    return e;
}

std::unique_ptr<RecordedTrace> traceOf(const std::vector<TraceEvent> &events,
                                       const OriginOptions &options = {},
                                       const TraceReport &report = {})
{
    TraceRecorder recorder;
    for (const TraceEvent &e : events)
        recorder.add(e);
    return recorder.finish(options, report);
}

} // namespace

class RecordedTraceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsOrderTimesAndSessions()
    {
        TraceEvent later = asked(2500, 9, "/a");
        later.session.generation = 2; // the tracker gave the slot to another session
        const auto trace = traceOf({asked(0, 9, "/a"), asked(1250, 4, "/b"), later});
        QCOMPARE(trace->steps.size(), std::size_t{3});
        QVERIFY(trace->steps[0].at == RecordedTrace::kBegin);
        QVERIFY(trace->steps[1].at == RecordedTrace::kBegin + 1250ms);
        QCOMPARE(trace->sessions, 3U);
        QCOMPARE(trace->steps[0].session, 0U);
        QCOMPARE(trace->steps[2].session, 2U);
        QVERIFY(trace->steps[0].resource == trace->steps[2].resource);
        QVERIFY(!trace->wholeSeconds && !trace->isSpread);
        QCOMPARE(trace->targets, (std::vector<std::string>{"/a", "/b"}));
        QCOMPARE(trace->interner()->text(trace->steps[1].resource), std::string("/b"));
        QVERIFY(trace->span() == 2500ms);
    }

    void methodsAreToldApart()
    {
        TraceEvent post = asked(500, 1, "/a");
        post.method = "POST";
        TraceEvent head = asked(700, 1, "/a");
        head.method = "HEAD";
        const auto trace = traceOf({asked(0, 1, "/a"), post, head});
        QCOMPARE(trace->targets, (std::vector<std::string>{"/a", "POST /a"}));
        QVERIFY(trace->steps[1].method == Method::Post);
        QVERIFY(trace->steps[2].resource == trace->steps[0].resource);
    }

    void wholeSecondsAreSpreadOverTheirSecond()
    {
        const auto trace = traceOf({asked(0, 1, "/a"), asked(0, 2, "/b"), asked(0, 3, "/c"),
                                    asked(0, 4, "/d"), asked(5000, 1, "/e")});
        QVERIFY(trace->isSpread);
        for (int i = 0; i < 4; ++i)
            QVERIFY(trace->steps[static_cast<std::size_t>(i)].at ==
                    RecordedTrace::kBegin + i * 250ms);
        QVERIFY(trace->steps[4].at == RecordedTrace::kBegin + 5s);
        const std::vector<std::string> leftOut = trace->leftOut();
        QVERIFY(std::ranges::any_of(leftOut, [](const std::string &what) {
            return what.find("late") != std::string::npos;
        }));
    }

    void aLogThatGoesBackIsSpreadUntilTheNextMoment()
    {
        TraceReport report;
        report.used = 3;
        report.wentBack = 1;
        const auto trace =
            traceOf({asked(0, 1, "/a"), asked(0, 2, "/b"), asked(60'000, 1, "/c")}, {}, report);
        QVERIFY(trace->steps[1].at == RecordedTrace::kBegin + 30s);
    }

    void exactTimesStayAsTheyAre()
    {
        const auto trace = traceOf({asked(0, 1, "/a"), asked(0, 2, "/b"), asked(1, 1, "/c")});
        QVERIFY(trace->steps[1].at == trace->steps[0].at);
        QVERIFY(!trace->isSpread);
    }

    void answersAreMediansOfTheLog()
    {
        const auto trace =
            traceOf({asked(0, 1, "/a", 200, 10, 30ms), asked(1, 1, "/a", 304, 0, 10ms),
                     asked(2, 1, "/a", 200, 20, 20ms), asked(3, 1, "/a", 500, 7, 900ms),
                     asked(4, 1, "/b", 404, 3, 40ms), asked(5, 1, "/c")});
        QVERIFY(trace->latency == LatencySource::Trace);
        const OriginAnswer &a = trace->answerTo(trace->resources[0]);
        QCOMPARE(a.status, std::int16_t{200});
        QVERIFY(a.latency == 20ms); // of 10, 20, 30 and 900 the lower median
        QCOMPARE(a.bytes, 10U);
        QCOMPARE(trace->answerTo(trace->resources[1]).status, std::int16_t{404});
        QVERIFY(trace->answerTo(trace->resources[2]).latency == 30ms); // of all that are known
        QVERIFY(trace->answerTo({999'999, 1}).latency == 30ms);
    }

    void latencyCanBeGivenOrAssumed()
    {
        const std::vector<TraceEvent> events = {asked(0, 1, "/a/1"), asked(1, 1, "/a/2"),
                                                asked(2, 1, "/b")};
        const auto given = traceOf(events, {.latency = 120ms});
        QVERIFY(given->latency == LatencySource::Given);
        QVERIFY(given->answerTo(given->resources[2]).latency == 120ms);
        const auto assumed = traceOf(events, {.latency = {}, .seed = 5});
        QVERIFY(assumed->latency == LatencySource::Assumed);
        const auto latency = [](const RecordedTrace &t, std::size_t i) {
            return t.answerTo(t.resources[i]).latency;
        };
        QVERIFY(latency(*assumed, 0) == latency(*assumed, 1)); // one route
        QVERIFY(latency(*assumed, 0) != latency(*assumed, 2));
        QVERIFY(latency(*assumed, 0) > 0ms);
        QVERIFY(latency(*traceOf(events, {.latency = {}, .seed = 6}), 0) != latency(*assumed, 0));
    }

    // What a cache answered tells nothing of the origin's latency; what is not known of a resource
    // is that of its route; freshness is what the origin says most often.
    void aGatewaysRecordingSaysMore()
    {
        const auto taken = [](TraceEvent event, CacheTake take, std::string_view control) {
            event.cache = take;
            event.cacheControl = control;
            event.partition = 7;
            return event;
        };
        TraceEvent control = taken(asked(3, 2, "/b/2", 200, 9, 1ms), CacheTake::Hit, "no-store");
        control.heldBack = true;
        const auto trace = traceOf(
            {taken(asked(0, 1, "/a/1", 200, 10, 30ms), CacheTake::Miss, "max-age=60"),
             taken(asked(1, 1, "/a/1", 200, 10, 1ms), CacheTake::Hit, "max-age=60"),
             taken(asked(2, 1, "/a/2", 200, 10, 1ms), CacheTake::Hit, "max-age=60"), control,
             taken(asked(4, 1, "/b/2", 200, 9, 50ms), CacheTake::NotKept, "no-store"),
             taken(asked(5, 1, "/c", 200, 9, 5ms), CacheTake::Joined, "")});
        const auto answer = [&](std::size_t i) { return trace->answerTo(trace->resources[i]); };
        QVERIFY(answer(0).latency == 30ms);
        QVERIFY(answer(1).latency == 30ms); // of its route
        QVERIFY(answer(2).latency == 50ms);
        QVERIFY(answer(3).latency == 30ms); // the median of all that the origin answered
        QCOMPARE(answer(0).head->headers.value("cache-control"), "max-age=60");
        QCOMPARE(answer(2).head->headers.value("cache-control"), "no-store");
        QVERIFY(answer(3).head == nullptr);
        QCOMPARE(trace->steps[0].partition.value, 7U);
        QVERIFY(trace->steps[3].heldBack && !trace->steps[4].heldBack);
        // What the log does not hold at all.
        const auto names = trace->interner();
        QCOMPARE(trace->answerTo(names->intern("/b/77"), *names).head, answer(2).head);
        QCOMPARE(trace->answerTo(names->intern("/z"), *names).head->headers.value("cache-control"),
                 "max-age=60");
        QVERIFY(trace->fingerprint() !=
                traceOf({taken(asked(0, 1, "/a/1", 200, 10, 30ms), CacheTake::Miss, "")})
                    ->fingerprint());
        const std::vector<std::string> left = trace->leftOut();
        QCOMPARE(left.size(), 1U);
        QVERIFY(left.front().starts_with("no bodies"));
    }

    void readsALogAndCanBeCancelled()
    {
        std::string csv = "time,client,method,url\n";
        for (int i = 0; i < 3000; ++i)
            csv += std::to_string(1'700'000'000 + i) + ",10.0.0.1,GET,/p" + std::to_string(i % 7) +
                   "\n";
        auto reader = openTraceText(csv + "nonsense\n", "test");
        QVERIFY(reader.ok());
        const auto trace = recordTrace(**reader, {}, [](std::size_t) { return false; });
        QCOMPARE(trace->steps.size(), std::size_t{3000});
        QCOMPARE(trace->import.lines, trace->import.used + trace->import.rejected);
        QCOMPARE(trace->import.rejected, std::uint64_t{1});
        auto again = openTraceText(csv, "test");
        QVERIFY(!recordTrace(**again, {}, [](std::size_t) { return true; }));
    }
};

QTEST_GUILESS_MAIN(RecordedTraceTest)
#include "recordedtrace_test.moc"
