// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/memorystore.h"

#include <QtTest>

#include <rapidcheck.h>

#include <algorithm>
#include <map>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

constexpr Duration kWheelTick = Duration(1 << 26); // how late the sweep may notice an expiry

// One operation, as numbers that shrink well.
struct Step
{
    unsigned kind = 0;
    unsigned key = 0;
    unsigned size = 0;
    unsigned ttl = 0;         // ms
    unsigned probability = 0; // of 64; 0: a demand entry
};

rc::Gen<Step> steps()
{
    using rc::gen::inRange;
    return rc::gen::build<Step>(
        rc::gen::set(&Step::kind, inRange(0u, 21u)), rc::gen::set(&Step::key, inRange(0u, 24u)),
        rc::gen::set(&Step::size, inRange(1u, 13u)), rc::gen::set(&Step::ttl, inRange(0u, 3000u)),
        rc::gen::set(&Step::probability, inRange(0u, 64u)));
}

Key keyOf(unsigned n)
{
    return {ResourceId{n / 3, 1}, Partition{n % 3}};
}

// The store's rules once more, by looking at every entry each time.
class Twin
{
public:
    struct Held
    {
        CacheEntryPtr entry;
        std::uint64_t touched = 0;
        bool hit = false;
        bool unproven() const { return entry->prefetch != PrefetchId::None && !hit; }
        bool demanded() const { return entry->prefetch == PrefetchId::None && !hit; }
        unsigned likelihood() const { return static_cast<unsigned>(entry->probability * 64); }
    };

    template <typename Wanted>
    std::uint64_t sum(Wanted wanted) const
    {
        std::uint64_t bytes = 0;
        for (const auto &[key, held] : m_held)
            bytes += wanted(held) ? held.entry->size : 0;
        return bytes;
    }
    std::uint64_t bytes() const
    {
        return sum([](const Held &) { return true; });
    }
    std::uint64_t unprovenBytes() const
    {
        return sum([](const Held &h) { return h.unproven(); });
    }
    const Held *find(const Key &key) const
    {
        const auto at = m_held.find(key);
        return at == m_held.end() ? nullptr : &at->second;
    }
    void add(const Key &key, CacheEntryPtr entry)
    {
        RC_ASSERT(m_held.emplace(key, Held{std::move(entry), ++m_touches}).second);
    }
    void hit(const Key &key)
    {
        Held &held = m_held.at(key);
        held.hit = true;
        held.touched = ++m_touches;
    }

    // An entry has left: it was there, it is told as it was, and each reason has its right.
    void left(const StoreRemoval &r, TimePoint now)
    {
        const Held *held = find(r.key);
        RC_ASSERT(held != nullptr);
        RC_ASSERT(held->entry == r.entry);
        RC_ASSERT(held->hit == r.proven);
        RC_ASSERT((held->entry->freshUntil <= now) == (r.reason == RemovalReason::Expired) ||
                  r.reason == RemovalReason::Replaced || r.reason == RemovalReason::Invalidated);
        m_held.erase(r.key);
    }

    // Evicted for a prefetch of that likelihood.
    void mayMakeRoomForPrefetch(const StoreRemoval &r, unsigned likelihood) const
    {
        const Held &victim = m_held.at(r.key);
        RC_ASSERT(!victim.hit);
        const bool less =
            exists([&](const Held &h) { return h.unproven() && h.likelihood() < likelihood; });
        RC_ASSERT(victim.unproven() == less);
        RC_ASSERT(!victim.unproven() || victim.likelihood() < likelihood);
        RC_ASSERT(isFirstOfItsKind(victim));
    }

    // Evicted for a demand entry, or because the capacity is lower now: whom the policy chooses
    // (evictiontwin_test.cpp), but nobody proven while many are unproven.
    void mayMakeRoomForDemand(const StoreRemoval &r, std::uint64_t capacity) const
    {
        RC_ASSERT(!m_held.at(r.key).hit || unprovenBytes() <= capacity / 8);
    }

