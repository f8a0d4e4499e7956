// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who leaves, in which order: the store against naive twins of the policies, entry by entry.
// Nothing expires here (cachetwin_test.cpp has that).
#include "core/cache/memorystore.h"
#include "tests/property/cache/naiveevictions.h"

#include <QtTest>

#include <rapidcheck.h>

using namespace forefetch;

namespace {

struct Step
{
    unsigned kind = 0;
    unsigned key = 0;
    unsigned size = 0;
    unsigned probability = 0; // of 64; 0: a demand entry
};

rc::Gen<Step> steps()
{
    using rc::gen::inRange;
    return rc::gen::build<Step>(
        rc::gen::set(&Step::kind, inRange(0u, 40u)), rc::gen::set(&Step::key, inRange(0u, 60u)),
        rc::gen::set(&Step::size, inRange(1u, 7u)),
        rc::gen::set(&Step::probability,
                     rc::gen::oneOf(rc::gen::just(0u), rc::gen::just(0u), inRange(0u, 64u))));
}

Key keyOf(unsigned n)
{
    return {ResourceId{n, 1}, Partition{0}};
}

// The store as the rules have it, on the naive policies.
class Twin
{
public:
    explicit Twin(EvictionKind kind) { choose(kind); }

    void choose(EvictionKind kind)
    {
        auto before = std::move(m_policy);
        if (kind == EvictionKind::Lru)
            m_policy = std::make_unique<naive::Lru>(m_items);
        else if (kind == EvictionKind::S3Fifo)
            m_policy = std::make_unique<naive::S3Fifo>(m_items);
        else
            m_policy = std::make_unique<naive::WTinyLfu>(m_items);
        m_kind = kind;
        m_policy->capacity = m_limits.capacity;
        for (const unsigned key : before ? before->order() : std::list<unsigned>())
            m_policy->adopted(key);
    }

    // The keys that leave, in order; whether it is stored.
    bool put(const Step &s, const StoreLimits &limits, std::vector<unsigned> &left)
    {
        follow(limits);
        const bool prefetch = s.probability != 0;
        if (prefetch && (s.size > limits.capacity || !fits(s)))
            return false;
        if (m_items.contains(s.key))
            leave(s.key, false, left);
        if (s.size > limits.capacity)
            return false;
        if (prefetch)
            makeRoomForPrefetch(s, left);
        else
            makeRoom(s.size, left);
        m_items[s.key] = {s.key,
                          hashOf(keyOf(s.key)),
                          s.size,
                          prefetch ? Standing::Unproven : Standing::Demanded,
                          s.probability,
                          ++m_age,
                          0};
        m_policy->added(s.key);
        return true;
    }
    void sweep(const StoreLimits &limits, std::vector<unsigned> &left)
    {
        follow(limits);
        makeRoom(0, left);
    }
    bool hit(unsigned key)
    {
        if (!m_items.contains(key))
            return false;
        m_items.at(key).standing = Standing::Proven;
        m_policy->hit(key);
        return true;
    }
    void erase(unsigned key, std::vector<unsigned> &left)
    {
        if (m_items.contains(key))
            leave(key, false, left);
    }
    std::uint64_t bytes() const
    {
        return sum([](const naive::Item &) { return true; });
    }

private:
    template <typename Wanted>
    std::uint64_t sum(Wanted wanted) const
    {
        std::uint64_t bytes = 0;
        for (const auto &[key, item] : m_items)
            bytes += wanted(item) ? item.size : 0;
        return bytes;
    }
    std::uint64_t unproven() const
    {
        return sum([](const naive::Item &i) { return i.standing == Standing::Unproven; });
    }

    void follow(const StoreLimits &limits)
    {
        m_limits = limits;
        if (limits.eviction != m_kind)
            choose(limits.eviction);
        m_policy->capacity = limits.capacity;
    }

    bool fits(const Step &s) const
    {
        const auto stays = [&](const naive::Item &i) {
            const bool less = i.standing == Standing::Unproven && i.likelihood < s.probability;
            return i.key != s.key && i.standing != Standing::Demanded && !less;
        };
        const auto staysUnproven = [&](const naive::Item &i) {
            return stays(i) && i.standing == Standing::Unproven;
        };
        return sum(stays) + s.size <= m_limits.capacity &&
               sum(staysUnproven) + s.size <= m_limits.unproven;
    }

    // Of one standing: by likelihood, then the oldest.
    unsigned firstOf(Standing standing) const
    {
        const naive::Item *first = nullptr;
        for (const auto &[key, item] : m_items) {
            if (item.standing != standing)
                continue;
            if (!first ||
                std::pair(item.likelihood, item.age) < std::pair(first->likelihood, first->age))
                first = &item;
        }
        RC_ASSERT(first != nullptr);
        return first->key;
    }

