// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs what the guide prints; that it prints this is checked in unit/app/helpdocuments_test.cpp.
#include "core/live/democast.h"
#include "tests/example/components.cpp"
#include "tests/example/figures.cpp"
#include "tests/example/loop.cpp"

#include <QtTest>

class GuideTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRequestSaysWhatItStandsFor()
    {
        ManualClock clock;
        Interner interner(100);
        const auto key = describe(interner, clock);
        QVERIFY(key.ok());
        QCOMPARE(*key, std::string("0000000000000000 /api/users/123?details=full"));
    }

    void theQueueGivesTheMostLikelyFirst()
    {
        ManualClock clock;
        Interner interner(100);
        QCOMPARE(byPriority(interner, clock), (std::vector<std::string>{"/unlikely", "/likely"}));
    }

    void theSchedulerFilters()
    {
        ManualClock clock;
        Settings settings(clock);
        Interner interner(100);
        Ledger ledger;
        PrefetchQueue queue(interner, 1000);
        CacheManager cache(settings, clock);
        QVERIFY(cache.start().ok());
        const SchedulerFigures figures = schedule(queue, ledger, settings, interner, cache, clock);
        QCOMPARE(figures.scheduled, 2u);
        QCOMPARE(figures.filteredLowProbability, 1u);
    }

    void theCacheKeepsABody()
    {
        ManualClock clock;
        Settings settings(clock);
        Interner interner(100);
        const auto body = throughCache(settings, clock, interner);
        QVERIFY(body.ok());
        QCOMPARE(*body, std::string(R"({"id": 1})"));
    }

    void theModelLearnsAndPredicts()
    {
        Interner interner(100);
        const auto predictions = learnAndPredict(interner, {1, 1});
        QCOMPARE(predictions.size(), std::size_t(2));
        QCOMPARE(interner.text(predictions[0].resource), std::string("/item/1"));
        QCOMPARE(predictions[0].pNext, 2.0F / 3);
        QCOMPARE(interner.text(predictions[1].resource), std::string("/help"));
        QCOMPARE(predictions[1].pNext, 1.0F / 3);
    }

    void learnPredictSchedule()
    {
        ManualClock clock;
        Settings settings(clock);
        Interner interner(100);
        Ledger ledger;
        PrefetchQueue queue(interner, 1000);
        PrefetchScheduler scheduler(queue, ledger, settings, {});
        MarkovPredictor predictor(64 << 20);
        const auto request = [&](std::uint32_t session, const char *target) {
            requestArrived({.session = {session, 1}, .resource = interner.intern(target)},
                           predictor, scheduler, clock);
        };
        request(1, "/a");
        request(1, "/b");
        queue.clear();
        request(2, "/a");
        QVERIFY(queue.contains("/b", {}));

        const QTemporaryDir folder;
        MarkovPredictor second(64 << 20);
        const std::string path = folder.filePath(QStringLiteral("model")).toStdString();
        QVERIFY(keepModel(path, predictor, second, interner).ok());
        QCOMPARE(second.figures().transitions, predictor.figures().transitions);
        QVERIFY(second.figures().transitions > 0);
    }

    void theLoopPrefetchesInVirtualTime()
    {
        const Snapshot with = simulateVisits(true), without = simulateVisits(false);
        QCOMPARE(with.demand.requests, 300u);
        QCOMPARE(without.demand.requests, 300u);
        QVERIFY(with.prefetch.balances());
        QVERIFY(with.demand.hitsPrefetched > 0);
        QVERIFY(with.demand.hits > without.demand.hits);
        QCOMPARE(without.prefetch.scheduled, 0u);
    }

    void aGatewayInOnesOwnProgram()
    {
        DemoCast cast({.users = 20, .rate = 200, .seed = 1});
        const auto shop = cast.openShop();
        QVERIFY(shop.ok());
        std::unique_ptr<LiveSession> session;
        const auto bound = openGateway(shop->text(), session);
        QVERIFY(bound.ok());
        QVERIFY(cast.enter(*bound, session->settings()).ok());
        QTRY_VERIFY_WITH_TIMEOUT(session->snapshot().demand.requests > 20, 20'000);
        cast.leave();
        session->stop(2s);
        QVERIFY(session->snapshot().prefetch.balances());
    }

    void knobsFiguresAndCauses()
    {
        ManualClock clock;
        Settings settings(clock);
        const auto log = turnKnobs(settings);
        QVERIFY(log.ok());
        QCOMPARE(log->front(), std::string("1 workers.count 2 → 8"));
        QVERIFY(std::ranges::find(*log, "2 workers.count 8 → 1") != log->end());

        QVERIFY(settings.set(Param::SchedulerMinProbability, 0.3, "user").ok());
        OriginModel origin(clock, fixedAnswers(50ms, 1024));
        Pipeline pipeline(settings, clock, origin, {});
        QVERIFY(pipeline.start().ok());
        Interner &interner = pipeline.interner();
        const std::vector<std::vector<ResourceId>> visits(
            3, {interner.intern("/a"), interner.intern("/b")});
        pipeline.predictor().fit(visits);
        VirtualDrive drive(pipeline, clock, origin);
        Exchange request;
        request.session = {1, 1};
        request.resource = interner.intern("/a");
        drive.request(request);
        drive.runUntil(clock.now() + 1s);
        QCOMPARE(why(pipeline), (std::vector<std::string>{"/a → /b seen 3 of 3: ready"}));
        QVERIFY(figuresOf(pipeline).find("prefetch,ready,1\r\n") != std::string::npos);
        pipeline.stop(0s);
    }
};

QTEST_GUILESS_MAIN(GuideTest)
#include "guide_test.moc"
