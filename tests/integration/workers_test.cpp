// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/fetch/pool.h"

#include <QtTest>

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

// Answers from a thread of its own, each fetch after `delay`; or never.
class SlowFetcher final : public Fetcher
{
public:
    explicit SlowFetcher(Duration delay) : m_delay(delay), m_thread([this] { run(); }) {}
    ~SlowFetcher() override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_quit = true;
        }
        m_condition.notify_one();
        m_thread.join();
    }

    void start(const FetchRequest &request, FetchSink &sink) override
    {
        const std::lock_guard lock(m_mutex);
        m_open.push_back({request.id, &sink, m_clock.now() + m_delay});
        m_most = std::max(m_most, m_open.size());
        ++m_started;
        m_condition.notify_one();
    }
    void cancel(PrefetchId id) override
    {
        if (!answersCancel)
            return;
        if (const Open open = take(id); open.sink)
            open.sink->onEnd(id, {FetchStatus::Cancelled, "cancelled", 0});
    }

    std::size_t started() const
    {
        const std::lock_guard lock(m_mutex);
        return m_started;
    }
    std::size_t most() const
    {
        const std::lock_guard lock(m_mutex);
        return m_most;
    }

    bool answersCancel = true;
    FetchStatus status = FetchStatus::Answered;

private:
    struct Open
    {
        PrefetchId id = PrefetchId::None;
        FetchSink *sink = nullptr;
        TimePoint due{};
    };

    Open take(PrefetchId id)
    {
        const std::lock_guard lock(m_mutex);
        for (auto it = m_open.begin(); it != m_open.end(); ++it) {
            if (it->id == id) {
                const Open open = *it;
                m_open.erase(it);
                return open;
            }
        }
        return {};
    }

    void run()
    {
        std::unique_lock lock(m_mutex);
        while (!m_quit) {
            if (m_open.empty() || m_open.front().due > m_clock.now()) {
                m_condition.wait_for(lock, 1ms);
                continue;
            }
            const Open open = m_open.front();
            m_open.erase(m_open.begin());
            lock.unlock();
            if (status == FetchStatus::Answered)
                open.sink->onData(open.id, "body");
            open.sink->onEnd(open.id, {status, "as told", 4});
            lock.lock();
        }
    }

    const RealClock m_clock;
    const Duration m_delay;
    mutable std::mutex m_mutex;
    std::condition_variable m_condition;
    std::vector<Open> m_open;
    std::size_t m_most = 0;
    std::size_t m_started = 0;
    bool m_quit = false;
    std::thread m_thread;
};

