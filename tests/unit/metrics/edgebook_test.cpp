// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/edgebook.h"

#include "core/time/random.h"

#include <QtTest>

#include <deque>
#include <map>

using namespace forefetch;
using enum PrefetchState;

namespace {

ResourceId id(std::uint32_t index)
{
    return {index, 1};
}

std::map<std::pair<std::uint32_t, std::uint32_t>, EdgeFigures> all(const EdgeBook &book)
{
    std::vector<EdgeRecord> records;
    book.read(records);
    std::map<std::pair<std::uint32_t, std::uint32_t>, EdgeFigures> out;
    for (const EdgeRecord &r : records)
        out[{r.from.index, r.to.index}] = r.figures;
    return out;
}

} // namespace

class EdgeBookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsEachOutcomeOfItsEdge()
    {
        auto book = std::make_unique<EdgeBook>();
        const auto prefetch = [&](std::uint32_t from, std::uint32_t to, PrefetchState outcome) {
            book->end(book->schedule(id(from), id(to), 0.3F), outcome);
        };
        for (const PrefetchState s : {Used, Used, Late, WastedExpired, WastedEvicted,
                                      WastedInvalidated, Superseded, Failed, Cancelled, Declined})
            prefetch(1, 2, s);
        prefetch(2, 1, Late);
        book->schedule(id(1), id(2), 0.5F);
        const auto edges = all(*book);
        QCOMPARE(edges.size(), std::size_t(2));
        const EdgeFigures &there = edges.at({1, 2});
        QCOMPARE(there.scheduled, 11u);
        QCOMPARE(there.used, 2u);
        QCOMPARE(there.late, 1u);
        QCOMPARE(there.wasted, 3u);
        QCOMPARE(there.other, 4u);
        QCOMPARE(there.open(), 1u);
        QCOMPARE(there.threshold, 0.5F); // the last
        QCOMPARE(there.precision(), 0.5);
        QCOMPARE(edges.at({2, 1}).late, 1u);
    }

    void nobodysEdgeIsNotKept()
    {
        auto book = std::make_unique<EdgeBook>();
        const std::uint32_t ticket = book->schedule({}, id(2), 0.3F);
        QCOMPARE(ticket, EdgeBook::kNowhere);
        book->end(ticket, Used);
        QVERIFY(all(*book).empty());
    }

    void aGenerationIsAnotherResource()
    {
        auto book = std::make_unique<EdgeBook>();
        book->schedule({1, 1}, id(2), 0.3F);
        book->schedule({1, 2}, id(2), 0.3F);
        QCOMPARE(book->size(), 2u);
    }

    // Ten times as many edges as it holds, one of them busy: the book stays full and the busy one
    // is never forgotten.
    void theBusyStayWhenManyComeAndGo()
    {
        auto book = std::make_unique<EdgeBook>();
        for (std::uint32_t i = 0; i < 10 * EdgeBook::kPlaces; ++i) {
            book->end(book->schedule(id(10 + i), id(9), 0.3F), WastedEvicted);
            if (i % (EdgeBook::kSets / 2) == 0) // twice as often as a newcomer comes to its set
                book->end(book->schedule(id(1), id(2), 0.3F), Used);
        }
        QVERIFY(book->size() > EdgeBook::kPlaces * 9 / 10);
        const auto edges = all(*book);
        QCOMPARE(edges.size(), std::size_t(book->size()));
        QVERIFY(edges.contains({1, 2}));
        QCOMPARE(edges.at({1, 2}).used, std::uint64_t(20 * EdgeBook::kWays));
    }

    // The end of a prefetch whose edge has made room is nobody's.
    void aLateEndDoesNotCountForTheNewcomer()
    {
        auto book = std::make_unique<EdgeBook>();
        std::deque<std::uint32_t> open;
        Random random(7);
        for (std::uint32_t i = 0; i < 20 * EdgeBook::kPlaces; ++i) {
            open.push_back(book->schedule(id(static_cast<std::uint32_t>(random.below(60'000))),
                                          id(static_cast<std::uint32_t>(random.below(3))), 0.3F));
            if (open.size() > 2 * EdgeBook::kPlaces) {
                book->end(open.front(), i % 2 ? Used : WastedExpired);
                open.pop_front();
            }
        }
        std::uint64_t still = 0;
        for (const auto &[edge, f] : all(*book)) {
            QVERIFY(f.used + f.late + f.wasted + f.other <= f.scheduled); // or open() wraps
            still += f.open();
        }
        QVERIFY(still <= open.size());
        while (!open.empty()) {
            book->end(open.front(), Late);
            open.pop_front();
        }
        for (const auto &[edge, f] : all(*book))
            QCOMPARE(f.open(), std::uint64_t(0));
    }

    void theLedgerFillsIt()
    {
        Ledger ledger;
        PrefetchCause cause;
        cause.edge.context = id(5);
        cause.threshold = 0.25F;
        const TimePoint now{};
        const PrefetchId first = ledger.schedule({id(6), {}}, cause, now);
        ledger.schedule({id(6), {.value = 9}}, cause, now); // another person, the same edge
        QVERIFY(ledger.start(first, now));
        QVERIFY(ledger.ready(first, 10, now));
        QVERIFY(ledger.end(first, Used, now));
        QVERIFY(!ledger.end(first, WastedExpired, now)); // refused by the ledger, so by the book
        std::vector<EdgeRecord> edges(3);
        ledger.edges(edges);
        QCOMPARE(edges.size(), std::size_t(1));
        QCOMPARE(edges[0].from, id(5));
        QCOMPARE(edges[0].to, id(6));
        QCOMPARE(edges[0].figures.scheduled, 2u);
        QCOMPARE(edges[0].figures.used, 1u);
        QCOMPARE(edges[0].figures.wasted, 0u);
        QCOMPARE(edges[0].figures.open(), 1u);
        QCOMPARE(edges[0].figures.threshold, 0.25F);
    }
};

QTEST_APPLESS_MAIN(EdgeBookTest)
#include "edgebook_test.moc"
