// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/pipelinerows.h"
#include "core/record/runsource.h"

namespace forefetch {

class LiveRun;

// A run that goes on, as the window and a recording see it.
//
//     LiveSource source(run);              // from begin() on
//     SessionRecorder::open("run.ffsession", source);
//
// Thread: any, while the session is there; history() and segments() as those of LiveSession.
class LiveSource final : public RunSource
{
public:
    explicit LiveSource(LiveRun &run);

    RunAbout about() const override;
    const Clock &clock() const override;
    const RunRows &rows() const override { return m_rows; }
    Snapshot snapshot() const override;
    SessionSums sessions(Group group) const override;
    Histogram latencies() const override;
    std::vector<SettingsChange> changes() const override;
    std::vector<FaultEvent> faults() const override;
    PrefetchRuleList rules() const override;
    OriginHealth::State originHealth() const override;
    std::shared_ptr<const TransitionGraph> transitionGraph() override;
    std::shared_ptr<const ModelView> modelView() override;
    std::shared_ptr<const TunerView> tunerView() const override;
    std::uint64_t tunerRequests() const override;
    bool isRunning() const override;
    const TimeSeries &history() const override;
    RunSegments segments() const override;

private:
    LiveRun &m_run;
    PipelineRows m_rows;
};

} // namespace forefetch
