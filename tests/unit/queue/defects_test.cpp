// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/prefetchqueue.h"

#include <QtTest>

#include <atomic>
#include <latch>
#include <thread>

using namespace forefetch;
using namespace std::chrono_literals;

// Each function carries the name of a defect that a prefetch queue can have, was seen in one, and
// that this one must not have.
class QueueDefectsTest : public QObject
{
    Q_OBJECT

private:
    Interner m_interner{1000};

    PrefetchRequest request(const char *endpoint, double priority, const Params &params = {},
                            TimePoint at = {}, double maxAge = 30)
    {
        static std::uint64_t next = 1;
        auto made =
            PrefetchRequest::create(m_interner, {endpoint, params, priority, at, priority, maxAge});
        if (!made)
            qFatal("%s", made.error().text.c_str());
        made->id = PrefetchId{next++};
        return *made;
    }

private Q_SLOTS:
    // "Is it there?" and "add it" under two locks let two threads both add it.
    void checkThenActInPutAdmitsDuplicates()
    {
        for (int round = 0; round < 200; ++round) {
            PrefetchQueue queue(m_interner, 100);
            const PrefetchRequest same = request("/same", 0.5);
            std::latch start(3);
            std::atomic<int> accepted{0};
            const auto put = [&] {
                start.arrive_and_wait();
                accepted += queue.put(same, {}).accepted() ? 1 : 0;
            };
            std::thread first(put), second(put), third(put);
            first.join();
            second.join();
            third.join();
            QCOMPARE(accepted.load(), 1);
            QCOMPARE(queue.size(), std::size_t(1));
        }
    }

    // A consumer that is faster than the producer's book-keeping must not leave the key marked.
    void getBeforePutFinishedLeavesPhantomKey()
    {
        PrefetchQueue queue(m_interner, 100);
        const PrefetchRequest one = request("/one", 0.5);
        constexpr int kRounds = 5000;
        std::atomic<int> taken{0};
        std::thread consumer([&] {
            while (taken < kRounds) {
                if (const auto got = queue.get(1s)) {
                    queue.finished(got->key);
                    ++taken;
                }
            }
        });
        for (int accepted = 0; accepted < kRounds;) {
            if (queue.put(one, {}).accepted())
                ++accepted;
            else
                std::this_thread::yield();
        }
        consumer.join();
        QVERIFY(!queue.contains(one.key));
        QVERIFY(!queue.isInFlight(one.key));
        QVERIFY(queue.put(one, {}).accepted());
    }

    void sameKeyFetchedSeveralTimesWhileInFlight()
    {
        PrefetchQueue queue(m_interner, 100);
        const PrefetchRequest one = request("/one", 0.5);
        queue.put(one, {});
        QVERIFY(queue.tryGet().has_value());
        // Neither again nor with a higher priority, nor once it is older than it may get in a
        // queue.
        QCOMPARE(queue.put(one, {}).status, PutStatus::DuplicateInFlight);
        QCOMPARE(queue.put(request("/one", 1), {}).status, PutStatus::DuplicateInFlight);
        QCOMPARE(queue.put(one, TimePoint(1h)).status, PutStatus::DuplicateInFlight);
        QVERIFY(!queue.remove(one.key).has_value());
        QVERIFY(!queue.tryGet().has_value());
        queue.finished(one.key);
        QVERIFY(queue.put(one, {}).accepted());
    }

    // finished() of a key that waits again (or never ran) must not take it out of the books.
    void finishedForgetsAQueuedKey()
    {
        PrefetchQueue queue(m_interner, 100);
        const PrefetchRequest one = request("/one", 0.5);
        queue.finished(one.key);
        queue.put(one, {});
        queue.finished(one.key);
        QVERIFY(queue.contains(one.key));
        QCOMPARE(queue.put(one, {}).status, PutStatus::DuplicateQueued);
    }

    void removeEndpointDropsEveryVariant()
    {
        PrefetchQueue queue(m_interner, 100);
        const PrefetchRequest plain = request("/list", 0.5);
        const PrefetchRequest second = request("/list", 0.5, {{"page", "2"}});
        PrefetchRequest theirs = request("/list", 0.5);
        theirs.key.partition = Partition{5};
        queue.put(plain, {});
        queue.put(second, {});
        queue.put(theirs, {});
        QVERIFY(queue.remove("/list", {}));
        QVERIFY(!queue.contains(plain.key));
        QVERIFY(queue.contains(second.key));
        QVERIFY(queue.contains(theirs.key));
    }

    // With unescaped separators these two were one, and the second a "duplicate".
    void twoRequestsShareOneCacheKey()
    {
        PrefetchQueue queue(m_interner, 100);
        QVERIFY(queue.put(request("/a", 0.5, {{"x", "1&y=2"}}), {}).accepted());
        QVERIFY(queue.put(request("/a", 0.5, {{"x", "1"}, {"y", "2"}}), {}).accepted());
    }

