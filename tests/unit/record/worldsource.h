// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/pipelinerows.h"
#include "core/simulate/virtualdrive.h"

#include <chrono>
#include <string>

namespace forefetch {

// A pipeline in virtual time that is seen as a run: sessions walk from a list to an item, so that
// the second is prefetched. The same seed makes the same run.
class WorldSource final : public RunSource
{
public:
    WorldSource() : m_origin(m_clock, fixedAnswers(std::chrono::milliseconds(50), 1000))
    {
        set(Param::WorkersMaxRequestsPerSecond, 1000);
        set(Param::WorkersCount, 8);
        set(Param::CachePolicy, static_cast<double>(CachePolicy::Assume));
        [[maybe_unused]] const bool started = m_pipeline.start().ok();
    }
    void set(Param p, double value)
    {
        [[maybe_unused]] const bool done = m_settings.set(p, value, "user").ok();
    }
    void request(const std::string &target)
    {
        Exchange e;
        m_at += std::chrono::milliseconds(200);
        e.at = m_at;
        e.session = {m_session, 1};
        e.resource = m_pipeline.interner().intern(target);
        m_drive.request(e);
        m_drive.runUntil(m_at + std::chrono::milliseconds(100));
    }
    // A session of its own: 400 ms.
    void visit(int item)
    {
        ++m_session;
        request("/list/" + std::to_string(item));
        request("/items/" + std::to_string(item));
    }
    Pipeline &pipeline() { return m_pipeline; }

    RunAbout about() const override { return {.title = "World", .target = "http://shop.test"}; }
    const Clock &clock() const override { return m_clock; }
    const RunRows &rows() const override { return m_rows; }
    Snapshot snapshot() const override { return m_pipeline.snapshot(); }
    SessionSums sessions(Group group) const override
    {
        return m_pipeline.demandMeter().sessions(group);
    }
    Histogram latencies() const override
    {
        return m_pipeline.demandMeter().latency(Group::Everybody);
    }
    std::vector<SettingsChange> changes() const override { return m_settings.changes(); }
    std::vector<FaultEvent> faults() const override { return {}; }
    PrefetchRuleList rules() const override { return *m_pipeline.rules().list(); }
    OriginHealth::State originHealth() const override { return {}; }
    std::shared_ptr<const TransitionGraph> transitionGraph() override
    {
        return m_pipeline.transitionGraph();
    }
    std::shared_ptr<const ModelView> modelView() override { return m_pipeline.modelView(); }
    std::shared_ptr<const TunerView> tunerView() const override { return nullptr; }
    std::uint64_t tunerRequests() const override { return 0; }
    bool isRunning() const override { return true; }
    const TimeSeries &history() const override { return m_history; }
    RunSegments segments() const override { return {}; }

private:
    ManualClock m_clock;
    Settings m_settings{m_clock};
    OriginModel m_origin;
    mutable Pipeline m_pipeline{m_settings, m_clock, m_origin, {}};
    VirtualDrive m_drive{m_pipeline, m_clock, m_origin};
    PipelineRows m_rows{m_pipeline};
    TimeSeries m_history;
    TimePoint m_at{};
    std::uint32_t m_session = 0;
};

} // namespace forefetch
