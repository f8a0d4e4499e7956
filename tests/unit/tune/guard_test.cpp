// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/guard.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

// A guard over an origin that answers after `latency`; requests one after the other.
struct Bench
{
    explicit Bench(GuardOptions options = {}) : settings(clock), guard(settings, clock, options)
    {
        clock.advance(100s);
    }

    // `perSecond` demand requests for so long.
    void demand(Duration span, double perSecond = 20, Duration latency = 50ms,
                OriginResult result = OriginResult::Answered)
    {
        const TimePoint until = clock.now() + span;
        while (clock.now() < until) {
            const DemandTicket ticket = guard.demandSent(1, clock.now());
            pending.push_back({ticket, clock.now() + latency, latency, result});
            clock.advance(fromSeconds(1 / perSecond));
            settle();
        }
    }
    void settle()
    {
        std::erase_if(pending, [this](const Pending &p) {
            if (p.due > clock.now())
                return false;
            guard.demandEnded(p.ticket, 1, p.latency, p.result, clock.now());
            return true;
        });
    }
    bool admits() { return guard.admits(clock.now()) <= clock.now(); }
    bool send()
    {
        if (!admits())
            return false;
        guard.sent(clock.now());
        return true;
    }
    GuardFigures figures() { return guard.figures(clock.now()); }
    bool has(GuardAction action)
    {
        const auto events = figures().events;
        return std::ranges::any_of(events, [&](const GuardEvent &e) { return e.action == action; });
    }

    struct Pending
    {
        DemandTicket ticket;
        TimePoint due;
        Duration latency;
        OriginResult result;
    };
    ManualClock clock;
    Settings settings;
    Guard guard;
    std::vector<Pending> pending;
};

} // namespace

class GuardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inGoodTimesItHoldsNothing()
    {
        Bench b;
        b.demand(5s);
        for (int i = 0; i < 50; ++i)
            QVERIFY(b.send());
        const GuardFigures f = b.figures();
        QCOMPARE(f.state, std::string("clear"));
        QCOMPARE(f.rateFactor, 1.0);
        QCOMPARE(f.held, 0u);
        QCOMPARE(f.interventions(), 0u);
        QCOMPARE(f.extraLoad, 0.5);
    }

    void theCapIsAnEventOnceInAWhile()
    {
        Bench b;
        b.demand(1s, 10);
        while (b.send()) {
        }
        QVERIFY(!b.admits());
        QVERIFY(b.guard.admits(b.clock.now()) < b.clock.now() + 11s);
        GuardFigures f = b.figures();
        QCOMPARE(f.state, std::string("capped"));
        QCOMPARE(f.capsReached, 1u);
        QCOMPARE(f.held, 1u); // asking again is no other time
        QVERIFY(b.settings.set(Param::GuardMaxExtraLoad, 2, "test"));
        QVERIFY(b.send());
        while (b.send()) {
        }
        f = b.figures();
        QCOMPARE(f.capsReached, 1u);
        QCOMPARE(f.held, 2u);
        QVERIFY(b.settings.set(Param::GuardMaxExtraLoad, 0, "test"));
        QCOMPARE(b.guard.admits(b.clock.now()), kNever);
    }

    void moreDemandWakesWhoIsHeldByTheCap()
    {
        int woken = 0;
        GuardOptions options;
        options.wake = [&] { ++woken; };
        Bench b(options);
        QVERIFY(b.send());
        b.guard.demandServed(b.clock.now());
        QCOMPARE(woken, 0); // nobody was held
        QVERIFY(!b.admits());
        b.guard.demandServed(b.clock.now());
        QCOMPARE(woken, 1);
        b.guard.demandServed(b.clock.now());
        QCOMPARE(woken, 1);
        QVERIFY(b.send());
    }

    void aSlowOriginIsBrakedWithinTwoSeconds_data()
    {
        QTest::addColumn<double>("perSecond");
        QTest::addColumn<int>("latency"); // ms
        QTest::newRow("5x, few requests") << 4.0 << 250;
        QTest::newRow("5x, many") << 200.0 << 250;
        QTest::newRow("it does not answer at all") << 4.0 << 60'000;
    }

    void aSlowOriginIsBrakedWithinTwoSeconds()
    {
        QFETCH(double, perSecond);
        QFETCH(int, latency);
        Bench b;
        b.demand(20s, perSecond);
        QVERIFY(b.send());
        b.demand(2s, perSecond, std::chrono::milliseconds(latency));
        QVERIFY(b.figures().rateFactor < 1);
        QCOMPARE(b.figures().state, std::string("braking"));
        QVERIFY(b.has(GuardAction::Brake));
        const GuardEvent brake = b.figures().events.front();
        QVERIFY2(brake.reason.find("times as long as usual") != std::string::npos,
                 brake.reason.c_str());
        QVERIFY(brake.measured > 2);
        QCOMPARE(brake.limit, 2.0);
        QCOMPARE(brake.takenAt - b.clock.wallNow(),
                 std::chrono::duration_cast<WallTime::duration>(brake.at - b.clock.now()));
    }

    void errorsOfDemandBrake()
    {
        Bench b;
        b.demand(10s);
        for (int i = 0; i < 30; ++i) // for a second and a half
            b.demand(50ms, 20, 10ms, i % 3 == 0 ? OriginResult::Failed : OriginResult::Answered);
        QVERIFY(b.has(GuardAction::Brake));
        QVERIFY(b.figures().events.front().reason.find("errors") != std::string::npos);
        QCOMPARE(b.figures().events.front().limit, 0.05);
    }

    void whoLeftAndWhoUploadsSayNothing()
    {
        Bench b;
        b.demand(10s);
        b.demand(3s, 20, 2s, OriginResult::Untold);
        b.demand(1s, 20, 1ms, OriginResult::Untold);
        QVERIFY(b.has(GuardAction::Brake)); // they were overdue while they waited
        Bench other;
        other.demand(10s);
        other.demand(3s, 20, 40ms, OriginResult::Untold);
        other.demand(3s, 20, 40ms, OriginResult::Acted);
        QVERIFY(!other.has(GuardAction::Brake));
    }

    void anOriginThatLimitsIsLeftAlone()
    {
        Bench b;
        b.demand(10s);
        QVERIFY(b.send());
        b.guard.limited(5s, b.clock.now());
        QVERIFY(!b.admits());
        QCOMPARE(b.figures().state, std::string("braking"));
        QCOMPARE(b.figures().rateFactor, 0.0);
        QCOMPARE(b.figures().brakes, 1u);
        const GuardEvent event = b.figures().events.back();
        QVERIFY2(event.reason.find("429") != std::string::npos, event.reason.c_str());
        QCOMPARE(event.measured, 5.0);
        b.guard.limited(5s, b.clock.now()); // others of the same burst
        QCOMPARE(b.figures().brakes, 1u);
        b.demand(4900ms);
        QVERIFY(!b.admits());
        while (!b.admits())
            b.demand(100ms);
        QVERIFY(b.send());
        QCOMPARE(b.figures().state, std::string("recovering"));
        QCOMPARE(b.figures().rateFactor, 0.5);
    }

    void withoutATimeEachPauseIsLonger()
    {
        Bench b;
        b.demand(10s);
        for (const double expected : {1.0, 2.0, 4.0, 8.0}) {
            b.guard.limited({}, b.clock.now());
            QCOMPARE(b.figures().events.back().measured, expected);
            while (!b.admits())
                b.demand(100ms);
        }
        b.demand(60s); // the brake comes off
        QCOMPARE(b.figures().state, std::string("clear"));
        b.guard.limited({}, b.clock.now());
        QCOMPARE(b.figures().events.back().measured, 1.0);
    }

    void recoveryIsGradualAndSaysSo()
    {
        Bench b;
        std::vector<TimePoint> sent;
        const auto traffic = [&](Duration span, Duration latency) {
            for (const TimePoint until = b.clock.now() + span; b.clock.now() < until;) {
                b.demand(50ms, 20, latency);
                if (b.send()) // as many as it lets through
                    sent.push_back(b.clock.now());
            }
        };
        const auto sentSince = [&](TimePoint from) {
            return std::ranges::count_if(sent, [&](TimePoint at) { return at > from; });
        };
        traffic(20s, 50ms);
        const TimePoint fault = b.clock.now();
        traffic(10s, 500ms);
        QVERIFY2(sentSince(fault + 2s) <= 12, qPrintable(QString::number(sentSince(fault + 2s))));
        QCOMPARE(b.figures().rateFactor, RateBrake::kLeast);
        const TimePoint well = b.clock.now();
        traffic(2s, 50ms);
        QVERIFY(sentSince(well) <= 10); // not all at once: 20 a second before
        QCOMPARE(b.figures().state, std::string("recovering"));
        traffic(15s, 50ms);
        QCOMPARE(b.figures().state, std::string("clear"));
        QVERIFY(b.has(GuardAction::Release));
        QCOMPARE(b.figures().brakes, 1u);
        // Never faster than before, in any second.
        for (const TimePoint at : sent)
            QVERIFY(std::ranges::count_if(
                        sent, [&](TimePoint t) { return t > at && t <= at + 1s; }) <= 21);
    }

    void whoLooksChangesNothing()
    {
        Bench looked, alone;
        for (Bench *b : {&looked, &alone}) {
            for (int i = 0; i < 400; ++i) {
                b->demand(50ms, 20, i > 200 && i < 260 ? 400ms : 50ms);
                b->send();
                if (b == &looked)
                    (void)b->figures();
            }
        }
        QCOMPARE(looked.figures().rateFactor, alone.figures().rateFactor);
        QCOMPARE(looked.figures().events.size(), alone.figures().events.size());
        QVERIFY(looked.figures().events.size() > 0);
        for (std::size_t i = 0; i < looked.figures().events.size(); ++i)
            QCOMPARE(looked.figures().events[i].at, alone.figures().events[i].at);
    }

    void afterALongSilenceItBeginsAnew()
    {
        Bench b;
        b.demand(10s);
        b.demand(5s, 20, 500ms);
        QVERIFY(b.figures().rateFactor < 1);
        b.clock.advance(24h);
        QCOMPARE(b.figures().rateFactor, 1.0);
    }

    void littleMemoryStopsUntilThereIsEnough()
    {
        double share = 0.5;
        GuardOptions options;
        options.memory = [&] {
            return MemoryReading{static_cast<std::uint64_t>(share * 1e9), 1'000'000'000};
        };
        Bench b(options);
        b.demand(1s);
        QVERIFY(b.send());
        share = 0.04;
        QVERIFY(b.send()); // looked at once a second
        b.clock.advance(1s);
        QVERIFY(!b.admits());
        QCOMPARE(b.figures().state, std::string("memory_low"));
        QCOMPARE(b.guard.admits(b.clock.now()), b.clock.now() + 1s);
        share = 0.06; // not enough to go on
        b.clock.advance(1s);
        QVERIFY(!b.admits());
        share = 0.1;
        b.clock.advance(1s);
        QVERIFY(b.send());
        QCOMPARE(b.figures().memoryStops, 1u);
        QVERIFY(b.has(GuardAction::MemoryLow) && b.has(GuardAction::MemoryBack));
    }

    void waitingDemandGoesFirst()
    {
        bool waits = true;
        GuardOptions options;
        options.demandWaits = [&] { return waits; };
        Bench b(options);
        QVERIFY(!b.admits());
        QVERIFY(b.guard.admits(b.clock.now()) <= b.clock.now() + 50ms);
        QCOMPARE(b.figures().state, std::string("demand_first"));
        QCOMPARE(b.figures().demandStops, 1u);
        waits = false;
        QVERIFY(b.send());
    }

    void breakerRoutesAndHarmAreWrittenDown()
    {
        Bench b;
        b.guard.breakerChanged(true, b.clock.now() + 800ms, b.clock.now());
        QCOMPARE(b.figures().state, std::string("breaker_open"));
        b.guard.breakerChanged(true, b.clock.now() + 2s, b.clock.now()); // a probe failed
        b.guard.breakerChanged(false, b.clock.now(), b.clock.now());
        b.guard.routePaused("/orders", 120s, b.clock.now());
        b.guard.harmOff("those who got prefetches waited longer", 1.2, 1.03, b.clock.now());
        QCOMPARE(b.figures().state, std::string("harm_off"));
        b.guard.switchedOn();
        const GuardFigures f = b.figures();
        QCOMPARE(f.state, std::string("clear"));
        QCOMPARE(f.breakerOpenings, 1u);
        QCOMPARE(f.events.size(), std::size_t(4));
        QCOMPARE(f.events[2].reason, std::string("/orders has asked to be left alone for 120 s"));
        for (std::size_t i = 0; i < f.events.size(); ++i)
            QCOMPARE(f.events[i].number, i + 1);
    }

    void theDiaryIsARing()
    {
        Bench b;
        for (int i = 0; i < 1000; ++i)
            b.guard.routePaused("/a", 10s, b.clock.now());
        const GuardFigures f = b.guard.figures(b.clock.now(), 10'000);
        QCOMPARE(f.events.size(), GuardLog::kKept);
        QCOMPARE(f.events.back().number, 1000u);
        QCOMPARE(f.routesPaused, 1000u);
    }
};

QTEST_APPLESS_MAIN(GuardTest)
#include "guard_test.moc"
