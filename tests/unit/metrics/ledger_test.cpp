// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/ledger.h"

#include <QtTest>

#include <atomic>
#include <set>
#include <thread>

using namespace forefetch;
using namespace std::chrono_literals;
using enum PrefetchState;

namespace {

Key key(std::uint32_t index)
{
    return {{index, 1}, Partition::everyone()};
}

PrefetchCause under(Revision revision)
{
    PrefetchCause cause;
    cause.revision = revision;
    return cause;
}

TimePoint at(Duration d)
{
    return TimePoint(d);
}

// Takes a fresh prefetch to `state` by a legal way.
PrefetchId bring(Ledger &ledger, PrefetchState state)
{
    const PrefetchId id = ledger.schedule(key(1), {}, at(1s));
    if (state == Queued)
        return id;
    ledger.start(id, at(2s));
    if (state == Ready)
        ledger.ready(id, 100, at(3s));
    return id;
}

} // namespace

class LedgerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreThoseOfTheSnapshot();
    void onlyTheDocumentedTransitionsAreAllowed();
    void firstTerminalTransitionWins();
    void refusalsChangeNothing();
    void keepsCauseAndTimes();
    void ratiosFollowTheirDefinitions();
    void outcomeBelongsToTheRevisionOfScheduling();
    void keepsTheHighest256Revisions();
    void leadTimeIsFromReadyToUsed();
    void idsAreNeverReused();
    void ringForgetsTheOldestEnded();
    void recentMergesEndedAndOpen();
    void memoryFollowsTheOpenOnesOnly();
    void manyThreadsEndTheSameIdsOnce();
    void everyReadingBalancesWhileThreadsWrite();
};

void LedgerTest::namesAreThoseOfTheSnapshot()
{
    const char *names[] = {"queued",     "in_flight",        "ready",          "used",
                           "late",       "wasted_expired",   "wasted_evicted", "wasted_invalidated",
                           "superseded", "expired_in_queue", "discarded",      "declined",
                           "failed",     "cancelled"};
    QCOMPARE(std::size(names), kPrefetchStateCount);
    for (std::size_t i = 0; i < kPrefetchStateCount; ++i)
        QVERIFY(nameOf(static_cast<PrefetchState>(i)) == names[i]);
}

void LedgerTest::onlyTheDocumentedTransitionsAreAllowed()
{
    const std::map<PrefetchState, std::set<PrefetchState>> legal = {
        {Queued, {InFlight, Superseded, ExpiredInQueue, Cancelled}},
        {InFlight, {Ready, Late, Discarded, Declined, Failed, Cancelled}},
        {Ready, {Used, WastedExpired, WastedEvicted, WastedInvalidated}},
    };
    for (std::size_t f = 0; f < kPrefetchStateCount; ++f) {
        const auto from = static_cast<PrefetchState>(f);
        QCOMPARE(isTerminal(from), !legal.contains(from));
        for (std::size_t t = 0; t < kPrefetchStateCount; ++t) {
            const auto to = static_cast<PrefetchState>(t);
            const bool expected = legal.contains(from) && legal.at(from).contains(to);
            QCOMPARE(canFollow(from, to), expected);
            if (isTerminal(from))
                continue;
            Ledger ledger;
            const PrefetchId id = bring(ledger, from);
            QCOMPARE(ledger.end(id, to, at(9s)), expected && isTerminal(to));
            QVERIFY(ledger.figures().balances());
        }
    }
}

void LedgerTest::firstTerminalTransitionWins()
{
    Ledger ledger;
    const PrefetchId id = bring(ledger, InFlight);
    QVERIFY(ledger.end(id, Late, at(3s)));
    QVERIFY(!ledger.end(id, Failed, at(4s)));
    QVERIFY(!ledger.end(id, Late, at(4s)));
    QVERIFY(!ledger.ready(id, 5, at(4s)));
    QVERIFY(ledger.find(id)->state == Late);
    QCOMPARE(ledger.find(id)->endedAt, at(3s));
    QCOMPARE(ledger.figures()[Late], 1U);
    QCOMPARE(ledger.figures()[Failed], 0U);
}

