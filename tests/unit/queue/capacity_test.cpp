// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/prefetchqueue.h"
#include "tests/unit/queue/requests.h"

#include <QtTest>

#include <array>

using namespace forefetch;

// How many requests the queue holds, and what each takes.
class QueueCapacityTest : public QObject
{
    Q_OBJECT

private:
    Interner m_interner{1000};

private Q_SLOTS:
    void smallerMaxSizeDisplacesTheLowest()
    {
        PrefetchQueue queue(m_interner, 5);
        const std::array<float, 5> priorities{0.5F, 0.1F, 0.9F, 0.5F, 0.3F};
        for (std::uint32_t n = 0; n < 5; ++n)
            queue.put(requestOf(n + 1, priorities[n]), kStart);
        std::vector<PrefetchRequest> displaced;
        queue.setMaxSize(2, &displaced);
        QCOMPARE(resourcesOf(displaced), (Numbers{2, 5, 4})); // the last in of equals
        QCOMPARE(queue.maxSize(), std::size_t(2));
        QCOMPARE(resourcesOf(queue.ranked(9)), (Numbers{3, 1}));
        QCOMPARE(queue.stats().displaced, std::uint64_t(3));
        queue.setMaxSize(3);
        QVERIFY(queue.put(requestOf(2, 0.1F), kStart).accepted());
        queue.setMaxSize(0);
        QVERIFY(queue.isEmpty());
        QCOMPARE(queue.put(requestOf(7, 1), kStart).status, PutStatus::Full);
    }

    // Making room moves entries of the index, those around the newcomer's place among them.
    void displacementLosesNoKey()
    {
        constexpr std::uint32_t kMax = 1000;
        PrefetchQueue queue(m_interner, kMax);
        for (std::uint32_t n = 1; n <= 40 * kMax; ++n) {
            const PutResult put =
                queue.put(requestOf(n, static_cast<float>(n) / (40 * kMax)), kStart);
            QCOMPARE(put.accepted(), n <= kMax || put.out != PrefetchId::None);
            QCOMPARE(queue.contains(keyOf(n)), put.accepted());
        }
        const std::vector<PrefetchRequest> left = queue.ranked(2 * kMax);
        QCOMPARE(left.size(), std::size_t(kMax));
        for (const PrefetchRequest &r : left)
            QVERIFY(queue.remove(r.key).has_value());
        QVERIFY(queue.isEmpty());
    }

    void takesAtMost80BytesARequest()
    {
        PrefetchQueue queue(m_interner, 1'000'000);
        for (std::uint32_t n = 1; n <= 250'000; ++n) {
            queue.put(requestOf(n, static_cast<float>(n % 4096) / 4096), kStart);
            if (n >= 50'000 && n % 1000 == 0) {
                const double each = static_cast<double>(queue.bytes()) / n;
                QVERIFY2(each <= 80, qPrintable(QString::number(each)));
                QVERIFY2(each >= 64, "a request that is kept cannot take less than its fields");
            }
        }
    }

    void steadyStateAllocatesNothing()
    {
        PrefetchQueue queue(m_interner, 1000);
        const auto round = [&](std::uint32_t from) {
            for (std::uint32_t n = from; n < from + 1000; ++n)
                queue.put(requestOf(n, static_cast<float>(n % 100) / 100), kStart);
            while (const auto taken = queue.tryGet())
                queue.finished(taken->key);
        };
        round(0);
        const std::size_t bytes = queue.bytes();
        for (std::uint32_t i = 1; i < 50; ++i)
            round(i * 1000);
        QCOMPARE(queue.bytes(), bytes);
    }
};

QTEST_APPLESS_MAIN(QueueCapacityTest)
#include "capacity_test.moc"
