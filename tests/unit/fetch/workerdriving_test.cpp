// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/fetch/pool.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

// The pool between the hooks that it asks and the driver that pumps it.
class WorkerDrivingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hooksSeeEachStep();
    void supersededIsNotFetched();
    void aSessionThatSignedOutIsNotFetched();
    void requestsWithoutAnIdEnterTheBook();
    void endedBeforeItStartedIsNotFetched();
    void joinedIsLateAndItsBytesCount();
    void pumpSaysWhenItIsDue();
    void wakesItsDriver();
    void reentrantFetchersAreFine();
    void cancelAllCancelsEverything();
    void aSecondEndIsIgnored();
    void bookkeepingIsSmall();
};

void WorkerDrivingTest::hooksSeeEachStep()
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

void WorkerDrivingTest::supersededIsNotFetched()
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

void WorkerDrivingTest::aSessionThatSignedOutIsNotFetched()
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

void WorkerDrivingTest::requestsWithoutAnIdEnterTheBook()
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

void WorkerDrivingTest::endedBeforeItStartedIsNotFetched()
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

void WorkerDrivingTest::joinedIsLateAndItsBytesCount()
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

void WorkerDrivingTest::pumpSaysWhenItIsDue()
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

void WorkerDrivingTest::wakesItsDriver()
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

void WorkerDrivingTest::reentrantFetchersAreFine()
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

void WorkerDrivingTest::cancelAllCancelsEverything()
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

void WorkerDrivingTest::aSecondEndIsIgnored()
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

void WorkerDrivingTest::bookkeepingIsSmall()
{
    QVERIFY(PrefetchWorker::bytesPerWorker() <= 1024);
    QVERIFY(PrefetchWorker::bytesPerWorker() >= sizeof(PrefetchRequest));
}

QTEST_APPLESS_MAIN(WorkerDrivingTest)
#include "workerdriving_test.moc"
