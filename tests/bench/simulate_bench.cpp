// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The simulator on one core: a synthetic trace of 2 million requests of 50 interleaved clients over
// 20,000 URLs, with the first-order model, latencies, rate limit and ledger. `predict` is what a
// sweep does once, `run` what it does for each variant, `whole` both. Target: 4 million requests a
// second for `whole`.
#include "core/simulate/predictiontape.h"
#include "core/simulate/simulationrun.h"
#include "core/time/random.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

using namespace forefetch;

namespace {

constexpr std::size_t kRequests = 2'000'000;
constexpr std::uint32_t kUrls = 20'000;
constexpr std::uint32_t kClients = 50;
constexpr double kRequestsPerSecond = 200; // of the log

// Each client walks a chain of six successors a URL, the first of probability 1/2, the second of
// 1/4 …; one step in ten goes to a popular URL (Zipf). The successors are popular ones or, `flat`,
// every other one any URL at all, of which most do not stay in the cache until they come again.
std::unique_ptr<RecordedTrace> syntheticTrace(bool flat)
{
    Random random(1);
    std::vector<std::string> urls;
    std::vector<double> popularity;
    double sum = 0;
    for (std::uint32_t i = 0; i < kUrls; ++i) {
        urls.push_back("/items/" + std::to_string(i));
        popularity.push_back(sum += 1.0 / (i + 1));
    }
    const auto popular = [&] {
        const auto at =
            std::lower_bound(popularity.begin(), popularity.end(), random.uniform() * sum);
        return static_cast<std::uint32_t>(at - popularity.begin());
    };
    std::vector<std::array<std::uint32_t, 6>> chain(kUrls);
    for (auto &next : chain) {
        for (std::size_t i = 0; i < next.size(); ++i)
            next[i] =
                flat && i % 2 == 0 ? static_cast<std::uint32_t>(random.below(kUrls)) : popular();
    }
    std::vector<std::uint32_t> at(kClients);
    TraceRecorder recorder;
    double now = 0;
    for (std::size_t i = 0; i < kRequests; ++i) {
        now += random.exponential(1 / kRequestsPerSecond);
        const auto client = static_cast<std::uint32_t>(random.below(kClients));
        const auto choice = std::min<int>(static_cast<int>(-std::log2(1 - random.uniform())), 5);
        at[client] =
            random.below(10) == 0 ? popular() : chain[at[client]][static_cast<std::size_t>(choice)];
        TraceEvent event;
        event.at = WallTime(
            std::chrono::milliseconds(1'400'000'000'000 + static_cast<std::int64_t>(now * 1000)));
        event.session = {client, 1};
        event.status = 200;
        event.bytes = 2048 + at[client] % 4096;
        event.duration = std::chrono::milliseconds(20 + at[client] % 100);
        event.method = "GET";
        event.target = urls[at[client]];
        recorder.add(event);
    }
    return recorder.finish({});
}

SettingsValues firstOrder()
{
    SettingsValues values;
    values[Param::PredictorModel] = *parseValue(Param::PredictorModel, "first-order");
    return values;
}

const RecordedTrace &traceOf(bool flat)
{
    static const std::unique_ptr<RecordedTrace> traces[] = {syntheticTrace(false),
                                                            syntheticTrace(true)};
    return *traces[flat ? 1 : 0];
}

// Of this thread: what other programs do on the machine does not count.
double cpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

void simulateTrace(benchmark::State &state)
{
    const RecordedTrace &trace = traceOf(state.range(0) == 1);
    const SettingsValues values = firstOrder();
    double predicting = 0;
    double running = 0;
    for ([[maybe_unused]] auto _ : state) {
        const double begin = cpuSeconds();
        const auto tape = recordPredictions(
            trace, values, {static_cast<float>(values[Param::SchedulerMinProbability]), {}, {}});
        const double predicted = cpuSeconds();
        const auto run = simulate(trace, tape, values, {});
        const double end = cpuSeconds();
        if (!run || !run->snapshot.prefetch.balances())
            std::abort();
        predicting += predicted - begin;
        running += end - predicted;
        state.SetIterationTime(end - begin);
        const Snapshot &s = run->snapshot;
        state.counters["hit_ratio"] = s.demand.hitRatio;
        state.counters["late"] = static_cast<double>(s.demand.late);
        state.counters["prefetches"] = static_cast<double>(s.prefetch.attempts);
        state.counters["precision"] = s.prefetch.precision();
    }
    const double requests = static_cast<double>(state.iterations()) * kRequests;
    state.counters["predict_ns"] = predicting / requests * 1e9;
    state.counters["run_ns"] = running / requests * 1e9;
    state.SetLabel(state.range(0) == 1 ? "flat" : "popular");
    state.SetItemsProcessed(static_cast<std::int64_t>(requests));
}
BENCHMARK(simulateTrace)->DenseRange(0, 1)->UseManualTime()->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
