// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/fetch/pool.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class PrefetchWorkerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The scenarios of the original suite.
    void startsAndStops();
    void fetchesWhatIsQueued();
    void mostProbableFirst();
    void keepsTheRate();
    void skipsWhatExpired();
    void goesOnAfterErrors();
    void countsWhatItDoes();

    // Settings while running.
    void countActsWhileRunning();
    void rateActsWhileRunning();
    void noWorkersFetchNothing();

    // Defects of an earlier implementation.
    void expiredWhileWaitingForTheRateLimiterIsFetchedAnyway();
    void paramsNeverReachTheFetcher();
    void sameKeyFetchedSeveralTimesWhileInFlight();
};

void PrefetchWorkerTest::startsAndStops()
{
    Pool pool;
    QVERIFY(!pool.workers().isRunning());
    pool.workers().start();
    QVERIFY(pool.workers().isRunning());
    pool.workers().start(); // again: nothing happens
    QVERIFY(pool.workers().stop(1s));
    QVERIFY(!pool.workers().isRunning());
    pool.workers().start();
    QVERIFY(pool.workers().isRunning());
    QVERIFY(pool.workers().stop(1s));
    QVERIFY(pool.workers().stop(1s)); // again: nothing happens
}

void PrefetchWorkerTest::fetchesWhatIsQueued()
{
    Pool pool;
    const PrefetchId id = pool.put("/items/1");
    pool.workers().pump();
    QCOMPARE(pool.fetcher.started.size(), std::size_t(1));
    QCOMPARE(pool.fetcher.started[0].target, std::string("/items/1"));
    QVERIFY(pool.stateOf(id) == PrefetchState::InFlight);
    QCOMPARE(pool.workers().metrics().busy, std::uint64_t(1));
    pool.fetcher.answer(id);
    pool.workers().pump();
    QVERIFY(pool.stateOf(id) == PrefetchState::Ready);
    QCOMPARE(pool.ledger.figures().bytes, std::uint64_t(4));
    QCOMPARE(pool.workers().metrics().busy, std::uint64_t(0));
}

void PrefetchWorkerTest::mostProbableFirst()
{
    Pool pool(1, 1); // one token a second, and it is spent
    pool.put("/spent");
    pool.workers().pump();
    pool.fetcher.answer(pool.fetcher.started[0].id);
    pool.put("/low", 0.4);
    pool.workers().pump(); // waits for a token: in the queue, not in a worker's hand
    pool.clock.advance(900ms);
    pool.workers().pump();
    pool.put("/high", 0.9);
    pool.run(100ms);
    QCOMPARE(pool.fetcher.started.size(), std::size_t(2));
    QCOMPARE(pool.fetcher.started[1].target, std::string("/high"));
}

void PrefetchWorkerTest::keepsTheRate()
{
    Pool pool(64, 10);
    pool.fetcher.atOnce = [&](PrefetchId id) { pool.fetcher.answer(id); };
    for (int i = 0; i < 500; ++i)
        pool.put("/items/" + std::to_string(i), 0.5, 3000);
    pool.workers().pump();
    QCOMPARE(pool.fetcher.started.size(), std::size_t(10)); // one second's worth at most
    for (std::size_t second = 1; second <= 20; ++second) {
        pool.run(1s);
        QCOMPARE(pool.fetcher.started.size(), 10 + 10 * second);
    }
}

void PrefetchWorkerTest::skipsWhatExpired()
{
    Pool pool;
    const PrefetchId id = pool.put("/old", 0.9, 5);
    pool.clock.advance(6s);
    const PrefetchId fresh = pool.put("/new", 0.1);
    pool.workers().pump();
    QVERIFY(pool.stateOf(id) == PrefetchState::ExpiredInQueue);
    QVERIFY(pool.stateOf(fresh) == PrefetchState::InFlight);
    QCOMPARE(pool.fetcher.started.size(), std::size_t(1));
    QCOMPARE(pool.workers().metrics().expiredRequests, std::uint64_t(1));
    QVERIFY(pool.put("/old") != PrefetchId::None); // its key is free again
}

void PrefetchWorkerTest::goesOnAfterErrors()
{
    Pool pool(1);
    pool.set(Param::WorkersMaxRetries, 0);
    const PrefetchId bad = pool.put("/bad", 0.9);
    const PrefetchId good = pool.put("/good", 0.5);
    pool.workers().pump();
    pool.fetcher.fail(bad);
    pool.workers().pump();
    QVERIFY(pool.stateOf(bad) == PrefetchState::Failed);
    pool.fetcher.answer(good);
    pool.workers().pump();
    QVERIFY(pool.stateOf(good) == PrefetchState::Ready);
    QVERIFY(pool.ledger.figures().balances());
}

void PrefetchWorkerTest::countsWhatItDoes()
{
    Pool pool(1);
    pool.set(Param::WorkersMaxRetries, 0);
    pool.workers().pump();
    for (int i = 0; i < 4; ++i) {
        const PrefetchId id = pool.put("/items/" + std::to_string(i));
        pool.clock.advance(500ms); // in the queue
        pool.workers().pump();
        pool.clock.advance(250ms); // at the origin
        i == 3 ? pool.fetcher.fail(id) : pool.fetcher.answer(id);
        pool.workers().pump();
    }
    const WorkerFigures f = pool.workers().metrics();
    QCOMPARE(f.count, std::uint64_t(1));
    QCOMPARE(f.totalProcessed, std::uint64_t(4));
    QCOMPARE(f.successfulFetches, std::uint64_t(3));
    QCOMPARE(f.failedFetches, std::uint64_t(1));
    QCOMPARE(f.attempts, std::uint64_t(4));
    QCOMPARE(f.consecutiveErrors, std::uint64_t(1));
    QCOMPARE(f.successRate, 0.75);
    QCOMPARE(f.avgWaitTime, 0.5);
    QCOMPARE(f.avgFetchTime, 0.25);
    QCOMPARE(f.throughput, 4 / 2.25); // since the first was finished, at 0.75 s
    pool.clock.advance(60s);
    QCOMPARE(pool.workers().metrics().throughput, 0.0);
}

