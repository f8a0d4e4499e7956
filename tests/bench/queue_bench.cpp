// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// PrefetchQueue at 100,000 queued, against what one would write with the standard library: a
// priority_queue and an unordered_set of the keys under one mutex. Prints, after the timings, the
// medians of both side by side and the bytes a request.
//
//     build/release/tests/queue_bench

#include "core/queue/prefetchqueue.h"
#include "core/time/random.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <unordered_set>

using namespace forefetch;

namespace {

constexpr std::uint32_t kQueued = 100'000;
constexpr TimePoint kNow{};

PrefetchRequest requestOf(std::uint32_t n, float priority)
{
    PrefetchRequest r;
    r.key = {ResourceId{n, 1}, Partition{}};
    r.priority = priority;
    return r;
}

// Counts what its containers hold, as they ask for it (the heap's own overhead comes on top).
std::size_t g_held = 0;

template <typename T>
struct Counting : std::allocator<T>
{
    template <typename U>
    struct rebind
    {
        using other = Counting<U>;
    };
    Counting() = default;
    template <typename U>
    Counting(const Counting<U> &)
    {
    }
    T *allocate(std::size_t n)
    {
        g_held += n * sizeof(T);
        return std::allocator<T>::allocate(n);
    }
    void deallocate(T *p, std::size_t n)
    {
        g_held -= n * sizeof(T);
        std::allocator<T>::deallocate(p, n);
    }
};

// The yardstick. It forgets a key when it is taken; nothing is known of what is in flight.
class HeapQueue
{
public:
    static constexpr const char *kName = "heap";

    bool put(const PrefetchRequest &request)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_keys.insert(request.key).second)
            return false;
        m_heap.push({request, m_sequence++});
        return true;
    }
    std::optional<PrefetchRequest> take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_heap.empty())
            return std::nullopt;
        const PrefetchRequest top = m_heap.top().request;
        m_heap.pop();
        m_keys.erase(top.key);
        return top;
    }
    bool remove(const Key &key)
    {
        const std::lock_guard lock(m_mutex);
        if (m_keys.erase(key) == 0)
            return false;
        m_heap.remove(key);
        return true;
    }
    bool contains(const Key &key) const
    {
        const std::lock_guard lock(m_mutex);
        return m_keys.contains(key);
    }
    std::size_t bytes() const { return g_held; }

private:
    struct Item
    {
        PrefetchRequest request;
        std::uint64_t sequence;
        bool operator<(const Item &other) const
        {
            if (request.priority != other.request.priority)
                return request.priority < other.request.priority;
            return sequence > other.sequence;
        }
    };
    struct Heap : std::priority_queue<Item, std::vector<Item, Counting<Item>>>
    {
        // As one must: out of the array, and the heap made again.
        void remove(const Key &key)
        {
            const auto at = std::find_if(c.begin(), c.end(),
                                         [&](const Item &i) { return i.request.key == key; });
            *at = c.back();
            c.pop_back();
            std::make_heap(c.begin(), c.end());
        }
    };

    mutable std::mutex m_mutex;
    Heap m_heap;
    std::unordered_set<Key, std::hash<Key>, std::equal_to<Key>, Counting<Key>> m_keys;
    std::uint64_t m_sequence = 0;
};

class BucketQueue
{
public:
    static constexpr const char *kName = "ours";

    bool put(const PrefetchRequest &request) { return m_queue.put(request, kNow).accepted(); }
    // A whole life: taken, in flight, and finished.
    std::optional<PrefetchRequest> take()
    {
        const auto taken = m_queue.tryGet();
        if (taken)
            m_queue.finished(taken->key);
        return taken;
    }
    bool remove(const Key &key) { return m_queue.remove(key).has_value(); }
    bool contains(const Key &key) const { return m_queue.contains(key); }
    std::size_t bytes() const { return m_queue.bytes(); }

private:
    Interner m_interner{16};
    PrefetchQueue m_queue{m_interner, 1'000'000};
};

float anyPriority(Random &random)
{
    return static_cast<float>(random.uniform());
}

template <typename Queue>
void fill(Queue &queue, Random &random)
{
    for (std::uint32_t n = 0; n < kQueued; ++n)
        queue.put(requestOf(n, anyPriority(random)));
}

// Takes the most probable and puts another one.
template <typename Queue>
void pair(benchmark::State &state)
{
    Queue queue;
    Random random(1);
    fill(queue, random);
    std::uint32_t n = kQueued;
    for (auto _ : state) {
        benchmark::DoNotOptimize(queue.take());
        queue.put(requestOf(n++, anyPriority(random)));
    }
}

// The same from 100,000 down to 50,000 and up again, so that the priorities in the queue stay
// spread (in `pair` the ones that stay get lower and lower).
template <typename Queue>
void refill(benchmark::State &state)
{
    constexpr std::uint32_t kHalf = kQueued / 2;
    Queue queue;
    Random random(2);
    fill(queue, random);
    std::uint32_t n = kQueued;
    for (auto _ : state) {
        for (std::uint32_t i = 0; i < kHalf; ++i)
            benchmark::DoNotOptimize(queue.take());
        for (std::uint32_t i = 0; i < kHalf; ++i)
            queue.put(requestOf(n++, anyPriority(random)));
    }
    state.SetItemsProcessed(state.iterations() * kHalf);
}

