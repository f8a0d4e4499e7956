// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/fetch/pool.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

// Retry, backoff and the breaker in the pool.
class WorkerRetryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void retryIsClaimedAndAbsent();
    void noBackoffOnFetchErrors();
    void whatIsRetried_data();
    void whatIsRetried();
    void retriesAreBounded();
    void retriesCountOnTheirSetting();
    void retriesTakeTokens();
    void retriesEndWithTheAgeOfTheRequest();
    void claimsAreLetGoBetweenAttempts();
    void aRetryMaySupersede();
    void serverErrorsThatAreRetriedAreShownToNobody();
    void declinedIsNeverRetried();
    void theBreakerOpensAndProbesWithOne();
    void aFailedProbeWaitsLonger();
};

void WorkerRetryTest::retryIsClaimedAndAbsent()
{
    Pool pool(1);
    const PrefetchId id = pool.put("/items/1");
    pool.workers().pump();
    pool.fetcher.fail(id);
    pool.run(100ms);
    QCOMPARE(pool.fetcher.started.size(), std::size_t(2));
    QVERIFY(pool.fetcher.started[1].id == id); // the same prefetch
    QCOMPARE(pool.fetcher.started[1].attempt, std::uint32_t(2));
    QVERIFY(pool.stateOf(id) == PrefetchState::InFlight);
    pool.fetcher.answer(id);
    pool.workers().pump();
    QVERIFY(pool.stateOf(id) == PrefetchState::Ready);
    QCOMPARE(pool.ledger.find(id)->attempts, std::uint32_t(2));
    const WorkerFigures f = pool.workers().metrics();
    QCOMPARE(f.retries, std::uint64_t(1));
    QCOMPARE(f.attempts, std::uint64_t(2));
    QCOMPARE(f.failedFetches, std::uint64_t(0));
    QCOMPARE(f.totalProcessed, std::uint64_t(1));
}

void WorkerRetryTest::noBackoffOnFetchErrors()
{
    Duration least = 1h, most{}, mostAgain{};
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        Pool pool(1);
        pool.seed = seed;
        const PrefetchId id = pool.put("/items/1");
        pool.workers().pump();
        pool.fetcher.fail(id);
        const Duration wait = pool.workers().pump() - pool.clock.now();
        QCOMPARE(pool.fetcher.started.size(), std::size_t(1)); // not at once
        least = std::min(least, wait);
        most = std::max(most, wait);
        pool.run(wait);
        QCOMPARE(pool.fetcher.started.size(), std::size_t(2));
        pool.fetcher.fail(id);
        mostAgain = std::max(mostAgain, pool.workers().pump() - pool.clock.now());
        QCOMPARE(pool.workers().metrics().backoffs, std::uint64_t(2));
    }
    // Full jitter: anywhere below 100 ms, then below 200 ms.
    QVERIFY(least < 10ms && most > 90ms && most <= 100ms);
    QVERIFY(mostAgain > 180ms && mostAgain <= 200ms);
}

void WorkerRetryTest::whatIsRetried_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("http");
    QTest::addColumn<bool>("retried");
    QTest::addColumn<int>("outcome");
    const auto row = [](const char *name, FetchStatus s, int http, bool retried, PrefetchState o) {
        QTest::newRow(name) << int(s) << http << retried << int(o);
    };
    row("network", FetchStatus::Network, 0, true, PrefetchState::Failed);
    row("timed out", FetchStatus::TimedOut, 0, true, PrefetchState::Failed);
    row("500", FetchStatus::Answered, 500, true, PrefetchState::Failed);
    row("502", FetchStatus::Answered, 502, true, PrefetchState::Failed);
    row("503", FetchStatus::Answered, 503, false, PrefetchState::Declined);
    row("429", FetchStatus::Answered, 429, false, PrefetchState::Declined);
    row("404", FetchStatus::Answered, 404, false, PrefetchState::Ready);
    row("302", FetchStatus::Answered, 302, false, PrefetchState::Ready);
    row("refused", FetchStatus::Refused, 0, false, PrefetchState::Discarded);
    row("cancelled", FetchStatus::Cancelled, 0, false, PrefetchState::Cancelled);
}

