// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/cachemanager.h"
#include "core/cache/memorystore.h"
#include "core/time/random.h"

#include <QtTest>

#include <cmath>

using namespace forefetch;

namespace {

constexpr std::array kKinds = {EvictionKind::Lru, EvictionKind::S3Fifo, EvictionKind::WTinyLfu};

Key keyOf(std::uint32_t n)
{
    return {ResourceId{n, 1}, Partition{0}};
}

std::shared_ptr<CacheEntry> entry(std::uint64_t prefetch = 0)
{
    auto e = std::make_shared<CacheEntry>();
    e->size = 1;
    e->freshUntil = kNever;
    e->prefetch = PrefetchId(prefetch);
    e->probability = prefetch == 0 ? 0.0f : 0.5f;
    return e;
}

// A cache of a hundred objects, read as simulators of eviction are: a miss fetches and stores.
class Cache
{
public:
    explicit Cache(EvictionKind kind, std::uint64_t capacity = 100)
        : limits{capacity, capacity * 8 / 10, kind}
    {
    }

    bool read(std::uint32_t n)
    {
        StoreRemovals out;
        if (store.hit(keyOf(n), false, {}, out))
            return true;
        put(n);
        return false;
    }
    PutOutcome put(std::uint32_t n, std::uint64_t prefetch = 0)
    {
        StoreRemovals out;
        return store.put(keyOf(n), entry(prefetch), {}, limits, out);
    }
    void scan(std::uint32_t from, std::uint32_t to)
    {
        for (std::uint32_t n = from; n < to; ++n)
            read(n);
    }
    bool holds(std::uint32_t n) const { return store.peek(keyOf(n)) != nullptr; }
    int held(std::uint32_t from, std::uint32_t to) const
    {
        int count = 0;
        for (std::uint32_t n = from; n < to; ++n)
            count += holds(n);
        return count;
    }

