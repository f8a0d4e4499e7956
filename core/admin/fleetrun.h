// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/remoterun.h"
#include "core/metrics/sampler.h"

#include <memory>
#include <vector>

namespace forefetch {

// Several instances as one run: figures are summed (see sumOf), so are the time lines; changes and
// faults of each are there at their moments here. Single requests, prefetches, the graph and what
// the model says belong to one instance and are not there: look at that one.
//
//     FleetRun all({&a, &b, &c}, clock);
//     all.tick();                              // ten times a second or so
//
// An instance that is not connected counts with its last figures.
// Thread: that of the instances, which outlive it.
class FleetRun final : public RunSource
{
public:
    FleetRun(std::vector<RemoteRun *> instances, const Clock &clock);
    ~FleetRun() override;

    // Feeds the history; at least once a second.
    void tick();

    RunAbout about() const override;
    const Clock &clock() const override { return m_clock; }
    const RunRows &rows() const override;
    Snapshot snapshot() const override;
    SessionSums sessions(Group group) const override;
    Histogram latencies() const override;
    std::vector<SettingsChange> changes() const override;
    std::vector<FaultEvent> faults() const override;
    PrefetchRuleList rules() const override { return {}; }
    OriginHealth::State originHealth() const override;
    std::shared_ptr<const TransitionGraph> transitionGraph() override { return nullptr; }
    std::shared_ptr<const ModelView> modelView() override { return nullptr; }
    std::shared_ptr<const TunerView> tunerView() const override { return nullptr; }
    std::uint64_t tunerRequests() const override { return 0; }
    bool isRunning() const override;
    const TimeSeries &history() const override { return m_history; }
    RunSegments segments() const override { return {m_segments.segments(), m_segments.total()}; }

private:
    class NoRows;

    // A moment of an instance, on the clock here.
    TimePoint here(const RemoteRun &instance, TimePoint at) const;

    std::vector<RemoteRun *> m_instances;
    const Clock &m_clock;
    std::unique_ptr<NoRows> m_rows;
    Sampler m_sampler;
    TimeSeries m_history;
    SegmentBook m_segments;
};

} // namespace forefetch