    void duplicateWithHigherProbabilityDoesNotMoveUp()
    {
        PrefetchQueue queue(m_interner, 100);
        const PrefetchRequest one = request("/one", 0.4, {}, TimePoint(0s));
        queue.put(one, {});
        queue.put(request("/two", 0.6), {});
        const TimePoint later(20s);
        PrefetchRequest surer = request("/one", 0.8, {}, later, 15);
        surer.context = ContextId{3, 1};
        const PutResult put = queue.put(surer, later);
        QCOMPARE(put.status, PutStatus::Raised);
        QVERIFY(!put.accepted());
        QCOMPARE(put.out, PrefetchId::None);
        QCOMPARE(queue.size(), std::size_t(2));
        const auto first = queue.tryGet();
        QCOMPARE(first->key, one.key);
        QCOMPARE(first->id, one.id); // still the one prefetch that the ledger knows
        QCOMPARE(first->priority, 0.8F);
        QCOMPARE(first->sourcePrediction, 0.8F);
        QCOMPARE(first->createdAt, later); // it is wanted from now on ...
        QCOMPARE(first->maxAge, Duration(15s));
        QCOMPARE(first->context, surer.context);
        QVERIFY(!first->isExpired(later + 15s)); // ... so it expires later
    }

    void raiseDoesNotAdd()
    {
        PrefetchQueue queue(m_interner, 100);
        QVERIFY(!queue.raise(request("/one", 0.4), {}).has_value());
        QVERIFY(queue.isEmpty());
        queue.put(request("/one", 0.4), {});
        QCOMPARE(queue.raise(request("/one", 0.4), {}), PutStatus::DuplicateQueued);
        QCOMPARE(queue.raise(request("/one", 0.5), {}), PutStatus::Raised);
        QVERIFY(!queue.raise(request("/one", 0.6), TimePoint(1h)).has_value()); // expired
        queue.tryGet();
        QCOMPARE(queue.raise(request("/one", 0.9), {}), PutStatus::DuplicateInFlight);
    }

    void fullQueueRejects99AndKeeps31()
    {
        PrefetchQueue queue(m_interner, 3);
        const PrefetchRequest first = request("/first31", 0.31);
        const PrefetchRequest last = request("/last31", 0.31);
        queue.put(request("/half", 0.5), {});
        queue.put(first, {});
        queue.put(last, {});
        const PrefetchRequest sure = request("/sure", 0.99);
        const PutResult put = queue.put(sure, {});
        QCOMPARE(put.status, PutStatus::Added);
        QCOMPARE(put.out, last.id); // of equals the last in; the first has waited longer
        QVERIFY(!put.outExpired);
        QVERIFY(queue.contains(sure.key));
        QVERIFY(queue.contains(first.key));
        QVERIFY(!queue.contains(last.key));
        QCOMPARE(queue.size(), std::size_t(3));
        QCOMPARE(queue.stats().displaced, std::uint64_t(1));
    }

    void expiredEntryBlocksItsOwnKey()
    {
        PrefetchQueue queue(m_interner, 1); // full, too: it replaces itself and nobody else
        const PrefetchRequest old = request("/one", 0.9, {}, TimePoint(0s), 10);
        queue.put(old, TimePoint(0s));
        QCOMPARE(queue.put(request("/one", 0.3, {}, TimePoint(10s)), TimePoint(10s)).status,
                 PutStatus::DuplicateQueued); // not yet
        const TimePoint after(10s + 1ns);
        const PrefetchRequest fresh = request("/one", 0.3, {}, after, 10);
        const PutResult put = queue.put(fresh, after);
        QCOMPARE(put.status, PutStatus::Added);
        QCOMPARE(put.out, old.id);
        QVERIFY(put.outExpired);
        QCOMPARE(queue.size(), std::size_t(1));
        const auto taken = queue.tryGet();
        QCOMPARE(taken->id, fresh.id);
        QCOMPARE(taken->priority, 0.3F);
        QVERIFY(!taken->isExpired(after));
    }

    void displacedAndExpiredIsSaidToBeExpired()
    {
        PrefetchQueue queue(m_interner, 1);
        const PrefetchRequest old = request("/old", 0.3, {}, TimePoint(0s), 10);
        queue.put(old, {});
        const PutResult put = queue.put(request("/new", 0.9, {}, TimePoint(1h)), TimePoint(1h));
        QCOMPARE(put.out, old.id);
        QVERIFY(put.outExpired);
    }
};

QTEST_APPLESS_MAIN(QueueDefectsTest)
#include "defects_test.moc"
