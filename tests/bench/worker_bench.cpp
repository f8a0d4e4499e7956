// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The pool of workers: what a pump costs, and how throughput grows with the number of workers at an
// origin that takes 50 ms (no rate cap), in virtual and in real time. Prints the bytes a worker.
//
//     build/release/tests/worker_bench

#include "core/fetch/flight.h"
#include "core/fetch/prefetchworker.h"

#include <benchmark/benchmark.h>

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

constexpr Duration kOriginTime = 50ms;

// Everything around the pool; the clock is the caller's.
struct House
{
    House(const Clock &c, Fetcher &fetcher, double workers, WorkerHooks hooks = {})
        : clock(c), settings(c)
    {
        (void)settings.set(Param::WorkersCount, workers, "bench");
        (void)settings.set(Param::WorkersMaxRequestsPerSecond, 100'000, "bench");
        pool = std::make_unique<PrefetchWorker>(queue, fetcher, ledger, settings, clock, interner,
                                                Random(1), std::move(hooks));
    }
    void put(std::uint32_t n)
    {
        PrefetchRequest r;
        r.key = {ResourceId{n, 1}, Partition{}};
        r.priority = 0.5F;
        r.createdAt = clock.now();
        r.maxAge = 1h;
        queue.put(r, clock.now(), [this](const PrefetchRequest &request) {
            return ledger.schedule(request.key, {}, clock.now());
        });
    }

    const Clock &clock;
    Settings settings;
    Interner interner{1000};
    PrefetchQueue queue{interner, 100'000};
    Ledger ledger;
    std::unique_ptr<PrefetchWorker> pool;
};

class AtOnceFetcher final : public Fetcher
{
public:
    void start(const FetchRequest &request, FetchSink &sink) override
    {
        sink.onEnd(request.id, {FetchStatus::Answered, {}, 1000});
    }
    void cancel(PrefetchId) override {}
};

// Ends each fetch 50 ms after its start, on the caller's clock.
class VirtualOrigin final : public Fetcher
{
public:
    explicit VirtualOrigin(const Clock &clock) : m_clock(clock) {}
    void start(const FetchRequest &request, FetchSink &sink) override
    {
        m_open.push_back({m_clock.now() + kOriginTime, request.id, &sink});
    }
    void cancel(PrefetchId) override {}
    TimePoint due() const { return m_open.empty() ? kNever : m_open.front().due; }
    std::size_t endDue(TimePoint now)
    {
        std::size_t n = 0;
        for (; due() <= now; ++n) {
            const Open open = m_open.front();
            m_open.pop_front();
            open.sink->onEnd(open.id, {FetchStatus::Answered, {}, 1000});
        }
        return n;
    }

private:
    struct Open
    {
        TimePoint due;
        PrefetchId id;
        FetchSink *sink;
    };
    const Clock &m_clock;
    std::deque<Open> m_open;
};

// The same in real time: a thread that looks at a clock.
class TimerOrigin final : public Fetcher
{
public:
    TimerOrigin() : m_virtual(m_clock), m_thread([this] { run(); }) {}
    ~TimerOrigin() override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_quit = true;
        }
        m_condition.notify_one();
        m_thread.join();
    }
    void start(const FetchRequest &request, FetchSink &sink) override
    {
        const std::lock_guard lock(m_mutex);
        m_virtual.start(request, sink);
        m_condition.notify_one();
    }
    void cancel(PrefetchId) override {}
    const Clock &clock() const { return m_clock; }

private:
    void run()
    {
        std::unique_lock lock(m_mutex);
        while (!m_quit) {
            // The pool only notes the end of a fetch, so that the lock may be held.
            m_virtual.endDue(m_clock.now());
            if (m_virtual.due() == kNever)
                m_condition.wait(lock);
            else
                m_condition.wait_until(lock, m_virtual.due());
        }
    }