void PrefetchWorkerTest::countActsWhileRunning()
{
    Pool pool(2);
    for (int i = 0; i < 20; ++i)
        pool.put("/items/" + std::to_string(i));
    pool.workers().pump();
    QCOMPARE(pool.fetcher.open(), std::size_t(2));
    pool.set(Param::WorkersCount, 5);
    pool.workers().pump();
    QCOMPARE(pool.fetcher.open(), std::size_t(5));
    pool.set(Param::WorkersCount, 1);
    pool.workers().pump();
    QCOMPARE(pool.fetcher.open(), std::size_t(5)); // the surplus may finish ...
    for (std::size_t i = 0; i < 4; ++i) {
        pool.fetcher.answer(pool.fetcher.started[i].id);
        pool.workers().pump();
    }
    QCOMPARE(pool.fetcher.open(), std::size_t(1)); // ... and is not replaced
    pool.fetcher.answer(pool.fetcher.started[4].id);
    pool.workers().pump();
    QCOMPARE(pool.fetcher.open(), std::size_t(1));
    QCOMPARE(pool.workers().metrics().count, std::uint64_t(1));
}

void PrefetchWorkerTest::rateActsWhileRunning()
{
    Pool pool(64, 0);
    for (int i = 0; i < 300; ++i)
        pool.put("/items/" + std::to_string(i), 0.5, 3000);
    QVERIFY(pool.workers().pump() == kNever); // paused
    pool.set(Param::WorkersMaxRequestsPerSecond, 20);
    pool.workers().pump();
    QVERIFY(!pool.fetcher.started.empty()); // acts at once
    pool.fetcher.atOnce = [&](PrefetchId id) { pool.fetcher.answer(id); };
    for (std::size_t i = 0; i < 20; ++i)
        pool.fetcher.answer(pool.fetcher.started[i].id);
    pool.workers().pump();
    const std::size_t before = pool.fetcher.started.size();
    pool.run(3s);
    QCOMPARE(pool.fetcher.started.size() - before, std::size_t(60));
    pool.set(Param::WorkersMaxRequestsPerSecond, 5);
    pool.run(2s);
    QCOMPARE(pool.fetcher.started.size() - before, std::size_t(70));
    pool.set(Param::WorkersMaxRequestsPerSecond, 0);
    pool.run(10s);
    QCOMPARE(pool.fetcher.started.size() - before, std::size_t(70));
}

void PrefetchWorkerTest::noWorkersFetchNothing()
{
    Pool pool(0);
    pool.put("/items/1");
    QVERIFY(pool.workers().pump() == kNever);
    QVERIFY(pool.fetcher.started.empty());
    QCOMPARE(pool.queue.size(), std::size_t(1));
}

void PrefetchWorkerTest::expiredWhileWaitingForTheRateLimiterIsFetchedAnyway()
{
    Pool pool(1, 0.1); // a token every ten seconds
    pool.put("/spent");
    pool.workers().pump();
    pool.fetcher.answer(pool.fetcher.started[0].id);
    const PrefetchId id = pool.put("/items/1", 0.9, 5);
    pool.run(9s);
    pool.run(2s); // the token comes, for a request that nobody wants any more
    QVERIFY(pool.stateOf(id) == PrefetchState::ExpiredInQueue);
    QCOMPARE(pool.fetcher.started.size(), std::size_t(1));
    pool.put("/items/2"); // and is not lost with it
    pool.workers().pump();
    QCOMPARE(pool.fetcher.started.size(), std::size_t(2));
}

void PrefetchWorkerTest::paramsNeverReachTheFetcher()
{
    Pool pool;
    pool.put("/api/users/123", 0.85, 30, {{"details", "full"}, {"q", "a&b=c"}});
    pool.workers().pump();
    QCOMPARE(pool.fetcher.started[0].params, (Params{{"details", "full"}, {"q", "a&b=c"}}));
    QCOMPARE(pool.fetcher.started[0].target,
             std::string("/api/users/123?details=full&q=a%26b%3Dc"));
}

void PrefetchWorkerTest::sameKeyFetchedSeveralTimesWhileInFlight()
{
    Pool pool(8);
    const PrefetchId id = pool.put("/items/1");
    for (int i = 0; i < 5; ++i) {
        pool.workers().pump();
        QCOMPARE(pool.put("/items/1", 0.9), PrefetchId::None);
    }
    QCOMPARE(pool.fetcher.started.size(), std::size_t(1));
    pool.fetcher.fail(id);
    pool.workers().pump(); // waits for a retry: still in flight
    QCOMPARE(pool.put("/items/1", 0.9), PrefetchId::None);
    pool.run(30s);
    pool.fetcher.answer(id);
    pool.workers().pump();
    QVERIFY(pool.put("/items/1", 0.9) != PrefetchId::None);
}

QTEST_APPLESS_MAIN(PrefetchWorkerTest)
#include "prefetchworker_test.moc"
