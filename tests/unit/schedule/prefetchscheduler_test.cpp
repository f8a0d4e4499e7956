// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/prefetchscheduler.h"
#include "tests/unit/schedule/stage.h"

#include <QtTest>

#include <cmath>

using namespace forefetch;
using namespace std::chrono_literals;

class PrefetchSchedulerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void schedulesTheMostProbableFirst()
    {
        Stage s;
        QCOMPARE(s.schedule({predicted(1, 0.4F), predicted(2, 0.9F), predicted(3, 0.4F)}),
                 (Numbers{2, 1, 3}));
        const auto first = s.queue.tryGet();
        QCOMPARE(first->key, (Key{ResourceId{2, 1}, Partition{9}}));
        QCOMPARE(first->priority, 0.9F);
        QCOMPARE(first->sourcePrediction, 0.9F);
        QCOMPARE(first->context, (ContextId{6, 1}));
        QCOMPARE(first->createdAt, s.clock.now());
        QCOMPARE(first->maxAge, Duration(30s));
    }

    // Explaining takes time: for what enters the queue alone.
    void whatIsScheduledKeepsItsReason()
    {
        Stage s;
        s.cached = {2};
        QCOMPARE(s.schedule({predicted(1, 0.9F), predicted(2, 0.8F), predicted(3, 0.1F)}),
                 (Numbers{1}));
        QCOMPARE(s.explained, 1);
        const auto record = s.ledger.find(s.queue.tryGet()->id);
        QVERIFY(record);
        QCOMPARE(record->cause.reason.kind, EvidenceKind::Skip);
        QCOMPARE(record->cause.reason.recent[0], (ResourceId{1, 1}));
    }

    void eachFilterCountsWhatItStops_data()
    {
        QTest::addColumn<int>("stop");
        QTest::newRow("low probability") << 0;
        QTest::newRow("cached") << 1;
        QTest::newRow("queued") << 2;
        QTest::newRow("in flight as a prefetch") << 3;
        QTest::newRow("in flight for a client") << 4;
        QTest::newRow("space") << 5;
        QTest::newRow("guard") << 6;
        QTest::newRow("batch limit") << 7;
        QTest::newRow("full queue") << 8;
        QTest::newRow("closed queue") << 9;
    }

    void eachFilterCountsWhatItStops()
    {
        QFETCH(int, stop);
        Stage s;
        const std::vector<Prediction> one{predicted(1, 0.5F)};
        SchedulerFigures wanted;
        wanted.totalPredictions = 1;
        const auto enqueue = [&](std::uint32_t n, float priority) {
            PrefetchRequest r;
            r.key = {ResourceId{n, 1}, Partition{9}};
            r.priority = priority;
            s.queue.put(r, s.clock.now());
        };
        switch (stop) {
        case 0:
            s.set(Param::SchedulerMinProbability, 0.51), wanted.filteredLowProbability = 1;
            break;
        case 1:
            s.cached.insert(1), wanted.filteredCached = 1;
            break;
        case 2:
            enqueue(1, 0.5F), wanted.filteredQueued = 1;
            break;
        case 3:
            enqueue(1, 0.5F), s.queue.tryGet(), wanted.filteredQueued = 1;
            break;
        case 4:
            s.demanded.insert(1), wanted.filteredQueued = 1;
            break;
        case 5:
            s.hasRoom = false, wanted.filteredSpace = 1;
            break;
        case 6:
            s.isAllowed = false, wanted.filteredGuard = 1;
            break;
        case 7:
            s.set(Param::SchedulerMaxPrefetchPerSchedule, 0), wanted.filteredLimit = 1;
            break;
        case 8:
            s.queue.setMaxSize(1), enqueue(2, 0.6F), wanted.filteredLimit = 1;
            break;
        case 9:
            s.queue.close(), wanted.filteredLimit = 1;
            break;
        default:
            QFAIL("no such row");
        }
        QVERIFY(s.schedule(one).empty());
        const SchedulerFigures f = s.scheduler.stats();
        QCOMPARE(f.totalPredictions, wanted.totalPredictions);
        QCOMPARE(f.scheduled, std::uint64_t(0));
        QCOMPARE(f.filteredLowProbability, wanted.filteredLowProbability);
        QCOMPARE(f.filteredCached, wanted.filteredCached);
        QCOMPARE(f.filteredQueued, wanted.filteredQueued);
        QCOMPARE(f.filteredSpace, wanted.filteredSpace);
        QCOMPARE(f.filteredGuard, wanted.filteredGuard);
        QCOMPARE(f.filteredLimit, wanted.filteredLimit);
        QCOMPARE(f.scheduleRate, 0.0);
        QCOMPARE(s.ledger.figures().scheduled, std::uint64_t(0));
    }

    // The one counted is the first in the documented order.
    void filtersCountInOrder()
    {
        Stage s;
        s.cached.insert(1);
        s.demanded = {1, 2};
        s.hasRoom = false;
        s.isAllowed = false;
        s.set(Param::SchedulerMaxPrefetchPerSchedule, 0);
        s.schedule(
            {predicted(1, 0.1F), predicted(1, 0.5F), predicted(2, 0.5F), predicted(3, 0.5F)});
        s.hasRoom = true;
        s.schedule({predicted(3, 0.5F)});
        s.isAllowed = true;
        s.schedule({predicted(3, 0.5F)});
        const SchedulerFigures f = s.scheduler.stats();
        QCOMPARE(f.filteredLowProbability, std::uint64_t(1));
        QCOMPARE(f.filteredCached, std::uint64_t(1));
        QCOMPARE(f.filteredQueued, std::uint64_t(1));
        QCOMPARE(f.filteredSpace, std::uint64_t(1));
        QCOMPARE(f.filteredGuard, std::uint64_t(1));
        QCOMPARE(f.filteredLimit, std::uint64_t(1));
        QCOMPARE(f.totalPredictions, std::uint64_t(6));
    }

    void batchLimitKeepsTheMostProbable()
    {
        Stage s;
        s.set(Param::SchedulerMaxPrefetchPerSchedule, 2);
        QCOMPARE(s.schedule({predicted(1, 0.4F), predicted(2, 0.5F), predicted(3, 0.9F)}),
                 (Numbers{3, 2}));
        QCOMPARE(s.scheduler.stats().filteredLimit, std::uint64_t(1));
        // What was queued before takes no place in the batch.
        QCOMPARE(s.schedule({predicted(3, 0.9F), predicted(2, 0.5F), predicted(1, 0.4F)}),
                 (Numbers{1}));
        QCOMPARE(s.scheduler.stats().scheduleRate, 0.5);
    }

    void thresholdIsInsideAndActsOnUseNotOnNext()
    {
        Stage s;
        s.set(Param::SchedulerMinProbability, 0.7);
        QCOMPARE(s.schedule({predicted(1, 0.7F, 0.0F), predicted(2, 0.69F, 1.0F),
                             predicted(3, std::nanf(""), 1.0F)}),
                 (Numbers{1}));
        s.set(Param::SchedulerMinProbability, 0.2); // at the next decision
        QCOMPARE(s.schedule({predicted(2, 0.69F)}), (Numbers{2}));
    }

    void switchedOffOrHeldBackSchedulesNothingAndCounts()
    {
        Stage s;
        s.set(Param::PrefetchEnabled, 0);
        const std::vector<Prediction> both{predicted(1, 0.1F), predicted(2, 0.9F)};
        QVERIFY(s.schedule(both).empty());
        s.set(Param::PrefetchEnabled, 1);
        ScheduleContext control = s.context();
        control.heldBack = true;
        QVERIFY(s.schedule(both, control).empty());
        const SchedulerFigures f = s.scheduler.stats();
        QCOMPARE(f.totalPredictions, std::uint64_t(4));
        QCOMPARE(f.filteredLowProbability, std::uint64_t(2));
        QCOMPARE(f.filteredGuard, std::uint64_t(2));
        QVERIFY(s.queue.isEmpty());
        QCOMPARE(s.schedule(both), (Numbers{2}));
    }

    void heldBackRaisesNobodysPrefetch()
    {
        Stage s;
        s.schedule({predicted(1, 0.4F)});
        ScheduleContext control = s.context();
        control.heldBack = true;
        QVERIFY(s.schedule({predicted(1, 0.9F)}, control).empty());
        QCOMPARE(s.queue.stats().raised, std::uint64_t(0));
    }

    void ledgerHasTheCauseBeforeAWorkerCanSeeIt()
    {
        Stage s;
        s.set(Param::SchedulerMinProbability, 0.25);
        s.clock.advance(7s);
        s.schedule({predicted(1, 0.6F, 0.4F)});
        const auto taken = s.queue.tryGet();
        const auto record = s.ledger.find(taken->id);
        QVERIFY(record.has_value());
        QCOMPARE(record->key, taken->key);
        QCOMPARE(record->state, PrefetchState::Queued);
        QCOMPARE(record->scheduledAt, s.clock.now());
        QCOMPARE(record->cause.session, (SessionId{4, 2}));
        QCOMPARE(record->cause.edge.context, (ResourceId{77, 1}));
        QCOMPARE(record->cause.edge.count, std::uint32_t(3));
        QCOMPARE(record->cause.edge.total, std::uint32_t(5));
        QCOMPARE(record->cause.edge.order, std::uint8_t(2));
        QCOMPARE(record->cause.pNext, 0.4F);
        QCOMPARE(record->cause.pUsed, 0.6F);
        QCOMPARE(record->cause.threshold, 0.25F);
        QCOMPARE(record->cause.revision, s.settings.revision());
    }

    void raisedIsNamedButNotScheduledTwice()
    {
        Stage s;
        s.schedule({predicted(1, 0.4F), predicted(2, 0.5F)});
        QCOMPARE(s.schedule({predicted(1, 0.8F), predicted(2, 0.5F)}), (Numbers{1}));
        QCOMPARE(s.queue.stats().raised, std::uint64_t(1));
        QCOMPARE(s.scheduler.stats().scheduled, std::uint64_t(2));
        QCOMPARE(s.scheduler.stats().filteredQueued, std::uint64_t(2));
        QCOMPARE(s.ledger.figures().scheduled, std::uint64_t(2));
        QCOMPARE(s.queue.tryGet()->key.resource.index, std::uint32_t(1));
    }

    void displacedEndsAsCancelled()
    {
        Stage s;
        s.queue.setMaxSize(1);
        s.schedule({predicted(1, 0.4F)});
        const PrefetchId out = s.queue.ranked(1).at(0).id;
        QCOMPARE(s.schedule({predicted(2, 0.9F)}), (Numbers{2}));
        QCOMPARE(s.stateOf(out), PrefetchState::Cancelled);
        QVERIFY(s.ledger.figures().balances());
    }

    void expiredInTheQueueEndsAsExpired()
    {
        Stage s;
        s.set(Param::SchedulerMaxAge, 5);
        s.schedule({predicted(1, 0.4F)});
        const PrefetchId out = s.queue.ranked(1).at(0).id;
        s.clock.advance(6s);
        QCOMPARE(s.schedule({predicted(1, 0.4F)}), (Numbers{1}));
        QCOMPARE(s.stateOf(out), PrefetchState::ExpiredInQueue);
        QCOMPARE(s.ledger.figures()[PrefetchState::Queued], std::uint64_t(1));
        QVERIFY(s.ledger.figures().balances());
    }

    void withoutSurroundingsNothingIsFiltered()
    {
        Stage s;
        PrefetchScheduler bare(s.queue, s.ledger, s.settings, {});
        const std::vector<Prediction> one{predicted(1, 0.5F)};
        QCOMPARE(bare.scheduleFromPredictions(one, s.context()).size(), std::size_t(1));
        QVERIFY(bare.scheduleFromPredictions({}, s.context()).empty());
        QCOMPARE(bare.stats().scheduleRate, 1.0);
    }

    void candidatesIsPure()
    {
        const std::vector<Prediction> predictions{predicted(1, 0.3F), predicted(2, 0.2F),
                                                  predicted(3, 0.9F), predicted(4, 0.8F),
                                                  predicted(5, 0.9F)};
        const auto chosen = PrefetchScheduler::candidates(predictions, {ResourceId{4, 1}}, 0.3);
        Numbers order;
        for (const Prediction &p : chosen)
            order.push_back(p.resource.index);
        QCOMPARE(order, (Numbers{3, 5, 1}));
        QVERIFY(PrefetchScheduler::candidates({}, {}, 0).empty());
    }
};

QTEST_APPLESS_MAIN(PrefetchSchedulerTest)
#include "prefetchscheduler_test.moc"
