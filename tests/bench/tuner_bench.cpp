// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tuner's agents against the best fixed setting, found by trying all of a grid: eight scenarios
// (a low and a high base hit ratio; each stationary, with other transitions half-way, with noise
// that grows half-way, and with a cache cut to a sixth half-way), and real logs, in virtual time.
//
//     tuner_bench [--windows 60] [--seeds 5] [--only TEXT] [--agents TEXT,TEXT] [--logs-window 500]
//                 [LOG ...]                        (no scenarios with a log; 2,000 requests a window)
//
// Prints for each agent the mean and the worst regret (reward of the best fixed setting less the
// agent's; a cell is the mean over seeds) over scenarios and weights, how many windows it took
// until a window's reward stayed within .01 of the best fixed setting's, and how far it is behind
// the new best setting from the tenth window after a drift on. TUNER_BENCH_JOURNAL=1 tells steps.
#include "core/simulate/crew.h"
#include "core/simulate/simulationrun.h"
#include "core/trace/tracereader.h"
#include "tests/bench/tunertraffic.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <string>
#include <vector>

using namespace forefetch;

namespace {

constexpr std::array kWeights = {0.2, 0.5, 1.0};
constexpr std::size_t kSettled = 10; // windows after a drift

struct Agent
{
    std::string_view name;
    TunerMode mode = TunerMode::Off;
    TunerAgent kind = TunerAgent::Replay;
    double latencyScale = 1; // what its replays take latencies for
    double batch = 10;
};

constexpr std::array kAgents = {
    Agent{"replay", TunerMode::Auto, TunerAgent::Replay},
    Agent{"latency x5", TunerMode::Auto, TunerAgent::Replay, 5},
    Agent{"latency /5", TunerMode::Auto, TunerAgent::Replay, 0.2},
    Agent{"hill-climb", TunerMode::Auto, TunerAgent::HillClimb},
    Agent{"q-learning", TunerMode::Auto, TunerAgent::QLearning},
    Agent{"defaults"},
    Agent{"no prefetch", TunerMode::Off, TunerAgent::Replay, 1, 0},
};

struct Plan
{
    std::size_t windows = 60;
    std::size_t seeds = 5;
    std::size_t logsWindow = 500;
    std::string only;
    std::vector<Agent> agents{kAgents.begin(), kAgents.end()};
    std::vector<std::string> logs;
};

// One traffic, and what is done to it.
struct Job
{
    std::string name;
    TunerEvent event = TunerEvent::None;
    std::unique_ptr<RecordedTrace> trace;
    std::shared_ptr<const PredictionTape> tape;
    SettingsValues base;
    std::size_t window = 2000;
    std::uint64_t seed = 1;
};

// What came of each window.
struct Course
{
    std::vector<Outcome> windows;

