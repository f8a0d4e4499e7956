// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole life of a prefetch (schedule, start, attempt, ready, end) in the ledger, beside a
// yardstick that does the same with a hash map and a mutex. `open` is how many others are open
// meanwhile; `allocations` is per prefetch in steady state.
#include "core/metrics/demandmeter.h"
#include "core/metrics/ledger.h"

#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <new>
#include <unordered_map>

namespace {
std::atomic<std::uint64_t> allocations{0};
}

void *operator new(std::size_t size)
{
    allocations.fetch_add(1, std::memory_order_relaxed);
    if (void *p = std::malloc(size))
        return p;
    throw std::bad_alloc();
}

void operator delete(void *p) noexcept
{
    std::free(p);
}

void operator delete(void *p, std::size_t) noexcept
{
    std::free(p);
}

using namespace forefetch;

namespace {

// The same book the plain way: records in a hash map while open, in a deque once ended, figures in
// total and by revision, everything under one mutex.
class Yardstick
{
public:
    PrefetchId schedule(const Key &key, const PrefetchCause &cause, TimePoint now)
    {
        const std::lock_guard lock(m_mutex);
        const PrefetchId id{++m_next};
        m_open[id] = {.id = id, .key = key, .cause = cause, .scheduledAt = now};
        for (LedgerFigures *f : {&m_total, &m_revisions[cause.revision]}) {
            ++f->scheduled;
            ++f->in[0];
        }
        return id;
    }
    bool start(PrefetchId id, TimePoint now)
    {
        const std::lock_guard lock(m_mutex);
        PrefetchRecord *record = move(id, PrefetchState::InFlight);
        if (record)
            record->startedAt = now;
        return record;
    }
    bool attempt(PrefetchId id)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_open.find(id);
        if (found == m_open.end() || found->second.state != PrefetchState::InFlight)
            return false;
        ++found->second.attempts;
        ++m_total.attempts;
        ++m_revisions[found->second.cause.revision].attempts;
        return true;
    }
    bool ready(PrefetchId id, std::uint32_t bytes, TimePoint now)
    {
        const std::lock_guard lock(m_mutex);
        PrefetchRecord *record = move(id, PrefetchState::Ready);
        if (!record)
            return false;
        record->readyAt = now;
        record->bytes = bytes;
        m_total.bytes += bytes;
        m_revisions[record->cause.revision].bytes += bytes;
        return true;
    }
    bool end(PrefetchId id, PrefetchState outcome, TimePoint now)
    {
        const std::lock_guard lock(m_mutex);
        PrefetchRecord *record = move(id, outcome);
        if (!record)
            return false;
        record->endedAt = now;
        const double lead = seconds(now - record->readyAt);
        m_total.leadTimeSum += lead;
        m_revisions[record->cause.revision].leadTimeSum += lead;
        m_ended.push_back(*record);
        if (m_ended.size() > 10'000)
            m_ended.pop_front();
        m_open.erase(id);
        return true;
    }

private:
    PrefetchRecord *move(PrefetchId id, PrefetchState to)
    {
        const auto found = m_open.find(id);
        if (found == m_open.end() || !canFollow(found->second.state, to))
            return nullptr;
        for (LedgerFigures *f : {&m_total, &m_revisions[found->second.cause.revision]}) {
            --f->in[static_cast<std::size_t>(found->second.state)];
            ++f->in[static_cast<std::size_t>(to)];
        }
        found->second.state = to;
        return &found->second;
    }

    std::mutex m_mutex;
    std::uint64_t m_next = 0;
    std::unordered_map<PrefetchId, PrefetchRecord> m_open;
    std::unordered_map<Revision, LedgerFigures> m_revisions;
    std::deque<PrefetchRecord> m_ended;
    LedgerFigures m_total;
};

template <typename Book>
void life(benchmark::State &state)
{
    Book book;
    PrefetchCause cause;
    cause.revision = 7;
    TimePoint now{};
    std::uint32_t n = 0;
    const auto step = [&](PrefetchId ending) {
        now += std::chrono::microseconds(3);
        const PrefetchId id = book.schedule({{++n, 1}, {}}, cause, now);
        book.start(id, now);
        book.attempt(id);
        book.ready(id, 500, now);
        book.end(ending == PrefetchId::None ? id : ending, PrefetchState::Used, now);
        return id;
    };
    // A window of open ones: each step ends the prefetch that became ready `open` steps ago.
    std::vector<PrefetchId> window(static_cast<std::size_t>(state.range(0)), PrefetchId::None);
    std::size_t at = 0;
    const auto turn = [&] {
        if (window.empty()) {
            step(PrefetchId::None);
            return;
        }
        window[at] = step(window[at]);
        at = at + 1 == window.size() ? 0 : at + 1;
    };
    for (PrefetchId &id : window) {
        id = book.schedule({{++n, 1}, {}}, cause, now);
        book.start(id, now);
        book.ready(id, 500, now);
    }
    for (std::size_t i = 0; i < 2 * window.size() + 30'000; ++i)
        turn();
    const std::uint64_t before = allocations;
    for (auto _ : state)
        turn();
    state.counters["allocations"] = benchmark::Counter(static_cast<double>(allocations - before),
                                                       benchmark::Counter::kAvgIterations);
}

void demand(benchmark::State &state)
{
    DemandMeter meter;
    std::uint32_t n = 0;
    for (auto _ : state) {
        const bool hit = ++n % 3 == 0;
        meter.record({.result = hit ? DemandResult::Hit : DemandResult::Miss,
                      .status = 200,
                      .latency = std::chrono::nanoseconds(n * 977U)},
                     n % 5 == 0, {n % 10'000, 1});
    }
}

} // namespace

BENCHMARK(life<Ledger>)->Name("ledger/open")->Arg(0)->Arg(1000)->Arg(100'000);
BENCHMARK(life<Yardstick>)->Name("map+mutex/open")->Arg(0)->Arg(1000)->Arg(100'000);
BENCHMARK(demand)->Name("demandmeter/record");
BENCHMARK_MAIN();