void LedgerTest::refusalsChangeNothing()
{
    Ledger ledger;
    const PrefetchId id = bring(ledger, Queued);
    const LedgerFigures before = ledger.figures();
    QVERIFY(!ledger.attempt(id));
    QVERIFY(!ledger.ready(id, 77, at(2s)));
    QVERIFY(!ledger.end(id, InFlight, at(2s)));
    for (const PrefetchId stranger : {PrefetchId::None, PrefetchId{1}, PrefetchId{~0ULL}}) {
        QVERIFY(!ledger.start(stranger, at(2s)));
        QVERIFY(!ledger.attempt(stranger));
        QVERIFY(!ledger.end(stranger, Cancelled, at(2s)));
        QVERIFY(!ledger.find(stranger));
    }
    QVERIFY(ledger.figures().in == before.in);
    QCOMPARE(ledger.figures().attempts, before.attempts);
    QCOMPARE(ledger.figures().bytes, before.bytes);
    QVERIFY(ledger.start(id, at(2s)));
    QVERIFY(!ledger.start(id, at(3s)));
    QCOMPARE(ledger.find(id)->startedAt, at(2s));
}

void LedgerTest::keepsCauseAndTimes()
{
    Ledger ledger;
    PrefetchCause cause;
    cause.session = {4, 2};
    cause.edge = {{9, 3}, 12, 40, 2};
    cause.pNext = 0.3F;
    cause.pUsed = 0.6F;
    cause.threshold = 0.25F;
    cause.revision = 8;
    const Key wanted{{17, 5}, Partition{99}};
    const PrefetchId id = ledger.schedule(wanted, cause, at(1s));
    ledger.start(id, at(2s));
    ledger.attempt(id);
    ledger.attempt(id);
    ledger.ready(id, 4096, at(3s));
    ledger.end(id, Used, at(5s));
    const auto r = ledger.find(id);
    QVERIFY(r && r->id == id && r->key == wanted && r->state == Used);
    QVERIFY(r->cause.session == cause.session && r->cause.edge.context == cause.edge.context);
    QCOMPARE(r->cause.edge.count, 12U);
    QCOMPARE(r->cause.threshold, 0.25F);
    QCOMPARE(r->scheduledAt, at(1s));
    QCOMPARE(r->startedAt, at(2s));
    QCOMPARE(r->readyAt, at(3s));
    QCOMPARE(r->endedAt, at(5s));
    QCOMPARE(r->attempts, 2U);
    QCOMPARE(r->bytes, 4096U);
    ledger.addBytes(1000);
    QCOMPARE(ledger.figures().bytes, 5096U);
    QCOMPARE(ledger.figures().attempts, 2U);
}

void LedgerTest::ratiosFollowTheirDefinitions()
{
    LedgerFigures f;
    QCOMPARE(f.precision(), 0.0);
    QCOMPARE(f.wasteRatio(), 0.0);
    QCOMPARE(f.timeliness(), 0.0);
    QCOMPARE(f.leadTime(), 0.0);
    f.in[static_cast<std::size_t>(Used)] = 6;
    f.in[static_cast<std::size_t>(Late)] = 2;
    f.in[static_cast<std::size_t>(WastedExpired)] = 5;
    f.in[static_cast<std::size_t>(WastedEvicted)] = 4;
    f.in[static_cast<std::size_t>(WastedInvalidated)] = 3;
    f.in[static_cast<std::size_t>(Ready)] = 100; // not used yet is not waste
    f.leadTimeSum = 3;
    QCOMPARE(f.wasted(), 12U);
    QCOMPARE(f.precision(), 0.4);
    QCOMPARE(f.wasteRatio(), 0.6);
    QCOMPARE(f.timeliness(), 0.75);
    QCOMPARE(f.leadTime(), 0.5);
    QVERIFY(!f.balances());
    f.scheduled = 120;
    QVERIFY(f.balances());
}

