// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Workers under somebody who watches over the origin: what is asked, what is told, and what the
// breaker hears of others.
#include "tests/unit/fetch/pool.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

// Lets nothing pass before `opens`; writes down what it is told.
struct Watcher
{
    WorkerHooks hooks()
    {
        WorkerHooks h;
        h.admits = [this](TimePoint now) {
            ++asked;
            return std::max(now, opens);
        };
        h.sent = [this](const PrefetchRequest &, TimePoint now) { sent.push_back(now); };
        h.attemptEnded = [this](const PrefetchRequest &, const FetchEnd &, int status, Duration) {
            ended.push_back(status);
        };
        h.breakerChanged = [this](bool open, TimePoint) { breaker.push_back(open); };
        return h;
    }
    TimePoint opens{};
    int asked = 0;
    std::vector<TimePoint> sent;
    std::vector<int> ended;
    std::vector<bool> breaker;
};

} // namespace

class WorkerWatchedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsRefusedWaitsInTheQueueAndIsWokenInTime()
    {
        Watcher watcher;
        watcher.opens = TimePoint(700ms);
        Pool pool(2, 100'000, watcher.hooks());
        const PrefetchId low = pool.put("/low", 0.4);
        QCOMPARE(pool.workers().pump(), TimePoint(700ms)); // when to come again: no spinning
        QVERIFY(pool.stateOf(low) == PrefetchState::Queued);
        const int asked = watcher.asked;
        pool.clock.advance(100ms);
        QCOMPARE(pool.workers().pump(), TimePoint(700ms));
        QCOMPARE(watcher.asked, asked);
        pool.put("/high", 0.9); // overtakes while it waits
        pool.run(1s);
        QCOMPARE(pool.fetcher.started.size(), std::size_t(2));
        QCOMPARE(pool.fetcher.started[0].target, std::string("/high"));
        QCOMPARE(watcher.sent, (std::vector<TimePoint>{TimePoint(700ms), TimePoint(700ms)}));
    }

    void whatIsRefusedTooLongExpires()
    {
        Watcher watcher;
        watcher.opens = TimePoint(60s);
        Pool pool(2, 100'000, watcher.hooks());
        const PrefetchId id = pool.put("/a", 0.5, 30);
        pool.run(61s);
        QVERIFY(pool.fetcher.started.empty());
        QVERIFY(pool.stateOf(id) == PrefetchState::ExpiredInQueue);
    }

    void nothingIsAskedWhereNothingWaits()
    {
        Watcher watcher;
        Pool pool(2, 100'000, watcher.hooks());
        pool.run(10s);
        QCOMPARE(watcher.asked, 0);
    }

    void recheckAsksAgainBeforeTheNamedMoment()
    {
        Watcher watcher;
        watcher.opens = TimePoint(60s);
        Pool pool(2, 100'000, watcher.hooks());
        pool.put("/a");
        pool.workers().pump();
        watcher.opens = {};
        pool.workers().pump();
        QVERIFY(pool.fetcher.started.empty());
        pool.workers().recheck();
        pool.workers().pump();
        QCOMPARE(pool.fetcher.started.size(), std::size_t(1));
    }

    void retriesAreAskedAboutToo()
    {
        Watcher watcher;
        Pool pool(1, 100'000, watcher.hooks());
        const PrefetchId id = pool.put("/a");
        pool.workers().pump();
        watcher.opens = TimePoint(20s);
        pool.fetcher.fail(id);
        pool.run(19s);
        QCOMPARE(pool.fetcher.started.size(), std::size_t(1));
        pool.run(2s);
        QCOMPARE(pool.fetcher.started.size(), std::size_t(2));
        QCOMPARE(watcher.sent.size(), std::size_t(2));
        pool.fetcher.answer(id);
        pool.workers().pump();
        QCOMPARE(watcher.ended, (std::vector<int>{0, 200}));
    }

    void errorsOfOthersOpenTheBreakerAndAProbeClosesIt()
    {
        Watcher watcher;
        Pool pool(1, 100'000, watcher.hooks());
        pool.workers().originAnswered(); // all is well: nobody listens
        for (int i = 0; i < 4; ++i)
            pool.workers().originFailed();
        pool.workers().originAnswered(); // in order: no five in a row
        pool.workers().originFailed();
        pool.workers().pump();
        QVERIFY(watcher.breaker.empty());
        QCOMPARE(pool.workers().metrics().consecutiveErrors, std::uint64_t(1));
        for (int i = 0; i < 4; ++i)
            pool.workers().originFailed();
        const PrefetchId id = pool.put("/a");
        pool.workers().pump();
        QCOMPARE(watcher.breaker, (std::vector<bool>{true}));
        QVERIFY(pool.fetcher.started.empty());
        pool.run(1s); // then one probes
        QCOMPARE(pool.fetcher.started.size(), std::size_t(1));
        pool.fetcher.answer(id);
        pool.workers().pump();
        QCOMPARE(watcher.breaker, (std::vector<bool>{true, false}));
    }

    void halfOfTheAnswersToOthersFailing()
    {
        Watcher watcher;
        Pool pool(1, 100'000, watcher.hooks());
        for (int i = 0; i < 12; ++i) {
            pool.workers().originFailed();
            pool.workers().originAnswered();
        }
        pool.workers().pump();
        QCOMPARE(watcher.breaker, (std::vector<bool>{true}));
    }
};

QTEST_APPLESS_MAIN(WorkerWatchedTest)
#include "workerwatched_test.moc"
