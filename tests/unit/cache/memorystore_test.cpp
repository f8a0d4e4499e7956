// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/memorystore.h"

#include <QtTest>

#include <map>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

constexpr TimePoint kStart{};
constexpr StoreLimits kTen{10, 8}; // entries of size 1: ten fit, eight of them unproven; LRU

Key keyOf(std::uint32_t resource, std::uint64_t partition = 0)
{
    return {ResourceId{resource, 1}, Partition{partition}};
}

std::shared_ptr<CacheEntry> demand(TimePoint freshUntil = kNever, std::uint64_t size = 1)
{
    auto entry = std::make_shared<CacheEntry>();
    entry->size = size;
    entry->freshUntil = freshUntil;
    return entry;
}

std::shared_ptr<CacheEntry> prefetched(std::uint64_t id, float probability,
                                       TimePoint freshUntil = kNever, std::uint64_t size = 1)
{
    auto entry = demand(freshUntil, size);
    entry->prefetch = PrefetchId(id);
    entry->probability = probability;
    return entry;
}

} // namespace

// The rule about who makes room for whom, with entries of size 1 in one shard.
class MemoryStoreTest : public QObject
{
    Q_OBJECT

    std::optional<MemoryStore> m_store;
    StoreRemovals out;
    TimePoint now = kStart;

    PutOutcome put(std::uint32_t n, std::shared_ptr<CacheEntry> e, StoreLimits limits = kTen)
    {
        return m_store->put(keyOf(n), std::move(e), now, limits, out);
    }
    bool hit(std::uint32_t n) { return m_store->hit(keyOf(n), false, now, out).has_value(); }
    bool holds(std::uint32_t n) const { return m_store->peek(keyOf(n)) != nullptr; }
    void fillWithDemand(std::uint32_t from, std::uint32_t to)
    {
        for (std::uint32_t n = from; n < to; ++n)
            QCOMPARE(put(n, demand()), PutOutcome::Stored);
    }

private Q_SLOTS:
    void init()
    {
        m_store.emplace(1);
        out.clear();
        now = kStart;
    }

    void givesBackWhatWasPut()
    {
        auto entry = demand();
        QCOMPARE(put(1, entry), PutOutcome::Stored);
        QCOMPARE(m_store->peek(keyOf(1)), CacheEntryPtr(entry));
        QVERIFY(hit(1));
        QVERIFY(!hit(2));
        QVERIFY(!m_store->peek(keyOf(1, 5))); // another partition
        QCOMPARE(m_store->status(keyOf(1), now), KeyStatus::Fresh);
        QCOMPARE(m_store->status(keyOf(2), now), KeyStatus::Absent);
    }

    void demandEvictsTheLeastRecentlyStoredFirst()
    {
        fillWithDemand(0, 10);
        QCOMPARE(put(10, demand()), PutOutcome::Stored);
        QVERIFY(!holds(0));
        QCOMPARE(out.size(), std::size_t(1));
        QCOMPARE(out[0].key, keyOf(0));
        QCOMPARE(out[0].reason, RemovalReason::Evicted);
        QVERIFY(!out[0].proven);
    }

    // Its order is that of the policy of eviction, here LRU (the others: eviction_test.cpp).
    void demandEvictsWhateverThePolicySays()
    {
        fillWithDemand(0, 10);
        QVERIFY(hit(0));
        fillWithDemand(10, 19);
        QVERIFY(holds(0));
        fillWithDemand(19, 20);
        QVERIFY(!holds(0)); // proven, and used before all the others
        QVERIFY(out.back().proven);
    }

    void demandTakesThePlaceOfUnprovenBeforeThatOfProven()
    {
        for (std::uint32_t n = 0; n < 6; ++n) {
            QCOMPARE(put(n, demand()), PutOutcome::Stored);
            QVERIFY(hit(n));
        }
        for (std::uint32_t n = 6; n < 10; ++n)
            QCOMPARE(put(n, prefetched(n, 0.1f * static_cast<float>(n))), PutOutcome::Stored);
        fillWithDemand(10, 13); // LRU alone would evict 0, 1 and 2
        QVERIFY(holds(0) && holds(1) && holds(2));
        QVERIFY(!holds(6) && !holds(7) && !holds(8)); // the least likely first
        // One unproven entry is no more than an eighth, and is left in peace.
        fillWithDemand(13, 14);
        QVERIFY(holds(9) && !holds(0));
    }

    void prefetchEvictsExpiredOnesFirst()
    {
        QCOMPARE(put(0, prefetched(1, 0.1f)), PutOutcome::Stored);
        fillWithDemand(1, 9);
        QCOMPARE(put(9, demand(now + 1s)), PutOutcome::Stored);
        now += 2s;
        QCOMPARE(put(10, prefetched(2, 0.9f)), PutOutcome::Stored);
        QVERIFY(holds(0));
        QCOMPARE(out.size(), std::size_t(1));
        QCOMPARE(out[0].key, keyOf(9));
        QCOMPARE(out[0].reason, RemovalReason::Expired);
    }