    Outcome from(std::size_t first) const
    {
        Outcome sum;
        for (std::size_t i = first; i < windows.size(); ++i)
            sum += windows[i];
        return sum;
    }
};

Course runOnce(const Job &job, const SettingsValues &values, double latencyScale, TunerView *view)
{
    const std::vector<std::uint8_t> groups(job.trace->sessions, 0);
    OutcomeCount count{TimePoint::min(), groups, {}};
    Course course;
    Outcome last;
    const auto endWindow = [&] {
        Outcome window = count.outcome[0];
        course.windows.push_back(window -= last);
        last = count.outcome[0];
    };
    RunOptions options{.seed = job.seed, .tuner = {job.window, latencyScale}, .outcomes = &count};
    options.beforeStep = [&](std::size_t step, Settings &settings) {
        if (step == job.trace->steps.size() / 2 && job.event == TunerEvent::SmallCache)
            (void)settings.set(Param::CacheCapacity, 1, "bench");
        if (step > 0 && step % job.window == 0)
            endWindow();
    };
    if (view != nullptr)
        options.onTuned = [view](const TunerView &v) { *view = v; };
    (void)simulate(*job.trace, job.tape, values, options);
    endWindow();
    return course;
}

void printJournal(const Agent &agent, double weight, const TunerView &view)
{
    for (const TuneStep &s : view.journal)
        std::printf("  %s %.1f: %s -> %s: %s, %s\n", std::string(agent.name).c_str(), weight,
                    textOf(s.from).c_str(), textOf(s.to).c_str(),
                    std::string(nameOf(s.state)).c_str(), scoreText(s).c_str());
    if (!view.stopped.empty())
        std::printf("  stopped: %s\n", view.stopped.c_str());
}

Course courseOf(const Agent &agent, double weight, const Job &job)
{
    SettingsValues values = job.base;
    values[Param::TunerWasteWeight] = weight;
    values[Param::TunerMode] = static_cast<double>(agent.mode);
    values[Param::TunerAgent] = static_cast<double>(agent.kind);
    values[Param::SchedulerMaxPrefetchPerSchedule] = agent.batch;
    TunerView view;
    Course course = runOnce(job, values, agent.latencyScale, &view);
    if (std::getenv("TUNER_BENCH_JOURNAL") != nullptr) {
        static std::mutex mutex;
        const std::lock_guard lock(mutex);
        printJournal(agent, weight, view);
    }
    return course;
}

// The reward of the best of them over what came from a window on.
double bestFrom(const std::vector<Course> &fixed, std::size_t first, const RewardWeights &weights)
{
    double best = -1e9;
    for (const Course &course : fixed)
        best = std::max(best, course.from(first).reward(weights));
    return best;
}

// Windows until it was within .01 of the best fixed one.
double convergence(const Course &course, const Course &best, const RewardWeights &weights)
{
    const std::size_t half = course.windows.size() / 2;
    for (std::size_t i = 1; i < half; ++i) {
        if (course.windows[i].reward(weights) >= best.windows[i].reward(weights) - 0.01)
            return static_cast<double>(i - 1);
    }
    return static_cast<double>(half);
}

struct Score
{
    double sum = 0;
    double worst = -1;
    double converged = 0;
    std::size_t n = 0;
    std::string worstCell;
    double afterDrift = 0;
    double worstAfterDrift = -1;
    std::size_t drifts = 0;
};

class Bench
{
public:
    explicit Bench(Plan plan) : m_plan(std::move(plan)), m_crew(0, [](const SimulationProgress &) { return true; })
    {
        std::printf("%-22s %-4s %7s", "regrets", "w", "best");
        for (const Agent &agent : m_plan.agents)
            std::printf(" %11s", std::string(agent.name).c_str());
        std::printf("\n");
    }

    bool isWanted(const std::string &name) const
    {
        return name.find(m_plan.only) != std::string::npos;
    }

    template <typename MakeJob>
    void run(const std::string &name, std::size_t seeds, const MakeJob &makeJob)
    {
        m_cells.assign(kWeights.size(), std::vector<double>(m_plan.agents.size()));
        m_best.assign(kWeights.size(), 0);
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            Job job = makeJob(seed);
            job.seed = seed;
            job.tape = recordPredictions(*job.trace, job.base, {});
            runSeed(job, static_cast<double>(seeds));
        }
        for (std::size_t w = 0; w < kWeights.size(); ++w)
            tellCell(name, w);
    }

    void printScores() const
    {
        std::printf("\n%-12s %11s %11s %12s %12s %12s\n", "agent", "mean regret", "worst cell",
                    "to converge", "after drift", "worst of it");
        for (const Agent &agent : m_plan.agents) {
            const auto found = m_scores.find(agent.name);
            if (found == m_scores.end())
                continue;
            const Score &s = found->second;
            const auto n = static_cast<double>(s.n);
            std::printf("%-12s %11.4f %11.4f %12.1f ", std::string(agent.name).c_str(), s.sum / n,
                        s.worst, s.converged / n);
            if (s.drifts > 0)
                std::printf("%12.4f %12.4f", s.afterDrift / static_cast<double>(s.drifts),
                            s.worstAfterDrift);
            std::printf("   (%s)\n", s.worstCell.c_str());
        }
    }

private:
    void tellCell(const std::string &name, std::size_t w)
    {
        std::printf("%-22s %-4.1f %7.4f", name.c_str(), kWeights[w], m_best[w]);
        for (std::size_t a = 0; a < m_plan.agents.size(); ++a) {
            std::printf(" %11.4f", m_cells[w][a]);
            Score &score = m_scores[m_plan.agents[a].name];
            if (m_cells[w][a] > score.worst) {
                score.worst = m_cells[w][a];
                score.worstCell = name;
            }
        }
        std::printf("\n");
        std::fflush(stdout);
    }