    MemoryStore store{1};
    StoreLimits limits;
};

// Objects by popularity: the k-th is asked for in proportion to 1/k, among 10,000.
double missRatio(EvictionKind kind)
{
    Cache cache(kind);
    Random random(5);
    int misses = 0;
    constexpr int reads = 50'000;
    for (int i = 0; i < reads; ++i) {
        const double at = static_cast<double>(random.below(1'000'000)) / 1e6;
        misses += !cache.read(static_cast<std::uint32_t>(std::exp(at * std::log(10'000.0))));
    }
    return static_cast<double>(misses) / reads;
}

} // namespace

// Each policy on cases in which its paper says what it does.
class EvictionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lruKeepsWhatWasUsedLast()
    {
        Cache cache(EvictionKind::Lru);
        cache.scan(0, 100);
        QVERIFY(cache.read(0));
        cache.scan(100, 199);
        QCOMPARE(cache.held(1, 100), 0);
        QVERIFY(cache.holds(0));
        cache.read(500);
        QVERIFY(!cache.holds(0));
    }

    void lruForgetsAllInAScan()
    {
        Cache cache(EvictionKind::Lru);
        for (int round = 0; round < 5; ++round)
            cache.scan(0, 50);
        cache.scan(1000, 1100);
        QCOMPARE(cache.held(0, 50), 0);
    }

    void s3fifoAndWTinyLfuResistAScan()
    {
        for (const EvictionKind kind : {EvictionKind::S3Fifo, EvictionKind::WTinyLfu}) {
            Cache cache(kind);
            for (int round = 0; round < 5; ++round)
                cache.scan(0, 50);
            cache.scan(1000, 5000);
            QVERIFY(cache.held(0, 50) >= 49);
        }
    }

    void s3fifoTakesOneHitForNone()
    {
        Cache cache(EvictionKind::S3Fifo);
        cache.read(0);
        cache.read(1);
        cache.read(1); // one hit
        for (int i = 0; i < 3; ++i)
            cache.read(2); // two hits
        cache.scan(10, 200);
        QVERIFY(!cache.holds(0));
        QVERIFY(!cache.holds(1));
        QVERIFY(cache.holds(2));
    }

    void s3fifoLetsAGhostIntoTheMainQueue()
    {
        Cache cache(EvictionKind::S3Fifo);
        for (int round = 0; round < 3; ++round)
            cache.scan(0, 90); // they go to the main queue when their turn comes
        cache.scan(200, 260);
        QVERIFY(!cache.holds(200)); // by now a ghost
        QVERIFY(!cache.read(200));
        cache.scan(300, 330);
        QVERIFY(cache.holds(200)); // who came with it for the first time left
        QVERIFY(!cache.holds(300));
    }

    void s3fifoForgetsGhostsThatAreOld()
    {
        Cache cache(EvictionKind::S3Fifo);
        for (int round = 0; round < 3; ++round)
            cache.scan(0, 90);
        cache.scan(200, 260);
        cache.scan(1000, 1200); // more ghosts than the main queue holds entries
        cache.read(200);
        cache.scan(300, 330);
        QVERIFY(!cache.holds(200));
    }

    void wTinyLfuAdmitsTheMoreFrequent()
    {
        Cache cache(EvictionKind::WTinyLfu);
        for (int round = 0; round < 2; ++round)
            cache.scan(0, 100); // each asked for twice
        cache.read(500);
        cache.read(501);
        QVERIFY(!cache.holds(500));   // once: lost against who was there
        for (int i = 0; i < 3; ++i) { // not stored each time, yet counted
            cache.read(600);
            cache.read(700 + i);
        }
        cache.read(800);
        QVERIFY(cache.holds(600));
        QVERIFY(cache.held(0, 100) < 100);
    }

    void wTinyLfuForgetsWhatWasPopular()
    {
        Cache cache(EvictionKind::WTinyLfu);
        for (int round = 0; round < 10; ++round)
            cache.scan(0, 99);
        for (int round = 0; round < 200; ++round)
            cache.scan(200, 299); // a new hundred
        QVERIFY(cache.held(200, 299) > 90);
    }

    void frequencyWinsWherePopularityIsStable()
    {
        const double lru = missRatio(EvictionKind::Lru);
        QVERIFY(missRatio(EvictionKind::S3Fifo) < lru - 0.03);
        QVERIFY(missRatio(EvictionKind::WTinyLfu) < lru - 0.03);
    }

    // Nobody has asked for them: a filter by frequency would drop each of them.
    void aPrefetchedEntryComesInAndIsThereWhenItIsAskedFor()
    {
        for (const EvictionKind kind : kKinds) {
            Cache cache(kind);
            for (int round = 0; round < 3; ++round)
                cache.scan(0, 60);
            cache.scan(100, 180);
            QCOMPARE(cache.put(1000, 7), PutOutcome::Stored);
            cache.scan(200, 202);
            StoreRemovals out;
            const auto hit = cache.store.hit(keyOf(1000), false, {}, out);
            QVERIFY(hit.has_value());
            QCOMPARE(hit->firstUseOf, PrefetchId(7));
        }
    }

    void noPrefetchEvictsWhatIsProven()
    {
        for (const EvictionKind kind : kKinds) {
            Cache cache(kind);
            for (int round = 0; round < 3; ++round)
                cache.scan(0, 100);
            const int proven = cache.held(0, 100);
            for (std::uint32_t n = 1000; n < 2000; ++n)
                cache.put(n, n);
            QCOMPARE(cache.held(0, 100), proven);
        }
    }

    void aChangeWhileRunningLosesNothing()
    {
        Cache cache(EvictionKind::Lru);
        for (int round = 0; round < 2; ++round)
            cache.scan(0, 40);
        cache.scan(40, 70);
        for (std::uint32_t n = 70; n < 90; ++n)
            cache.put(n, n);
        StoreRemovals out;
        for (const EvictionKind kind :
             {EvictionKind::S3Fifo, EvictionKind::WTinyLfu, EvictionKind::Lru,
              EvictionKind::WTinyLfu, EvictionKind::S3Fifo}) {
            cache.limits.eviction = kind;
            cache.store.sweep({}, cache.limits, 1000, out);
            QVERIFY(out.empty());
            QCOMPARE(cache.held(0, 90), 90);
            QCOMPARE(cache.store.figures().unprovenBytes, std::uint64_t(20));
        }
        cache.scan(2000, 2500); // what was proven under another policy is in the main queue
        QCOMPARE(cache.held(0, 40), 40);
    }

    void theParameterActsOnALiveCache()
    {
        ManualClock clock;
        Settings settings(clock);
        QVERIFY(bool(settings.set(Param::CacheCapacity, 1, "test")));
        CacheManager cache(settings, clock, {.shards = 1});
        QVERIFY(bool(cache.start()));
        const auto read = [&](std::uint32_t n) {
            CacheEntry e;
            e.size = 10'240; // a hundred fit
            e.freshUntil = kNever;
            if (!cache.get(keyOf(n)))
                cache.set(keyOf(n), std::move(e));
        };
        const auto popularLeftAfterScan = [&](const char *kind) {
            (void)settings.set(Param::CacheEviction, *parseValue(Param::CacheEviction, kind),
                               "test");
            for (std::uint32_t n = 0; n < 250; ++n)
                read(n % 50);
            for (std::uint32_t n = 1000; n < 1300; ++n)
                read(n);
            int left = 0;
            for (std::uint32_t n = 0; n < 50; ++n)
                left += cache.peek(keyOf(n)) != nullptr;
            return left;
        };
        QCOMPARE(popularLeftAfterScan("lru"), 0);
        QVERIFY(popularLeftAfterScan("s3fifo") > 45);
        QCOMPARE(popularLeftAfterScan("lru"), 0);
        QVERIFY(popularLeftAfterScan("wtinylfu") > 45);
    }
};

QTEST_APPLESS_MAIN(EvictionTest)
#include "eviction_test.moc"
