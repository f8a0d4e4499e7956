// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/changering.h"
#include "core/metrics/ledger.h"

#include <QtTest>

#include <atomic>
#include <map>
#include <thread>

using namespace forefetch;
using enum PrefetchState;
using namespace std::chrono_literals;

namespace {

using Ids = std::vector<PrefetchId>;

Ids idsOf(const std::vector<PrefetchRecord> &records)
{
    Ids ids;
    for (const PrefetchRecord &r : records)
        ids.push_back(r.id);
    return ids;
}

PrefetchId schedule(Ledger &ledger, std::uint32_t resource)
{
    return ledger.schedule({{resource, 1}, {}}, {}, TimePoint(1s));
}

} // namespace

class LedgerChangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsEachChangeOnce();
    void tellsOnlyWhatChanged();
    void remembersTheStatus();
    void saysWhenItIsNotComplete();
    void leavesOutWhatIsForgotten();
    void severalWritersAndAReader();
};

void LedgerChangesTest::tellsEachChangeOnce()
{
    Ledger ledger(100);
    std::vector<PrefetchRecord> news;
    PrefetchChanges changes = ledger.changedSince(0, 100, news);
    QVERIFY(news.empty() && changes.complete && changes.newest == 0);
    const PrefetchId a = schedule(ledger, 1), b = schedule(ledger, 2);
    QVERIFY(ledger.start(a, TimePoint(2s)));
    QVERIFY(ledger.ready(a, 70, TimePoint(3s)));
    changes = ledger.changedSince(0, 100, news);
    QVERIFY(changes.complete);
    QCOMPARE(idsOf(news), (Ids{b, a})); // in the order of the last changes, each as it is now
    QVERIFY(news[1].state == Ready && news[1].bytes == 70);
    QVERIFY(ledger.end(b, Superseded, TimePoint(4s)));
    changes = ledger.changedSince(changes.newest, 100, news);
    QCOMPARE(idsOf(news), Ids{b});
    QVERIFY(news[0].state == Superseded);
    const std::uint64_t seen = changes.newest;
    changes = ledger.changedSince(seen, 100, news);
    QVERIFY(news.empty() && changes.complete && changes.newest == seen);
}

void LedgerChangesTest::tellsOnlyWhatChanged()
{
    Ledger ledger(100);
    std::vector<PrefetchRecord> news;
    const PrefetchId a = schedule(ledger, 1);
    const std::uint64_t seen = ledger.changedSince(0, 9, news).newest;
    QVERIFY(!ledger.ready(a, 1, TimePoint(2s))); // refused: it is queued
    QVERIFY(!ledger.end(PrefetchId{77}, Used, TimePoint(2s)));
    QVERIFY(!ledger.answered(PrefetchId{77}, 200));
    QCOMPARE(ledger.changedSince(seen, 9, news).newest, seen);
    QVERIFY(news.empty());
}

void LedgerChangesTest::remembersTheStatus()
{
    Ledger ledger(100);
    const PrefetchId a = schedule(ledger, 1);
    QVERIFY(ledger.start(a, TimePoint(2s)));
    QVERIFY(ledger.answered(a, 503));
    QVERIFY(ledger.end(a, Declined, TimePoint(3s)));
    QCOMPARE(int{ledger.find(a)->status}, 503);
    const PrefetchId late = schedule(ledger, 2);
    QVERIFY(ledger.start(late, TimePoint(2s)));
    QVERIFY(ledger.end(late, Late, TimePoint(3s))); // a client's first byte, before the last
    std::vector<PrefetchRecord> news;
    const std::uint64_t seen = ledger.changedSince(0, 9, news).newest;
    QVERIFY(ledger.answered(late, 200));
    ledger.changedSince(seen, 9, news);
    QCOMPARE(idsOf(news), Ids{late});
    QVERIFY(news[0].state == Late && news[0].status == 200);
}

void LedgerChangesTest::saysWhenItIsNotComplete()
{
    Ledger ledger(100'000);
    std::vector<PrefetchRecord> news;
    Ids all;
    for (std::uint32_t n = 0; n < 500; ++n)
        all.push_back(schedule(ledger, n));
    PrefetchChanges changes = ledger.changedSince(0, 500, news);
    QVERIFY(changes.complete);
    QCOMPARE(idsOf(news), all);
    changes = ledger.changedSince(0, 499, news); // one more than is asked for
    QVERIFY(!changes.complete);
    QCOMPARE(idsOf(news), Ids(all.begin() + 1, all.end()));
    changes = ledger.changedSince(450, 0, news);
    QVERIFY(!changes.complete && news.empty());

    const std::uint64_t seen = changes.newest;
    for (std::uint32_t n = 0; n < ChangeRing::kKept; ++n)
        schedule(ledger, n);
    changes = ledger.changedSince(seen, 1'000'000, news);
    QVERIFY(changes.complete);
    QCOMPARE(news.size(), ChangeRing::kKept);
    schedule(ledger, 1);
    changes = ledger.changedSince(seen, 1'000'000, news); // the first is out of the ring
    QVERIFY(!changes.complete);
    QCOMPARE(news.size(), ChangeRing::kKept);
    QCOMPARE(news.size(), ledger.recent(ChangeRing::kKept).size());
}

void LedgerChangesTest::leavesOutWhatIsForgotten()
{
    Ledger ledger(2); // keeps two that ended
    Ids all;
    for (std::uint32_t n = 0; n < 5; ++n) {
        all.push_back(schedule(ledger, n));
        QVERIFY(ledger.end(all.back(), Cancelled, TimePoint(2s)));
    }
    std::vector<PrefetchRecord> news;
    const PrefetchChanges changes = ledger.changedSince(0, 100, news);
    QVERIFY(changes.complete);
    QCOMPARE(idsOf(news), Ids(all.begin() + 3, all.end()));
}

void LedgerChangesTest::severalWritersAndAReader()
{
    constexpr int writers = 4, each = 3'000;
    Ledger ledger(100'000);
    std::atomic<int> going{writers};
    std::vector<std::thread> threads;
    for (int w = 0; w < writers; ++w) {
        threads.emplace_back([&, w] {
            for (int n = 0; n < each; ++n) {
                const PrefetchId id = schedule(ledger, static_cast<std::uint32_t>(w * each + n));
                ledger.start(id, TimePoint(2s));
                ledger.ready(id, 5, TimePoint(3s));
                ledger.end(id, n % 2 == 0 ? Used : WastedExpired, TimePoint(4s));
            }
            --going;
        });
    }
    // What a table does: news in place, all anew when it was too slow.
    std::map<PrefetchId, PrefetchRecord> table;
    std::uint64_t seen = 0;
    std::vector<PrefetchRecord> news;
    for (bool more = true; more;) {
        more = going > 0;
        const PrefetchChanges changes = ledger.changedSince(seen, 4000, news);
        seen = changes.newest;
        if (!changes.complete)
            news = ledger.recent(100'000);
        for (const PrefetchRecord &r : news)
            table[r.id] = r;
    }
    for (std::thread &t : threads)
        t.join();
    QCOMPARE(table.size(), std::size_t(writers * each));
    QVERIFY(std::ranges::all_of(table, [](const auto &entry) {
        return isTerminal(entry.second.state) && entry.second.bytes == 5;
    }));
}

QTEST_APPLESS_MAIN(LedgerChangesTest)
#include "ledgerchanges_test.moc"