    const RealClock m_clock;
    std::mutex m_mutex;
    std::condition_variable m_condition;
    VirtualOrigin m_virtual;
    bool m_quit = false;
    std::thread m_thread;
};

void pumpWithNothingDue(benchmark::State &state)
{
    ManualClock clock;
    AtOnceFetcher fetcher;
    House house(clock, fetcher, 2);
    house.pool->pump();
    for (auto _ : state)
        benchmark::DoNotOptimize(house.pool->pump());
}
BENCHMARK(pumpWithNothingDue);

// Put, take, fetch, finish: all of a prefetch but its scheduling, its flight included.
void wholePrefetch(benchmark::State &state)
{
    const bool flights = state.range(0) != 0;
    ManualClock clock;
    AtOnceFetcher fetcher;
    FlightTable table;
    WorkerHooks hooks;
    if (flights) {
        hooks.begin = [&](const PrefetchRequest &r) -> std::optional<PrefetchState> {
            if (table.begin(r.key, Flight::Kind::Prefetch, r.id))
                return std::nullopt;
            return PrefetchState::Superseded;
        };
    }
    hooks.finish = [&](const PrefetchRequest &r, const FetchEnd &end, int) {
        if (flights) {
            const FlightPtr flight = table.find(r.key);
            flight->end(end);
            table.finish(flight);
        }
        return PrefetchState::Discarded;
    };
    House house(clock, fetcher, 8, hooks);
    std::uint32_t n = 0;
    for (auto _ : state) {
        clock.advance(20us);
        house.put(++n % 50'000);
        benchmark::DoNotOptimize(house.pool->pump());
    }
    state.SetItemsProcessed(state.iterations());
    if (house.ledger.figures()[PrefetchState::Discarded] !=
        static_cast<std::uint64_t>(state.iterations()))
        state.SkipWithError("not every prefetch ended");
}
BENCHMARK(wholePrefetch)->ArgName("flights")->Arg(0)->Arg(1);

double perVirtualSecond(int workers)
{
    ManualClock clock;
    VirtualOrigin origin(clock);
    House house(clock, origin, workers);
    for (std::uint32_t n = 0; n < 90'000; ++n)
        house.put(n);
    std::size_t ended = 0;
    while (clock.now() - TimePoint{} < 60s) {
        const TimePoint next = house.pool->pump(); // starts fetches: before asking the origin
        clock.advanceTo(std::min(next, origin.due()));
        ended += origin.endDue(clock.now());
    }
    return static_cast<double>(ended) / 60;
}

double perRealSecond(int workers)
{
    TimerOrigin origin;
    House house(origin.clock(), origin, workers);
    for (std::uint32_t n = 0; n < 10'000; ++n)
        house.put(n);
    const TimePoint start = origin.clock().now();
    house.pool->start();
    std::this_thread::sleep_for(2s);
    const std::uint64_t done = house.pool->metrics().totalProcessed;
    const double took = seconds(origin.clock().now() - start);
    house.pool->stop(1s);
    return static_cast<double>(done) / took;
}

void scaling(benchmark::State &state)
{
    const auto workers = static_cast<int>(state.range(1));
    const bool real = state.range(0) != 0;
    double rate = 0;
    for (auto _ : state)
        rate = real ? perRealSecond(workers) : perVirtualSecond(workers);
    static double one[2] = {}; // virtual, real: with one worker, which is measured first
    if (workers == 1)
        one[real] = rate;
    state.counters["fetches_per_s"] = rate;
    if (one[real] > 0)
        state.counters["times_one"] = rate / one[real];
}
BENCHMARK(scaling)
    ->ArgNames({"real", "workers"})
    ->ArgsProduct({{0, 1}, {1, 8, 64}})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char **argv)
{
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    std::printf("\nbytes of bookkeeping a worker: %zu\n", PrefetchWorker::bytesPerWorker());
    return PrefetchWorker::bytesPerWorker() <= 1024 ? 0 : 1;
}