    // Would the rules have made room for it?
    bool fits(const Key &key, std::uint64_t size, unsigned likelihood,
              const StoreLimits &limits) const
    {
        std::uint64_t staying = size;
        std::uint64_t unproven = size;
        for (const auto &[k, h] : m_held) {
            if (k == key || h.demanded() || (h.unproven() && h.likelihood() < likelihood))
                continue;
            staying += h.entry->size;
            unproven += h.unproven() ? h.entry->size : 0;
        }
        return staying <= limits.capacity && unproven <= limits.unproven;
    }

    bool anyExpiredBefore(TimePoint t) const
    {
        return exists([&](const Held &h) { return h.entry->freshUntil < t; });
    }
    std::vector<Key> variantsOf(ResourceId resource) const
    {
        std::vector<Key> keys;
        for (const auto &[key, held] : m_held) {
            if (key.resource == resource)
                keys.push_back(key);
        }
        return keys;
    }
    std::size_t size() const { return m_held.size(); }

private:
    template <typename Wanted>
    bool exists(Wanted wanted) const
    {
        return std::any_of(m_held.begin(), m_held.end(),
                           [&](const auto &pair) { return wanted(pair.second); });
    }
    bool isFirstOfItsKind(const Held &one) const
    {
        return !exists([&](const Held &h) {
            if (h.hit != one.hit || h.unproven() != one.unproven())
                return false;
            if (h.unproven() && h.likelihood() != one.likelihood())
                return h.likelihood() < one.likelihood();
            return h.touched < one.touched;
        });
    }

    std::map<Key, Held> m_held;
    std::uint64_t m_touches = 0;
};

class Run
{
public:
    void take(const Step &s)
    {
        const std::uint64_t before = m_twin.bytes();
        const std::uint64_t unprovenBefore = m_twin.unprovenBytes();
        switch (s.kind) {
        case 0:
            m_now += 1ms * s.ttl;
            break;
        case 1:
            m_now += 1h * s.key;
            break;
        case 2:
            erase(s);
            break;
        case 3:
            eraseResource(s);
            break;
        case 4:
            resize(s);
            break;
        case 5:
            sweep();
            break;
        case 6:
            m_limits.eviction = static_cast<EvictionKind>(s.key % 3);
            break;
        case 7:
        case 8:
        case 9:
        case 10:
        case 11:
            hit(s);
            break;
        default:
            put(s);
            break;
        }
        const StoreFigures f = m_store.figures();
        RC_ASSERT(f.entries == m_twin.size());
        RC_ASSERT(f.bytes == m_twin.bytes());
        RC_ASSERT(f.unprovenBytes == m_twin.unprovenBytes());
        // The bounds hold; after they were lowered, nothing grows until they hold again.
        RC_ASSERT(f.bytes <= std::max(m_limits.capacity, before));
        RC_ASSERT(f.unprovenBytes <= std::max(m_limits.unproven, unprovenBefore));
    }

    void finish()
    {
        m_store.clear(m_out);
        settle();
        RC_ASSERT(m_twin.size() == 0u);
        const StoreFigures f = m_store.figures();
        RC_ASSERT(f.bytes == 0u);
        RC_ASSERT(f.unprovenBytes == 0u);
    }

private:
    void settle()
    {
        for (const StoreRemoval &r : m_out)
            m_twin.left(r, m_now);
        m_out.clear();
    }

    void hit(const Step &s)
    {
        const Key key = keyOf(s.key);
        const bool heldBack = s.probability % 4 == 0;
        const auto got = m_store.hit(key, heldBack, m_now, m_out);
        settle();
        const Twin::Held *held = m_twin.find(key);
        const bool fresh = held && held->entry->freshUntil > m_now;
        RC_ASSERT(!held || fresh); // an expired one left on access
        RC_ASSERT(got.has_value() == (fresh && !(heldBack && held->unproven())));
        if (!got)
            return;
        RC_ASSERT(got->entry == held->entry);
        RC_ASSERT(got->firstUseOf == (held->unproven() ? held->entry->prefetch : PrefetchId::None));
        m_twin.hit(key);
    }

