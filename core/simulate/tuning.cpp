// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/tuning.h"

#include "core/metrics/quantity.h"
#include "core/simulate/logquestion.h"

#include <algorithm>
#include <array>
#include <utility>

namespace forefetch {

namespace {

constexpr std::array<const char *, 2> kKnobs = {"scheduler.min_probability=0.05:0.95:0.05",
                                                "scheduler.max_prefetch_per_schedule=1,2,4,10"};

Expectation expectation(const Interval &interval)
{
    return {interval.value, interval.low, interval.high};
}

ExpectedFigures figuresOf(const Variant &variant)
{
    return {expectation(variant.hitRatio), expectation(variant.extraLoad),
            expectation(variant.wasteRatio)};
}

ExpectedFigures withoutPrefetch(const YardstickSet &set)
{
    const auto without = static_cast<std::size_t>(Yardstick::NoPrefetch);
    return {expectation(set.hitRatios[without]), {}, {}};
}

// Of every parameter that a simulation depends on; those that were not swept have one value.
std::vector<TestedValues> envelopeOf(const SimulationPlan &plan)
{
    std::vector<TestedValues> envelope;
    for (const ParamInfo &row : parameterTable()) {
        if (!isInEnvelopes(row.param))
            continue;
        std::vector<double> values{plan.base[row.param]};
        const auto axis = std::ranges::find(plan.axes, row.param, &SweepAxis::param);
        if (axis != plan.axes.end())
            values = axis->values;
        if (row.kind == ParamKind::Integer || row.kind == ParamKind::Real)
            values = {std::ranges::min(values), std::ranges::max(values)};
        envelope.push_back({row.param, std::move(values)});
    }
    return envelope;
}

// The swept parameters as they are when nobody says anything.
SettingsValues standardOf(const SimulationPlan &plan)
{
    SettingsValues values = plan.base;
    for (const SweepAxis &axis : plan.axes)
        values[axis.param] = info(axis.param).standard;
    return values;
}

std::string pointsText(const Interval &gain)
{
    return signedPercents(gain.value) + " points (95 %: " + signedPercents(gain.low) + " to " +
           signedPercents(gain.high) + ")";
}

class Tuning
{
public:
    using GoOn = std::function<bool(TuningStage, const SimulationProgress &)>;

    Tuning(const RecordedTrace &trace, SimulationPlan plan, const GoOn &goOn)
        : m_trace(trace), m_plan(std::move(plan)), m_goOn(goOn),
          m_chosenOn(static_cast<std::size_t>(kChosenOn * static_cast<double>(trace.steps.size())))
    {
        m_plan.keepPartial = false;
        ProfileEvidence &evidence = m_result.evidence;
        evidence.requests = trace.steps.size();
        evidence.chosenOn = m_chosenOn;
        evidence.statedOn = evidence.requests - evidence.chosenOn;
        evidence.seed = m_plan.seed;
        evidence.version = FOREFETCH_VERSION;
        evidence.envelope = envelopeOf(m_plan);
        m_result.tried = m_plan.variants.size();
    }

    TuningResult run()
    {
        if (choose() && state())
            return std::move(m_result);
        TuningResult interrupted;
        interrupted.complete = false;
        return interrupted;
    }

private:
    std::optional<SimulationResult> simulateStage(TuningStage stage, const SimulationPlan &plan)
    {
        SimulationResult result = simulate(
            m_trace, plan, [&](const SimulationProgress &p) { return m_goOn(stage, p); });
        m_result.simulatedRequests += result.simulatedRequests;
        return result.complete ? std::optional(std::move(result)) : std::nullopt;
    }

    bool choose()
    {
        m_plan.part = {m_chosenOn, 0};
        const auto found = simulateStage(TuningStage::Choosing, m_plan);
        if (!found)
            return false;
        const Recommendation &recommended = found->recommended;
        m_result.prefetches = recommended.variant.has_value();
        m_result.settings = recommended.settings;
        m_result.evidence.reason = recommended.reason;
        return true;
    }

