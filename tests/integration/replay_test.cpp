// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/replay.h"

#include "core/live/liverun.h"

#include "tests/integration/raworigin.h"
#include "tests/unit/replay/tracelog.h"

#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 60'000; // ms; a failure, not a measure

// A gateway to an origin, as `forefetchctl replay` starts it.
std::unique_ptr<LiveRun> gatewayTo(const RawOrigin &origin, const std::string &recordFile = "")
{
    RunPlan plan;
    plan.isDemo = false;
    plan.source = "replay";
    plan.profile.values[Param::PrefetchEnabled] = 0; // these tests are about what is sent
    plan.target = *Origin::parse(origin.url());
    plan.sessionKey = Replay::sessionKey();
    plan.recordFile = recordFile;
    auto run = std::make_unique<LiveRun>(std::move(plan));
    return run->begin().ok() ? std::move(run) : nullptr;
}

bool answerOk(RawOrigin::Peer &peer, const std::string &)
{
    peer.send("HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Length: 2\r\n\r\nok");
    return true;
}

std::string targetOf(const std::string &head)
{
    const std::size_t from = head.find(' ') + 1;
    return head.substr(from, head.find(' ', from) - from);
}

// Requests 20 ms apart.
std::string steadyLog(int requests)
{
    std::string log;
    for (int i = 0; i < requests; ++i)
        log += requestLine(0.02 * i, "/" + std::to_string(i));
    return log;
}

bool balances(const ReplayFigures &f)
{
    return f.requests == f.skippedCount() + f.notSent + f.sent &&
           f.sent == f.answeredCount() + f.failed + f.unanswered;
}

} // namespace

// A trace on its way through a real gateway to a real origin.
class ReplayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRequestArrivesOnce();
    void atFullSpeedToo();
    void aSlowOriginDoesNotSlowArrivals();
    void whatIsOverTheBoundIsCounted();
    void sessionsStayApart();
    void othersThanGetAreSentWhenAsked();
    void anOriginThatDiesIsExplained();
    void nobodyListens();
    void stoppedItCutsOff();
    void stoppedBeforeItBeginsItHasSentNothing();

private:
    struct Setting
    {
        Setting(RawOrigin::Serve serve, std::string log, const DepartureOptions &options = {})
            : origin(std::move(serve)), run(gatewayTo(origin)), reader(readerOf(std::move(log))),
              replay(*Origin::parse(run->gatewayUrl()), *reader, clock, options)
        {
        }
        ReplayFigures figures() const { return replay.state().figures; }
        bool hasEnded() const { return replay.state().ended; }
        std::multiset<std::string> targets() const
        {
            std::multiset<std::string> all;
            for (const std::string &head : origin.heads())
                all.insert(targetOf(head));
            return all;
        }

        RealClock clock;
        RawOrigin origin;
        std::unique_ptr<LiveRun> run;
        std::unique_ptr<TraceReader> reader;
        Replay replay;
    };
};

void ReplayTest::everyRequestArrivesOnce()
{
    Setting s(answerOk, steadyLog(50), {.speed = {10}});
    s.replay.start();
    QTRY_VERIFY_WITH_TIMEOUT(s.hasEnded(), kPatience);
    const ReplayFigures f = s.figures();
    QVERIFY(f.complete && balances(f));
    QCOMPARE(f.sent, 50U);
    QCOMPARE(f.answered[1], 50U);
    QCOMPARE(f.bytes, 100U);
    QCOMPARE(f.lateness.count(), 50U);
    QVERIFY(f.elapsed >= 98ms); // never before its time
    std::multiset<std::string> wanted;
    for (int i = 0; i < 50; ++i)
        wanted.insert("/" + std::to_string(i));
    QVERIFY(s.targets() == wanted);
    QCOMPARE(s.run->session().snapshot().demand.requests, 50U);
    QCOMPARE(s.run->session().snapshot().source, std::string("replay"));
}

void ReplayTest::atFullSpeedToo()
{
    Setting s(answerOk, steadyLog(500), {.speed = {0}});
    s.replay.start();
    QTRY_VERIFY_WITH_TIMEOUT(s.hasEnded(), kPatience);
    const ReplayFigures f = s.figures();
    QVERIFY(f.complete && balances(f));
    QCOMPARE(f.answered[1], 500U);
    QVERIFY(f.mostUnanswered <= Departures::kAtOnce);
    QCOMPARE(s.targets().size(), std::size_t{500});
}

