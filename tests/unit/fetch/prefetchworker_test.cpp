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

    // Hooks.
    void hooksSeeEachStep();
    void supersededIsNotFetched();
    void aSessionThatSignedOutIsNotFetched();
    void requestsWithoutAnIdEnterTheBook();
    void endedBeforeItStartedIsNotFetched();
    void joinedIsLateAndItsBytesCount();

    // Driving.
    void pumpSaysWhenItIsDue();
    void wakesItsDriver();
    void reentrantFetchersAreFine();
    void cancelAllCancelsEverything();
    void aSecondEndIsIgnored();
    void bookkeepingIsSmall();

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

void PrefetchWorkerTest::hooksSeeEachStep()
{
    std::vector<std::string> steps;
    WorkerHooks hooks;
    hooks.begin = [&](const PrefetchRequest &) -> std::optional<PrefetchState> {
        steps.push_back("begin");
        return std::nullopt;
    };
    hooks.head = [&](const PrefetchRequest &, const ResponseHeadPtr &head) {
        steps.push_back("head " + std::to_string(head->status));
    };
    hooks.data = [&](const PrefetchRequest &, std::string_view bytes) {
        steps.push_back("data " + std::string(bytes));
    };
    hooks.finish = [&](const PrefetchRequest &, const FetchEnd &end, int status) {
        steps.push_back("finish " + std::to_string(status) + " " + std::to_string(end.bytes));
        return PrefetchState::Discarded;
    };
    Pool pool(1, 100, hooks);
    const PrefetchId id = pool.put("/items/1");
    pool.workers().pump();
    pool.fetcher.answer(id, 404, "gone");
    pool.workers().pump();
    QCOMPARE(steps, (std::vector<std::string>{"begin", "head 404", "data gone", "finish 404 4"}));
    QVERIFY(pool.stateOf(id) == PrefetchState::Discarded);
    QCOMPARE(pool.ledger.figures().bytes, std::uint64_t(4)); // not stored, but it was sent
    QVERIFY(!pool.queue.isInFlight({pool.interner.find("/items/1"), {}}));
}

void PrefetchWorkerTest::supersededIsNotFetched()
{
    WorkerHooks hooks;
    hooks.begin = [](const PrefetchRequest &) { return PrefetchState::Superseded; };
    Pool pool(1, 1, hooks);
    const PrefetchId id = pool.put("/items/1");
    pool.workers().pump();
    QVERIFY(pool.stateOf(id) == PrefetchState::Superseded);
    QVERIFY(pool.fetcher.started.empty());
    QCOMPARE(pool.ledger.figures().attempts, std::uint64_t(0));
    QVERIFY(!pool.queue.isInFlight({pool.interner.find("/items/1"), {}}));
    QCOMPARE(pool.workers().metrics().totalProcessed, std::uint64_t(1));
}

void PrefetchWorkerTest::aSessionThatSignedOutIsNotFetched()
{
    Headers headers;
    headers.add("Cookie", "sid=1");
    const auto context =
        std::make_shared<const RequestContext>(RequestContext{Partition{1}, headers});
    bool signedIn = true;
    WorkerHooks hooks;
    hooks.context = [&](ContextId) { return signedIn ? context : nullptr; };
    Pool pool(1, 100, hooks);
    const PrefetchId first = pool.put("/mine", 0.9, 30, {}, {1, 1});
    const PrefetchId second = pool.put("/mine/orders", 0.5, 30, {}, {1, 1});
    pool.workers().pump();
    QCOMPARE(pool.fetcher.started[0].context, context);
    signedIn = false;
    pool.fetcher.answer(first);
    pool.workers().pump();
    QVERIFY(pool.stateOf(second) == PrefetchState::Cancelled);
    QCOMPARE(pool.fetcher.started.size(), std::size_t(1));
}

void PrefetchWorkerTest::requestsWithoutAnIdEnterTheBook()
{
    Pool pool;
    auto request = PrefetchRequest::create(pool.interner, {"/items/1"});
    QVERIFY(pool.queue.put(*request, pool.clock.now()).accepted());
    pool.workers().pump();
    QCOMPARE(pool.in(PrefetchState::InFlight), std::uint64_t(1));
    pool.fetcher.answer(pool.fetcher.started[0].id);
    pool.workers().pump();
    QCOMPARE(pool.in(PrefetchState::Ready), std::uint64_t(1));
}