// Half of what is asked for is there.
template <typename Queue>
void contains(benchmark::State &state)
{
    Queue queue;
    Random random(3);
    fill(queue, random);
    for (auto _ : state) {
        const auto n = static_cast<std::uint32_t>(random.below(2 * kQueued));
        benchmark::DoNotOptimize(queue.contains({ResourceId{n, 1}, Partition{}}));
    }
}

template <typename Queue>
void removal(benchmark::State &state)
{
    Queue queue;
    Random random(4);
    fill(queue, random);
    const auto batch = static_cast<std::uint32_t>(state.range(0));
    std::uint32_t first = 0;
    for (auto _ : state) {
        // Keys from all over the queue, each once.
        for (std::uint32_t i = 0; i < batch; ++i)
            benchmark::DoNotOptimize(
                queue.remove({ResourceId{(first + i) * 7919 % kQueued, 1}, Partition{}}));
        state.PauseTiming();
        for (std::uint32_t i = 0; i < batch; ++i)
            queue.put(requestOf((first + i) * 7919 % kQueued, anyPriority(random)));
        first = (first + batch) % kQueued;
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * batch);
}

// 2 producers and 2 consumers, 100,000 queued before.
template <typename Queue>
void fourThreads(benchmark::State &state)
{
    constexpr std::uint32_t kEach = 100'000;
    for (auto _ : state) {
        state.PauseTiming();
        Queue queue;
        Random random(5);
        fill(queue, random);
        state.ResumeTiming();
        std::vector<std::thread> threads;
        for (std::uint32_t t = 0; t < 2; ++t) {
            threads.emplace_back([&queue, t] {
                Random mine(10 + t);
                for (std::uint32_t i = 0; i < kEach; ++i)
                    queue.put(requestOf(kQueued + t * kEach + i, anyPriority(mine)));
            });
            threads.emplace_back([&queue] {
                for (std::uint32_t i = 0; i < kEach; ++i)
                    benchmark::DoNotOptimize(queue.take());
            });
        }
        for (std::thread &t : threads)
            t.join();
    }
    state.SetItemsProcessed(state.iterations() * 2 * kEach);
}

template <typename Queue>
double bytesEach()
{
    Queue queue;
    Random random(6);
    fill(queue, random);
    return static_cast<double>(queue.bytes()) / kQueued;
}

// Shows the runs as they come and keeps the median of each.
class Reporter : public benchmark::ConsoleReporter
{
public:
    void ReportRuns(const std::vector<Run> &runs) override
    {
        for (const Run &run : runs) {
            if (run.aggregate_name != "median")
                continue;
            const auto items = run.counters.find("items_per_second");
            m_nanoseconds[run.run_name.function_name] =
                items == run.counters.end()
                    ? run.cpu_accumulated_time / static_cast<double>(run.iterations) * 1e9
                    : 1e9 / items->second;
        }
        ConsoleReporter::ReportRuns(runs);
    }
    void compare(const std::string &what) const
    {
        const auto ours = m_nanoseconds.find(what + "/ours");
        const auto heap = m_nanoseconds.find(what + "/heap");
        if (ours != m_nanoseconds.end() && heap != m_nanoseconds.end())
            std::printf("%-12s %12.1f %12.1f %11.1fx\n", what.c_str(), ours->second, heap->second,
                        heap->second / ours->second);
    }

private:
    std::map<std::string, double> m_nanoseconds;
};

template <typename Queue>
void registerAll(std::int64_t removals)
{
    const auto add = [](const std::string &what, void (*run)(benchmark::State &)) {
        return benchmark::RegisterBenchmark((what + "/" + Queue::kName).c_str(), run)
            ->Repetitions(9)
            ->ReportAggregatesOnly();
    };
    add("pair", pair<Queue>)->MinTime(0.2);
    add("refill", refill<Queue>)->MinTime(0.2)->Unit(benchmark::kMillisecond);
    add("contains", contains<Queue>)->MinTime(0.1);
    add("remove", removal<Queue>)->Arg(removals)->MinTime(0.1);
    add("2+2", fourThreads<Queue>)->MinTime(0.1)->UseRealTime()->Unit(benchmark::kMillisecond);
}

} // namespace

int main(int argc, char **argv)
{
    // Both are slowed down alike by whatever else the machine does.
    std::string interleaved = "--benchmark_enable_random_interleaving=true";
    std::vector<char *> arguments(argv, argv + argc);
    arguments.insert(arguments.begin() + 1, interleaved.data());
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data()))
        return 2;
    registerAll<BucketQueue>(1000);
    registerAll<HeapQueue>(10);
    Reporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    std::printf("\nMedian ns at %u queued\n%-12s %12s %12s %12s\n", kQueued, "", "ours", "heap+set",
                "ratio");
    for (const char *what : {"pair", "refill", "contains", "remove", "2+2"})
        reporter.compare(what);
    const double ours = bytesEach<BucketQueue>();
    const double heap = bytesEach<HeapQueue>();
    std::printf("%-12s %12.1f %12.1f\n", "bytes each", ours, heap);
    return 0;
}
