// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/flight.h"
#include "core/time/random.h"

#include <QtTest>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace forefetch;
using State = Flight::ReadState;

namespace {

// A bell that a reader or a producer waits for; what it shares outlives a late ring.
struct Bell
{
    void ring()
    {
        const std::lock_guard lock(mutex);
        rung = true;
        condition.notify_one();
    }
    // False when nobody rang for ten seconds: a wake-up was lost.
    bool wait()
    {
        std::unique_lock lock(mutex);
        const bool ok = condition.wait_for(lock, std::chrono::seconds(10), [this] { return rung; });
        rung = false;
        return ok;
    }

    std::mutex mutex;
    std::condition_variable condition;
    bool rung = false;
};

char byteAt(std::uint64_t offset)
{
    return static_cast<char>(offset * 131 + offset / 257);
}

enum class Saw { Everything, Failure, Release, LeftEarly, Wrong, LostWakeUp };

// Reads to the end, or leaves after `patience` bytes.
Saw readAll(Flight &flight, Flight::ReaderId reader, Bell &bell, std::uint64_t patience,
            std::uint64_t size, Random random)
{
    std::uint64_t at = 0;
    std::string piece;
    while (true) {
        piece.clear();
        switch (flight.read(reader, piece, 1 + random.below(5000))) {
        case State::Waiting:
            if (!bell.wait())
                return Saw::LostWakeUp;
            continue;
        case State::End:
            return at == size ? Saw::Everything : Saw::Wrong;
        case State::Failed:
            return Saw::Failure;
        case State::Released:
            return at == 0 ? Saw::Release : Saw::Wrong;
        case State::Data:
            break;
        }
        for (const char c : piece) {
            if (c != byteAt(at++))
                return Saw::Wrong;
        }
        if (at >= patience) {
            flight.leave(reader);
            return Saw::LeftEarly;
        }
    }
}

} // namespace

// Producers and readers on threads of their own; run it under the thread sanitizer.
class FlightThreadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyReadersOneProducer_data()
    {
        QTest::addColumn<qulonglong>("size");
        QTest::addColumn<bool>("fails");
        QTest::newRow("kept whole") << 50'000ULL << false;
        QTest::newRow("beyond the limit") << 3'000'000ULL << false;
        QTest::newRow("fails") << 300'000ULL << true;
    }

    void manyReadersOneProducer()
    {
        QFETCH(qulonglong, size);
        QFETCH(bool, fails);
        constexpr std::size_t window = 32 << 10;
        Flight flight({{1, 1}, {}}, Flight::Kind::Demand, PrefetchId::None, 100'000);
        auto drained = std::make_shared<Bell>();
        flight.setDrained([drained] { drained->ring(); });

        std::atomic<int> seen[6] = {};
        std::vector<std::thread> readers;
        std::atomic<int> joined{0};
        for (std::uint64_t i = 0; i < 8; ++i) {
            readers.emplace_back([&, i] {
                Random random(i);
                auto bell = std::make_shared<Bell>();
                const auto reader = flight.join([bell] { bell->ring(); });
                ++joined;
                const std::uint64_t patience = i % 4 == 3 ? random.below(size) : ~0ULL;
                ++seen[int(readAll(flight, reader, *bell, patience, size, random))];
            });
        }
        while (joined < 8)
            std::this_thread::yield();

        flight.head(std::make_shared<const ResponseHead>(), true);
        Random random(99);
        std::size_t worst = 0;
        bool stuck = false;
        for (std::uint64_t at = 0; at < size && !stuck;) {
            std::string piece;
            for (std::uint64_t n = 1 + random.below(9000); n > 0 && at < size; --n)
                piece += byteAt(at++);
            flight.data(piece);
            worst = std::max(worst, flight.backlog());
            while (flight.backlog() > window && !stuck)
                stuck = !drained->wait();
        }
        flight.end(fails ? FetchEnd{FetchStatus::Network, "reset", 0}
                         : FetchEnd{FetchStatus::Answered, {}, size});
        for (std::thread &reader : readers)
            reader.join();
        QVERIFY(!stuck);
        QCOMPARE(seen[int(Saw::Wrong)].load(), 0);
        QCOMPARE(seen[int(Saw::LostWakeUp)].load(), 0);
        QVERIFY(worst <= window + 9000);
        QCOMPARE(fails ? seen[int(Saw::Failure)] + seen[int(Saw::LeftEarly)]
                       : seen[int(Saw::Everything)] + seen[int(Saw::LeftEarly)],
                 8);
        QCOMPARE(bool(flight.body()), !fails && size <= 100'000);
    }

    // Joiners that come while it flies, ends, is released or withdrawn: each gets all or nothing.
    void joinersAtAnyMoment()
    {
        for (std::uint64_t round = 0; round < 60; ++round) {
            FlightTable table(1 << 20);
            const Key key{{1, 1}, {}};
            const FlightPtr flight = table.begin(key, Flight::Kind::Prefetch, PrefetchId(1));
            constexpr std::uint64_t size = 40'000;
            std::atomic<int> bad{0}, missed{0};
            std::vector<std::thread> readers;
            for (std::uint64_t i = 0; i < 6; ++i) {
                readers.emplace_back([&, i] {
                    for (int n = 0; n < 20; ++n) {
                        const FlightPtr found = table.find(key);
                        auto bell = std::make_shared<Bell>();
                        const auto reader = found ? found->join([bell] { bell->ring(); }) : 0;
                        if (reader == 0) {
                            ++missed;
                            continue;
                        }
                        const Saw saw = readAll(*found, reader, *bell, ~0ULL, size, Random(i));
                        const bool fine = saw == Saw::Everything || saw == Saw::Release ||
                                          (saw == Saw::Failure && round % 3 != 0);
                        bad += !fine;
                        found->leave(reader);
                    }
                });
            }
            flight->head(std::make_shared<const ResponseHead>(), round % 3 != 1);
            for (std::uint64_t at = 0; at < size;) {
                std::string piece;
                for (int n = 0; n < 4000; ++n)
                    piece += byteAt(at++);
                flight->data(piece);
            }
            if (round % 3 == 2)
                flight->release();
            else
                flight->end({FetchStatus::Answered, {}, size});
            table.finish(flight);
            for (std::thread &reader : readers)
                reader.join();
            QCOMPARE(bad.load(), 0);
            QCOMPARE(flight->readers(), std::size_t(0));
        }
    }

    void oneFlightAKeyForManyThreads()
    {
        FlightTable table;
        std::atomic<int> flying{0}, most{0}, flown{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 5000; ++i) {
                    const FlightPtr mine = table.begin({{7, 1}, {}}, Flight::Kind::Demand);
                    if (!mine)
                        continue;
                    const int now = ++flying;
                    if (now > most)
                        most = now;
                    ++flown;
                    --flying;
                    table.finish(mine);
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(most.load(), 1);
        QVERIFY(flown > 0);
        QCOMPARE(table.size(), std::size_t(0));
    }
};

QTEST_APPLESS_MAIN(FlightThreadsTest)
#include "flightthreads_test.moc"