void LedgerTest::outcomeBelongsToTheRevisionOfScheduling()
{
    Ledger ledger;
    const PrefetchId a = ledger.schedule(key(1), under(3), at(0s));
    const PrefetchId b = ledger.schedule(key(2), under(4), at(0s));
    ledger.start(b, at(1s));
    ledger.attempt(b);
    ledger.ready(b, 10, at(1s));
    ledger.end(b, WastedEvicted, at(2s));
    ledger.end(a, Superseded, at(2s));
    QVERIFY(!ledger.figures(Revision{2}));
    const LedgerFigures three = *ledger.figures(Revision{3});
    const LedgerFigures four = *ledger.figures(Revision{4});
    QVERIFY(three.balances() && four.balances());
    QCOMPARE(three[Superseded], 1U);
    QCOMPARE(three.attempts, 0U);
    QCOMPARE(four[WastedEvicted], 1U);
    QCOMPARE(four.attempts, 1U);
    QCOMPARE(four.bytes, 10U);
}

void LedgerTest::keepsTheHighest256Revisions()
{
    Ledger ledger;
    const PrefetchId first = ledger.schedule(key(0), under(10), at(0s));
    std::vector<PrefetchId> ids;
    for (Revision r = 11; r <= 10 + 256; ++r)
        ids.push_back(ledger.schedule(key(r), under(r * 2), at(0s)));
    QVERIFY(!ledger.figures(Revision{10}));
    QVERIFY(ledger.figures(Revision{22}).has_value());
    // The end of a prefetch whose revision is gone counts in the total alone.
    QVERIFY(ledger.end(first, Cancelled, at(1s)));
    // A revision that made room does not come back with a part of its figures.
    ledger.schedule(key(0), under(10), at(1s));
    QVERIFY(!ledger.figures(Revision{10}));
    for (std::size_t i = 0; i < ids.size(); ++i) {
        QVERIFY(ledger.end(ids[i], Cancelled, at(1s)));
        const auto f = ledger.figures(static_cast<Revision>((11 + i) * 2));
        QVERIFY(f && f->balances());
        QCOMPARE(f->scheduled, 1U);
        QCOMPARE((*f)[Cancelled], 1U);
    }
    QCOMPARE(ledger.figures().scheduled, 258U);
}

void LedgerTest::leadTimeIsFromReadyToUsed()
{
    Ledger ledger;
    for (const Duration lead : {Duration(100ms), Duration(300ms)}) {
        const PrefetchId id = bring(ledger, Ready);
        ledger.end(id, Used, at(3s) + lead);
    }
    ledger.end(bring(ledger, Ready), WastedExpired, at(99s));
    QCOMPARE(ledger.figures().leadTime(), 0.2);
    QCOMPARE(ledger.leadTimes().count(), 2U);
    QVERIFY(std::abs(seconds(ledger.leadTimes().quantile(1)) - 0.3) < 0.3 * 0.016);
}

void LedgerTest::idsAreNeverReused()
{
    Ledger ledger(2); // places come round quickly
    std::set<PrefetchId> seen;
    for (int i = 0; i < 5000; ++i) {
        const PrefetchId id = bring(ledger, Queued);
        QVERIFY(id != PrefetchId::None);
        QVERIFY(seen.insert(id).second);
        QVERIFY(ledger.end(id, Cancelled, at(2s)));
    }
    QVERIFY(!ledger.find(*seen.begin()));
    QVERIFY(!ledger.start(*seen.begin(), at(3s)));
}

void LedgerTest::ringForgetsTheOldestEnded()
{
    Ledger ledger(3);
    std::vector<PrefetchId> ids;
    for (int i = 0; i < 5; ++i)
        ids.push_back(bring(ledger, Queued));
    for (const int i : {4, 0, 3, 1}) // the order of the ends counts
        ledger.end(ids[static_cast<std::size_t>(i)], Cancelled, at(10s + i * 1ms));
    QVERIFY(!ledger.find(ids[4]));
    for (const int i : {0, 1, 2, 3})
        QVERIFY(ledger.find(ids[static_cast<std::size_t>(i)]).has_value());
    Ledger none(0);
    const PrefetchId id = bring(none, Queued);
    QVERIFY(none.end(id, Cancelled, at(2s)));
    QVERIFY(!none.find(id));
    QVERIFY(none.recent(10).empty());
    QCOMPARE(none.figures()[Cancelled], 1U);
}