    void makeRoomForPrefetch(const Step &s, std::vector<unsigned> &left)
    {
        while (unproven() + s.size > m_limits.unproven)
            leave(firstOf(Standing::Unproven), true, left);
        while (bytes() + s.size > m_limits.capacity) {
            const bool less =
                sum([&](const naive::Item &i) {
                    return i.standing == Standing::Unproven && i.likelihood < s.probability;
                }) > 0;
            leave(firstOf(less ? Standing::Unproven : Standing::Demanded), true, left);
        }
    }

    void makeRoom(std::uint64_t incoming, std::vector<unsigned> &left)
    {
        for (const std::uint64_t needed : {std::uint64_t(0), incoming}) {
            while (bytes() + needed > m_limits.capacity) {
                const unsigned chosen = m_policy->victim(needed);
                const bool crowded = unproven() > m_limits.capacity / 8;
                const bool proven = m_items.at(chosen).standing == Standing::Proven;
                leave(crowded && proven ? firstOf(Standing::Unproven) : chosen, true, left);
            }
        }
    }

    void leave(unsigned key, bool evicted, std::vector<unsigned> &left)
    {
        m_policy->removed(key, evicted);
        m_items.erase(key);
        left.push_back(key);
    }

    naive::Items m_items;
    StoreLimits m_limits;
    EvictionKind m_kind{};
    std::unique_ptr<naive::Policy> m_policy;
    std::uint64_t m_age = 0;
};

class Run
{
public:
    explicit Run(EvictionKind kind) : m_twin(kind) { m_limits.eviction = kind; }

    void take(const Step &s, bool mayChoose)
    {
        std::vector<unsigned> expected;
        if (s.kind == 0 && mayChoose) {
            m_limits.eviction = static_cast<EvictionKind>(s.key % 3);
        } else if (s.kind == 1) {
            m_limits.capacity = 30 + s.key * 3;
            m_limits.unproven = m_limits.capacity * s.probability / 64;
        } else if (s.kind == 2) {
            m_twin.sweep(m_limits, expected);
            m_store.sweep({}, m_limits, 100'000, m_out);
        } else if (s.kind == 3) {
            m_twin.erase(s.key, expected);
            m_store.erase(keyOf(s.key), RemovalReason::Invalidated, m_out);
        } else if (s.kind < 20) {
            const unsigned key = s.key % 20; // some are popular
            RC_ASSERT(m_store.hit(keyOf(key), false, {}, m_out).has_value() == m_twin.hit(key));
        } else {
            put(s, expected);
        }
        compare(expected);
    }

private:
    void put(const Step &s, std::vector<unsigned> &expected)
    {
        const auto entry = std::make_shared<CacheEntry>();
        entry->size = s.size;
        entry->freshUntil = kNever;
        if (s.probability != 0) {
            entry->prefetch = PrefetchId(1);
            entry->probability = static_cast<float>(s.probability) / 64;
        }
        const bool stored = m_twin.put(s, m_limits, expected);
        const auto outcome = m_store.put(keyOf(s.key), entry, {}, m_limits, m_out);
        RC_ASSERT((outcome == PutOutcome::Stored) == stored);
    }

    void compare(const std::vector<unsigned> &expected)
    {
        std::vector<unsigned> left;
        for (const StoreRemoval &r : m_out)
            left.push_back(r.key.resource.index);
        m_out.clear();
        RC_ASSERT(left == expected);
        RC_ASSERT(m_store.figures().bytes == m_twin.bytes());
    }

    MemoryStore m_store{1};
    Twin m_twin;
    StoreRemovals m_out;
    StoreLimits m_limits{100, 60, {}};
};

void behaves(EvictionKind kind, bool mayChoose, const char *what)
{
    QVERIFY(rc::check(what, [&] {
        const auto sequence = *rc::gen::scale(12, rc::gen::container<std::vector<Step>>(steps()));
        Run run(kind);
        for (const Step &s : sequence)
            run.take(s, mayChoose);
    }));
}

} // namespace

class EvictionTwinTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lru() { behaves(EvictionKind::Lru, false, "LRU against a naive twin"); }
    void s3fifo() { behaves(EvictionKind::S3Fifo, false, "S3-FIFO against a naive twin"); }
    void wtinylfu() { behaves(EvictionKind::WTinyLfu, false, "W-TinyLFU against a naive twin"); }
    void changedWhileRunning() { behaves(EvictionKind::Lru, true, "the policy changes at times"); }
};

QTEST_APPLESS_MAIN(EvictionTwinTest)
#include "evictiontwin_test.moc"
