// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/prefetchqueue.h"
#include "tests/unit/queue/requests.h"

#include <QtTest>

#include <atomic>
#include <thread>

using namespace forefetch;
using namespace std::chrono_literals;

class PrefetchQueueTest : public QObject
{
    Q_OBJECT

private:
    Interner m_interner{1000};

private Q_SLOTS:
    void addsAndTakes()
    {
        PrefetchQueue queue(m_interner, 10);
        QVERIFY(queue.isEmpty());
        const PutResult put = queue.put(requestOf(1, 0.5F), kStart);
        QVERIFY(put.accepted());
        QCOMPARE(put.out, PrefetchId::None);
        QVERIFY(queue.contains(keyOf(1)));
        QCOMPARE(queue.size(), std::size_t(1));
        const auto taken = queue.tryGet();
        QVERIFY(taken.has_value());
        QCOMPARE(taken->key, keyOf(1));
        QCOMPARE(taken->id, PrefetchId{1});
        QCOMPARE(taken->priority, 0.5F);
        QVERIFY(queue.isEmpty());
        QVERIFY(!queue.tryGet().has_value());
    }

    void mostProbableFirstAndFirstInFirstOutAmongEquals()
    {
        PrefetchQueue queue(m_interner, 10);
        queue.put(requestOf(1, 0.5F), kStart);
        queue.put(requestOf(2, 0.9F), kStart);
        queue.put(requestOf(3, 0.5F), kStart);
        queue.put(requestOf(4, 0.1F), kStart);
        queue.put(requestOf(5, 0.9F), kStart);
        QCOMPARE(resourcesOf(queue.ranked(3)), (Numbers{2, 5, 1}));
        QCOMPARE(resourcesOf(queue.ranked(100)), (Numbers{2, 5, 1, 3, 4}));
        QCOMPARE(takeAll(queue), (Numbers{2, 5, 1, 3, 4}));
        QVERIFY(queue.ranked(10).empty());
    }

