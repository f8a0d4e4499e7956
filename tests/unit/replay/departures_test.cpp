// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/departures.h"

#include "tests/unit/replay/tracelog.h"

#include <QTest>

using namespace forefetch;
using namespace std::chrono_literals;

using Step = Departures::Step;
using Times = std::vector<double>; // s

// Which request leaves when, on a clock that is moved by hand.
class DeparturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestsLeaveAtTheirTimes();
    void secondsAreSpread();
    void aScrambledLogIsSpreadUntilTheNextMoment();
    void answersThatDoNotComeHoldNothingUp();
    void whatIsDueBeyondTheBoundIsCounted();
    void atFullSpeedSomeAreUnderWay();
    void theCapHolds();
    void othersThanGetAndHeadAreSkippedByMethod();
    void allMethodsAreSentWhenAsked();
    void muchThatIsNotSentTakesTurns();
    void latenessIsCounted();

private:
    // Lets the clock go to whatever is due; the moments at which requests left.
    static Times leaveAll(TraceReader &reader, const DepartureOptions &options,
                          ReplayFigures &figures, std::string *targets = nullptr);
    static bool balances(const ReplayFigures &f)
    {
        return f.requests == f.skippedCount() + f.notSent + f.sent;
    }
};

Times DeparturesTest::leaveAll(TraceReader &reader, const DepartureOptions &options,
                               ReplayFigures &figures, std::string *targets)
{
    ManualClock clock;
    clock.advance(77s);
    Departures departures(reader, options, clock);
    Times left;
    for (;;) {
        switch (departures.next(0, figures)) {
        case Step::Send:
            left.push_back(seconds(clock.now().time_since_epoch() - 77s));
            if (targets != nullptr)
                targets->append(departures.request().target).append(" ");
            break;
        case Step::Wait:
            clock.advanceTo(departures.due());
            break;
        case Step::Full:
            qFatal("nothing is without an answer");
        case Step::Rest:
            break;
        case Step::End:
            return left;
        }
    }
}

void DeparturesTest::requestsLeaveAtTheirTimes()
{
    const std::string log = requestLine(5.5, "/a") + requestLine(6, "/b") + requestLine(6, "/c") +
                            requestLine(65.25, "/d");
    for (const auto &[factor, times] :
         {std::pair(1.0, Times{0, 0.5, 0.5, 59.75}), std::pair(10.0, Times{0, 0.05, 0.05, 5.975}),
          std::pair(0.5, Times{0, 1.0, 1.0, 119.5})}) {
        ReplayFigures figures;
        const auto reader = readerOf(log);
        std::string targets;
        QCOMPARE(leaveAll(*reader, {.speed = {factor}}, figures, &targets), times);
        QCOMPARE(targets, std::string("/a /b /c /d "));
        QCOMPARE(figures.sent, 4U);
        QVERIFY(figures.latest == 0s && figures.lateness.count() == 4);
        QVERIFY(figures.traceTime == 59750ms);
        QVERIFY(balances(figures));
    }
}

void DeparturesTest::secondsAreSpread()
{
    // Four in one second, nothing for two, then two.
    std::string log;
    for (int i = 0; i < 4; ++i)
        log += secondLine(10, "/a");
    log += secondLine(13, "/b") + secondLine(13, "/c") + secondLine(14, "/d");
    ReplayFigures figures;
    const auto reader = readerOf(log);
    QCOMPARE(leaveAll(*reader, {}, figures), (Times{0, 0.25, 0.5, 0.75, 3.0, 3.5, 4.0}));
}

void DeparturesTest::aScrambledLogIsSpreadUntilTheNextMoment()
{
    // The second line goes back in time, and takes that of the first.
    const std::string log = secondLine(10, "/a") + secondLine(2, "/b") + secondLine(14, "/c");
    ReplayFigures figures;
    const auto reader = readerOf(log);
    QCOMPARE(leaveAll(*reader, {}, figures), (Times{0, 2.0, 4.0}));
}

void DeparturesTest::answersThatDoNotComeHoldNothingUp()
{
    std::string log;
    for (int i = 0; i < 100; ++i)
        log += requestLine(i + 0.5, "/" + std::to_string(i));
    const auto reader = readerOf(log);
    ManualClock clock;
    Departures departures(*reader, {}, clock);
    ReplayFigures figures;
    for (std::size_t unanswered = 0; unanswered < 100; ++unanswered) {
        QCOMPARE(departures.next(unanswered, figures), Step::Send);
        if (unanswered < 99) {
            QCOMPARE(departures.next(unanswered + 1, figures), Step::Wait);
            clock.advance(1s);
            QVERIFY(departures.due() == clock.now());
        }
    }
    QVERIFY(figures.latest == 0s);
}