void WorkerRetryTest::whatIsRetried()
{
    QFETCH(int, status);
    QFETCH(int, http);
    QFETCH(bool, retried);
    QFETCH(int, outcome);
    Pool pool(1);
    pool.set(Param::WorkersMaxRetries, 1);
    const PrefetchId id = pool.put("/items/1");
    for (std::size_t attempt = 1; attempt <= (retried ? 2 : 1); ++attempt) {
        pool.run(1s);
        QCOMPARE(pool.fetcher.started.size(), attempt);
        http > 0 ? pool.fetcher.answer(id, http) : pool.fetcher.fail(id, FetchStatus(status));
    }
    pool.run(20s);
    QCOMPARE(pool.fetcher.started.size(), std::size_t(retried ? 2 : 1));
    QCOMPARE(int(pool.stateOf(id)), outcome);
    QVERIFY(pool.ledger.figures().balances());
}

void WorkerRetryTest::retriesAreBounded()
{
    Pool pool(1);
    pool.set(Param::WorkersMaxRetries, 3);
    const PrefetchId id = pool.put("/items/1");
    for (int i = 0; i < 4; ++i) {
        pool.run(5s);
        pool.fetcher.fail(id);
    }
    pool.run(60s);
    QCOMPARE(pool.fetcher.started.size(), std::size_t(4));
    QVERIFY(pool.stateOf(id) == PrefetchState::Failed);
    QCOMPARE(pool.workers().metrics().failedFetches, std::uint64_t(1));
}

void WorkerRetryTest::retriesCountOnTheirSetting()
{
    Pool pool(1);
    pool.set(Param::WorkersMaxRetries, 5);
    const PrefetchId id = pool.put("/items/1");
    pool.workers().pump();
    pool.set(Param::WorkersMaxRetries, 0); // while it is under way
    pool.fetcher.fail(id);
    pool.run(20s);
    QCOMPARE(pool.fetcher.started.size(), std::size_t(1));
    QVERIFY(pool.stateOf(id) == PrefetchState::Failed);
}

void WorkerRetryTest::retriesTakeTokens()
{
    Pool pool(1, 1);
    const PrefetchId id = pool.put("/items/1");
    pool.workers().pump();
    pool.fetcher.fail(id);
    pool.run(990ms); // the backoff is over long since, the token is not there
    QCOMPARE(pool.fetcher.started.size(), std::size_t(1));
    pool.run(10ms);
    QCOMPARE(pool.fetcher.started.size(), std::size_t(2));
}

void WorkerRetryTest::retriesEndWithTheAgeOfTheRequest()
{
    Pool pool(1, 0.2); // a token every 5 s
    const PrefetchId id = pool.put("/items/1", 0.9, 3);
    pool.workers().pump();
    pool.fetcher.fail(id);
    pool.run(20s);
    QCOMPARE(pool.fetcher.started.size(), std::size_t(1));
    QVERIFY(pool.stateOf(id) == PrefetchState::Failed);
    QCOMPARE(pool.workers().metrics().busy, std::uint64_t(0));
    QVERIFY(!pool.queue.isInFlight({pool.interner.find("/items/1"), {}}));
}

void WorkerRetryTest::claimsAreLetGoBetweenAttempts()
{
    int claims = 0;
    int most = 0;
    WorkerHooks hooks;
    hooks.begin = [&](const PrefetchRequest &) -> std::optional<PrefetchState> {
        most = std::max(most, ++claims);
        return std::nullopt;
    };
    hooks.attemptFailed = [&](const PrefetchRequest &, const FetchEnd &) { --claims; };
    hooks.finish = [&](const PrefetchRequest &, const FetchEnd &end, int status) {
        --claims;
        return outcomeOf(end, status);
    };
    Pool pool(1, 1000, hooks);
    const PrefetchId id = pool.put("/items/1");
    pool.workers().pump();
    pool.fetcher.fail(id);
    pool.workers().pump();
    QCOMPARE(claims, 0); // waits for a retry
    pool.run(1s);
    QCOMPARE(claims, 1);
    pool.fetcher.fail(id);
    pool.run(1s);
    pool.fetcher.answer(id);
    pool.workers().pump();
    QCOMPARE(claims, 0);
    QCOMPARE(most, 1);
}