void LedgerTest::recentMergesEndedAndOpen()
{
    Ledger ledger;
    const PrefetchId a = ledger.schedule(key(1), {}, at(1s));
    const PrefetchId b = ledger.schedule(key(2), {}, at(2s));
    const PrefetchId c = ledger.schedule(key(3), {}, at(3s));
    const PrefetchId d = ledger.schedule(key(4), {}, at(5s));
    ledger.end(a, Cancelled, at(4s));
    ledger.end(c, Cancelled, at(6s));
    const auto order = [&](std::size_t most) {
        std::vector<PrefetchId> out;
        for (const PrefetchRecord &r : ledger.recent(most))
            out.push_back(r.id);
        return out;
    };
    QVERIFY((order(10) == std::vector{c, d, a, b}));
    QVERIFY((order(2) == std::vector{c, d}));
    QVERIFY(order(0).empty());
}

void LedgerTest::memoryFollowsTheOpenOnesOnly()
{
    Ledger ledger(100);
    const auto churn = [&ledger] {
        for (int i = 0; i < 20'000; ++i)
            ledger.end(bring(ledger, Queued), Cancelled, at(2s));
    };
    churn();
    const std::size_t after = ledger.memory();
    churn();
    QCOMPARE(ledger.memory(), after);
    QVERIFY(after < 500'000); // the figures by revision and by edge are most of it
}

void LedgerTest::manyThreadsEndTheSameIdsOnce()
{
    constexpr int threads = 8;
    constexpr int count = 2000;
    Ledger ledger;
    std::vector<PrefetchId> ids;
    for (int i = 0; i < count; ++i)
        ids.push_back(bring(ledger, i % 2 == 0 ? InFlight : Ready));
    std::atomic<int> wins{0};
    std::atomic<bool> go{false};
    std::vector<std::thread> pool;
    for (int t = 0; t < threads; ++t) {
        pool.emplace_back([&, t] {
            while (!go)
                std::this_thread::yield();
            for (std::size_t i = 0; i < ids.size(); ++i) {
                const auto outcome =
                    i % 2 == 0 ? (t % 2 == 0 ? Late : Failed) : (t % 2 == 0 ? Used : WastedEvicted);
                wins += ledger.end(ids[i], outcome, at(9s)) ? 1 : 0;
            }
        });
    }
    go = true;
    for (std::thread &t : pool)
        t.join();
    QCOMPARE(wins.load(), count);
    const LedgerFigures f = ledger.figures();
    QVERIFY(f.balances());
    QCOMPARE(f[Late] + f[Failed], std::uint64_t(count / 2));
    QCOMPARE(f[Used] + f[WastedEvicted], std::uint64_t(count / 2));
}

void LedgerTest::everyReadingBalancesWhileThreadsWrite()
{
    Ledger ledger(50);
    std::atomic<int> running{4};
    std::vector<std::thread> pool;
    for (int t = 0; t < 4; ++t) {
        pool.emplace_back([&, t] {
            for (int i = 0; i < 3000; ++i) {
                const PrefetchId id = ledger.schedule(key(1), under(Revision(i % 5)), at(1s));
                ledger.start(id, at(2s));
                ledger.attempt(id);
                if (i % 3 == t % 3)
                    ledger.ready(id, 1, at(3s));
                ledger.end(id, i % 3 == t % 3 ? Used : Failed, at(4s));
            }
            --running;
        });
    }
    int readings = 0;
    bool balanced = true;
    do {
        balanced = balanced && ledger.figures().balances();
        const auto f = ledger.figures(Revision{2});
        balanced = balanced && (!f || f->balances());
        balanced = balanced && ledger.recent(20).size() <= 54;
        ++readings;
    } while (running > 0);
    for (std::thread &t : pool)
        t.join();
    QVERIFY(balanced && readings > 0);
    QCOMPARE(ledger.figures().scheduled, 12'000U);
    QCOMPARE(ledger.figures().attempts, 12'000U);
}

QTEST_APPLESS_MAIN(LedgerTest)
#include "ledger_test.moc"
