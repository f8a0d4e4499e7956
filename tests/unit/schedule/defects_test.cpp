// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/prefetchscheduler.h"
#include "tests/unit/schedule/stage.h"

#include <QtTest>

#include <cstdlib>
#include <new>

using namespace forefetch;

namespace {

std::uint64_t g_allocations = 0; // this program has one thread

} // namespace

void *operator new(std::size_t size)
{
    ++g_allocations;
    if (void *p = std::malloc(size == 0 ? 1 : size))
        return p;
    throw std::bad_alloc();
}
void operator delete(void *p) noexcept
{
    std::free(p);
}
void operator delete(void *p, std::size_t) noexcept
{
    std::free(p);
}

// Each function carries the name of a defect that a scheduler can have, was seen in one, and that
// this one must not have.
class SchedulerDefectsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A cache that answers 85 % of the requests looked "85 % full", and that was that.
    void hitRateUsedInPlaceOfUtilisation()
    {
        struct Cache
        {
            double hitRatio;
            double unprovenShare;
        } cache{0.99, 0.1};
        Stage s;
        PrefetchScheduler scheduler(
            s.queue, s.ledger, s.settings, {.hasRoom = [&](float) {
                return cache.unprovenShare < s.settings.number(Param::SchedulerCacheSpaceThreshold);
            }});
        const std::vector<Prediction> first{predicted(1, 0.5F)};
        QCOMPARE(scheduler.scheduleFromPredictions(first, s.context()).size(), std::size_t(1));
        cache = {0.0, 0.81};
        const std::vector<Prediction> second{predicted(2, 0.5F)};
        QVERIFY(scheduler.scheduleFromPredictions(second, s.context()).empty());
        QCOMPARE(scheduler.stats().filteredSpace, std::uint64_t(1));
    }

    // A set of all keys was built for each decision. Here the cache is asked about what
    // reached the threshold, one key at a time, and deciding allocates nothing.
    void allCachedKeysCopiedForEveryDecision()
    {
        Stage s;
        for (std::uint32_t n = 1000; n < 20'000; ++n)
            s.cached.insert(n);
        const std::vector<Prediction> predictions{predicted(1, 0.9F), predicted(2, 0.5F),
                                                  predicted(3, 0.1F), predicted(1000, 0.8F)};
        const ScheduleContext context = s.context();
        const auto round = [&] {
            s.scheduler.scheduleFromPredictions(predictions, context);
            while (const auto taken = s.queue.tryGet()) {
                s.ledger.end(taken->id, PrefetchState::Cancelled, context.now);
                s.queue.finished(taken->key);
            }
        };
        for (int i = 0; i < 12'000; ++i) // until the ledger's ring of records is full, too
            round();
        s.asked = 0;
        g_allocations = 0;
        for (int i = 0; i < 1000; ++i)
            round();
        QCOMPARE(g_allocations, std::uint64_t(0));
        QCOMPARE(s.asked, std::uint64_t(3000));
    }
};

QTEST_APPLESS_MAIN(SchedulerDefectsTest)
#include "defects_test.moc"
