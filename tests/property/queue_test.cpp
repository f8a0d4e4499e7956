// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/keyindex.h"
#include "core/queue/prefetchqueue.h"
#include "tests/property/queuetwin.h"

#include <QtTest>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

Key keyOf(std::uint32_t n)
{
    return {ResourceId{n, 1}, Partition{n % 3}};
}

bool sameFields(const PrefetchRequest &a, const PrefetchRequest &b)
{
    return a.key == b.key && a.id == b.id && a.priority == b.priority &&
           a.createdAt == b.createdAt && a.maxAge == b.maxAge && a.context == b.context &&
           a.sourcePrediction == b.sourcePrediction;
}

bool sameLists(const std::vector<PrefetchRequest> &a, const std::vector<PrefetchRequest> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), sameFields);
}

// Few keys and few levels, so that everything collides with everything.
struct Step
{
    int kind;
    std::uint32_t key;
    int level;
    int seconds;
};

rc::Gen<std::vector<Step>> steps()
{
    return rc::gen::container<std::vector<Step>>(rc::gen::construct<Step>(
        rc::gen::inRange(0, 20), rc::gen::inRange<std::uint32_t>(0, 24),
        rc::gen::weightedOneOf<int>(
            {{4, rc::gen::element(0, 1, 63, 64, 65, 2048, 4095)}, {1, rc::gen::inRange(0, 4096)}}),
        rc::gen::inRange(0, 8)));
}

// The queue and its twin, told the same and asked the same.
class Both
{
public:
    explicit Both(std::size_t maxSize) : m_queue(m_interner, maxSize), m_twin(maxSize) {}

    void apply(const Step &step)
    {
        switch (step.kind) {
        case 0:
        case 1:
        case 2:
            take();
            break;
        case 3:
        case 4:
            finish(keyOf(step.key));
            break;
        case 5:
            remove(keyOf(step.key));
            break;
        case 6:
            m_now += std::chrono::seconds(step.seconds);
            break;
        case 7:
            resize(step.key);
            break;
        case 8:
            if (step.seconds == 0)
                clear();
            else
                setClosed(step.seconds == 1);
            break;
        default:
            put(step);
        }
        check();
    }

private:
    void put(const Step &step)
    {
        PrefetchRequest r;
        r.key = keyOf(step.key);
        r.context = ContextId{m_next, 1};
        r.createdAt = m_now;
        r.maxAge = std::chrono::seconds(step.seconds + 1);
        r.priority = (static_cast<float>(step.level) + 0.5F) / 4096;
        r.sourcePrediction = r.priority;
        r.id = PrefetchId{++m_next};
        const PutResult expected = m_twin.put(r, m_now);
        const PutResult got = m_queue.put(r, m_now);
        RC_ASSERT(got.status == expected.status);
        RC_ASSERT(got.out == expected.out);
        RC_ASSERT(got.outExpired == expected.outExpired);
    }
    void take()
    {
        const auto expected = m_twin.take();
        const auto got = m_queue.tryGet();
        RC_ASSERT(got.has_value() == expected.has_value());
        RC_ASSERT(!got || sameFields(*got, *expected));
    }
    void finish(const Key &key)
    {
        m_twin.finished(key);
        m_queue.finished(key);
    }
    void remove(const Key &key)
    {
        const auto expected = m_twin.remove(key);
        const auto got = m_queue.remove(key);
        RC_ASSERT(got.has_value() == expected.has_value());
        RC_ASSERT(!got || sameFields(*got, *expected));
    }
    void resize(std::size_t maxSize)
    {
        std::vector<PrefetchRequest> displaced;
        m_queue.setMaxSize(maxSize, &displaced);
        RC_ASSERT(sameLists(displaced, m_twin.setMaxSize(maxSize)));
    }
    void clear()
    {
        const std::vector<PrefetchRequest> expected = m_twin.ranked();
        m_twin.clear();
        std::vector<PrefetchRequest> removed;
        RC_ASSERT(m_queue.clear(&removed) == expected.size());
        RC_ASSERT(sameLists(removed, expected));
    }
    void setClosed(bool closed)
    {
        m_twin.setClosed(closed);
        closed ? m_queue.close() : m_queue.reopen();
    }
    void check() const
    {
        RC_ASSERT(sameLists(m_queue.ranked(1000), m_twin.ranked()));
        for (std::uint32_t n = 0; n < 24; ++n) {
            RC_ASSERT(m_queue.contains(keyOf(n)) == m_twin.contains(keyOf(n)));
            RC_ASSERT(m_queue.isInFlight(keyOf(n)) == m_twin.isInFlight(keyOf(n)));
        }
        const QueueFigures got = m_queue.stats();
        const QueueFigures &expected = m_twin.figures;
        RC_ASSERT(got.size == m_twin.size());
        RC_ASSERT(got.maxSize == m_twin.maxSize());
        RC_ASSERT(got.totalAdded == expected.totalAdded);
        RC_ASSERT(got.totalRemoved == expected.totalRemoved);
        RC_ASSERT(got.totalAdded - got.totalRemoved == got.size);
        RC_ASSERT(got.duplicatesRejected == expected.duplicatesRejected);
        RC_ASSERT(got.raised == expected.raised);
        RC_ASSERT(got.displaced == expected.displaced);
        RC_ASSERT(got.fullRejections == expected.fullRejections);
    }

