// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The first-order model against the obvious one (an unordered_map of unordered_maps, sorted at each
// question), on the same traffic in the same run: time to observe, time to predict ten, and bytes a
// transition. Targets on one core: observe 0.25 µs, predict 0.15 µs, 40 bytes a transition.
#include "core/predict/markov.h"
#include "core/time/random.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <malloc.h>
#include <unordered_map>
#include <vector>

using namespace forefetch;

namespace {

// Sessions that walk a sparse graph: six successors a resource, the first the most likely, and
// one step in twenty to anywhere, the popular ones first.
std::vector<Exchange> traffic(std::uint32_t resources, std::size_t requests)
{
    Random random(1);
    std::vector<Exchange> walk(requests);
    std::vector<std::uint32_t> at(1000);
    for (Exchange &e : walk) {
        const auto session = static_cast<std::uint32_t>(random.below(at.size()));
        std::uint32_t &now = at[session];
        const double u = random.uniform();
        if (random.below(20) == 0)
            now = static_cast<std::uint32_t>(u * u * u * resources);
        else
            now = (now * 31 + static_cast<std::uint32_t>(u * u * 6) * 7919 + 1) % resources;
        e.session = {session, 1};
        e.resource = {now, 1};
    }
    return walk;
}

class Naive
{
public:
    void observe(const Exchange &e)
    {
        const auto last = m_last.find(e.session);
        if (last != m_last.end())
            ++m_next[last->second][e.resource];
        m_last[e.session] = e.resource;
    }
    void predict(SessionId session, std::size_t k, std::vector<Prediction> &out)
    {
        out.clear();
        const auto next = m_next.find(m_last[session]);
        if (next == m_next.end())
            return;
        int total = 0;
        for (const auto &[resource, count] : next->second) {
            total += count;
            out.push_back({resource, static_cast<float>(count), 0, {}});
        }
        std::sort(out.begin(), out.end(),
                  [](const Prediction &a, const Prediction &b) { return a.pNext > b.pNext; });
        if (out.size() > k)
            out.resize(k);
        for (Prediction &p : out)
            p.pNext /= static_cast<float>(total);
    }
    std::size_t transitions() const
    {
        std::size_t sum = 0;
        for (const auto &[from, next] : m_next)
            sum += next.size();
        return sum;
    }

private:
    std::unordered_map<SessionId, ResourceId> m_last;
    std::unordered_map<ResourceId, std::unordered_map<ResourceId, int>> m_next;
};

struct FirstOrder
{
    MarkovPredictor model{std::size_t(1) << 30};
    void observe(const Exchange &e) { model.observe(e); }
    void predict(SessionId session, std::size_t k, std::vector<Prediction> &out)
    {
        model.predict(session, k, out);
    }
    std::size_t transitions() const { return model.figures().transitions; }
};

// Learns the whole traffic, then measures on its first part again: the middle of a model's life.
template <typename Model>
struct Learnt
{
    explicit Learnt(benchmark::State &state)
        : walk(traffic(
              static_cast<std::uint32_t>(state.range(0)),
              static_cast<std::size_t>(std::max<std::int64_t>(200'000, state.range(0) * 20))))
    {
        const std::size_t before = mallinfo2().uordblks;
        model = std::make_unique<Model>();
        for (const Exchange &e : walk)
            model->observe(e);
        state.counters["bytes/transition"] = static_cast<double>(mallinfo2().uordblks - before) /
                                             static_cast<double>(model->transitions());
        state.counters["transitions"] = static_cast<double>(model->transitions());
    }
    std::vector<Exchange> walk;
    std::unique_ptr<Model> model;
};

template <typename Model>
void observe(benchmark::State &state)
{
    Learnt<Model> learnt(state);
    std::size_t i = 0;
    for ([[maybe_unused]] auto _ : state) {
        learnt.model->observe(learnt.walk[i]);
        i = i + 1 < learnt.walk.size() ? i + 1 : 0;
    }
}

// Observing and predicting in turn, as the pipeline does; the difference to `observe` is the cost
// of predicting.
template <typename Model>
void observePredict(benchmark::State &state)
{
    Learnt<Model> learnt(state);
    std::vector<Prediction> out;
    std::size_t i = 0;
    for ([[maybe_unused]] auto _ : state) {
        learnt.model->observe(learnt.walk[i]);
        learnt.model->predict(learnt.walk[i].session, 10, out);
        benchmark::DoNotOptimize(out.data());
        i = i + 1 < learnt.walk.size() ? i + 1 : 0;
    }
}

template <typename Model>
void predict(benchmark::State &state)
{
    Learnt<Model> learnt(state);
    std::vector<Prediction> out;
    std::size_t i = 0;
    for ([[maybe_unused]] auto _ : state) {
        learnt.model->predict(learnt.walk[i].session, 10, out);
        benchmark::DoNotOptimize(out.data());
        i = i + 1 < learnt.walk.size() ? i + 1 : 0;
    }
}

BENCHMARK(observe<FirstOrder>)->Arg(1'000)->Arg(10'000)->Arg(100'000);
BENCHMARK(observe<Naive>)->Arg(1'000)->Arg(10'000)->Arg(100'000);
BENCHMARK(predict<FirstOrder>)->Arg(1'000)->Arg(10'000)->Arg(100'000);
BENCHMARK(predict<Naive>)->Arg(1'000)->Arg(10'000)->Arg(100'000);
BENCHMARK(observePredict<FirstOrder>)->Arg(1'000)->Arg(10'000)->Arg(100'000);
BENCHMARK(observePredict<Naive>)->Arg(1'000)->Arg(10'000)->Arg(100'000);

void strongest(benchmark::State &state)
{
    Learnt<FirstOrder> learnt(state);
    std::vector<Transition> out;
    for ([[maybe_unused]] auto _ : state)
        learnt.model->model.strongest(150, out);
}
BENCHMARK(strongest)->Arg(100'000);

} // namespace

BENCHMARK_MAIN();
