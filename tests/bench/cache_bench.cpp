// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The cache, under each policy of eviction, against the textbook LRU: std::unordered_map and
// std::list under one mutex. All hold 100,000 entries without bodies, keys chosen at random. After
// the runs the ratios are printed.
#include "core/cache/cachemanager.h"
#include "core/time/random.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <list>
#include <map>
#include <mutex>
#include <numeric>
#include <string>
#include <unordered_map>

using namespace forefetch;

namespace {

constexpr std::uint64_t kEntries = 100'000;
constexpr std::uint64_t kEntrySize = (64 << 20) / kEntries; // so that 64 MiB hold just these
constexpr std::size_t kDraws = 1 << 16;

Key keyOf(std::uint64_t n)
{
    return {ResourceId{static_cast<std::uint32_t>(n), 1}, Partition{n % 7}};
}

std::vector<Key> randomKeys(std::uint64_t below)
{
    Random random(1);
    std::vector<Key> keys;
    for (std::size_t i = 0; i < kDraws; ++i)
        keys.push_back(keyOf(random.below(below)));
    return keys;
}

class Textbook
{
public:
    CacheEntryPtr get(const Key &key)
    {
        const std::lock_guard lock(m_mutex);
        const auto at = m_index.find(key);
        if (at == m_index.end())
            return nullptr;
        m_order.splice(m_order.begin(), m_order, at->second);
        return at->second->second;
    }

    void set(const Key &key, CacheEntryPtr entry)
    {
        const std::lock_guard lock(m_mutex);
        if (const auto at = m_index.find(key); at != m_index.end()) {
            m_order.erase(at->second);
            m_index.erase(at);
        } else if (m_index.size() >= kEntries) {
            m_index.erase(m_order.back().first);
            m_order.pop_back();
        }
        m_order.emplace_front(key, std::move(entry));
        m_index.emplace(key, m_order.begin());
    }

private:
    using Order = std::list<std::pair<Key, CacheEntryPtr>>;
    std::mutex m_mutex; // guards all
    Order m_order;
    std::unordered_map<Key, Order::iterator> m_index;
};

struct World
{
    ManualClock clock;
    Settings settings{clock};
    CacheManager cache{settings, clock, {.shards = 1}};
    Textbook textbook;

    explicit World(EvictionKind kind)
    {
        (void)settings.set(Param::CacheEviction, static_cast<double>(kind), "bench");
        (void)cache.start();
        // As after some time in service: memory was taken and given back in no order.
        Random random(2);
        for (std::uint64_t i = 0; i < 10 * kEntries; ++i)
            store(random.below(2 * kEntries));
        cache.clear(); // else some policies would not let all of these in
        for (const std::uint64_t n : shuffled(random))
            store(n);
        if (cache.metrics().entries != kEntries)
            std::fprintf(stderr, "not all entries fit: a look-up is not always a hit\n");
    }
    void store(std::uint64_t n)
    {
        cache.set(keyOf(n), entry());
        textbook.set(keyOf(n), std::make_shared<const CacheEntry>(entry()));
    }
    static std::vector<std::uint64_t> shuffled(Random &random)
    {
        std::vector<std::uint64_t> numbers(kEntries);
        std::iota(numbers.begin(), numbers.end(), 0);
        std::shuffle(numbers.begin(), numbers.end(), random);
        return numbers;
    }
    static CacheEntry entry()
    {
        CacheEntry e;
        e.size = kEntrySize;
        e.freshUntil = TimePoint(std::chrono::hours(1));
        return e;
    }
};

World &world(EvictionKind kind = EvictionKind::Lru)
{
    static std::array<World, 3> worlds{World(EvictionKind::Lru), World(EvictionKind::S3Fifo),
                                       World(EvictionKind::WTinyLfu)};
    return worlds[static_cast<std::size_t>(kind)];
}

void textbookGet(benchmark::State &state)
{
    const auto keys = randomKeys(kEntries);
    std::size_t i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(world().textbook.get(keys[i++ % kDraws]));
}

void cacheGet(benchmark::State &state, EvictionKind kind)
{
    const auto keys = randomKeys(kEntries);
    std::size_t i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(world(kind).cache.get(keys[i++ % kDraws]));
}

void cacheGetOfTwoKeys(benchmark::State &state)
{
    const auto keys = randomKeys(kEntries);
    const auto accept = [](const CacheEntry &e) { return e.vary.empty(); };
    std::size_t i = 0;
    for (auto _ : state) {
        const Key &key = keys[i++ % kDraws];
        benchmark::DoNotOptimize(world().cache.get(key, {key.resource, {}}, false, accept));
    }
}

// Each set stores a new key and evicts an old one.
void textbookSet(benchmark::State &state)
{
    static std::uint64_t next = kEntries;
    for (auto _ : state)
        world().textbook.set(keyOf(next++), std::make_shared<const CacheEntry>(World::entry()));
}

void cacheSet(benchmark::State &state, EvictionKind kind)
{
    static std::uint64_t next = kEntries;
    for (auto _ : state)
        world(kind).cache.set(keyOf(next++), World::entry());
}

void cachePrefetchSet(benchmark::State &state)
{
    static std::uint64_t next = 1u << 31;
    for (auto _ : state) {
        CacheEntry e = World::entry();
        e.prefetch = PrefetchId(next);
        e.probability = static_cast<float>(next % 64) / 64;
        world().cache.set(keyOf(next++), std::move(e));
    }
}

void cacheHasRoomFor(benchmark::State &state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(world().cache.hasRoomFor(kEntrySize, 0.5f));
}

BENCHMARK(textbookGet);
BENCHMARK_CAPTURE(cacheGet, lru, EvictionKind::Lru);
BENCHMARK_CAPTURE(cacheGet, s3fifo, EvictionKind::S3Fifo);
BENCHMARK_CAPTURE(cacheGet, wtinylfu, EvictionKind::WTinyLfu);
BENCHMARK(cacheGetOfTwoKeys);
BENCHMARK(textbookSet);
BENCHMARK_CAPTURE(cacheSet, lru, EvictionKind::Lru);
BENCHMARK_CAPTURE(cacheSet, s3fifo, EvictionKind::S3Fifo);
BENCHMARK_CAPTURE(cacheSet, wtinylfu, EvictionKind::WTinyLfu);
BENCHMARK(cachePrefetchSet);
BENCHMARK(cacheHasRoomFor);

// Remembers the times, to print how they compare.
class Ratios : public benchmark::ConsoleReporter
{
public:
    void ReportRuns(const std::vector<Run> &runs) override
    {
        ConsoleReporter::ReportRuns(runs);
        for (const Run &run : runs)
            m_times[run.benchmark_name()] = run.GetAdjustedCPUTime();
    }
    void print(const char *what, const char *yardstick, const std::string &ours) const
    {
        for (const char *kind : {"/lru", "/s3fifo", "/wtinylfu"}) {
            if (m_times.count(yardstick) && m_times.count(ours + kind))
                std::printf("%s, %s: textbook / cache = %.2f\n", what, kind + 1,
                            m_times.at(yardstick) / m_times.at(ours + kind));
        }
    }

private:
    std::map<std::string, double> m_times;
};

} // namespace

int main(int argc, char **argv)
{
    benchmark::Initialize(&argc, argv);
    world(); // filled before anything is measured
    Ratios ratios;
    benchmark::RunSpecifiedBenchmarks(&ratios);
    ratios.print("get of a hit", "textbookGet", "cacheGet");
    ratios.print("set that evicts", "textbookSet", "cacheSet");
    return 0;
}
