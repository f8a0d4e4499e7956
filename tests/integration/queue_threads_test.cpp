// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/prefetchqueue.h"
#include "core/time/random.h"

#include <QtTest>

#include <algorithm>
#include <atomic>
#include <latch>
#include <memory>
#include <thread>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t kKeys = 500;

PrefetchRequest requestOf(std::uint32_t n, float priority)
{
    PrefetchRequest r;
    r.key = {ResourceId{n, 1}, Partition{}};
    r.priority = priority;
    return r;
}

// What became of each prefetch, by id: at the end each must have exactly one end.
class Book
{
public:
    explicit Book(std::size_t most) : m_ends(std::make_unique<std::atomic<int>[]>(most)) {}

    PrefetchId next() { return PrefetchId{m_next.fetch_add(1)}; }
    void end(PrefetchId id) { ++m_ends[static_cast<std::size_t>(id)]; }
    void end(const std::vector<PrefetchRequest> &requests)
    {
        for (const PrefetchRequest &r : requests)
            end(r.id);
    }
    std::uint64_t entered() const { return m_next - 1; }
    std::uint64_t endedOnce() const
    {
        std::uint64_t count = 0;
        for (std::uint64_t id = 1; id < m_next; ++id)
            count += m_ends[id] == 1 ? 1 : 0;
        return count;
    }

private:
    std::atomic<std::uint64_t> m_next{1};
    std::unique_ptr<std::atomic<int>[]> m_ends;
};

// Producers, consumers, removers and somebody who resizes and clears, all at one queue.
class Crowd
{
public:
    static constexpr int kProducers = 4;
    static constexpr int kConsumers = 4;
    static constexpr int kPuts = 15'000; // each producer

    void run()
    {
        std::vector<std::thread> producers;
        std::vector<std::thread> others;
        for (int i = 0; i < kProducers; ++i)
            producers.emplace_back([this, i] { produce(Random(static_cast<std::uint64_t>(i))); });
        for (int i = 0; i < kConsumers; ++i)
            others.emplace_back([this] { consume(); });
        for (int i = 0; i < 2; ++i)
            others.emplace_back([this, i] { remove(Random(static_cast<std::uint64_t>(90 + i))); });
        others.emplace_back([this] { resize(); });
        for (std::thread &t : producers)
            t.join();
        done = true;
        queue.close();
        for (std::thread &t : others)
            t.join();
    }

    Interner interner{16};
    PrefetchQueue queue{interner, 200};
    Book book{kProducers * kPuts + 1};
    std::array<std::atomic<bool>, kKeys> busy{}; // somebody fetches this key
    std::atomic<int> twiceAtOnce{0};
    std::atomic<int> accepted{0};
    std::atomic<bool> done{false};

private:
    void produce(Random random)
    {
        for (int i = 0; i < kPuts; ++i) {
            const auto n = static_cast<std::uint32_t>(random.below(kKeys));
            // Now and then the queue is asked about a moment at which all that waits has expired.
            const TimePoint now = random.below(50) == 0 ? TimePoint(1h) : TimePoint(0s);
            const PutResult put =
                queue.put(requestOf(n, static_cast<float>(random.uniform())), now,
                          [this](const PrefetchRequest &) { return book.next(); });
            accepted += put.accepted() ? 1 : 0;
            if (put.out != PrefetchId::None)
                book.end(put.out);
        }
    }
    void consume()
    {
        while (const auto taken = queue.get(-1ns)) {
            const std::uint32_t n = taken->key.resource.index;
            twiceAtOnce += busy[n].exchange(true) ? 1 : 0;
            book.end(taken->id);
            std::this_thread::yield();
            busy[n] = false;
            queue.finished(taken->key);
        }
    }
    void remove(Random random)
    {
        while (!done) {
            const auto n = static_cast<std::uint32_t>(random.below(kKeys));
            if (const auto removed = queue.remove({ResourceId{n, 1}, Partition{}}))
                book.end(removed->id);
            std::this_thread::yield();
        }
    }
    void resize()
    {
        for (std::size_t i = 0; !done; ++i) {
            std::vector<PrefetchRequest> out;
            queue.setMaxSize(20 + i * 37 % 200, &out);
            if (i % 16 == 0)
                queue.clear(&out);
            book.end(out);
            std::this_thread::yield();
        }
    }
};

} // namespace

