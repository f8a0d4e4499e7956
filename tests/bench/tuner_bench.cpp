// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tuner's agents against the best fixed setting, found by trying all of a grid: eight scenarios
// (a low and a high base hit ratio; each stationary, with other transitions half-way, with noise
// that grows half-way, and with a cache cut to a sixth half-way), in virtual time.
//
//     tuner_bench [WINDOWS [SEEDS [SCENARIO]]]      (60 windows of 2,000 requests and 5 seeds)
//
// Prints for each agent the mean and the worst regret (reward of the best fixed setting less the
// agent's) over scenarios, weights and seeds, and how many windows it took until a window's reward
// stayed within .01 of the best fixed setting's.
#include "core/simulate/simulationrun.h"
#include "core/time/random.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

using namespace forefetch;

namespace {

constexpr std::size_t kWindow = 2000;
constexpr std::array kWeights = {0.2, 0.5, 1.0};
enum class Event { None, Drift, Noise, SmallCache };
constexpr std::array kEvents = {Event::None, Event::Drift, Event::Noise, Event::SmallCache};

struct Scenario
{
    bool isLow = false; // the base hit ratio
    Event event = Event::None;
};

std::string nameOf(const Scenario &s)
{
    constexpr std::array kNames = {"stationary", "drift", "noise", "small cache"};
    return std::string(s.isLow ? "low, " : "high, ") + kNames[static_cast<std::size_t>(s.event)];
}

// 40 clients walk a chain of five successors a URL; a share of the steps, the noise, goes anywhere.
std::unique_ptr<RecordedTrace> traceOf(const Scenario &scenario, std::uint64_t seed,
                                       std::size_t windows)
{
    Random random(seed);
    const std::uint32_t urls = scenario.isLow ? 12'000 : 1'500;
    constexpr std::uint32_t kClients = 40;
    using Chain = std::vector<std::array<std::uint32_t, 5>>;
    const auto newChain = [&] {
        Chain chain(urls);
        for (auto &next : chain) {
            for (auto &url : next)
                url = static_cast<std::uint32_t>(random.below(urls));
        }
        return chain;
    };
    Chain chain = newChain();
    std::vector<std::uint32_t> at(kClients);
    TraceRecorder recorder;
    double noise = 0.05;
    double now = 0;
    const std::size_t requests = windows * kWindow;
    for (std::size_t i = 0; i < requests; ++i) {
        if (i == requests / 2 && scenario.event == Event::Drift)
            chain = newChain();
        if (i == requests / 2 && scenario.event == Event::Noise)
            noise = 0.6;
        now += random.exponential(1.0 / 100);
        const auto client = static_cast<std::uint32_t>(random.below(kClients));
        std::uint32_t &url = at[client];
        if (random.uniform() < noise) {
            url = static_cast<std::uint32_t>(random.below(urls));
        } else {
            std::size_t branch = 0;
            while (branch < 4 && random.uniform() < 0.5)
                ++branch;
            url = chain[url][branch];
        }
        const std::string target = "/items/" + std::to_string(url);
        TraceEvent event;
        event.method = "GET";
        event.target = target;
        event.session = {client, 1};
        event.exactTime = true;
        event.at = WallTime(std::chrono::milliseconds(
            1'700'000'000'000 + static_cast<std::int64_t>(1000 * now)));
        event.status = 200;
        event.bytes = 8192;
        event.duration = std::chrono::milliseconds(60);
        recorder.add(event);
    }
    return recorder.finish({});
}

SettingsValues baseSettings()
{
    SettingsValues values;
    values[Param::CacheCapacity] = 6; // MiB: 768 answers of 8 KiB
    values[Param::WorkersCount] = 16;
    values[Param::WorkersMaxRequestsPerSecond] = 100;
    values[Param::PredictorModel] = 4; // first order: as many predictions a second as can be had
    return values;
}

struct Job
{
    Scenario scenario;
    std::uint64_t seed = 1;
    std::size_t windows = 60;
};

// Reward by window, and over all.
struct Course
{
    std::vector<Outcome> windows;
    Outcome all() const
    {
        Outcome sum;
        for (const Outcome &w : windows)
            sum += w;
        return sum;
    }
};

// What a run comes to, by window.
Course runOnce(const RecordedTrace &trace, const std::shared_ptr<const PredictionTape> &tape,
                  const SettingsValues &values, const Job &job, TunerView *view)
{
    const std::vector<std::uint8_t> groups(trace.sessions, 0);
    OutcomeCount count{TimePoint::min(), groups, {}};
    Course course;
    Outcome last;
    const auto before = [&](std::size_t step, Settings &settings) {
        if (step == trace.steps.size() / 2 && job.scenario.event == Event::SmallCache)
            (void)settings.set(Param::CacheCapacity, 1, "bench");
        if (step == 0 || step % kWindow != 0)
            return;
        Outcome window = count.outcome[0];
        course.windows.push_back(window -= last);
        last = count.outcome[0];
    };
    RunOptions options{.seed = job.seed, .outcomes = &count, .beforeStep = before};
    if (view != nullptr)
        options.onTuned = [view](const TunerView &v) { *view = v; };
    (void)simulate(trace, tape, values, options);
    Outcome window = count.outcome[0];
    course.windows.push_back(window -= last);
    return course;
}

struct Score
{
    double sum = 0;
    double worst = -1;
    double converged = 0;
    std::size_t n = 0;
    std::string worstCell;
};

// Windows, from the beginning or the event, until it was within .01 of the best fixed one.
double convergence(const Course &course, const Course &best, const RewardWeights &weights)
{
    const std::size_t half = course.windows.size() / 2;
    for (std::size_t i = 1; i < half; ++i) {
        if (course.windows[i].reward(weights) >= best.windows[i].reward(weights) - 0.01)
            return static_cast<double>(i - 1);
    }
    return static_cast<double>(half);
}

constexpr std::array<std::string_view, 5> kAgents = {"replay", "hill-climb", "q-learning",
                                                     "defaults", "no prefetch"};
constexpr std::size_t kTuned = 3; // of them move the knobs

using Regrets = std::array<std::array<double, kAgents.size()>, kWeights.size()>;

void printJournal(std::string_view agent, double weight, const TunerView &view)
{
    for (const TuneStep &s : view.journal)
        std::printf("  %s %.1f: %s -> %s: %s, %s\n", std::string(agent).c_str(), weight,
                    textOf(s.from).c_str(), textOf(s.to).c_str(),
                    std::string(nameOf(s.state)).c_str(), scoreText(s).c_str());
    if (!view.stopped.empty())
        std::printf("  stopped: %s\n", view.stopped.c_str());
}

Course courseOf(std::size_t agent, const RecordedTrace &trace,
                const std::shared_ptr<const PredictionTape> &tape, SettingsValues values,
                const Job &job)
{
    TunerView view;
    if (agent < kTuned) {
        values[Param::TunerMode] = static_cast<double>(TunerMode::Auto);
        values[Param::TunerAgent] = static_cast<double>(agent);
    } else if (agent == kTuned + 1) {
        values[Param::SchedulerMaxPrefetchPerSchedule] = 0;
    }
    const Course course = runOnce(trace, tape, values, job, &view);
    if (std::getenv("TUNER_BENCH_JOURNAL") != nullptr)
        printJournal(kAgents[agent], values[Param::TunerWasteWeight], view);
    return course;
}

class Bench
{
public:
    Bench(std::size_t windows, std::size_t seeds) : m_windows(windows), m_seeds(seeds) {}