// An origin that answers nothing until all has arrived: a closed loop would wait for ever.
void ReplayTest::aSlowOriginDoesNotSlowArrivals()
{
    std::atomic<bool> open = false;
    Setting s(
        [&open](RawOrigin::Peer &peer, const std::string &head) {
            peer.waitFor(open);
            return answerOk(peer, head);
        },
        steadyLog(60));
    s.replay.start();
    QTRY_COMPARE_WITH_TIMEOUT(s.origin.requests(), 60, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(s.figures().sent, 60U, kPatience);
    QCOMPARE(s.figures().answeredCount(), 0U);
    QCOMPARE(s.figures().unanswered, 60U);
    QVERIFY(!s.hasEnded());
    open = true;
    QTRY_VERIFY_WITH_TIMEOUT(s.hasEnded(), kPatience);
    const ReplayFigures f = s.figures();
    QVERIFY(f.complete && balances(f));
    QCOMPARE(f.answered[1], 60U);
    QCOMPARE(f.mostUnanswered, 60U);
    QCOMPARE(f.notSent, 0U);
}

void ReplayTest::whatIsOverTheBoundIsCounted()
{
    std::atomic<bool> open = false;
    Setting s(
        [&open](RawOrigin::Peer &peer, const std::string &head) {
            peer.waitFor(open);
            return answerOk(peer, head);
        },
        steadyLog(30), {.speed = {10}, .mostUnanswered = 5});
    s.replay.start();
    QTRY_COMPARE_WITH_TIMEOUT(s.figures().requests, 30U, kPatience);
    QCOMPARE(s.figures().sent, 5U);
    QCOMPARE(s.figures().notSent, 25U);
    open = true;
    QTRY_VERIFY_WITH_TIMEOUT(s.hasEnded(), kPatience);
    QVERIFY(balances(s.figures()));
    QCOMPARE(s.origin.requests(), 5);
}

// Six people behind one address; the origin sees nothing of what tells them apart.
void ReplayTest::sessionsStayApart()
{
    const QTemporaryDir folder;
    const std::string record = folder.filePath(QStringLiteral("r.jsonl")).toStdString();
    const RawOrigin origin(answerOk);
    const std::unique_ptr<LiveRun> run = gatewayTo(origin, record);
    QVERIFY(run);
    std::string log;
    for (int i = 0; i < 60; ++i)
        log +=
            requestLine(0.01 * i, "/" + std::to_string(i), "GET", "agent " + std::to_string(i % 6));
    const auto reader = readerOf(log);
    const RealClock clock;
    Replay replay(*Origin::parse(run->gatewayUrl()), *reader, clock, {.speed = {10}});
    replay.start();
    QTRY_VERIFY_WITH_TIMEOUT(replay.state().ended, kPatience);
    replay.stop();
    run->end(2s);
    QCOMPARE(reader->report().sessions, 6U);

    const auto recording = std::move(openTrace(record)).value();
    std::map<std::string, std::set<std::uint64_t>> sessions; // by agent
    TraceEvent event;
    while (recording->next(event))
        sessions[std::string(event.agent)].insert(event.session.packed());
    QCOMPARE(sessions.size(), std::size_t{6});
    std::set<std::uint64_t> all;
    for (const auto &[agent, of] : sessions) {
        QCOMPARE(of.size(), std::size_t{1});
        all.insert(*of.begin());
    }
    QCOMPARE(all.size(), std::size_t{6});
    for (const std::string &head : origin.heads())
        QVERIFY2(QByteArray::fromStdString(head).toLower().indexOf("forefetch-session") < 0,
                 head.c_str());
}

void ReplayTest::othersThanGetAreSentWhenAsked()
{
    Setting s(answerOk,
              requestLine(0, "/a", "POST") + requestLine(0.01, "/b", "DELETE") +
                  requestLine(0.02, "/c"),
              {.allMethods = true});
    s.replay.start();
    QTRY_VERIFY_WITH_TIMEOUT(s.hasEnded(), kPatience);
    QCOMPARE(s.figures().answered[1], 3U);
    bool posted = false;
    for (const std::string &head : s.origin.heads())
        posted |= head.starts_with("POST /a ") && head.find("Content-Length: 0") != head.npos;
    QVERIFY(posted);
}

void ReplayTest::anOriginThatDiesIsExplained()
{
    Setting s(answerOk, steadyLog(20), {.speed = {10}});
    s.origin.stop();
    s.replay.start();
    QTRY_VERIFY_WITH_TIMEOUT(s.hasEnded(), kPatience);
    const ReplayFigures f = s.figures();
    QVERIFY(balances(f));
    QCOMPARE(f.answered[4], 20U);
    QVERIFY(!f.reasons.empty());
    QVERIFY2(f.reasons[0].first.starts_with("502 Bad Gateway: "), f.reasons[0].first.c_str());
    QVERIFY2(f.reasons[0].first.find(s.origin.url()) != std::string::npos,
             f.reasons[0].first.c_str());
    QCOMPARE(f.failed, 0U);
}

void ReplayTest::nobodyListens()
{
    std::uint16_t port = 0;
    {
        const RawOrigin gone(answerOk);
        port = gone.port();
    }
    const auto reader = readerOf(steadyLog(5));
    const RealClock clock;
    Replay replay(*Origin::parse("http://127.0.0.1:" + std::to_string(port)), *reader, clock, {});
    replay.start();
    QTRY_VERIFY_WITH_TIMEOUT(replay.state().ended, kPatience);
    const ReplayFigures f = replay.state().figures;
    QVERIFY(balances(f));
    QCOMPARE(f.failed, 5U);
    QCOMPARE(f.reasons.size(), std::size_t{1});
    QCOMPARE(f.reasons[0].second, 5U);
}

void ReplayTest::stoppedItCutsOff()
{
    Setting s(
        [](RawOrigin::Peer &peer, const std::string &) {
            peer.hang();
            return false;
        },
        steadyLog(10) + requestLine(86'400, "/tomorrow"));
    s.replay.start();
    QTRY_COMPARE_WITH_TIMEOUT(s.figures().sent, 10U, kPatience);
    s.replay.stop();
    const ReplayFigures f = s.figures();
    QVERIFY(!f.complete && !s.hasEnded() && balances(f));
    QCOMPARE(f.requests, 10U);
    QCOMPARE(f.unanswered, 10U);
}

void ReplayTest::stoppedBeforeItBeginsItHasSentNothing()
{
    Setting s(answerOk, steadyLog(10));
    s.replay.stop();
    QCOMPARE(s.figures().requests, 0U);
    s.replay.start();
    s.replay.stop();
    QVERIFY(balances(s.figures()));
}

QTEST_GUILESS_MAIN(ReplayTest)
#include "replay_test.moc"