    void prefetchEvictsTheLeastLikelyThenDemanded()
    {
        QCOMPARE(put(0, prefetched(1, 0.5f)), PutOutcome::Stored);
        QCOMPARE(put(1, prefetched(2, 0.3f)), PutOutcome::Stored);
        QCOMPARE(put(2, prefetched(3, 0.8f)), PutOutcome::Stored);
        fillWithDemand(3, 10);
        std::vector<Key> left;
        for (std::uint32_t n = 10; n < 13; ++n) {
            QCOMPARE(put(n, prefetched(n, 0.7f)), PutOutcome::Stored);
            left.push_back(out.back().key);
        }
        const std::vector<Key> expected{keyOf(1), keyOf(0), keyOf(3)};
        QCOMPARE(left, expected);
        QVERIFY(holds(2));
    }

    void prefetchNeverEvictsAProvenEntry()
    {
        fillWithDemand(0, 10);
        for (std::uint32_t n = 0; n < 10; ++n)
            QVERIFY(hit(n));
        QVERIFY(!m_store->hasRoomFor(1, 1.0f, kTen));
        QCOMPARE(put(10, prefetched(1, 1.0f)), PutOutcome::NoRoom);
        QVERIFY(out.empty());
    }

    void aRefusedPrefetchCostsNobodyAPlace()
    {
        fillWithDemand(0, 5);
        for (std::uint32_t n = 0; n < 5; ++n)
            QVERIFY(hit(n));
        fillWithDemand(5, 10);
        // Five places could be made, six are needed.
        QCOMPARE(put(10, prefetched(1, 0.9f, kNever, 6)), PutOutcome::NoRoom);
        QVERIFY(out.empty());
        QCOMPARE(put(10, prefetched(1, 0.9f, kNever, 5)), PutOutcome::Stored);
        QCOMPARE(out.size(), std::size_t(5));
    }

    void unprovenEntriesAreBounded()
    {
        for (std::uint32_t n = 0; n < 8; ++n)
            QCOMPARE(put(n, prefetched(n + 1, 0.5f)), PutOutcome::Stored);
        QVERIFY(!m_store->hasRoomFor(1, 0.5f, kTen));
        QVERIFY(m_store->hasRoomFor(1, 0.9f, kTen));
        QCOMPARE(put(8, prefetched(9, 0.5f)), PutOutcome::NoRoom);
        QCOMPARE(put(8, prefetched(9, 0.9f)), PutOutcome::Stored);
        QCOMPARE(m_store->figures().unprovenBytes, std::uint64_t(8));
        QVERIFY(hit(8)); // proven: counts no more
        QCOMPARE(put(9, prefetched(10, 0.1f)), PutOutcome::Stored);
    }

    // A bounded cache is full in steady state; that must not switch prefetching off.
    void aFullSteadyStateCacheStillAdmitsPrefetches()
    {
        for (std::uint32_t n = 0; n < 1000; ++n) {
            QCOMPARE(put(n, demand()), PutOutcome::Stored);
            if (n % 3 == 0)
                QVERIFY(hit(n));
        }
        QCOMPARE(m_store->figures().bytes, std::uint64_t(10));
        QVERIFY(m_store->hasRoomFor(1, 0.4f, kTen));
        QCOMPARE(put(2000, prefetched(1, 0.4f)), PutOutcome::Stored);
        QVERIFY(hit(2000));
    }

    void theFirstHitProves()
    {
        QCOMPARE(put(0, prefetched(7, 0.5f)), PutOutcome::Stored);
        QCOMPARE(m_store->hit(keyOf(0), false, now, out)->firstUseOf, PrefetchId(7));
        QCOMPARE(m_store->hit(keyOf(0), false, now, out)->firstUseOf, PrefetchId::None);
        QVERIFY(m_store->erase(keyOf(0), RemovalReason::Invalidated, out));
        QVERIFY(out[0].proven);
    }

    void whoJoinedTheFetchHasProvenItAlready()
    {
        auto late = prefetched(7, 0.5f);
        late->proven = true;
        QCOMPARE(put(0, late), PutOutcome::Stored);
        QCOMPARE(m_store->figures().unprovenBytes, std::uint64_t(0));
        QCOMPARE(m_store->hit(keyOf(0), false, now, out)->firstUseOf, PrefetchId::None);
    }

    void aHeldBackSessionSeesNoUnprovenPrefetch()
    {
        QCOMPARE(put(0, prefetched(7, 0.5f)), PutOutcome::Stored);
        QVERIFY(!m_store->find(keyOf(0), true, now, out));
        QVERIFY(!m_store->hit(keyOf(0), true, now, out));
        QVERIFY(hit(0));
        QVERIFY(m_store->hit(keyOf(0), true, now, out)); // proven by the others
    }

