// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the models cost, in time and in memory. A log is any that forefetchctl evaluate reads; where
// none is named, it is the growing traffic of predicttraffic.h.
//
//     predict_bench [LOG]                        every model on the log, test then train
//     predict_bench growth [MILLIONS [MIB]]      the mixture's memory over so many observations
//     predict_bench live [RATE [SECONDS [LOG]]]  the share of observations that are shed when so
//                                                many requests a second come in real time
//
// Lines to reach on one core: the mixture's observe and predict(10) together at most 6 µs at the
// median and 60 bytes a transition; 10 million observations within predictor.max_memory; fewer than
// 1 % shed at 20,000 requests/s on two cores.
#include "core/pipeline/modelthread.h"
#include "core/predict/contextmodel.h"
#include "core/predict/markov.h"
#include "core/predict/mixture.h"
#include "tests/bench/predicttraffic.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <malloc.h>
#include <ranges>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using namespace forefetch;

namespace {

constexpr std::size_t kMemory = std::size_t(64) << 20; // predictor.max_memory
constexpr std::size_t kPredictions = 10;
constexpr int kPasses = 7; // over the log, each with a new model
constexpr std::size_t kSynthetic = 100'000;

using Steady = std::chrono::steady_clock;
using Make = std::function<std::unique_ptr<Predictor>(Interner &)>;

struct Model
{
    const char *name;
    Make make;
};

const std::vector<Model> &models()
{
    static const std::vector<Model> all = {
        {"mixture",
         [](Interner &interner) { return std::make_unique<MixturePredictor>(interner, kMemory); }},
        {"mixture, no bindings",
         [](Interner &interner) {
             return std::make_unique<MixturePredictor>(interner, kMemory, 100'000,
                                                       MixturePredictor::Bindings::Off);
         }},
        {"kneser-ney",
         [](Interner &interner) {
             return std::make_unique<ContextModel>(ContextModel::Blend::KneserNey, interner,
                                                   kMemory);
         }},
        {"first-order", [](Interner &) { return std::make_unique<MarkovPredictor>(kMemory); }},
    };
    return all;
}

// What the C library has given out, large pieces too.
std::size_t allocated()
{
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

double usOf(Steady::duration d)
{
    return std::chrono::duration<double, std::micro>(d).count();
}

double quantile(std::vector<float> values, double q)
{
    const auto at = static_cast<std::ptrdiff_t>(q * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return static_cast<double>(values[static_cast<std::size_t>(at)]);
}

struct Costs
{
    std::vector<float> both, observe, predict; // µs, of each request
    void add(Steady::time_point begun, Steady::time_point between, Steady::time_point ended)
    {
        both.push_back(static_cast<float>(usOf(ended - begun)));
        observe.push_back(static_cast<float>(usOf(between - begun)));
        predict.push_back(static_cast<float>(usOf(ended - between)));
    }
};

struct Run
{
    std::unique_ptr<Predictor> predictor;
    std::size_t allocated = 0; // by the model alone
};

Run replay(const Model &model, Recording &recording, Costs &costs)
{
    const std::size_t before = allocated() - recording.interner.bytes();
    std::vector<Prediction> out;
    out.reserve(kPredictions);
    Run run{model.make(recording.interner), 0};
    run.predictor->setOptions({});
    for (const RecordedRequest &request : recording.requests) {
        const Exchange exchange = exchangeOf(request);
        const auto begun = Steady::now();
        run.predictor->observe(exchange);
        const auto between = Steady::now();
        run.predictor->predict(request.session, kPredictions, out);
        costs.add(begun, between, Steady::now());
    }
    run.allocated = allocated() - recording.interner.bytes() - before;
    return run;
}

void printMemory(const MixturePredictor &mixture)
{
    std::printf("\nmemory of the mixture, bytes:\n");
    for (const MemoryPart &part : mixture.memory())
        std::printf("  %-28.*s %10zu\n", static_cast<int>(part.name.size()), part.name.data(),
                    part.bytes);
    std::printf("  learnt: %zu successors of contexts, %zu rules of bindings\n",
                static_cast<std::size_t>(mixture.figures().transitions), mixture.rules());
}

// A transition is a successor that is kept of a context (PredictorFigures::transitions); "items"
// are those and the rules that bindings keep of routes.
void measure(const Model &model, const std::string &log)
{
    Costs costs;
    Run last;
    std::size_t requests = 0;
    for (int pass = 0; pass < kPasses; ++pass) {
        const std::unique_ptr<Recording> recording = trafficOf(log, kSynthetic);
        requests = recording->requests.size();
        costs.both.reserve(kPasses * requests);
        costs.observe.reserve(kPasses * requests);
        costs.predict.reserve(kPasses * requests);
        last = {};
        last = replay(model, *recording, costs);
    }
    const PredictorFigures figures = last.predictor->figures();
    const auto *mixture = dynamic_cast<const MixturePredictor *>(last.predictor.get());
    const auto transitions = static_cast<double>(figures.transitions);
    const double items = transitions + static_cast<double>(mixture ? mixture->rules() : 0);
    std::printf("%-22s %7.2f %7.2f %8.2f %8.2f %10.0f %8.1f %8.1f %10.1f\n", model.name,
                quantile(costs.both, 0.5), quantile(costs.both, 0.99), quantile(costs.observe, 0.5),
                quantile(costs.predict, 0.5), transitions,
                static_cast<double>(figures.memory) / transitions,
                static_cast<double>(figures.memory) / items,
                static_cast<double>(last.allocated) / transitions);
    if (mixture && mixture->rules() > 0)
        printMemory(*mixture);
}

int costs(const std::string &log)
{
    const std::unique_ptr<Recording> recording = trafficOf(log, kSynthetic);
    if (!recording)
        return std::fprintf(stderr, "%s: cannot be read\n", log.c_str()), 1;
    std::printf("%zu requests; observe and predict(%zu) together, %d passes\n",
                recording->requests.size(), kPredictions, kPasses);
    std::printf("%-22s %7s %7s %8s %8s %10s %8s %8s %10s\n", "", "median", "p99", "observe",
                "predict", "trans-", "bytes a", "bytes an", "allocated");
    std::printf("%-22s %7s %7s %8s %8s %10s %8s %8s %10s\n", "model", "us", "us", "median",
                "median", "itions", "transit.", "item", "a transit.");
    for (const Model &model : models() | std::views::reverse)
        measure(model, log);
    return 0;
}

int growth(std::size_t observations, std::size_t cap)
{
    GrowingTraffic traffic;
    Interner interner;
    auto model = std::make_unique<MixturePredictor>(interner, cap);
    std::vector<Prediction> out;
    std::printf("cap %.1f MiB\n%12s %10s %10s %10s %10s %8s\n", double(cap) / (1 << 20),
                "observations", "states", "transit.", "rules", "MiB", "us each");
    std::size_t most = 0;
    const std::size_t step = std::max<std::size_t>(1, observations / 20);
    const auto begun = Steady::now();
    for (std::size_t i = 1; i <= observations; ++i) {
        const RecordedRequest request = traffic.next(interner);
        model->observe(exchangeOf(request));
        model->predict(request.session, kPredictions, out);
        const PredictorFigures f = model->figures();
        most = std::max<std::size_t>(most, f.memory);
        if (i % step == 0 || i * 100 == step || i * 10 == step)
            std::printf("%12zu %10llu %10llu %10zu %10.1f %8.2f\n", i,
                        static_cast<unsigned long long>(f.states),
                        static_cast<unsigned long long>(f.transitions), model->rules(),
                        static_cast<double>(f.memory) / (1 << 20),
                        usOf(Steady::now() - begun) / static_cast<double>(i));
    }
    printMemory(*model);
    const auto said = static_cast<double>(model->figures().memory) / (1 << 20);
    const std::size_t before = allocated();
    model.reset();
    const double freed = static_cast<double>(before - allocated()) / (1 << 20);
    std::printf("it says that it takes %.1f MiB at the end; %.1f MiB were given back when it went; "
                "at most %.1f MiB, which is %s the cap\n",
                said, freed, static_cast<double>(most) / (1 << 20),
                most <= cap ? "within" : "ABOVE");
    return most <= cap ? 0 : 1;
}

// The model behind its ring, as in the pipeline: told of every request twice, when it comes and
// when it is answered.
class Live
{
public:
    explicit Live(const std::string &log)
        : m_recording(trafficOf(log, kSynthetic)), m_model(m_recording->interner, kMemory)
    {
    }

    // Requests a second; 0: as fast as the ring takes them.
    void run(double rate, double seconds)
    {
        std::atomic<std::size_t> dropped{0};
        std::size_t fed = 0, waited = 0;
        ModelThread thread([this](const Exchange &e) { learn(e); },
                           [&] { dropped.fetch_add(1, std::memory_order_relaxed); });
        thread.start();
        const std::size_t learntBefore = m_learnt;
        const auto begun = Steady::now();
        const auto end = begun + std::chrono::duration<double>(seconds);
        for (auto now = begun; now < end; now = Steady::now()) {
            waited = std::max(waited, thread.waiting());
            if (rate > 0) {
                const double due = rate * std::chrono::duration<double>(now - begun).count();
                for (; static_cast<double>(fed) < due; ++fed)
                    feed(thread);
            } else {
                for (; thread.waiting() < ModelThread::kRing / 2; ++fed)
                    feed(thread);
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        thread.stop();
        const double took = std::chrono::duration<double>(Steady::now() - begun).count();
        const auto observations = static_cast<double>(2 * fed);
        std::printf("%9.0f requests/s wanted, %9.0f learnt/s; %zu of %.0f observations shed "
                    "(%.2f %%); at most %zu of %zu waited\n",
                    rate, static_cast<double>(m_learnt - learntBefore) / took, dropped.load(),
                    observations, 100.0 * static_cast<double>(dropped.load()) / observations,
                    waited, ModelThread::kRing);
    }

private:
    void learn(const Exchange &exchange)
    {
        if (exchange.status != 0)
            return m_model.answered(exchange);
        m_model.observe(exchange);
        m_model.predict(exchange.session, kPredictions, m_out);
        ++m_learnt;
    }

    // The log over and over, by other visitors each time.
    void feed(ModelThread &thread)
    {
        Exchange exchange = exchangeOf(m_recording->requests[m_next]);
        exchange.session.generation += m_rounds;
        exchange.at += m_rounds * std::chrono::hours(24 * 365);
        thread.feed(exchange);
        exchange.status = 200;
        thread.feed(exchange);
        if (++m_next == m_recording->requests.size()) {
            m_next = 0;
            ++m_rounds;
        }
    }

    std::unique_ptr<Recording> m_recording;
    MixturePredictor m_model;
    std::vector<Prediction> m_out;
    std::size_t m_next = 0, m_learnt = 0;
    std::uint32_t m_rounds = 0;
};

double numberOr(int argc, char **argv, int at, double otherwise)
{
    return at < argc ? std::atof(argv[at]) : otherwise;
}

} // namespace

int main(int argc, char **argv)
{
    const std::string_view mode = argc > 1 ? argv[1] : "";
    if (mode == "growth")
        return growth(static_cast<std::size_t>(numberOr(argc, argv, 2, 10) * 1e6),
                      static_cast<std::size_t>(numberOr(argc, argv, 3, 64) * (1 << 20)));
    if (mode == "live") {
        const std::string log = argc > 4 ? argv[4] : "";
        if (!trafficOf(log, 1))
            return std::fprintf(stderr, "%s: cannot be read\n", log.c_str()), 1;
        const double seconds = numberOr(argc, argv, 3, 10);
        Live(log).run(numberOr(argc, argv, 2, 20'000), seconds);
        Live(log).run(0, seconds);
        return 0;
    }
    return costs(std::string(mode));
}
