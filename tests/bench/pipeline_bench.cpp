// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole pipeline in virtual time on one core: arrivals, learning, predicting, scheduling,
// fetching, storing, serving and counting. With the first-order model, target: 1.5 million demand
// requests a second; with the default one the last row, for what its predictions cost.
#include "core/simulate/virtualdrive.h"

#include "core/time/random.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

using namespace forefetch;

namespace {

constexpr std::uint32_t kResources = 20'000;
constexpr std::uint32_t kSessions = 1'000;
constexpr double kRequestsPerSecond = 2'000; // virtual

// Walks of interleaved sessions on a sparse chain: six successors a resource, the first the most
// likely; one step in ten to a popular one; arrivals by Poisson. The successors are chosen by Zipf
// popularity or, `flat`, every other one uniformly, which most of the 20,000 resources do not fit
// the cache for: a third of the requests miss, and as many prefetches go out.
std::vector<Exchange> workload(Interner &interner, std::size_t requests, bool flat)
{
    Random random(1);
    std::vector<ResourceId> ids;
    for (std::uint32_t i = 0; i < kResources; ++i)
        ids.push_back(interner.intern("/items/" + std::to_string(i)));
    std::vector<double> popularity(kResources);
    double sum = 0;
    for (std::uint32_t i = 0; i < kResources; ++i)
        popularity[i] = sum += 1.0 / (i + 1);
    const auto popular = [&] {
        const auto at =
            std::lower_bound(popularity.begin(), popularity.end(), random.uniform() * sum);
        return static_cast<std::uint32_t>(at - popularity.begin());
    };
    std::vector<std::array<std::uint32_t, 6>> chain(kResources);
    for (auto &next : chain) {
        for (std::size_t i = 0; i < next.size(); ++i)
            next[i] = flat && i % 2 == 0 ? static_cast<std::uint32_t>(random.below(kResources))
                                         : popular();
    }
    std::vector<std::uint32_t> at(kSessions);
    std::vector<Exchange> trace(requests);
    double now = 0;
    for (Exchange &e : trace) {
        now += random.exponential(1 / kRequestsPerSecond);
        const auto session = static_cast<std::uint32_t>(random.below(kSessions));
        // 1/2, 1/4 … of the steps go to the first, second … successor.
        const auto choice = std::min<int>(static_cast<int>(-std::log2(1 - random.uniform())), 5);
        at[session] = random.below(10) == 0 ? popular()
                                            : chain[at[session]][static_cast<std::size_t>(choice)];
        e.session = {session, 1};
        e.resource = ids[at[session]];
        e.at = TimePoint(fromSeconds(now));
    }
    return trace;
}

// Of this thread: what other programs do on the machine does not count.
double cpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

struct Setting
{
    const char *name;
    bool flat;
    bool prefetch;
    double workers;
    double rate;
    const char *model = "first-order";
    bool explains = true; // scores predictions and keeps why, see ModelObserver
};
constexpr Setting kSettings[] = {
    {"popular: no prefetch", false, false, 2, 10},
    {"popular: 2 workers, 10/s", false, true, 2, 10},
    {"popular: 64 workers, 1,000/s", false, true, 64, 1'000},
    {"flat: no prefetch", true, false, 2, 10},
    {"flat: 2 workers, 10/s", true, true, 2, 10},
    {"flat: 64 workers, 1,000/s", true, true, 64, 1'000},
    {"popular: 64 workers, 1,000/s, mixture", false, true, 64, 1'000, "mixture"},
    {"popular: 64 workers, 1,000/s, mixture, unexplained", false, true, 64, 1'000, "mixture",
     false},
};

void pipeline(benchmark::State &state)
{
    const Setting &setting = kSettings[state.range(0)];
    constexpr std::size_t requests = 1'000'000;
    for ([[maybe_unused]] auto _ : state) {
        ManualClock clock;
        Settings settings(clock);
        SettingsValues values;
        values[Param::PrefetchEnabled] = setting.prefetch ? 1 : 0;
        values[Param::PredictorModel] = *parseValue(Param::PredictorModel, setting.model);
        values[Param::WorkersCount] = setting.workers;
        values[Param::WorkersMaxRequestsPerSecond] = setting.rate;
        values[Param::CacheCapacity] = 16;
        if (!settings.apply(values, "bench"))
            std::abort();
        OriginModel origin(clock, spreadAnswers({}, 1));
        Pipeline pipe(settings, clock, origin,
                      {.explains = setting.explains, .callers = Callers::OneThread});
        const std::vector<Exchange> trace = workload(pipe.interner(), requests, setting.flat);
        if (!pipe.start())
            std::abort();
        VirtualDrive drive(pipe, clock, origin);
        const double begin = cpuSeconds();
        for (const Exchange &e : trace)
            drive.request(e);
        drive.finish();
        const double took = cpuSeconds() - begin;
        state.SetIterationTime(took);
        const Snapshot s = pipe.snapshot();
        if (!s.prefetch.balances())
            std::abort();
        state.counters["hit_ratio"] = s.demand.hitRatio;
        state.counters["late"] = static_cast<double>(s.demand.late);
        state.counters["misses"] = static_cast<double>(s.demand.misses);
        state.counters["prefetches"] = static_cast<double>(s.prefetch.attempts);
        state.counters["precision"] = s.prefetch.precision();
        state.counters["ns_per_request"] = took / static_cast<double>(requests) * 1e9;
    }
    state.SetLabel(setting.name);
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * requests));
}
BENCHMARK(pipeline)->DenseRange(0, std::size(kSettings) - 1)->UseManualTime()->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