// A pool that runs on its own thread, in real time.
struct Running
{
    explicit Running(Duration delay, double rate = 100'000) : fetcher(delay)
    {
        set(Param::WorkersMaxRequestsPerSecond, rate);
        workers = std::make_unique<PrefetchWorker>(queue, fetcher, ledger, settings, clock,
                                                   interner, Random(1), WorkerHooks{});
    }
    void set(Param p, double value) { QVERIFY(settings.set(p, value, "test").ok()); }
    PrefetchId put(const std::string &endpoint, double priority = 0.5)
    {
        const auto request = PrefetchRequest::create(
            interner, {endpoint, {}, priority, clock.now(), priority, 30, Partition{}});
        PrefetchId id = PrefetchId::None;
        queue.put(*request, clock.now(), [&](const PrefetchRequest &r) {
            return id = ledger.schedule(r.key, {}, clock.now());
        });
        return id;
    }
    std::uint64_t in(PrefetchState state) const { return ledger.figures()[state]; }

    RealClock clock;
    Settings settings{clock};
    Interner interner{10'000};
    PrefetchQueue queue{interner, 10'000};
    Ledger ledger;
    SlowFetcher fetcher;
    std::unique_ptr<PrefetchWorker> workers;
};

// What stop() says, or nothing when it hangs; in an eighth of the time that it was allowed.
std::optional<bool> stopsInTime(PrefetchWorker &workers, Duration timeout)
{
    auto stopped = std::async(std::launch::async, [&] { return workers.stop(timeout); });
    if (stopped.wait_for(timeout / 8) != std::future_status::ready)
        return std::nullopt;
    return stopped.get();
}

} // namespace

// The pool on its own thread.
class WorkersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idleStopTakesASecond()
    {
        Running r(0ms);
        r.workers->start();
        QTest::qWait(30); // asleep
        const TimePoint before = r.clock.now();
        QCOMPARE(stopsInTime(*r.workers, 8s), std::optional(true));
        QVERIFY(r.clock.now() - before < 500ms);
    }

    void rateLimiterSleepsThroughStop()
    {
        Running r(0ms, 0.001);
        r.put("/first");
        const PrefetchId id = r.put("/second", 0.1);
        r.workers->start();
        QTRY_COMPARE(r.in(PrefetchState::Ready), std::uint64_t(1));
        QCOMPARE(stopsInTime(*r.workers, 8s), std::optional(true));
        QVERIFY(r.ledger.find(id)->state == PrefetchState::Queued); // and stays there
        QCOMPARE(r.queue.size(), std::size_t(1));
    }

    void backoffSleepsWithTheMetricsLockHeldAndIgnoresStop()
    {
        Pool pool(1); // its clock stands still: the backoff never ends
        const PrefetchId id = pool.put("/items/1");
        pool.fetcher.atOnce = [&](PrefetchId failing) { pool.fetcher.fail(failing); };
        pool.workers().start();
        QTRY_COMPARE(pool.workers().metrics().backoffs, std::uint64_t(1));
        QCOMPARE(stopsInTime(pool.workers(), 8s), std::optional(false));
        QVERIFY(pool.stateOf(id) == PrefetchState::Cancelled);
        QVERIFY(!pool.queue.isInFlight({pool.interner.find("/items/1"), {}}));
    }

    void stopLetsTheLastFetchEnd()
    {
        Running r(100ms);
        r.set(Param::WorkersCount, 4);
        r.workers->start();
        for (int i = 0; i < 10; ++i)
            r.put("/items/" + std::to_string(i));
        QTRY_COMPARE(r.fetcher.started(), std::size_t(4));
        QVERIFY(r.workers->stop(10s));
        QCOMPARE(r.in(PrefetchState::Ready), std::uint64_t(4));
        QCOMPARE(r.in(PrefetchState::Queued), std::uint64_t(6));
        QVERIFY(r.queue.isClosed());
        r.workers->start(); // and goes on where it was
        QTRY_COMPARE(r.in(PrefetchState::Ready), std::uint64_t(10));
    }

    void stopCancelsWhatIsLeftAtTheTimeout()
    {
        Running r(1h);
        r.workers->start();
        const PrefetchId id = r.put("/hangs");
        QTRY_COMPARE(r.fetcher.started(), std::size_t(1));
        const TimePoint before = r.clock.now();
        QVERIFY(!r.workers->stop(100ms));
        QVERIFY(r.clock.now() - before >= 100ms);
        QVERIFY(r.ledger.find(id)->state == PrefetchState::Cancelled);
        QVERIFY(r.ledger.figures().balances());
    }

    void stopGivesUpAFetcherThatDoesNotAnswer()
    {
        Running r(1h);
        r.fetcher.answersCancel = false;
        r.workers->start();
        const PrefetchId id = r.put("/deaf");
        QTRY_COMPARE(r.fetcher.started(), std::size_t(1));
        QVERIFY(!r.workers->stop(10ms));
        QVERIFY(r.ledger.find(id)->state == PrefetchState::Cancelled);
        QCOMPARE(r.workers->metrics().busy, std::uint64_t(0));
        QVERIFY(!r.queue.isInFlight({r.interner.find("/deaf"), {}}));
    }

    void aSettingActsWhileItSleeps()
    {
        Running r(0ms, 0);
        r.put("/items/1");
        r.workers->start();
        QTest::qWait(50);
        QCOMPARE(r.fetcher.started(), std::size_t(0)); // paused
        r.set(Param::WorkersMaxRequestsPerSecond, 10);
        QTRY_COMPARE(r.in(PrefetchState::Ready), std::uint64_t(1));
    }

    void asManyAtOnceAsThereAreWorkers()
    {
        Running r(20ms);
        r.set(Param::WorkersCount, 8);
        for (int i = 0; i < 64; ++i)
            r.put("/items/" + std::to_string(i));
        r.workers->start();
        QTRY_COMPARE(r.in(PrefetchState::Ready), std::uint64_t(64));
        QCOMPARE(r.fetcher.most(), std::size_t(8));
    }

    void manyProducersAndAPoolThatChanges()
    {
        Running r(1ms);
        r.workers->start();
        std::atomic<int> producing{4};
        std::vector<std::thread> producers;
        for (int p = 0; p < 4; ++p) {
            producers.emplace_back([&r, &producing, p] {
                for (int i = 0; i < 500; ++i) {
                    r.put("/items/" + std::to_string((i * 7 + p) % 300), (i % 10) / 10.0);
                    if (i % 50 == 0)
                        std::this_thread::yield();
                }
                --producing;
            });
        }
        for (int round = 0; producing > 0 || round < 20; ++round) {
            static_cast<void>(r.settings.set(Param::WorkersCount, round % 9, "test"));
            if (round % 7 == 3)
                r.workers->cancelAll();
            if (round % 10 == 5) {
                r.workers->stop(1s);
                r.workers->start();
            }
            QVERIFY(r.ledger.figures().balances());
            QVERIFY(r.workers->metrics().busy <= 64);
            QTest::qWait(1);
        }
        for (std::thread &producer : producers)
            producer.join();
        r.set(Param::WorkersCount, 64);
        QTRY_COMPARE_WITH_TIMEOUT(r.queue.size(), std::size_t(0), 20'000);
        QVERIFY(r.workers->stop(10s));
        const LedgerFigures f = r.ledger.figures();
        QVERIFY(f.balances());
        QCOMPARE(f[PrefetchState::Queued], std::uint64_t(0));
        QCOMPARE(f[PrefetchState::InFlight], std::uint64_t(0));
        QCOMPARE(f[PrefetchState::Ready] + f[PrefetchState::Cancelled], f.scheduled);
        QVERIFY(f[PrefetchState::Ready] > 100);
        QCOMPARE(r.workers->metrics().totalProcessed, f.scheduled);
    }
};

QTEST_GUILESS_MAIN(WorkersTest)
#include "workers_test.moc"
