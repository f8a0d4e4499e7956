// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/flight.h"

#include <QtTest>

#include <string>

using namespace forefetch;
using State = Flight::ReadState;

namespace {

Key key(std::uint32_t n)
{
    return {{n, 1}, {}};
}

ResponseHeadPtr ok()
{
    return std::make_shared<const ResponseHead>(ResponseHead{200, "OK", {}});
}

FetchEnd failed()
{
    return {FetchStatus::Network, "connection reset", 0};
}

} // namespace

class FlightTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneFlightAKey()
    {
        FlightTable table;
        const FlightPtr first = table.begin(key(1), Flight::Kind::Prefetch, PrefetchId(7));
        QVERIFY(first);
        QVERIFY(!table.begin(key(1), Flight::Kind::Demand));
        QCOMPARE(table.find(key(1)), first);
        QVERIFY(table.contains(key(1)));
        QVERIFY(!table.contains(key(2)));
        QVERIFY(first->prefetch() == PrefetchId(7));
        table.finish(first);
        QVERIFY(!table.find(key(1)));
        const FlightPtr second = table.begin(key(1), Flight::Kind::Demand);
        table.finish(first); // not the one in the table: nothing happens
        QCOMPARE(table.find(key(1)), second);
        QCOMPARE(table.size(), std::size_t(1));
    }

    void whatIsRetiredIsFoundByItsPrefetchAlone()
    {
        FlightTable table;
        const FlightPtr old = table.begin(key(1), Flight::Kind::Prefetch, PrefetchId(7));
        const FlightPtr mine = table.begin({key(1).resource, Partition{5}}, Flight::Kind::Demand);
        const FlightPtr other = table.begin(key(2), Flight::Kind::Demand);
        std::string out;
        const auto reader = old->join([] {});
        table.retire(key(1).resource);
        QVERIFY(!table.find(key(1)) && !table.find(mine->key()));
        QCOMPARE(table.find(key(2)), other);
        const FlightPtr next = table.begin(key(1), Flight::Kind::Prefetch, PrefetchId(8));
        QCOMPARE(table.find(key(1), PrefetchId(7)), old);
        QCOMPARE(table.find(key(1), PrefetchId(8)), next);
        QVERIFY(!table.find(key(1), PrefetchId(9)));
        old->head(ok(), true);
        old->data("read on");
        QVERIFY(old->read(reader, out, 100) == State::Data);
        QCOMPARE(out, std::string("read on"));
        table.finish(old);
        QVERIFY(!table.find(key(1), PrefetchId(7)));
        QCOMPARE(table.find(key(1)), next);
        table.finish(mine);
        QCOMPARE(table.size(), std::size_t(2));
    }

    void partitionsAreKeptApart()
    {
        FlightTable table;
        QVERIFY(table.begin({{1, 1}, Partition{5}}, Flight::Kind::Demand));
        QVERIFY(!table.find({{1, 1}, Partition{6}}));
        QVERIFY(!table.find({{1, 1}, Partition{}}));
    }

    void readersStreamAtTheirOwnPace()
    {
        Flight flight(key(1), Flight::Kind::Demand, PrefetchId::None, 1000);
        const auto fast = flight.join({});
        flight.head(ok(), true);
        flight.data("hello ");
        std::string a, b;
        QVERIFY(flight.read(fast, a, 100) == State::Data);
        QVERIFY(flight.read(fast, a, 100) == State::Waiting);
        const auto slow = flight.join({}); // late: gets it from the first byte
        QVERIFY(flight.read(slow, b, 3) == State::Data);
        flight.data("world");
        flight.end({FetchStatus::Answered, {}, 11});
        while (flight.read(fast, a, 100) == State::Data) {
        }
        while (flight.read(slow, b, 2) == State::Data) {
        }
        QCOMPARE(a, std::string("hello world"));
        QCOMPARE(b, a);
        QVERIFY(flight.read(slow, b, 2) == State::End);
        QCOMPARE(*flight.body(), a);
        QCOMPARE(flight.responseHead()->status, 200);
        // Who holds an ended flight may still read all of it.
        const auto last = flight.join({});
        std::string c;
        QVERIFY(flight.read(last, c, 100) == State::Data);
        QCOMPARE(c, a);
    }

    void notifiesOnceForEachWait()
    {
        Flight flight(key(1), Flight::Kind::Demand, PrefetchId::None, 1000);
        int calls = 0;
        std::string out;
        const auto reader = flight.join([&] { ++calls; });
        flight.head(ok(), true);
        QCOMPARE(calls, 1);
        flight.data("a"); // has not come back to wait: no call
        QCOMPARE(calls, 1);
        QVERIFY(flight.read(reader, out, 10) == State::Data);
        QVERIFY(flight.read(reader, out, 10) == State::Waiting);
        flight.data("b");
        QCOMPARE(calls, 2);
        QVERIFY(flight.read(reader, out, 10) == State::Data);
        QVERIFY(flight.read(reader, out, 10) == State::Waiting);
        flight.end({});
        QCOMPARE(calls, 3);
    }

    void beyondTheLimitOnlyAWindowIsKept()
    {
        Flight flight(key(1), Flight::Kind::Demand, PrefetchId::None, 100);
        int drained = 0;
        flight.setDrained([&] { ++drained; });
        const auto reader = flight.join({}, Flight::Role::Owner);
        flight.head(ok(), true);
        std::string out, sent;
        for (int i = 0; i < 1000; ++i) {
            const std::string piece(64, static_cast<char>('a' + i % 26));
            sent += piece;
            flight.data(piece);
            QCOMPARE(flight.backlog(), std::size_t(64));
            QVERIFY(flight.read(reader, out, 64) == State::Data);
            QCOMPARE(flight.backlog(), std::size_t(0));
        }
        QCOMPARE(drained, 1000);
        QCOMPARE(flight.join({}), Flight::ReaderId(0)); // its beginning is gone
        flight.end({FetchStatus::Answered, {}, sent.size()});
        QVERIFY(flight.read(reader, out, 64) == State::End);
        QVERIFY(out == sent);
        QVERIFY(!flight.body()); // too big to be stored
    }

    void backlogIsThatOfTheSlowest()
    {
        Flight flight(key(1), Flight::Kind::Demand, PrefetchId::None, 10);
        const auto fast = flight.join({});
        const auto slow = flight.join({});
        flight.head(ok(), true);
        flight.data(std::string(50, 'x'));
        std::string out;
        QVERIFY(flight.read(fast, out, 50) == State::Data);
        QCOMPARE(flight.backlog(), std::size_t(50));
        int drained = 0;
        flight.setDrained([&] { ++drained; });
        flight.leave(slow); // nobody holds the producer back any more
        QCOMPARE(drained, 1);
        QCOMPARE(flight.backlog(), std::size_t(0));
        flight.leave(fast);
        flight.data(std::string(50, 'y')); // nobody reads: nothing piles up
        QCOMPARE(flight.backlog(), std::size_t(0));
        QCOMPARE(flight.readers(), std::size_t(0));
    }

    void notShareableReleasesJoinersButNotTheOwner()
    {
        Flight flight(key(1), Flight::Kind::Demand, PrefetchId::None, 1000);
        int told = 0;
        const auto owner = flight.join({}, Flight::Role::Owner);
        const auto joiner = flight.join([&] { ++told; });
        flight.head(ok(), false);
        QCOMPARE(told, 1);
        std::string out;
        QVERIFY(flight.read(joiner, out, 10) == State::Released);
        QCOMPARE(flight.join({}), Flight::ReaderId(0));
        flight.data("secret");
        QVERIFY(flight.read(joiner, out, 10) == State::Released);
        QVERIFY(out.empty());
        QVERIFY(flight.read(owner, out, 10) == State::Data);
        QCOMPARE(out, std::string("secret"));
        flight.end({});
        QVERIFY(!flight.body());
    }

    void failureReachesEverybody()
    {
        Flight flight(key(1), Flight::Kind::Prefetch, PrefetchId(1), 1000);
        int told = 0;
        const auto a = flight.join([&] { ++told; });
        const auto b = flight.join([&] { ++told; });
        flight.end(failed());
        QCOMPARE(told, 2);
        std::string out;
        QVERIFY(flight.read(a, out, 10) == State::Failed);
        QVERIFY(flight.read(b, out, 10) == State::Failed);
        QCOMPARE(flight.error(), std::string("connection reset"));
        QCOMPARE(flight.join({}), Flight::ReaderId(0));
        QVERIFY(!flight.body());
        flight.data("late");
        flight.end({}); // the first end counts
        QVERIFY(flight.read(a, out, 10) == State::Failed);
    }

    void givenUpReleasesWhoHasHadNothing()
    {
        Flight flight(key(1), Flight::Kind::Prefetch, PrefetchId(1), 1000);
        const auto a = flight.join({});
        const auto b = flight.join({});
        flight.head(ok(), true);
        flight.data("part");
        std::string out;
        QVERIFY(flight.read(a, out, 10) == State::Data);
        flight.release();
        QVERIFY(flight.read(a, out, 10) == State::Failed); // half an answer cannot be taken back
        QVERIFY(flight.read(b, out, 10) == State::Released);
        QCOMPARE(flight.join({}), Flight::ReaderId(0));
    }

    void readersMayLeaveFromTheirOwnNotification()
    {
        Flight flight(key(1), Flight::Kind::Demand, PrefetchId::None, 1000);
        Flight::ReaderId reader = 0;
        std::string out;
        reader = flight.join([&] {
            flight.read(reader, out, 100);
            flight.leave(reader);
        });
        flight.head(ok(), true);
        QCOMPARE(flight.readers(), std::size_t(0));
        QVERIFY(flight.read(reader, out, 1) == State::Failed);
    }

    void emptyBodiesAreBodies()
    {
        Flight real(key(1), Flight::Kind::Demand, PrefetchId::None, 1000);
        real.head(ok(), true);
        real.end({FetchStatus::Answered, {}, 0});
        QVERIFY(real.body() && real.body()->empty());
        Flight virtualTime(key(2), Flight::Kind::Demand, PrefetchId::None, 1000);
        virtualTime.end({FetchStatus::Answered, {}, 5000});
        QVERIFY(!virtualTime.body());
    }

    void knowsTheFieldsOfItsRequest()
    {
        FlightTable table;
        Headers fields;
        fields.add("Accept-Language", "de");
        const auto flight = table.begin(key(1), Flight::Kind::Demand, PrefetchId::None, fields);
        QCOMPARE(flight->requestFields().value("accept-language"), std::string_view("de"));
    }

    void whoLagsIsLetGoWhenOthersWait()
    {
        Flight flight(key(1), Flight::Kind::Demand, PrefetchId::None, 100);
        int drained = 0;
        flight.setDrained([&] { ++drained; });
        const auto slow = flight.join([] {}, Flight::Role::Owner);
        const auto fast = flight.join([] {});
        const auto middle = flight.join([] {});
        flight.head(ok(), true);
        std::string out;
        flight.data(std::string(80, 'a'));
        QVERIFY(!flight.letGoLaggards(10)); // all of it is kept: nobody waits for anybody
        flight.data(std::string(80, 'b'));
        QVERIFY(!flight.letGoLaggards(10)); // nobody waits for more
        QVERIFY(flight.read(middle, out, 155) == State::Data);
        QVERIFY(flight.read(fast, out, 1000) == State::Data);
        QVERIFY(flight.read(fast, out, 1000) == State::Waiting);
        QVERIFY(!flight.letGoLaggards(160)); // nor is anybody too far behind
        QCOMPARE(flight.readByAll(), std::uint64_t(0));
        QCOMPARE(drained, 0);
        QVERIFY(flight.letGoLaggards(10));
        QCOMPARE(drained, 1);
        QCOMPARE(flight.backlog(), std::size_t(5)); // of who is 5 bytes behind
        QVERIFY(flight.read(slow, out, 10) == State::Failed);
        out.clear();
        flight.data("c");
        flight.end({FetchStatus::Answered, {}, 161});
        QVERIFY(flight.read(middle, out, 1000) == State::Data);
        QCOMPARE(out, std::string("bbbbbc"));
        QVERIFY(flight.read(middle, out, 1000) == State::End);
        QVERIFY(flight.read(slow, out, 10) == State::Failed);
    }
};

QTEST_APPLESS_MAIN(FlightTest)
#include "flight_test.moc"