    // The chosen and the standard point on the rest; the first part fills cache and model.
    bool state()
    {
        SimulationPlan held = m_plan;
        held.part = {m_trace.steps.size(), m_chosenOn};
        held.variants = {standardOf(m_plan)};
        if (m_result.prefetches)
            held.variants.push_back(m_result.settings);
        const auto stated = simulateStage(TuningStage::Stating, held);
        if (!stated)
            return false;
        ProfileEvidence &evidence = m_result.evidence;
        const Variant &standard = stated->variants.front();
        const Variant &chosen = stated->variants.back();
        evidence.defaults = figuresOf(standard);
        evidence.noPrefetch = withoutPrefetch(stated->yardsticks[chosen.yardsticks]);
        evidence.expected = figuresOf(chosen);
        m_result.gain = chosen.gain;
        if (m_result.prefetches)
            judge(chosen);
        if (!m_result.prefetches) {
            m_result.settings[Param::PrefetchEnabled] = 0;
            evidence.expected = evidence.noPrefetch;
            m_result.gain = {};
        }
        return true;
    }

    // Whether what was chosen holds where it was not chosen.
    void judge(const Variant &chosen)
    {
        std::string &reason = m_result.evidence.reason;
        reason += " On the " + groupedText(m_result.evidence.statedOn) +
                  " requests that were held out it brings " + pointsText(chosen.gain);
        if (chosen.reward.high < 0) {
            m_result.prefetches = false;
            reason = "Do not prefetch: the best settings of the first part do not hold. " + reason +
                     " and costs more than it brings.";
        } else if (chosen.reward.low <= 0) {
            reason += ", which, weighed against what it wastes, cannot be told from nothing.";
        } else {
            reason += ".";
        }
    }

    const RecordedTrace &m_trace;
    SimulationPlan m_plan;
    const GoOn &m_goOn;
    std::size_t m_chosenOn;
    TuningResult m_result;
};

} // namespace

Result<SimulationPlan> planTuning(const SettingsValues &base,
                                  const std::vector<std::string> &sweeps, std::uint64_t seed)
{
    SettingsValues values = base;
    assumeFreshness(values);
    values[Param::PrefetchEnabled] = 1;
    values[Param::TunerMode] = 0;     // it would move what is tried
    values[Param::HoldbackShare] = 0; // nor is anybody kept from it
    for (const std::string &text : sweeps) {
        const Result<Param> param = findParameter(text.substr(0, text.find('=')));
        if (param && !isInEnvelopes(*param))
            return invalid("--sweep " + text + ": " + std::string(info(*param).id) +
                           " is nothing that a log could be tuned for");
    }
    return planSweep(values, sweeps.empty()
                                 ? std::vector<std::string>(kKnobs.begin(), kKnobs.end())
                                 : sweeps,
                     seed);
}

Result<void> checkTunable(const RecordedTrace &trace, std::string_view name)
{
    if (auto usable = checkUsable(trace, name); !usable)
        return usable;
    if (trace.steps.size() >= kLeastToTune)
        return {};
    return Error{ErrorCode::Corrupt, std::string(name) + ": " + std::to_string(trace.steps.size()) +
                                         " requests are too few to choose on some and state on "
                                         "others; " +
                                         std::to_string(kLeastToTune) + " are the least"};
}

TuningResult tune(const RecordedTrace &trace, SimulationPlan plan,
                  const std::function<bool(TuningStage, const SimulationProgress &)> &goOn)
{
    return Tuning(trace, std::move(plan), goOn).run();
}

Profile tunedProfile(const Profile &configured, const SimulationPlan &plan,
                     const TuningResult &result)
{
    Profile profile = configured;
    for (const SweepAxis &axis : plan.axes)
        profile.values[axis.param] = result.settings[axis.param];
    profile.values[Param::PrefetchEnabled] = result.prefetches ? 1 : 0;
    profile.evidence = result.evidence;
    return profile;
}

} // namespace forefetch