    void put(const Step &s)
    {
        const Key key = keyOf(s.key);
        const auto entry = std::make_shared<CacheEntry>();
        entry->size = s.size;
        entry->freshUntil = s.ttl < 100 ? kNever : m_now + 1ms * s.ttl;
        if (s.probability != 0) {
            entry->prefetch = PrefetchId(++m_ids);
            entry->probability = static_cast<float>(s.probability) / 64;
        }
        const PutOutcome outcome = m_store.put(key, entry, m_now, m_limits, m_out);
        for (const StoreRemoval &r : m_out) {
            if (r.reason == RemovalReason::Evicted && s.probability != 0)
                m_twin.mayMakeRoomForPrefetch(r, s.probability);
            else if (r.reason == RemovalReason::Evicted)
                m_twin.mayMakeRoomForDemand(r, m_limits.capacity);
            m_twin.left(r, m_now);
        }
        const bool evicted = std::any_of(m_out.begin(), m_out.end(), [](const auto &r) {
            return r.reason != RemovalReason::Expired;
        });
        m_out.clear();
        if (outcome == PutOutcome::Stored) {
            m_twin.add(key, entry);
            return;
        }
        RC_ASSERT((outcome == PutOutcome::TooBig) == (s.size > m_limits.capacity));
        if (s.probability != 0) {
            RC_ASSERT(!evicted); // a refusal costs nobody a place
            RC_ASSERT(outcome == PutOutcome::TooBig ||
                      !m_twin.fits(key, s.size, s.probability, m_limits));
        } else {
            RC_ASSERT(outcome == PutOutcome::TooBig); // 24 keys: no debt is above 256 entries
        }
    }

    void erase(const Step &s)
    {
        const bool there = m_twin.find(keyOf(s.key)) != nullptr;
        RC_ASSERT(m_store.erase(keyOf(s.key), RemovalReason::Invalidated, m_out) == there);
        RC_ASSERT(m_out.size() == (there ? 1u : 0u));
        settle();
    }

    void eraseResource(const Step &s)
    {
        const ResourceId resource = keyOf(s.key).resource;
        const std::size_t variants = m_twin.variantsOf(resource).size();
        RC_ASSERT(m_store.eraseResource(resource, m_out) == variants);
        settle();
        RC_ASSERT(m_twin.variantsOf(resource).empty());
    }

    void resize(const Step &s)
    {
        m_limits.capacity = 4 + s.size * 8;
        m_limits.unproven = m_limits.capacity * s.probability / 64;
    }

    void sweep()
    {
        m_store.sweep(m_now, m_limits, 100'000, m_out);
        for (const StoreRemoval &r : m_out) {
            if (r.reason == RemovalReason::Evicted)
                m_twin.mayMakeRoomForDemand(r, m_limits.capacity);
            m_twin.left(r, m_now);
        }
        m_out.clear();
        RC_ASSERT(!m_twin.anyExpiredBefore(m_now - kWheelTick));
        RC_ASSERT(m_twin.bytes() <= m_limits.capacity);
    }

    MemoryStore m_store{1};
    Twin m_twin;
    StoreRemovals m_out;
    StoreLimits m_limits{100, 60};
    TimePoint m_now{};
    std::uint64_t m_ids = 0;
};

} // namespace

class CacheTwinTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void behavesAsItsTwin()
    {
        QVERIFY(rc::check("memory store against a naive twin", [] {
            const auto sequence =
                *rc::gen::scale(8, rc::gen::container<std::vector<Step>>(steps()));
            Run run;
            for (const Step &s : sequence)
                run.take(s);
            run.finish();
        }));
    }
};

QTEST_APPLESS_MAIN(CacheTwinTest)
#include "cachetwin_test.moc"
