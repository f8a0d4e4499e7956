// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/virtualdrive.h"
#include "core/simulate/windowtuner.h"
#include "tests/unit/simulate/syntheticlog.h"

namespace forefetch {

// Readers of a book that is too long for its pages to be fresh when they are read again: what is
// prefetched decides what is hit.
inline std::unique_ptr<RecordedTrace> bookTrace(std::size_t requests)
{
    return SyntheticLog{.pages = 900, .requests = requests, .withStatus = false}.trace();
}

inline SettingsValues settingsWith(TunerMode mode, double minProbability)
{
    SettingsValues values;
    values[Param::CachePolicy] = static_cast<double>(CachePolicy::Assume);
    values[Param::PredictorModel] = *parseValue(Param::PredictorModel, "first-order");
    values[Param::SchedulerMinProbability] = minProbability;
    values[Param::TunerMode] = static_cast<double>(mode);
    return values;
}

inline PipelineOptions optionsOf(const RecordedTrace &trace)
{
    PipelineOptions options;
    options.callers = Callers::OneThread;
    options.interner = trace.interner();
    return options;
}

// The trace through a pipeline as it runs live, and a tuner beside it.
class TunedLoop
{
public:
    TunedLoop(const RecordedTrace &trace, const SettingsValues &values,
              WindowTunerOptions options = {.requests = 400})
        : m_trace(trace), m_clock(trace.beganAt - RecordedTrace::kLead), settings(m_clock, values),
          m_origin(m_clock, [&](const Key &key) { return m_trace.answerTo(key.resource); }),
          m_pipeline(settings, m_clock, m_origin, optionsOf(trace)),
          m_drive(m_pipeline, m_clock, m_origin),
          tuner(m_pipeline, m_clock, withoutEnd(std::move(options)))
    {
        m_clock.advanceTo(RecordedTrace::kBegin);
        [[maybe_unused]] const bool started = m_pipeline.start().ok();
    }

    // True when a window ended within so many requests.
    bool runToWindow(std::size_t requests)
    {
        for (std::size_t i = 0; i < requests && m_next < m_trace.steps.size(); ++i) {
            const TraceStep &step = m_trace.steps[m_next++];
            Exchange e;
            e.session = {step.session, 1};
            e.resource = step.resource;
            e.at = step.at;
            e.method = step.method;
            m_drive.request(e);
            if (tuner.isDue()) {
                tuner.endWindow();
                return true;
            }
        }
        return false;
    }

    std::size_t requests() const { return m_next; }
    const Clock &clock() const { return m_clock; }
    DemandFigures demand() const { return m_pipeline.snapshot().demand; }

private:
    static WindowTunerOptions withoutEnd(WindowTunerOptions options)
    {
        options.longest = Duration::max();
        return options;
    }

    const RecordedTrace &m_trace;
    ManualClock m_clock;

public:
    Settings settings;

private:
    OriginModel m_origin;
    Pipeline m_pipeline;
    VirtualDrive m_drive;
    std::size_t m_next = 0;

public:
    WindowTuner tuner;
};

} // namespace forefetch