    Interner m_interner{16};
    PrefetchQueue m_queue;
    Twin m_twin;
    TimePoint m_now{};
    std::uint32_t m_next = 0;
};

} // namespace

class QueueProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doesWhatItsNaiveTwinDoes()
    {
        QVERIFY(rc::check("queue and twin agree after every operation", [] {
            Both both(*rc::gen::inRange<std::size_t>(0, 20));
            for (const Step &step : *steps())
                both.apply(step);
        }));
    }

    // Hashes are drawn from few values, from the ends of the range too, so that runs of equal and
    // neighbouring entries form, reach over the last home, and are torn apart again.
    void indexFindsWhatIsInItAndNothingElse()
    {
        QVERIFY(rc::check("index and map agree", [] {
            KeyIndex index;
            std::map<std::uint32_t, std::uint64_t> there; // slot → hash
            const auto hashes = *rc::gen::container<std::vector<std::uint32_t>>(
                rc::gen::weightedOneOf<std::uint32_t>(
                    {{2, rc::gen::inRange<std::uint32_t>(0, 4)},
                     {3, rc::gen::map(rc::gen::inRange<std::uint32_t>(0, 4),
                                      [](std::uint32_t n) { return 0xffff'ffff - n; })},
                     {3, rc::gen::arbitrary<std::uint32_t>()}}));
            const auto repeat = *rc::gen::inRange<std::uint32_t>(1, 12);
            std::uint32_t slot = 0;
            for (const std::uint32_t high : hashes) {
                for (std::uint32_t i = 0; i < repeat; ++i) {
                    const std::uint64_t hash = (std::uint64_t{high} << 32) | i;
                    there[slot] = hash;
                    const auto none = [](std::uint32_t) { return false; };
                    index.insert(index.find(hash, none), hash, slot++);
                }
                if (high % 3 == 0) {
                    const auto victim = there.begin();
                    index.erase(index.find(victim->second,
                                           [&](std::uint32_t s) { return s == victim->first; }));
                    there.erase(victim);
                }
            }
            RC_ASSERT(index.size() == there.size());
            for (std::uint32_t s = 0; s < slot; ++s) {
                const bool isThere = there.contains(s);
                const std::uint64_t hash = isThere ? there[s] : hashes[s / repeat];
                const auto found = index.find(hash, [&](std::uint32_t c) { return c == s; });
                RC_ASSERT(found.slot == (isThere ? s : kNoSlot));
            }
        }));
    }
};

QTEST_APPLESS_MAIN(QueueProperties)
#include "queue_test.moc"
