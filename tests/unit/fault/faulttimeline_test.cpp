// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fault/faulttimeline.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

constexpr TimePoint kStart{1000s};

} // namespace

class FaultTimelineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aScheduleRepeats()
    {
        const FaultSchedule schedule{10s, 5s, 20s};
        QVERIFY(!schedule.isOn(0s) && !schedule.isOn(9999ms));
        QVERIFY(schedule.isOn(10s) && schedule.isOn(14999ms) && !schedule.isOn(15s));
        QVERIFY(schedule.isOn(30s) && schedule.since(34s) == 4s && !schedule.isOn(36s));
        const FaultSchedule once{10s, 5s, 0s};
        QVERIFY(once.isOn(12s) && !once.isOn(30s));
        QVERIFY(FaultSchedule{}.isOn(0s) && FaultSchedule{}.isOn(24h));
    }

    void eventsAreThoseOfTheSchedule()
    {
        FaultTimeline faults;
        const std::vector<PlannedFault> planned{{Fault::Resets, {10s, 5s, 20s}}};
        faults.plan(planned, kStart);
        QVERIFY(faults.eventsUntil(kStart + 9s).empty());
        const auto events = faults.eventsUntil(kStart + 32s);
        QCOMPARE(events.size(), std::size_t{2});
        QVERIFY((events[0] == FaultEvent{Fault::Resets, kStart + 10s, kStart + 15s}));
        QVERIFY((events[1] == FaultEvent{Fault::Resets, kStart + 30s, kNever}));
        QVERIFY(faults.eventsUntil(kStart + 24h * 365).size() == FaultTimeline::kMost);
    }

    void whatIsEndedByHandStaysEnded()
    {
        FaultTimeline faults;
        const std::vector<PlannedFault> planned{{Fault::Resets, {10s, 5s, 20s}},
                                                {Fault::Flapping, {50s, 5s, 0s}}};
        faults.plan(planned, kStart);
        faults.begin(Fault::Errors30, kStart + 1s);
        faults.begin(Fault::Errors30, kStart + 2s); // is there already
        QCOMPARE(faults.at(kStart + 12s).size(), std::size_t{2});
        QVERIFY(faults.at(kStart + 12s)[0].began == kStart + 1s);
        faults.end(Fault::Errors30, kStart + 12s);
        QVERIFY(!faults.isOn(Fault::Errors30, kStart + 12s));
        QVERIFY(faults.isOn(Fault::Resets, kStart + 12s));
        faults.endAll(kStart + 13s);
        QVERIFY(faults.at(kStart + 14s).empty() && faults.at(kStart + 52s).empty());
        const auto events = faults.eventsUntil(kStart + 100s);
        QCOMPARE(events.size(), std::size_t{2});
        QVERIFY((events[0] == FaultEvent{Fault::Errors30, kStart + 1s, kStart + 12s}));
        QVERIFY((events[1] == FaultEvent{Fault::Resets, kStart + 10s, kStart + 13s}));
        faults.begin(Fault::Errors30, kStart + 60s); // and may come again
        QVERIFY(faults.isOn(Fault::Errors30, kStart + 60s));
    }

    void theBoardFollowsItsClock()
    {
        ManualClock clock;
        FaultBoard board(clock);
        QVERIFY(board.now().empty() && board.events().empty());
        const std::vector<PlannedFault> planned{{Fault::SlowLoris, {1s, 1s, 0s}}};
        board.plan(planned);
        QVERIFY(!board.isOn(Fault::SlowLoris));
        clock.advance(1s);
        QCOMPARE(textOf(board.now()), std::string("slow-loris"));
        board.begin(Fault::LatencyX5);
        QCOMPARE(textOf(board.now(), ","), std::string("latency-x5,slow-loris"));
        clock.advance(500ms);
        board.endAll();
        QVERIFY(board.now().empty());
        QCOMPARE(board.events().size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(FaultTimelineTest)
#include "faulttimeline_test.moc"
