// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/cachemanager.h"

#include <QtTest>

#include <map>
#include <stdexcept>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t kMiB = 1 << 20;

Key keyOf(std::uint32_t resource, std::uint64_t partition = 0)
{
    return {ResourceId{resource, 1}, Partition{partition}};
}

} // namespace

// What the manager adds to the store: counting, reporting, both keys of a request, settings in
// force.
class CacheManagerTest : public QObject
{
    Q_OBJECT

    struct World
    {
        ManualClock clock;
        Settings settings{clock};
        CacheManager cache{settings, clock, {.shards = 1}};
        std::vector<CacheManager::Removal> removals;

        World()
        {
            cache.setRemovalListener([this](const auto &r) { removals.push_back(r); });
            (void)cache.start();
        }
        CacheEntry entry(std::uint64_t size, Duration ttl = 1h) const
        {
            CacheEntry e;
            e.size = size;
            e.storedAt = clock.now();
            e.freshUntil = e.storedAt + ttl;
            return e;
        }
        CacheEntry prefetched(std::uint64_t id, std::uint64_t size, float probability = 0.5f,
                              Duration ttl = 1h) const
        {
            CacheEntry e = entry(size, ttl);
            e.prefetch = PrefetchId(id);
            e.probability = probability;
            return e;
        }
    };
    using SetResult = CacheManager::SetResult;

private Q_SLOTS:
    void storesAndCounts()
    {
        World w;
        QVERIFY(!w.cache.get(keyOf(1)));
        QCOMPARE(w.cache.set(keyOf(1), "hello", 10s), SetResult::Stored);
        const auto hit = w.cache.get(keyOf(1));
        QVERIFY(hit.has_value());
        QCOMPARE(*hit->entry->body, std::string("hello"));
        QCOMPARE(hit->entry->head->status, 200);
        const CacheFigures f = w.cache.metrics();
        QCOMPARE(f.hits, std::uint64_t(1));
        QCOMPARE(f.misses, std::uint64_t(1));
        QCOMPARE(f.stores, std::uint64_t(1));
        QCOMPARE(f.entries, std::uint64_t(1));
        QVERIFY(f.bytes > 5 && f.bytes == w.cache.meanSize());
        QCOMPARE(f.capacity, 64 * kMiB);
    }

    void doesNothingUnlessItRuns()
    {
        ManualClock clock;
        Settings settings(clock);
        CacheManager cache(settings, clock);
        QVERIFY(!cache.isRunning());
        QCOMPARE(cache.set(keyOf(1), "x", 1s), SetResult::NotRunning);
        QVERIFY(!cache.get(keyOf(1)) && !cache.peek(keyOf(1)) && !cache.hasRoomFor(1, 1));
        QVERIFY(cache.start());
        QVERIFY(cache.start()); // again is no error
        QCOMPARE(cache.set(keyOf(1), "x", 1s), SetResult::Stored);
        cache.stop();
        QVERIFY(!cache.isRunning() && !cache.get(keyOf(1)));
        QVERIFY(cache.start());
        QVERIFY(!cache.get(keyOf(1))); // empty again
    }

    void freshnessFollowsTheClock()
    {
        World w;
        w.cache.set(keyOf(1), w.entry(10, 5s));
        QCOMPARE(w.cache.status(keyOf(1)), KeyStatus::Fresh);
        w.clock.advance(5s - 1ns);
        QVERIFY(w.cache.get(keyOf(1)));
        w.clock.advance(1ns);
        QCOMPARE(w.cache.status(keyOf(1)), KeyStatus::Stale);
        QVERIFY(w.cache.peek(keyOf(1)) != nullptr);
        QVERIFY(!w.cache.get(keyOf(1)));
        QCOMPARE(w.cache.status(keyOf(1)), KeyStatus::Absent);
        QCOMPARE(w.cache.metrics().expirations, std::uint64_t(1));
    }

    void anExpiredPrefetchIsReportedOnce()
    {
        World w;
        w.cache.set(keyOf(1), w.prefetched(7, 10, 0.5f, 1s));
        w.clock.advance(10s);
        QVERIFY(!w.cache.get(keyOf(1)));
        for (int i = 0; i < 3; ++i) {
            w.cache.get(keyOf(1));
            w.cache.metrics();
            w.cache.erase(keyOf(1));
            w.clock.advance(1s);
        }
        QCOMPARE(w.removals.size(), std::size_t(1));
        QCOMPARE(w.removals[0].prefetch, PrefetchId(7));
        QCOMPARE(w.removals[0].key, keyOf(1));
        QCOMPARE(w.removals[0].reason, RemovalReason::Expired);
        QVERIFY(!w.removals[0].proven);
    }