    void run(const Scenario &scenario)
    {
        m_cell = {};
        m_best = {};
        for (std::uint64_t seed = 1; seed <= m_seeds; ++seed)
            runSeed({scenario, seed, m_windows});
        for (std::size_t w = 0; w < kWeights.size(); ++w) {
            std::printf("%-18s %-5.1f %7.4f", nameOf(scenario).c_str(), kWeights[w], m_best[w]);
            for (std::size_t a = 0; a < kAgents.size(); ++a) {
                std::printf(" %12.4f", m_cell[w][a]);
                if (Score &score = m_scores[kAgents[a]]; m_cell[w][a] > score.worst) {
                    score.worst = m_cell[w][a];
                    score.worstCell = nameOf(scenario);
                }
            }
            std::printf("\n");
            std::fflush(stdout);
        }
    }

    void printScores() const
    {
        std::printf("\n%-12s %12s %12s %22s\n", "agent", "mean regret", "worst cell",
                    "windows to converge");
        for (const auto &[agent, s] : m_scores) {
            std::printf("%-12s %12.4f %12.4f %22.1f   (%s)\n", std::string(agent).c_str(),
                        s.sum / static_cast<double>(s.n), s.worst,
                        s.converged / static_cast<double>(s.n), s.worstCell.c_str());
        }
    }

private:
    void runSeed(const Job &job)
    {
        const auto trace = traceOf(job.scenario, job.seed, job.windows);
        const SettingsValues base = baseSettings();
        const auto tape = recordPredictions(*trace, base, {});
        std::vector<Course> fixed;
        for (const TunePoint &point : gridOver({}))
            fixed.push_back(runOnce(*trace, tape, withPoint(base, point), job, nullptr));
        for (std::size_t w = 0; w < kWeights.size(); ++w) {
            const RewardWeights weights{kWeights[w], 0};
            const auto best = std::ranges::max_element(
                fixed, {}, [&](const Course &c) { return c.all().reward(weights); });
            const double top = best->all().reward(weights);
            m_best[w] += top / static_cast<double>(m_seeds);
            SettingsValues values = base;
            values[Param::TunerWasteWeight] = weights.waste;
            for (std::size_t a = 0; a < kAgents.size(); ++a) {
                const Course course = courseOf(a, *trace, tape, values, job);
                const double regret = top - course.all().reward(weights);
                Score &score = m_scores[kAgents[a]];
                score.sum += regret;
                score.converged += convergence(course, *best, weights);
                ++score.n;
                m_cell[w][a] += regret / static_cast<double>(m_seeds);
            }
        }
    }

    std::size_t m_windows;
    std::size_t m_seeds;
    Regrets m_cell{};
    std::array<double, kWeights.size()> m_best{};
    std::map<std::string_view, Score> m_scores;
};

} // namespace

int main(int argc, char **argv)
{
    const std::size_t windows = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 60;
    const std::size_t seeds = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 5;
    const char *only = argc > 3 ? argv[3] : "";
    std::printf("%-18s %-5s %7s", "scenario", "w", "best");
    for (const auto agent : kAgents)
        std::printf(" %12s", std::string(agent).c_str());
    std::printf("   regrets, mean over seeds\n");
    Bench bench(windows, seeds);
    for (const bool isLow : {true, false}) {
        for (const Event event : kEvents) {
            if (nameOf({isLow, event}).find(only) != std::string::npos)
                bench.run({isLow, event});
        }
    }
    bench.printScores();
    return 0;
}