void DeparturesTest::whatIsDueBeyondTheBoundIsCounted()
{
    std::string log;
    for (int i = 0; i < 10; ++i)
        log += requestLine(i + 0.5, "/" + std::to_string(i));
    const auto reader = readerOf(log);
    ManualClock clock;
    Departures departures(*reader, {.mostUnanswered = 3}, clock);
    ReplayFigures figures;
    for (std::size_t unanswered = 0; unanswered < 3; ++unanswered) {
        QCOMPARE(departures.next(unanswered, figures), Step::Send);
        clock.advance(1s);
    }
    QCOMPARE(departures.next(3, figures), Step::Wait); // /3 is due and is not sent
    clock.advance(1s);
    QCOMPARE(departures.next(3, figures), Step::Wait); // nor is /4
    QCOMPARE(figures.notSent, 2U);
    clock.advance(1s);
    QCOMPARE(departures.next(2, figures), Step::Send); // an answer has come
    QCOMPARE(std::string(departures.request().target), std::string("/5"));
    QCOMPARE(figures.sent, 4U);
    QVERIFY(balances(figures));
}

void DeparturesTest::atFullSpeedSomeAreUnderWay()
{
    const auto reader = readerOf(requestLine(0, "/a") + requestLine(9000, "/b"));
    ManualClock clock;
    Departures departures(*reader, {.speed = {0}}, clock);
    ReplayFigures figures;
    QCOMPARE(departures.next(0, figures), Step::Send);
    QCOMPARE(departures.next(Departures::kAtOnce, figures), Step::Full);
    QCOMPARE(departures.next(Departures::kAtOnce - 1, figures), Step::Send);
    QCOMPARE(std::string(departures.request().target), std::string("/b"));
    QCOMPARE(departures.next(0, figures), Step::End);
    QCOMPARE(figures.notSent, 0U);
    QVERIFY(figures.lateness.empty()); // behind what?
}

void DeparturesTest::theCapHolds()
{
    std::string log;
    for (int i = 0; i < 5; ++i)
        log += requestLine(1.5, "/a");
    log += requestLine(1.5, "/post", "POST"); // takes no place
    log += requestLine(1.5, "/b");
    ReplayFigures figures;
    const auto reader = readerOf(log);
    QCOMPARE(leaveAll(*reader, {.maxRate = 2}, figures), (Times{0, 0.5, 1.0, 1.5, 2.0, 2.5}));
    QCOMPARE(figures.moved, 5U);
    QVERIFY(figures.movedMost == 2500ms);
    QVERIFY(figures.latest == 0s); // the schedule has the cap in it
}

void DeparturesTest::othersThanGetAndHeadAreSkippedByMethod()
{
    const auto reader =
        readerOf(requestLine(0.5, "/a", "POST") + requestLine(1, "/b", "HEAD") +
                 requestLine(2, "/c", "DELETE") + requestLine(3, "/d", "POST") +
                 requestLine(4, "/e", "get") + requestLine(5, "/f", "\\u0016\\u0003"));
    ReplayFigures figures;
    std::string targets;
    const auto times = leaveAll(*reader, {}, figures, &targets);
    QCOMPARE(targets, std::string("/b "));
    QCOMPARE(times, (Times{0.5})); // the trace begins with what is not sent
    QCOMPARE(figures.skipped,
             (ReplayFigures::Counts{{"POST", 2}, {"DELETE", 1}, {"get", 1}, {"no method", 1}}));
    QVERIFY(balances(figures));
}

void DeparturesTest::allMethodsAreSentWhenAsked()
{
    const auto reader = readerOf(requestLine(0.5, "/a", "POST") + requestLine(1, "/b") +
                                 requestLine(2, "/c", "DELETE") + requestLine(3, "/d", "P\\u0001"));
    ReplayFigures figures;
    std::string targets;
    leaveAll(*reader, {.allMethods = true}, figures, &targets);
    QCOMPARE(targets, std::string("/a /b /c "));
    QCOMPARE(figures.skipped, (ReplayFigures::Counts{{"no method", 1}}));
}

void DeparturesTest::muchThatIsNotSentTakesTurns()
{
    std::string log;
    for (std::size_t i = 0; i < Departures::kMostAtATime + 5; ++i)
        log += requestLine(1.5, "/" + std::to_string(i), i % 3 == 0 ? "POST" : "PUT");
    log += requestLine(1.5, "/last");
    const auto reader = readerOf(log);
    ManualClock clock;
    Departures departures(*reader, {}, clock);
    ReplayFigures figures;
    QCOMPARE(departures.next(0, figures), Step::Rest);
    QCOMPARE(figures.skippedCount(), std::uint64_t{Departures::kMostAtATime});
    QCOMPARE(departures.next(0, figures), Step::Send);
    QCOMPARE(departures.next(0, figures), Step::End);
    QVERIFY(balances(figures));
}

void DeparturesTest::latenessIsCounted()
{
    const auto reader = readerOf(requestLine(0.5, "/a") + requestLine(1.5, "/b"));
    ManualClock clock;
    Departures departures(*reader, {}, clock);
    ReplayFigures figures;
    QCOMPARE(departures.next(0, figures), Step::Send);
    clock.advance(1250ms); // nobody asked at 1 s
    QCOMPARE(departures.next(0, figures), Step::Send);
    QVERIFY(figures.latest == 250ms);
    QCOMPARE(figures.lateness.count(), 2U);
    QVERIFY(figures.elapsed == 1250ms);
}

QTEST_APPLESS_MAIN(DeparturesTest)
#include "departures_test.moc"