    void theControlGroupsAnswerRenewsAndProvesNothing()
    {
        QCOMPARE(put(0, prefetched(7, 0.5f, now + 5s)), PutOutcome::Stored);
        const auto before = m_store->renewForControl(keyOf(0), demand(now + 60s, 2), now, kTen);
        QVERIFY(before != nullptr);
        QCOMPARE(before->freshUntil, now + 5s);
        QVERIFY(out.empty()); // the prefetch goes on
        now += 30s;
        const auto control = m_store->hit(keyOf(0), true, now, out);
        QVERIFY(control.has_value());
        QCOMPARE(control->firstUseOf, PrefetchId::None);
        QCOMPARE(m_store->figures().unprovenBytes, std::uint64_t(2));
        QCOMPARE(m_store->hit(keyOf(0), false, now, out)->firstUseOf, PrefetchId(7));
        QVERIFY(!m_store->renewForControl(keyOf(0), demand(), now, kTen)); // proven by now
        QVERIFY(!m_store->renewForControl(keyOf(1), demand(), now, kTen));
    }

    void replacingReportsTheOldOne()
    {
        QCOMPARE(put(0, prefetched(7, 0.5f)), PutOutcome::Stored);
        QCOMPARE(put(0, demand(kNever, 3)), PutOutcome::Stored);
        QCOMPARE(out.size(), std::size_t(1));
        QCOMPARE(out[0].entry->prefetch, PrefetchId(7));
        QCOMPARE(out[0].reason, RemovalReason::Replaced);
        QCOMPARE(m_store->figures().bytes, std::uint64_t(3));
        QCOMPARE(m_store->figures().entries, std::uint64_t(1));
    }

    void anEntryThatIsTooBigLeavesTheOthersAlone()
    {
        fillWithDemand(0, 10);
        QCOMPARE(put(10, demand(kNever, 11)), PutOutcome::TooBig);
        QCOMPARE(put(11, prefetched(1, 1, kNever, 11)), PutOutcome::TooBig);
        QVERIFY(out.empty());
        // But what it would have replaced is outdated.
        QCOMPARE(put(3, demand(kNever, 11)), PutOutcome::TooBig);
        QCOMPARE(out.size(), std::size_t(1));
        QVERIFY(!holds(3));
    }

    void expiredEntriesLeaveByThemselvesAndOnce()
    {
        for (std::uint32_t n = 0; n < 8; ++n)
            QCOMPARE(put(n, prefetched(n + 1, 0.5f, now + 1s)), PutOutcome::Stored);
        now += 1s;
        QCOMPARE(m_store->status(keyOf(0), now), KeyStatus::Stale);
        QVERIFY(!hit(0)); // on access, to the nanosecond
        QCOMPARE(out.size(), std::size_t(1));
        now += 1s;
        for (int i = 0; i < 20; ++i) // elsewhere, by the sweep of each operation
            hit(99);
        QCOMPARE(m_store->figures().entries, std::uint64_t(0));
        QCOMPARE(m_store->figures().expirations, std::uint64_t(8));
        std::map<PrefetchId, int> reported;
        for (const StoreRemoval &r : out) {
            QCOMPARE(r.reason, RemovalReason::Expired);
            QCOMPARE(++reported[r.entry->prefetch], 1);
        }
        QCOMPARE(reported.size(), std::size_t(8));
    }

    void erasesEveryVariantOfAResource()
    {
        for (std::uint64_t p = 0; p < 5; ++p)
            m_store->put(keyOf(1, p), demand(), now, kTen, out);
        put(2, demand());
        QVERIFY(m_store->erase(keyOf(1, 0), RemovalReason::Invalidated, out)); // the chain's first
        QVERIFY(m_store->erase(keyOf(1, 2), RemovalReason::Invalidated, out)); // and a middle one
        QVERIFY(!m_store->erase(keyOf(1, 2), RemovalReason::Invalidated, out));
        QCOMPARE(m_store->eraseResource({1, 1}, out), std::size_t(3));
        QCOMPARE(m_store->eraseResource({1, 1}, out), std::size_t(0));
        QCOMPARE(m_store->figures().invalidations, std::uint64_t(5));
        QVERIFY(holds(2));
    }