    void runSeed(const Job &job, double seeds)
    {
        const std::vector<TunePoint> grid = gridOver({});
        const std::size_t agents = m_plan.agents.size();
        std::vector<Course> fixed(grid.size());
        std::vector<Course> tuned(agents * kWeights.size());
        // The long ones first, so that no core waits at the end.
        m_crew.run(tuned.size() + fixed.size(), [&](std::size_t i) {
            if (i < tuned.size())
                tuned[i] = courseOf(m_plan.agents[i / kWeights.size()],
                                    kWeights[i % kWeights.size()], job);
            else
                fixed[i - tuned.size()] =
                    runOnce(job, withPoint(job.base, grid[i - tuned.size()]), 1, nullptr);
        });
        for (std::size_t i = 0; i < tuned.size(); ++i)
            score(job, i / kWeights.size(), i % kWeights.size(), fixed, tuned[i], seeds);
    }

    void score(const Job &job, std::size_t agent, std::size_t w, const std::vector<Course> &fixed,
               const Course &course, double seeds)
    {
        const RewardWeights weights{kWeights[w], 0};
        const auto best = std::ranges::max_element(
            fixed, {}, [&](const Course &c) { return c.from(0).reward(weights); });
        const double top = best->from(0).reward(weights);
        const double regret = top - course.from(0).reward(weights);
        Score &s = m_scores[m_plan.agents[agent].name];
        s.sum += regret;
        s.converged += convergence(course, *best, weights);
        ++s.n;
        m_cells[w][agent] += regret / seeds;
        if (agent == 0)
            m_best[w] += top / seeds;
        const std::size_t settled = course.windows.size() / 2 + kSettled;
        if (job.event != TunerEvent::Drift || settled >= course.windows.size())
            return;
        const double behind =
            bestFrom(fixed, settled, weights) - course.from(settled).reward(weights);
        s.afterDrift += behind;
        s.worstAfterDrift = std::max(s.worstAfterDrift, behind);
        ++s.drifts;
    }

    Plan m_plan;
    Crew m_crew;
    std::vector<std::vector<double>> m_cells; // by weight and agent
    std::vector<double> m_best;
    std::map<std::string_view, Score> m_scores;
};

SettingsValues scenarioSettings()
{
    SettingsValues values;
    values[Param::CacheCapacity] = 6; // MiB: 768 answers of 8 KiB
    values[Param::WorkersCount] = 16;
    values[Param::WorkersMaxRequestsPerSecond] = 100;
    values[Param::PredictorModel] = 4; // first order: as many predictions a second as can be had
    return values;
}

std::unique_ptr<RecordedTrace> readLog(const std::string &path)
{
    auto reader = openTrace(path);
    if (!reader) {
        std::fprintf(stderr, "%s\n", reader.error().text.c_str());
        std::exit(1);
    }
    return recordTrace(**reader, {}, [](std::size_t) { return false; });
}

Plan planFrom(int argc, char **argv)
{
    Plan plan;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (!argument.starts_with("--")) {
            plan.logs.push_back(argument);
            continue;
        }
        const std::string value = i + 1 < argc ? argv[++i] : "";
        const std::size_t number = std::strtoul(value.c_str(), nullptr, 10);
        if (argument == "--windows")
            plan.windows = number;
        else if (argument == "--seeds")
            plan.seeds = number;
        else if (argument == "--logs-window")
            plan.logsWindow = number;
        else if (argument == "--only")
            plan.only = value;
        else if (argument == "--agents")
            std::erase_if(plan.agents, [&](const Agent &agent) {
                return ("," + value + ",").find("," + std::string(agent.name) + ",") ==
                       std::string::npos;
            });
    }
    return plan;
}

} // namespace

int main(int argc, char **argv)
{
    const Plan plan = planFrom(argc, argv);
    Bench bench(plan);
    for (const std::string &log : plan.logs) {
        bench.run(log.substr(log.find_last_of('/') + 1), 1, [&](std::uint64_t) {
            return Job{{}, {}, readLog(log), {}, {}, plan.logsWindow};
        });
    }
    for (std::size_t i = 0; plan.logs.empty() && i < 2 * kTunerEvents.size(); ++i) {
        const TunerScenario scenario{i < kTunerEvents.size(), kTunerEvents[i % kTunerEvents.size()]};
        if (!bench.isWanted(scenario.name()))
            continue;
        bench.run(scenario.name(), plan.seeds, [&](std::uint64_t seed) {
            return Job{scenario.name(), scenario.event,
                       tunerTrace(scenario, seed, plan.windows * 2000), {}, scenarioSettings()};
        });
    }
    bench.printScores();
    return 0;
}