void WorkerRetryTest::aRetryMaySupersede()
{
    bool taken = false;
    WorkerHooks hooks;
    hooks.begin = [&](const PrefetchRequest &) {
        return taken ? std::optional(PrefetchState::Superseded) : std::nullopt;
    };
    Pool pool(1, 1000, hooks);
    const PrefetchId id = pool.put("/items/1");
    pool.workers().pump();
    pool.fetcher.fail(id);
    pool.workers().pump();
    taken = true; // a demand request fetches it meanwhile
    pool.run(1s);
    QCOMPARE(pool.fetcher.started.size(), std::size_t(1));
    QVERIFY(pool.stateOf(id) == PrefetchState::Cancelled); // the book knows no way back
    QCOMPARE(pool.workers().metrics().busy, std::uint64_t(0));
    QVERIFY(pool.ledger.figures().balances());
}

void WorkerRetryTest::serverErrorsThatAreRetriedAreShownToNobody()
{
    std::vector<int> heads;
    std::string body;
    WorkerHooks hooks;
    hooks.head = [&](const PrefetchRequest &, const ResponseHeadPtr &head) {
        heads.push_back(head->status);
    };
    hooks.data = [&](const PrefetchRequest &, std::string_view bytes) { body += bytes; };
    Pool pool(1, 1000, hooks);
    pool.set(Param::WorkersMaxRetries, 1);
    const PrefetchId id = pool.put("/items/1");
    pool.workers().pump();
    pool.fetcher.answer(id, 500, "error page");
    pool.run(1s);
    QVERIFY(heads.empty());
    pool.fetcher.answer(id, 500, "the last"); // is not retried
    pool.workers().pump();
    QCOMPARE(heads, std::vector<int>{500});
    QCOMPARE(body, std::string("the last"));
    QCOMPARE(pool.ledger.figures().bytes, std::uint64_t(18)); // both were sent
}

void WorkerRetryTest::declinedIsNeverRetried()
{
    Pool pool(1);
    pool.set(Param::WorkersMaxRetries, 10);
    const PrefetchId id = pool.put("/items/1");
    pool.workers().pump();
    pool.fetcher.answer(id, 503);
    pool.run(60s);
    QCOMPARE(pool.fetcher.started.size(), std::size_t(1));
    QVERIFY(pool.stateOf(id) == PrefetchState::Declined);
    QCOMPARE(pool.workers().metrics().consecutiveErrors, std::uint64_t(1));
}

void WorkerRetryTest::theBreakerOpensAndProbesWithOne()
{
    Pool pool(4);
    pool.set(Param::WorkersMaxRetries, 0);
    pool.fetcher.atOnce = [&](PrefetchId id) { pool.fetcher.fail(id); };
    for (int i = 0; i < 50; ++i)
        pool.put("/items/" + std::to_string(i), 0.5, 3000);
    const TimePoint due = pool.workers().pump();
    const std::size_t sent = pool.fetcher.started.size();
    QVERIFY(sent >= 5 && sent <= 8); // five in a row; three more were under way
    QVERIFY(due - pool.clock.now() >= 500ms && due - pool.clock.now() <= 1s);
    QVERIFY(pool.workers().metrics().backoffs >= 1);
    QVERIFY(pool.workers().metrics().consecutiveErrors >= 5);
    pool.fetcher.atOnce = {};
    pool.clock.advanceTo(due);
    QVERIFY(pool.workers().pump() == kNever); // until the probe's end
    QCOMPARE(pool.fetcher.started.size(), sent + 1);
    pool.fetcher.answer(pool.fetcher.started.back().id);
    pool.workers().pump();
    QCOMPARE(pool.fetcher.open(), std::size_t(4));
    QCOMPARE(pool.workers().metrics().consecutiveErrors, std::uint64_t(0));
}

void WorkerRetryTest::aFailedProbeWaitsLonger()
{
    Pool pool(1);
    pool.set(Param::WorkersMaxRetries, 0);
    pool.fetcher.atOnce = [&](PrefetchId id) { pool.fetcher.fail(id); };
    for (int i = 0; i < 100; ++i)
        pool.put("/items/" + std::to_string(i), 0.5, 3000);
    pool.run(10s);
    const std::size_t early = pool.fetcher.started.size();
    QVERIFY(early <= 5 + 5); // pauses of at least 0.5, 1, 2, 4 s
    pool.run(600s);
    QVERIFY(pool.fetcher.started.size() <= early + 600 / 15 + 1); // at most 30 s, at least half
    QVERIFY(pool.fetcher.started.size() >= early + 600 / 30);     // and never gives up
}

QTEST_APPLESS_MAIN(WorkerRetryTest)
#include "workerretry_test.moc"