    void tellsPrioritiesApartToOnePartIn4096()
    {
        PrefetchQueue queue(m_interner, 10'000);
        for (std::uint32_t n = 0; n < 4096; ++n) {
            const std::uint32_t level = n * 1237 % 4096; // each once, in no order
            queue.put(requestOf(level, static_cast<float>(level) / 4096), kStart);
        }
        Numbers descending;
        for (std::uint32_t level = 4096; level-- > 0;)
            descending.push_back(level);
        QCOMPARE(resourcesOf(queue.ranked(5000)), descending);
        QCOMPARE(takeAll(queue), descending);
    }

    void endsOfThePriorityRangeAreInside()
    {
        PrefetchQueue queue(m_interner, 10);
        queue.put(requestOf(1, 0), kStart);
        queue.put(requestOf(2, 1), kStart);
        queue.put(requestOf(3, -5), kStart);
        queue.put(requestOf(4, 7), kStart);
        queue.put(requestOf(5, std::nanf("")), kStart);
        QCOMPARE(takeAll(queue), (Numbers{2, 4, 1, 3, 5}));
    }

    void rejectsDuplicates()
    {
        PrefetchQueue queue(m_interner, 10);
        queue.put(requestOf(1, 0.5F), kStart);
        QCOMPARE(queue.put(requestOf(1, 0.5F), kStart).status, PutStatus::DuplicateQueued);
        QCOMPARE(queue.put(requestOf(1, 0.3F), kStart).status, PutStatus::DuplicateQueued);
        QCOMPARE(queue.size(), std::size_t(1));
        QCOMPARE(queue.stats().duplicatesRejected, std::uint64_t(2));
        // Somebody else's copy of the same target is another thing.
        PrefetchRequest theirs = requestOf(1, 0.5F);
        theirs.key.partition = Partition{9};
        QVERIFY(queue.put(theirs, kStart).accepted());
    }

    void refusesWhenFullOfWhatIsNoLessLikely()
    {
        PrefetchQueue queue(m_interner, 2);
        queue.put(requestOf(1, 0.5F), kStart);
        queue.put(requestOf(2, 0.5F), kStart);
        QVERIFY(queue.isFull());
        QCOMPARE(queue.put(requestOf(3, 0.5F), kStart).status, PutStatus::Full);
        QCOMPARE(queue.put(requestOf(4, 0.4F), kStart).status, PutStatus::Full);
        QCOMPARE(queue.stats().fullRejections, std::uint64_t(2));
        QCOMPARE(queue.size(), std::size_t(2));
    }

    void removesAndClears()
    {
        PrefetchQueue queue(m_interner, 10);
        for (std::uint32_t n = 1; n <= 5; ++n)
            queue.put(requestOf(n, 0.5F), kStart);
        const auto removed = queue.remove(keyOf(3));
        QVERIFY(removed.has_value());
        QCOMPARE(removed->id, PrefetchId{3});
        QVERIFY(!queue.remove(keyOf(3)).has_value());
        QVERIFY(!queue.contains(keyOf(3)));
        QCOMPARE(resourcesOf(queue.ranked(9)), (Numbers{1, 2, 4, 5}));
        std::vector<PrefetchRequest> cleared;
        QCOMPARE(queue.clear(&cleared), std::size_t(4));
        QCOMPARE(resourcesOf(cleared), (Numbers{1, 2, 4, 5}));
        QCOMPARE(queue.clear(), std::size_t(0));
        QVERIFY(queue.put(requestOf(4, 0.5F), kStart).accepted());
    }

    void clearLeavesWhatIsInFlight()
    {
        PrefetchQueue queue(m_interner, 10);
        queue.put(requestOf(1, 0.9F), kStart);
        queue.put(requestOf(2, 0.5F), kStart);
        QVERIFY(queue.tryGet().has_value());
        QCOMPARE(queue.clear(), std::size_t(1));
        QVERIFY(queue.isInFlight(keyOf(1)));
        QVERIFY(!queue.isInFlight(keyOf(2)));
    }

    void statsAddUp()
    {
        PrefetchQueue queue(m_interner, 3);
        for (std::uint32_t n = 1; n <= 3; ++n)
            queue.put(requestOf(n, 0.5F), kStart);
        queue.put(requestOf(1, 0.6F), kStart); // raised
        queue.put(requestOf(1, 0.6F), kStart); // duplicate
        queue.put(requestOf(4, 0.7F), kStart); // displaces 3
        queue.put(requestOf(5, 0.1F), kStart); // full
        queue.tryGet();
        queue.remove(keyOf(2));
        const QueueFigures s = queue.stats();
        QCOMPARE(s.size, std::uint64_t(1));
        QCOMPARE(s.maxSize, std::uint64_t(3));
        QCOMPARE(s.totalAdded, std::uint64_t(4));
        QCOMPARE(s.totalRemoved, std::uint64_t(3));
        QCOMPARE(s.duplicatesRejected, std::uint64_t(1));
        QCOMPARE(s.raised, std::uint64_t(1));
        QCOMPARE(s.displaced, std::uint64_t(1));
        QCOMPARE(s.fullRejections, std::uint64_t(1));
    }

    void identifiesOnlyWhatEnters()
    {
        PrefetchQueue queue(m_interner, 1);
        std::uint64_t next = 100;
        const auto identify = [&](const PrefetchRequest &) { return PrefetchId{next++}; };
        queue.put(requestOf(1, 0.5F), kStart, identify);
        queue.put(requestOf(1, 0.5F), kStart, identify); // duplicate
        queue.put(requestOf(1, 0.6F), kStart, identify); // raised: keeps its id
        queue.put(requestOf(2, 0.1F), kStart, identify); // full
        QCOMPARE(next, std::uint64_t(101));
        QCOMPARE(queue.tryGet()->id, PrefetchId{100});
        queue.put(requestOf(1, 0.7F), kStart, identify); // in flight
        QCOMPARE(next, std::uint64_t(101));
    }

    void closedHandsOutWhatIsLeftAndTakesNothing()
    {
        PrefetchQueue queue(m_interner, 5);
        queue.put(requestOf(1, 0.5F), kStart);
        queue.close();
        QVERIFY(queue.isClosed());
        QCOMPARE(queue.put(requestOf(2, 0.5F), kStart).status, PutStatus::Closed);
        QVERIFY(!queue.raise(requestOf(1, 0.9F), kStart).has_value());
        QVERIFY(queue.get(-1ns).has_value());
        QVERIFY(!queue.get(-1ns).has_value());
        queue.reopen();
        QVERIFY(queue.put(requestOf(2, 0.5F), kStart).accepted());
    }

    void getWaitsForAPutAClosingOrItsTime()
    {
        PrefetchQueue queue(m_interner, 5);
        QVERIFY(!queue.get(0ns).has_value());
        QVERIFY(!queue.get(1ms).has_value());
        std::thread producer([&] { queue.put(requestOf(1, 0.5F), kStart); });
        const auto taken = queue.get(Duration::max());
        producer.join();
        QVERIFY(taken.has_value());
        std::thread closer([&] { queue.close(); });
        QVERIFY(!queue.get(-1ns).has_value());
        closer.join();
    }

    void wakesAListenerAfterEachPutThatEnters()
    {
        PrefetchQueue queue(m_interner, 1);
        int woken = 0;
        queue.setWakeUp([&] {
            ++woken;
            QVERIFY(queue.contains(keyOf(1))); // not under the lock
        });
        queue.put(requestOf(1, 0.5F), kStart);
        queue.put(requestOf(1, 0.5F), kStart); // duplicate
        queue.put(requestOf(2, 0.1F), kStart); // full
        QCOMPARE(woken, 1);
        queue.setWakeUp({});
        queue.remove(keyOf(1));
        queue.put(requestOf(1, 0.5F), kStart);
        QCOMPARE(woken, 1);
    }

    void wakeUpIsOverOnceItIsReplaced()
    {
        PrefetchQueue queue(m_interner, 100'000);
        std::atomic<bool> gone{false};
        std::atomic<bool> calledAfter{false};
        std::atomic<bool> called{false};
        queue.setWakeUp([&] {
            called = true;
            calledAfter = calledAfter || gone;
        });
        std::thread producer([&] {
            for (std::uint32_t n = 0; n < 20'000; ++n)
                queue.put(requestOf(n, 0.5F), kStart);
        });
        while (!called)
            std::this_thread::yield();
        queue.setWakeUp({});
        gone = true;
        producer.join();
        QVERIFY(!calledAfter);
    }

    void findsByEndpointAndParams()
    {
        PrefetchQueue queue(m_interner, 5);
        const auto r =
            PrefetchRequest::create(m_interner, {"/users/7", {{"view", "full"}, {"a", "1"}}, 0.5});
        QVERIFY(r.ok());
        queue.put(*r, kStart);
        QVERIFY(queue.contains("/users/7", {{"a", "1"}, {"view", "full"}}));
        QVERIFY(!queue.contains("/users/7", {}));
        QVERIFY(!queue.contains("/users/7", {{"a", "1"}, {"view", "full"}}, Partition{3}));
        QVERIFY(!queue.contains("/never/heard/of", {}));
        QVERIFY(!queue.remove("/users/7", {}));
        QVERIFY(queue.remove("/users/7", {{"view", "full"}, {"a", "1"}}));
        QVERIFY(queue.isEmpty());
    }
};

QTEST_APPLESS_MAIN(PrefetchQueueTest)
#include "prefetchqueue_test.moc"