    void aLowerCapacityActsAtTheNextOperations()
    {
        const StoreLimits large{10'000, 8'000};
        for (std::uint32_t n = 0; n < 10'000; ++n)
            QCOMPARE(put(n, demand(), large), PutOutcome::Stored);
        QCOMPARE(put(10'000, demand(), kTen), PutOutcome::NoRoom); // bounded work: 256 have left
        QCOMPARE(out.size(), std::size_t(256));
        m_store->sweep(now, kTen, 100'000, out);
        QCOMPARE(m_store->figures().bytes, std::uint64_t(10));
        QVERIFY(holds(9'999)); // the newest stayed
        QCOMPARE(put(10'001, demand(), kTen), PutOutcome::Stored);
    }

    void shardsShareTheCapacity()
    {
        MemoryStore four(4);
        const StoreLimits limits{4000, 3200};
        for (std::uint32_t n = 0; n < 10'000; ++n)
            four.put(keyOf(n), demand(), now, limits, out);
        QCOMPARE(four.figures().bytes, std::uint64_t(4000));
        QCOMPARE(four.put(keyOf(1), demand(kNever, 1001), now, limits, out), PutOutcome::TooBig);
        QCOMPARE(four.meanSize(), std::uint64_t(1));
        QCOMPARE(MemoryStore::shardsFor(1 << 20), std::size_t(1));
        QCOMPARE(MemoryStore::shardsFor(64 << 20), std::size_t(4));
        QCOMPARE(MemoryStore::shardsFor(std::uint64_t(64) << 30), std::size_t(16));
    }

    void chargesWhatItHolds()
    {
        CacheEntry entry;
        const std::uint64_t bare = chargeOf(entry);
        QVERIFY(bare > sizeof(CacheEntry));
        entry.size = 17;
        QCOMPARE(chargeOf(entry), std::uint64_t(17)); // virtual time
        entry.body = std::make_shared<const std::string>(1000, 'x');
        QVERIFY(chargeOf(entry) >= bare + 1000);
        const std::uint64_t withBody = chargeOf(entry);
        ResponseHead head;
        head.headers.add("Content-Type", "text/plain");
        entry.head = std::make_shared<const ResponseHead>(head);
        QVERIFY(chargeOf(entry) >= withBody + 22);
    }

    // Kept to be validated: no hit, not gone, and the first to give way.
    void whatIsStaleIsKeptWhileThereIsRoom()
    {
        const auto kept = [](std::uint32_t freshSeconds) {
            auto entry = demand(kStart + std::chrono::seconds(freshSeconds));
            entry->keepUntil = kStart + 100s;
            return entry;
        };
        QCOMPARE(put(1, kept(5)), PutOutcome::Stored);
        QVERIFY(hit(1)); // proven, which no longer counts once it is stale
        for (std::uint32_t n = 2; n <= 10; ++n) {
            QCOMPARE(put(n, demand()), PutOutcome::Stored);
            QVERIFY(hit(n));
        }
        now = kStart + 10s;
        QVERIFY(!hit(1));
        QVERIFY(holds(1));
        QVERIFY(out.empty());
        QCOMPARE(m_store->status(keyOf(1), now), KeyStatus::Stale);
        m_store->sweep(now, kTen, 100, out);
        QVERIFY(holds(1));
        // A prefetch may take its place, but nobody else's here.
        QCOMPARE(put(11, prefetched(1, 0.5f)), PutOutcome::Stored);
        QVERIFY(!holds(1));
        QCOMPARE(put(12, prefetched(2, 0.4f)), PutOutcome::NoRoom);
    }

    void demandTakesTheStaleFirst()
    {
        for (std::uint32_t n = 1; n <= 9; ++n)
            QCOMPARE(put(n, demand()), PutOutcome::Stored); // older, and never asked for again
        auto entry = demand(kStart + 5s);
        entry->keepUntil = kStart + 100s;
        QCOMPARE(put(10, entry), PutOutcome::Stored);
        QVERIFY(hit(10));
        now = kStart + 10s;
        QCOMPARE(put(11, demand()), PutOutcome::Stored);
        QVERIFY(!holds(10));
        QVERIFY(holds(1));
        QCOMPARE(out.back().reason, RemovalReason::Expired);
    }

    void whatIsKeptLeavesInTheEnd()
    {
        auto entry = demand(kStart + 5s);
        entry->keepUntil = kStart + 20s;
        QCOMPARE(put(1, entry), PutOutcome::Stored);
        // An unproven one is not kept: its prefetch ends with its freshness.
        auto unproven = prefetched(7, 0.5f, kStart + 5s);
        unproven->keepUntil = kStart + 20s;
        QCOMPARE(put(2, unproven), PutOutcome::Stored);
        now = kStart + 10s;
        m_store->sweep(now, kTen, 100, out);
        QVERIFY(holds(1));
        QVERIFY(!holds(2));
        now = kStart + 21s;
        m_store->sweep(now, kTen, 100, out);
        QVERIFY(!holds(1));
        QCOMPARE(m_store->figures().entries, std::uint64_t(0));
        QCOMPARE(m_store->figures().bytes, std::uint64_t(0));
    }
};

QTEST_APPLESS_MAIN(MemoryStoreTest)
#include "memorystore_test.moc"
