// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/simulationrun.h"

#include "core/pipeline/pipeline.h"
#include "core/simulate/faultyanswers.h"
#include "core/simulate/virtualdrive.h"

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

constexpr std::size_t kCancelEvery = 1024; // requests

SettingsValues assuming(SettingsValues values)
{
    values[Param::CachePolicy] = static_cast<double>(CachePolicy::Assume);
    return values;
}

bool isHeldBack(std::uint32_t session, double share, std::uint64_t seed)
{
    return share > 0 &&
           static_cast<double>(mixBits(seed ^ mixBits(session)) >> 11) * 0x1.0p-53 < share;
}

class Run
{
public:
    Run(const RecordedTrace &trace, std::shared_ptr<const PredictionTape> tape,
        const SettingsValues &values, const RunOptions &options)
        : m_trace(trace), m_options(options), m_clock(trace.beganAt - RecordedTrace::kLead),
          m_settings(m_clock, assuming(values)), m_origin(m_clock, answers()),
          m_tape(std::move(tape)),
          m_pipeline(m_settings, m_clock, m_origin, pipelineOptions(m_tape, options.seed)),
          m_drive(m_pipeline, m_clock, m_origin),
          m_holdback(m_settings.number(Param::HoldbackShare))
    {
        if (const std::size_t first = options.part.countedFrom; first > 0 && !trace.steps.empty())
            m_from = trace.steps[std::min(first, trace.steps.size() - 1)].at;
        m_run.sessions.resize(std::min(trace.sessions, kSessionGroups));
        m_drive.setOnEnd([this](const Exchange &e, const DemandEnd &end) { ended(e, end); });
        if (m_options.onPrefetch)
            m_origin.setOnStart([this] { m_options.onPrefetch(m_clock.now()); });
        m_pipeline.ledger().addEndListener([this](const PrefetchRecord &r) { ended(r); });
    }

    // False when cancelled.
    bool drive()
    {
        m_clock.advanceTo(RecordedTrace::kBegin);
        if (!m_pipeline.start())
            return false;
        std::size_t done = 0;
        Exchange exchange;
        if (m_settings.number(Param::TunerMode) != 0)
            m_tuner.emplace(m_pipeline, m_clock, tunerOptions());
        const std::size_t count = std::min(m_trace.steps.size(), m_options.part.end);
        for (const TraceStep &step : std::span(m_trace.steps).first(count)) {
            exchange.session = {step.session, 1};
            exchange.resource = step.resource;
            exchange.at = step.at;
            exchange.method = step.method;
            exchange.partition = step.partition;
            // Where the model was asked again for it.
            exchange.body = m_tape->answerOf(done) ? m_trace.bodies[step.body] : nullptr;
            exchange.heldBack = m_trace.saysControl
                                    ? step.heldBack && m_holdback > 0
                                    : isHeldBack(step.session, m_holdback, m_options.seed);
            if (m_options.beforeStep)
                m_options.beforeStep(done, m_settings);
            if (m_options.faults)
                cutCache(step.at);
            if (m_options.outcomes != nullptr && !m_isCounting &&
                step.at >= m_options.outcomes->from)
                beginToCount();
            m_drive.request(exchange);
            if (m_tuner && m_tuner->isDue())
                m_tuner->endWindow();
            if (++done % kCancelEvery == 0 && !goOn())
                return false;
        }
        m_drive.finish();
        if (m_isCounting)
            countReady(1);
        if (m_tuner && m_options.onTuned)
            m_options.onTuned(*m_tuner->view());
        return true;
    }

    SimulationRun finish()
    {
        const std::size_t all = m_pipeline.ledger().figures().scheduled;
        for (const PrefetchRecord &record : m_pipeline.ledger().recent(all)) {
            if (!isTerminal(record.state)) // what is still ready is no waste, but was sent
                count(record);
        }
        m_run.snapshot = m_pipeline.snapshot();
        m_run.snapshot.source = "simulate";
        if (m_tuner)
            m_run.snapshot.tuner = m_tuner->figures();
        m_run.snapshot.scheduler.totalPredictions += m_tape->below;
        m_run.snapshot.scheduler.filteredLowProbability += m_tape->below;
        m_run.waiting = seconds(m_waiting);
        return std::move(m_run);
    }

private:
    static PipelineOptions pipelineOptions(std::shared_ptr<const PredictionTape> tape,
                                           std::uint64_t seed)
    {
        PipelineOptions options;
        options.seed = seed;
        options.maxSessions = 1; // nobody is told apart here
        options.recentRequests = 0;
        options.explains = false; // nobody looks
        options.callers = Callers::OneThread;
        options.interner = tape->interner;
        options.makeModel = [tape = std::move(tape)] {
            return std::make_unique<TapePredictor>(tape);
        };
        return options;
    }

    WindowTunerOptions tunerOptions() const
    {
        WindowTunerOptions options;
        options.seed = m_options.seed;
        options.requests = m_options.tuner.windowRequests;
        options.latencyScale = m_options.tuner.latencyScale;
        options.longest = Duration::max(); // windows of requests alone
        options.isCancelled = m_options.isCancelled;
        return options;
    }

