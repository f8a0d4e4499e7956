// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/interner.h"
#include "core/request/partition.h"
#include "core/request/session.h"
#include "core/time/random.h"

#include <benchmark/benchmark.h>

using namespace forefetch;

namespace {

std::vector<std::string> texts(std::size_t count)
{
    std::vector<std::string> all;
    for (std::size_t i = 0; i < count; ++i)
        all.push_back("/api/items/" + std::to_string(i * 7) + "/reviews?page=1");
    return all;
}

// A text that is known, among so many, in random order (so that the caches of the machine miss).
void internKnown(benchmark::State &state)
{
    const auto all = texts(static_cast<std::size_t>(state.range(0)));
    Interner interner(all.size() * 2);
    for (const std::string &text : all)
        interner.intern(text);
    Random random(1);
    std::vector<std::uint32_t> order(1 << 16);
    for (auto &at : order)
        at = static_cast<std::uint32_t>(random.below(all.size()));
    std::size_t i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(interner.intern(all[order[i++ & 0xffff]]));
    state.counters["bytes/text"] =
        static_cast<double>(interner.bytes()) / static_cast<double>(all.size());
}
BENCHMARK(internKnown)->Arg(1000)->Arg(100'000);

void internWhileEvicting(benchmark::State &state)
{
    const auto all = texts(100'000);
    Interner interner(10'000);
    std::size_t i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(interner.intern(all[i++ % all.size()]));
}
BENCHMARK(internWhileEvicting);

void touchSession(benchmark::State &state)
{
    SessionTracker sessions;
    std::vector<std::string> who;
    for (int i = 0; i < 1000; ++i)
        who.push_back("a|10.0.0." + std::to_string(i) + "|Mozilla/5.0 (X11; Linux x86_64)");
    std::size_t i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(sessions.touch(who[i++ % who.size()], TimePoint{}, 0.2));
}
BENCHMARK(touchSession);

void partitionOfCookies(benchmark::State &state)
{
    const Partitioner partitioner({1, 2});
    Headers request;
    request.add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)");
    request.add("Cookie", "sid=0123456789abcdef0123456789abcdef; theme=dark; lang=de");
    for (auto _ : state)
        benchmark::DoNotOptimize(partitioner.of(request));
}
BENCHMARK(partitionOfCookies);

} // namespace

BENCHMARK_MAIN();
