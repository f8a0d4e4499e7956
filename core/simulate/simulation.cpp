// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/simulation.h"

#include "core/simulate/crew.h"
#include "core/simulate/faultyanswers.h"
#include "core/simulate/oracle.h"
#include "core/simulate/predictiontape.h"
#include "core/simulate/recommendation.h"
#include "core/simulate/routegains.h"

#include <algorithm>
#include <array>
#include <utility>

namespace forefetch {

namespace {

constexpr std::array kOfTheCache = {Param::CacheCapacity, Param::CacheDefaultTtl,
                                    Param::CacheEviction, Param::CacheStore, Param::HoldbackShare};
constexpr double kUnlimited = 65'536; // MiB, the most that the table allows

bool cacheAlike(const SettingsValues &a, const SettingsValues &b)
{
    return std::ranges::all_of(kOfTheCache, [&](Param p) { return a[p] == b[p]; });
}

// Variants that one model's predictions serve.
struct ModelGroup
{
    SettingsValues settings;
    float minProbability = 1;
    std::shared_ptr<const PredictionTape> tape;
};

class Simulation
{
public:
    Simulation(const RecordedTrace &trace, const SimulationPlan &plan,
               const std::function<bool(const SimulationProgress &)> &goOn)
        : m_trace(trace), m_plan(plan), m_steps(std::min(trace.steps.size(), plan.part.end)),
          m_crew(plan.threads, goOn)
    {
        group();
        if (plan.faults.empty())
            return;
        auto faults = std::make_shared<FaultTimeline>();
        faults->plan(plan.faults, RecordedTrace::kBegin);
        m_faults = std::move(faults);
        m_normal = normalLoadOf(trace);
    }

    SimulationResult run()
    {
        m_crew.requestsInAll =
            m_steps * (m_groups.size() + m_plan.variants.size() +
                                    kYardstickCount * m_caches.size() + 1); // routes at the end
        predict();
        runAll();
        if (m_crew.isCancelled() && !m_plan.keepPartial)
            return nothing();
        gather();
        weigh();
        attribute();
        m_result.complete = !m_crew.isCancelled();
        m_result.simulatedRequests =
            m_steps *
            (m_result.variants.size() + kYardstickCount * m_result.yardsticks.size());
        return std::move(m_result);
    }

private:
    static SimulationResult nothing()
    {
        SimulationResult result;
        result.complete = false;
        return result;
    }

    void group()
    {
        m_caches.push_back(m_plan.base);
        for (const SettingsValues &variant : m_plan.variants) {
            m_groupOf.push_back(indexIn(m_groups, variant, predictAlike));
            ModelGroup &group = m_groups[m_groupOf.back()];
            group.minProbability = std::min(
                group.minProbability, static_cast<float>(variant[Param::SchedulerMinProbability]));
            m_cacheOf.push_back(indexIn(m_caches, variant, cacheAlike));
        }
    }

    static const SettingsValues &settingsOf(const ModelGroup &group) { return group.settings; }
    static const SettingsValues &settingsOf(const SettingsValues &values) { return values; }

    template <typename Item>
    static std::size_t indexIn(std::vector<Item> &items, const SettingsValues &values,
                               bool (*alike)(const SettingsValues &, const SettingsValues &))
    {
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (alike(settingsOf(items[i]), values))
                return i;
        }
        items.push_back(Item{values});
        return items.size() - 1;
    }

    RunOptions runOptions(bool countResources = false)
    {
        RunOptions options;
        options.seed = m_plan.seed;
        options.part = m_plan.part;
        options.countResources = countResources;
        options.faults = m_faults;
        options.normal = m_normal;
        options.isCancelled = [this] { return m_crew.isCancelled(); };
        options.requestsDone = &m_crew.requestsDone;
        return options;
    }

    void predict()
    {
        m_crew.run(m_groups.size(), [this](std::size_t i) {
            m_groups[i].tape =
                recordPredictions(m_trace, m_groups[i].settings,
                                  {m_groups[i].minProbability,
                                   [this] { return m_crew.isCancelled(); }, &m_crew.requestsDone,
                                   m_steps});
        });
    }

    // The yardsticks first: without them no variant can be judged.
    void runAll()
    {
        const std::size_t yardsticks = kYardstickCount * m_caches.size();
        m_yardsticks.resize(yardsticks);
        m_runs.resize(m_plan.variants.size());
        m_crew.run(yardsticks + m_runs.size(), [&](std::size_t i) {
            if (i < yardsticks) {
                m_yardsticks[i] = runYardstick(static_cast<Yardstick>(i % kYardstickCount),
                                               m_caches[i / kYardstickCount]);
            } else {
                const std::size_t v = i - yardsticks;
                m_runs[v] = simulate(m_trace, m_groups[m_groupOf[v]].tape, m_plan.variants[v],
                                     runOptions());
            }
        });
    }