    OriginAnswers answers()
    {
        OriginAnswers own = [this](const Key &key) {
            return m_trace.answerTo(key.resource, *m_tape->interner);
        };
        return m_options.faults ? faultyAnswers(m_clock, std::move(own), m_options.faults,
                                                m_options.seed, m_options.normal)
                                : own;
    }

    // A change of the settings, as live, at the first request after it.
    void cutCache(TimePoint now)
    {
        const bool isCut = m_options.faults->isOn(Fault::CacheResize, now);
        if (std::exchange(m_isCut, isCut) == isCut)
            return;
        m_drive.runUntil(now);
        const double own = m_settings.number(Param::CacheCapacity);
        if (isCut)
            m_capacity = own;
        (void)m_settings.set(Param::CacheCapacity,
                             isCut ? scenarioOf(Fault::CacheResize).capacityOf(own) : m_capacity,
                             "fault");
    }

    void beginToCount()
    {
        m_isCounting = true;
        countReady(-1);
    }

    void countReady(double times)
    {
        const std::size_t all = m_pipeline.ledger().figures().scheduled;
        for (const PrefetchRecord &record : m_pipeline.ledger().recent(all)) {
            if (record.state == PrefetchState::Ready) {
                const std::uint8_t group = m_options.outcomes->groups[record.cause.session.index];
                m_options.outcomes->unsettled[group] += times;
            }
        }
    }

    bool goOn() const
    {
        if (m_options.requestsDone)
            m_options.requestsDone->fetch_add(kCancelEvery, std::memory_order_relaxed);
        return !m_options.isCancelled || !m_options.isCancelled();
    }

    void ended(const Exchange &exchange, const DemandEnd &end)
    {
        if (OutcomeCount *count = m_options.outcomes;
            count != nullptr && !exchange.heldBack && m_clock.now() >= count->from)
            count->outcome[count->groups[exchange.session.index]].count(end);
        if (m_options.onEnd)
            m_options.onEnd(exchange, end, m_clock.now());
        if (exchange.at < m_from)
            return;
        SessionTally &tally = m_run.sessions[exchange.session.index % kSessionGroups];
        tally.sent += end.sentToOrigin ? 1 : 0;
        if (end.result == DemandResult::Bypassed || end.result == DemandResult::Error)
            return;
        ++tally.cacheable;
        tally.hits += end.result == DemandResult::Hit ? 1 : 0;
        m_waiting += end.latency;
    }

    void ended(const PrefetchRecord &record)
    {
        if (record.attempts == 0)
            return; // it never left the queue
        if (OutcomeCount *count = m_options.outcomes;
            count != nullptr && m_clock.now() >= count->from)
            count->outcome[count->groups[record.cause.session.index]].count(record);
        count(record);
    }

    void count(const PrefetchRecord &record)
    {
        const auto add = [&](auto &tally) {
            tally.attempts += record.attempts;
            tally.used += record.state == PrefetchState::Used ? 1 : 0;
            tally.late += record.state == PrefetchState::Late ? 1 : 0;
            tally.wasted += record.state == PrefetchState::WastedExpired ||
                                    record.state == PrefetchState::WastedEvicted ||
                                    record.state == PrefetchState::WastedInvalidated
                                ? 1
                                : 0;
        };
        if (record.startedAt >= m_from)
            add(m_run.sessions[record.cause.session.index % kSessionGroups]);
        if (!m_options.countResources)
            return;
        if (record.key.resource.index >= m_run.resources.size())
            m_run.resources.resize(record.key.resource.index + 1);
        add(m_run.resources[record.key.resource.index]);
    }

    const RecordedTrace &m_trace;
    const RunOptions &m_options;
    SimulationRun m_run;
    Duration m_waiting{};
    ManualClock m_clock;
    Settings m_settings;
    OriginModel m_origin;
    std::shared_ptr<const PredictionTape> m_tape;
    Pipeline m_pipeline;
    VirtualDrive m_drive;
    double m_holdback;
    TimePoint m_from{}; // what was asked for or sent earlier is not tallied
    std::optional<WindowTuner> m_tuner;
    bool m_isCounting = false; // into m_options.outcomes
    bool m_isCut = false;
    double m_capacity = 0; // before it was cut, MiB
};

} // namespace

double SimulationRun::meanWait() const
{
    const std::uint64_t cacheable = snapshot.demand.cacheable;
    return cacheable == 0 ? 0 : 1000 * waiting / static_cast<double>(cacheable);
}

std::optional<SimulationRun> simulate(const RecordedTrace &trace,
                                      const std::shared_ptr<const PredictionTape> &tape,
                                      const SettingsValues &values, const RunOptions &options)
{
    Run run(trace, tape, values, options);
    if (!run.drive())
        return std::nullopt;
    return run.finish();
}

} // namespace forefetch