class QueueThreads : public QObject
{
    Q_OBJECT

private:
    Interner m_interner{16};

private Q_SLOTS:
    void nothingLostNothingTwiceNoKeyBlocked()
    {
        Crowd crowd;
        crowd.run();
        QCOMPARE(crowd.twiceAtOnce.load(), 0);
        QVERIFY(crowd.accepted > 1000);
        QCOMPARE(crowd.book.entered(), static_cast<std::uint64_t>(crowd.accepted));
        QCOMPARE(crowd.book.endedOnce(), crowd.book.entered());
        const QueueFigures figures = crowd.queue.stats();
        QCOMPARE(figures.size, std::uint64_t(0));
        QCOMPARE(figures.totalAdded, crowd.book.entered());
        QCOMPARE(figures.totalRemoved, crowd.book.entered());
        crowd.queue.reopen();
        crowd.queue.setMaxSize(kKeys);
        for (std::uint32_t n = 0; n < kKeys; ++n)
            QVERIFY(crowd.queue.put(requestOf(n, 0.5F), {}).accepted());
    }

    // Of producers that put the same keys at the same time one succeeds for each key.
    void oneOfManyProducersWins()
    {
        constexpr int kThreads = 6;
        PrefetchQueue queue(m_interner, 10'000);
        std::latch start(kThreads);
        std::atomic<int> accepted{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < kThreads; ++i) {
            threads.emplace_back([&] {
                start.arrive_and_wait();
                for (std::uint32_t n = 0; n < 5000; ++n)
                    accepted += queue.put(requestOf(n, 0.5F), {}).accepted() ? 1 : 0;
            });
        }
        for (std::thread &t : threads)
            t.join();
        QCOMPARE(accepted.load(), 5000);
        QCOMPARE(queue.size(), std::size_t(5000));
    }

    // Each of them waits without a time limit: one that is not woken hangs here for ever.
    void closeWakesEverybody()
    {
        for (int round = 0; round < 50; ++round) {
            PrefetchQueue queue(m_interner, 10);
            std::atomic<int> got{0};
            std::vector<std::thread> threads;
            for (int i = 0; i < 8; ++i)
                threads.emplace_back([&] { got += queue.get(-1ns).has_value() ? 1 : 0; });
            for (std::uint32_t n = 0; n < 3; ++n)
                queue.put(requestOf(n, 0.5F), {});
            queue.close();
            for (std::thread &t : threads)
                t.join();
            QCOMPARE(got.load(), 3);
        }
    }

    // One put, one sleeper woken: every request is taken although each consumer takes only one.
    void everyPutWakesASleeper()
    {
        constexpr std::uint32_t kSleepers = 16;
        PrefetchQueue queue(m_interner, 100);
        std::atomic<std::uint32_t> got{0};
        std::vector<std::thread> threads;
        for (std::uint32_t i = 0; i < kSleepers; ++i)
            threads.emplace_back([&] { got += queue.get(-1ns).has_value() ? 1 : 0; });
        for (std::uint32_t n = 0; n < kSleepers; ++n)
            queue.put(requestOf(n, 0.5F), {});
        for (std::thread &t : threads)
            t.join();
        QCOMPARE(got.load(), kSleepers);
    }

    // The figures are one reading: they add up while everybody writes.
    void statsBalanceWhileInUse()
    {
        PrefetchQueue queue(m_interner, 50);
        std::atomic<bool> done{false};
        std::thread writer([&] {
            Random random(3);
            for (int i = 0; i < 50'000; ++i) {
                const auto n = static_cast<std::uint32_t>(random.below(200));
                queue.put(requestOf(n, static_cast<float>(random.uniform())), {});
                if (random.below(3) == 0) {
                    if (const auto taken = queue.tryGet())
                        queue.finished(taken->key);
                }
            }
            done = true;
        });
        bool balanced = true;
        bool ordered = true;
        while (!done) {
            const QueueFigures f = queue.stats();
            balanced = balanced && f.size == f.totalAdded - f.totalRemoved && f.size <= f.maxSize;
            const auto order = queue.ranked(10);
            ordered = ordered && std::is_sorted(order.begin(), order.end(), [](auto &a, auto &b) {
                          return static_cast<int>(a.priority * 4096) >
                                 static_cast<int>(b.priority * 4096);
                      });
        }
        writer.join();
        QVERIFY(balanced);
        QVERIFY(ordered);
    }
};

QTEST_APPLESS_MAIN(QueueThreads)
#include "queue_threads_test.moc"