    // Nobody needs to ask for them: the figures are read ten times a second.
    void expiredEntriesLeaveAnIdleCache()
    {
        World w;
        for (std::uint32_t n = 0; n < 100; ++n)
            w.cache.set(keyOf(n), w.prefetched(n + 1, 10, 0.5f, 1s));
        w.clock.advance(2s);
        const CacheFigures f = w.cache.metrics();
        QCOMPARE(f.entries, std::uint64_t(0));
        QCOMPARE(f.bytes, std::uint64_t(0));
        QCOMPARE(w.removals.size(), std::size_t(100));
    }

    void askedByTwoKeysItIsOneHitOrMiss()
    {
        World w;
        const auto any = [](const CacheEntry &) { return true; };
        const auto none = [](const CacheEntry &) { return false; };
        QVERIFY(!w.cache.get(keyOf(1, 5), keyOf(1), false, any));
        w.cache.set(keyOf(1), w.prefetched(7, 10));
        QVERIFY(!w.cache.get(keyOf(1, 5), keyOf(1), false, none)); // proves nothing
        QVERIFY(!w.cache.get(keyOf(1, 5), keyOf(1), true, any));   // control sees nothing
        const auto hit = w.cache.get(keyOf(1, 5), keyOf(1), false, any);
        QVERIFY(hit.has_value());
        QCOMPARE(hit->firstUseOf, PrefetchId(7));
        w.cache.set(keyOf(1, 5), w.entry(20));
        QCOMPARE(w.cache.get(keyOf(1, 5), keyOf(1), false, any)->entry->size, std::uint64_t(20));
        QCOMPARE(w.cache.get(keyOf(1), keyOf(1), false, {})->entry->size, std::uint64_t(10));
        QCOMPARE(w.cache.metrics().hits, std::uint64_t(3));
        QCOMPARE(w.cache.metrics().misses, std::uint64_t(3));
    }

    void theControlGroupsAnswerIsSeenByControl()
    {
        World w;
        QVERIFY(!w.cache.setSeenByControl(keyOf(1), w.entry(10)));
        w.cache.set(keyOf(1), w.prefetched(7, 10));
        QVERIFY(!w.cache.get(keyOf(1), true));
        QVERIFY(w.cache.setSeenByControl(keyOf(1), w.entry(12)));
        QVERIFY(w.removals.empty());
        QCOMPARE(w.cache.get(keyOf(1), true)->firstUseOf, PrefetchId::None);
        QCOMPARE(w.cache.get(keyOf(1))->firstUseOf, PrefetchId(7));
    }

    // The defect: hit rate taken for utilisation, so that a cache that hits often looked full and
    // prefetching was switched off.
    void hitRateUsedInPlaceOfUtilisation()
    {
        World w;
        w.cache.set(keyOf(1), w.entry(kMiB));
        for (int i = 0; i < 1000; ++i)
            QVERIFY(w.cache.get(keyOf(1)));
        const CacheFigures f = w.cache.metrics();
        QCOMPARE(f.hits, std::uint64_t(1000)); // a hit ratio of 1
        QCOMPARE(f.utilisation, 1.0 / 64);
        QVERIFY(w.cache.hasRoomFor(kMiB, 0.3f));
        QCOMPARE(w.cache.set(keyOf(2), w.prefetched(1, kMiB, 0.3f)), SetResult::Stored);
    }

    // And what would follow from utilisation taken naively: a full cache, as every bounded one is.
    void aFullSteadyStateCacheStillAdmitsPrefetches()
    {
        World w;
        for (std::uint32_t n = 0; n < 1000; ++n) {
            w.cache.set(keyOf(n), w.entry(kMiB / 4));
            w.cache.get(keyOf(n / 3)); // some are proven
        }
        QCOMPARE(w.cache.metrics().utilisation, 1.0);
        std::uint64_t stored = 0;
        for (std::uint32_t n = 2000; n < 2020; ++n) {
            QVERIFY(w.cache.hasRoomFor(kMiB / 4, 0.5f));
            stored += w.cache.set(keyOf(n), w.prefetched(n, kMiB / 4)) == SetResult::Stored;
        }
        QCOMPARE(stored, std::uint64_t(20));
        QVERIFY(w.cache.metrics().bytes <= 64 * kMiB);
    }

    void theThresholdBoundsUnprovenEntriesAndActsAtOnce()
    {
        World w;
        QVERIFY(w.settings.set(Param::SchedulerCacheSpaceThreshold, 0.25, "test"));
        std::uint32_t stored = 0;
        while (w.cache.set(keyOf(stored), w.prefetched(stored + 1, kMiB)) == SetResult::Stored)
            ++stored;
        QCOMPARE(stored, 16u); // a quarter of 64
        QCOMPARE(w.cache.metrics().unprovenShare, 0.25);
        QVERIFY(!w.cache.hasRoomFor(kMiB, 0.5f));
        QVERIFY(w.settings.set(Param::SchedulerCacheSpaceThreshold, 0.5, "test"));
        QVERIFY(w.cache.hasRoomFor(kMiB, 0.5f));
        QCOMPARE(w.cache.set(keyOf(99), w.prefetched(99, kMiB)), SetResult::Stored);
        QVERIFY(w.settings.set(Param::SchedulerCacheSpaceThreshold, 0, "test"));
        QCOMPARE(w.cache.set(keyOf(100), w.prefetched(100, 1)), SetResult::NoRoom);
    }