void PrefetchWorkerTest::endedBeforeItStartedIsNotFetched()
{
    int finished = 0;
    WorkerHooks hooks;
    hooks.finish = [&](const PrefetchRequest &, const FetchEnd &end, int) {
        finished += end.status == FetchStatus::Cancelled;
        return PrefetchState::Cancelled;
    };
    Pool pool(1, 100, hooks);
    const PrefetchId id = pool.put("/items/1");
    pool.ledger.end(id, PrefetchState::Cancelled, pool.clock.now());
    pool.workers().pump();
    QVERIFY(pool.fetcher.started.empty());
    QCOMPARE(finished, 1); // what begin claimed is let go
    QVERIFY(!pool.queue.isInFlight({pool.interner.find("/items/1"), {}}));
    QVERIFY(pool.ledger.figures().balances());
}

void PrefetchWorkerTest::joinedIsLateAndItsBytesCount()
{
    Pool pool;
    const PrefetchId id = pool.put("/items/1");
    pool.workers().pump();
    pool.ledger.end(id, PrefetchState::Late, pool.clock.now()); // a joiner got its first byte
    pool.fetcher.answer(id, 200, "12345");
    pool.workers().pump();
    QVERIFY(pool.stateOf(id) == PrefetchState::Late);
    QCOMPARE(pool.ledger.figures().bytes, std::uint64_t(5));
}

void PrefetchWorkerTest::pumpSaysWhenItIsDue()
{
    Pool pool(4, 2);
    QVERIFY(pool.workers().pump() == kNever);
    for (int i = 0; i < 4; ++i)
        pool.put("/items/" + std::to_string(i));
    QCOMPARE(pool.workers().pump() - pool.clock.now(), Duration(500ms));
    pool.clock.advance(500ms);
    QCOMPARE(pool.workers().pump() - pool.clock.now(), Duration(500ms));
    QCOMPARE(pool.fetcher.started.size(), std::size_t(3));
    pool.clock.advance(500ms);
    QVERIFY(pool.workers().pump() == kNever); // all are busy: an end will tell
}

void PrefetchWorkerTest::wakesItsDriver()
{
    Pool pool;
    int woken = 0;
    pool.workers().setWakeUp([&] { ++woken; });
    const PrefetchId id = pool.put("/items/1");
    QCOMPARE(woken, 1);
    pool.workers().pump();
    QCOMPARE(woken, 1);
    pool.fetcher.answer(id);
    QCOMPARE(woken, 2);
    pool.fetcher.atOnce = [&](PrefetchId now) { pool.fetcher.answer(now); };
    pool.put("/items/2");
    QCOMPARE(woken, 3);
    pool.workers().pump(); // ends within the pump: no need to call it again
    QCOMPARE(woken, 3);
    QCOMPARE(pool.in(PrefetchState::Ready), std::uint64_t(2));
}

void PrefetchWorkerTest::reentrantFetchersAreFine()
{
    Pool pool(1);
    pool.fetcher.atOnce = [&](PrefetchId id) {
        pool.workers().pump(); // even that
        pool.fetcher.answer(id);
    };
    for (int i = 0; i < 300; ++i)
        pool.put("/items/" + std::to_string(i));
    QVERIFY(pool.workers().pump() == kNever);
    QCOMPARE(pool.in(PrefetchState::Ready), std::uint64_t(300));
}

void PrefetchWorkerTest::cancelAllCancelsEverything()
{
    Pool pool(3);
    const PrefetchId retried = pool.put("/bad", 0.9);
    const PrefetchId a = pool.put("/a", 0.8);
    const PrefetchId b = pool.put("/b", 0.7);
    const PrefetchId queued = pool.put("/c", 0.1);
    pool.workers().pump();
    pool.set(Param::WorkersCount, 2);
    pool.fetcher.fail(retried);
    pool.workers().pump();
    pool.set(Param::WorkersCount, 0);
    pool.workers().cancelAll();
    pool.workers().pump();
    for (const PrefetchId id : {retried, a, b})
        QVERIFY(pool.stateOf(id) == PrefetchState::Cancelled);
    QVERIFY(pool.stateOf(queued) == PrefetchState::Queued);
    QCOMPARE(pool.workers().metrics().busy, std::uint64_t(0));
    QVERIFY(pool.ledger.figures().balances());
}

void PrefetchWorkerTest::aSecondEndIsIgnored()
{
    Pool pool(1);
    const PrefetchId id = pool.put("/items/1");
    pool.workers().pump();
    pool.fetcher.answer(id);
    pool.fetcher.answer(id, 500);
    pool.workers().pump();
    pool.fetcher.fail(id);
    pool.fetcher.fail(PrefetchId::None);
    pool.workers().pump();
    QVERIFY(pool.stateOf(id) == PrefetchState::Ready);
    QCOMPARE(pool.workers().metrics().totalProcessed, std::uint64_t(1));
}

void PrefetchWorkerTest::bookkeepingIsSmall()
{
    QVERIFY(PrefetchWorker::bytesPerWorker() <= 1024);
    QVERIFY(PrefetchWorker::bytesPerWorker() >= sizeof(PrefetchRequest));
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