    std::optional<SimulationRun> runYardstick(Yardstick yardstick, SettingsValues values)
    {
        switch (yardstick) {
        case Yardstick::OracleSeen:
            return simulateOracle(m_trace, Foresight::Seen, values, runOptions());
        case Yardstick::OracleAll:
            return simulateOracle(m_trace, Foresight::All, values, runOptions());
        case Yardstick::UnlimitedCache:
            values[Param::CacheCapacity] = kUnlimited;
            break;
        case Yardstick::NoPrefetch:
            break;
        }
        values[Param::PrefetchEnabled] = 0;
        return simulate(m_trace, m_groups.front().tape, values, runOptions());
    }

    void gather()
    {
        const bool haveYardsticks =
            std::ranges::all_of(m_yardsticks, [](const auto &run) { return run.has_value(); });
        if (!haveYardsticks)
            return;
        for (std::size_t c = 0; c < m_caches.size(); ++c) {
            YardstickSet &set = m_result.yardsticks.emplace_back();
            for (std::size_t y = 0; y < kYardstickCount; ++y)
                set.runs[y] = std::move(*m_yardsticks[c * kYardstickCount + y]);
        }
        for (std::size_t v = 0; v < m_runs.size(); ++v) {
            if (!m_runs[v])
                continue;
            Variant &variant = m_result.variants.emplace_back();
            variant.settings = m_plan.variants[v];
            variant.run = std::move(*m_runs[v]);
            variant.yardsticks = m_cacheOf[v];
            m_indices.push_back(v);
        }
    }

    void weigh()
    {
        if (m_result.yardsticks.empty())
            return void(m_result.recommended = recommend(m_result, {}, m_plan));
        const Bootstrap bootstrap(std::min(m_trace.sessions, kSessionGroups), m_plan.seed,
                                  rewardWeights(m_plan.base));
        std::vector<Bootstrap::Resampled> without(m_result.yardsticks.size());
        std::vector<Bootstrap::Resampled> with(m_result.variants.size());
        m_crew.finish(without.size(), [&](std::size_t i) {
            YardstickSet &set = m_result.yardsticks[i];
            for (std::size_t y = 0; y < kYardstickCount; ++y) {
                Bootstrap::Resampled resampled = bootstrap.resample(set.runs[y].sessions);
                set.hitRatios[y] = Bootstrap::interval(resampled, Ratio::Hit);
                if (static_cast<Yardstick>(y) == Yardstick::NoPrefetch)
                    without[i] = std::move(resampled);
            }
        });
        m_crew.finish(with.size(), [&](std::size_t i) {
            Variant &v = m_result.variants[i];
            with[i] = bootstrap.resample(v.run.sessions);
            v.hitRatio = Bootstrap::interval(with[i], Ratio::Hit);
            v.extraLoad = Bootstrap::interval(with[i], Ratio::ExtraLoad);
            v.wasteRatio = Bootstrap::interval(with[i], Ratio::Waste);
            v.gain = Bootstrap::difference(with[i], without[v.yardsticks], Ratio::Hit);
            v.reward = Bootstrap::difference(with[i], without[v.yardsticks], Ratio::Reward);
        });
        markFrontier(m_result.variants);
        m_result.recommended = recommend(m_result, with, m_plan);
    }

    // Runs the recommended point, else the best one, once more and counts by route.
    void attribute()
    {
        std::vector<Variant> &variants = m_result.variants;
        if (variants.empty() || m_crew.isCancelled())
            return;
        const std::size_t best = m_result.recommended.variant.value_or(static_cast<std::size_t>(
            std::ranges::max_element(variants, {},
                                     [](const Variant &v) { return v.reward.value; }) -
            variants.begin()));
        m_crew.run(1, [&](std::size_t) {
            const std::size_t v = m_indices[best];
            const auto &tape = m_groups[m_groupOf[v]].tape;
            if (const auto run = simulate(m_trace, tape, m_plan.variants[v], runOptions(true)))
                m_result.routes = routeGains(run->resources, m_trace, *tape);
        });
    }

    const RecordedTrace &m_trace;
    const SimulationPlan &m_plan;
    std::size_t m_steps; // that are simulated
    std::shared_ptr<const FaultTimeline> m_faults; // null: none
    NormalLoad m_normal;
    Crew m_crew;
    std::vector<ModelGroup> m_groups;
    std::vector<std::size_t> m_groupOf; // by variant of the plan
    std::vector<SettingsValues> m_caches;
    std::vector<std::size_t> m_cacheOf;
    std::vector<std::optional<SimulationRun>> m_yardsticks;
    std::vector<std::optional<SimulationRun>> m_runs;
    std::vector<std::size_t> m_indices; // variants of the plan, by variant of the result
    SimulationResult m_result;
};

} // namespace

std::string_view nameOf(Yardstick yardstick)
{
    constexpr std::array<std::string_view, kYardstickCount> names = {
        "no_prefetch", "unlimited_cache", "oracle_seen", "oracle_all"};
    return names[static_cast<std::size_t>(yardstick)];
}

SimulationResult simulate(const RecordedTrace &trace, const SimulationPlan &plan,
                          const std::function<bool(const SimulationProgress &)> &goOn)
{
    return Simulation(trace, plan, goOn).run();
}

} // namespace forefetch