    void aSmallerCapacityActsAtOnce()
    {
        World w;
        for (std::uint32_t n = 0; n < 64; ++n)
            w.cache.set(keyOf(n), w.entry(kMiB));
        QVERIFY(w.settings.set(Param::CacheCapacity, 8, "test"));
        w.cache.set(keyOf(100), w.entry(kMiB));
        QCOMPARE(w.cache.metrics().bytes, 8 * kMiB);
        QCOMPARE(w.cache.metrics().capacity, 8 * kMiB);
        QVERIFY(w.cache.peek(keyOf(100)) != nullptr);
        QCOMPARE(w.removals.size(), std::size_t(57));
    }

    void everyRemovalIsReportedWithItsReason()
    {
        World w;
        w.cache.set(keyOf(1), w.prefetched(1, 10));
        w.cache.set(keyOf(1), w.prefetched(2, 10));
        w.cache.get(keyOf(1));
        w.cache.erase(keyOf(1));
        w.cache.set(keyOf(2, 1), w.prefetched(3, 10));
        w.cache.set(keyOf(2, 2), w.prefetched(4, 10));
        QCOMPARE(w.cache.eraseResource({2, 1}), std::size_t(2));
        w.cache.set(keyOf(3), w.prefetched(5, 10));
        w.cache.clear();
        std::map<PrefetchId, RemovalReason> reasons;
        for (const auto &r : w.removals) {
            QVERIFY(reasons.emplace(r.prefetch, r.reason).second);
            QCOMPARE(r.proven, r.prefetch == PrefetchId(2));
        }
        QCOMPARE(reasons.size(), std::size_t(5));
        QCOMPARE(reasons[PrefetchId(1)], RemovalReason::Replaced);
        QCOMPARE(reasons[PrefetchId(2)], RemovalReason::Invalidated);
        QCOMPARE(reasons[PrefetchId(5)], RemovalReason::Invalidated);
        w.cache.set(keyOf(4), w.prefetched(6, 10));
        w.cache.stop(); // reports nobody
        QCOMPARE(w.removals.size(), std::size_t(5));
    }

    // A listener may call the cache again: no lock is held.
    void theListenerMayAskTheCache()
    {
        World w;
        KeyStatus seen = KeyStatus::Fresh;
        w.cache.setRemovalListener([&](const auto &r) { seen = w.cache.status(r.key); });
        w.cache.set(keyOf(1), w.entry(10));
        w.cache.erase(keyOf(1));
        QCOMPARE(seen, KeyStatus::Absent);
    }

    void getOrSetMakesOnce()
    {
        World w;
        int made = 0;
        const auto make = [&]() -> Result<std::string> {
            ++made;
            return std::string("body");
        };
        QCOMPARE(*w.cache.getOrSet(keyOf(1), 10s, make).value(), std::string("body"));
        QCOMPARE(*w.cache.getOrSet(keyOf(1), 10s, make).value(), std::string("body"));
        QCOMPARE(made, 1);
        w.clock.advance(11s);
        QCOMPARE(*w.cache.getOrSet(keyOf(1), 10s, make).value(), std::string("body"));
        QCOMPARE(made, 2);
    }

    void aFailureDoesNotPoisonTheKey()
    {
        World w;
        const auto fails = []() -> Result<std::string> {
            return Error{ErrorCode::Unreachable, "no route"};
        };
        const auto throws = []() -> Result<std::string> { throw std::runtime_error("oops"); };
        const auto makes = []() -> Result<std::string> { return std::string("body"); };
        QCOMPARE(w.cache.getOrSet(keyOf(1), 10s, fails).error().text, std::string("no route"));
        const auto thrown = w.cache.getOrSet(keyOf(1), 10s, throws);
        QVERIFY(!thrown && thrown.error().text.find("oops") != std::string::npos);
        QCOMPARE(*w.cache.getOrSet(keyOf(1), 10s, makes).value(), std::string("body"));
    }

    void makingAKeyWithinItselfIsAnError()
    {
        World w;
        const auto inner = []() -> Result<std::string> { return std::string("inner"); };
        const auto outer = [&]() -> Result<std::string> {
            const auto nested = w.cache.getOrSet(keyOf(1), 10s, inner);
            if (!nested)
                return nested.error();
            return std::string("outer");
        };
        QVERIFY(!w.cache.getOrSet(keyOf(1), 10s, outer));
        QVERIFY(w.cache.getOrSet(keyOf(1), 10s, inner));
    }
};

QTEST_APPLESS_MAIN(CacheManagerTest)
#include "cachemanager_test.moc"
