// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/sessionreader.h"

#include <memory>
#include <string>

namespace forefetch {

// A run out of a recording, as it was at one moment; it can be moved to any other. To who shows it
// it is a run like one that goes on.
//
//     auto run = RecordedRun::open("run.ffsession");
//     (*run)->moveTo((*run)->momentAt(begin + 90s));
//     verdict->update((*run)->snapshot(), ...);
//
// Thread: one at a time.
class RecordedRun final : public RunSource
{
public:
    // It stands at its end. See SessionReader::open.
    static Result<std::unique_ptr<RecordedRun>> open(const std::string &path);
    ~RecordedRun() override;

    std::size_t moments() const { return m_reader->moments().size(); }
    std::size_t moment() const { return m_moment; }
    TimePoint timeOf(std::size_t moment) const { return m_reader->moments()[moment].at; }
    std::size_t momentAt(TimePoint at) const { return m_reader->momentAt(at); }
    // Where that cannot be read, it stays where it is.
    Result<void> moveTo(std::size_t moment);
    WallTime wallOf(TimePoint at) const { return m_reader->wallOf(at); }
    TimePoint began() const { return m_reader->began(); }
    const std::string &path() const { return m_reader->path(); }
    // The settings as they were; nobody else changes them.
    Settings &settings() { return m_settings; }
    std::uint64_t stateHash() const { return m_hash; }

    RunAbout about() const override { return m_reader->about(); }
    const Clock &clock() const override;
    const RunRows &rows() const override;
    Snapshot snapshot() const override { return m_frame.snapshot; }
    SessionSums sessions(Group group) const override;
    Histogram latencies() const override { return {}; } // a recording has those of its samples
    std::vector<SettingsChange> changes() const override { return m_changes; }
    std::vector<FaultEvent> faults() const override { return m_frame.faults; }
    PrefetchRuleList rules() const override { return m_frame.rules; }
    OriginHealth::State originHealth() const override { return m_frame.originHealth; }
    std::shared_ptr<const TransitionGraph> transitionGraph() override { return m_frame.graph; }
    std::shared_ptr<const ModelView> modelView() override { return m_frame.model; }
    std::shared_ptr<const TunerView> tunerView() const override { return m_frame.tuner; }
    std::uint64_t tunerRequests() const override { return m_frame.tunerRequests; }
    bool isRunning() const override { return m_frame.isRunning; }
    const TimeSeries &history() const override { return m_history; }
    RunSegments segments() const override { return m_frame.segments; }

private:
    class Time;
    class Rows;

    explicit RecordedRun(std::unique_ptr<SessionReader> reader);
    void moveHistory(std::size_t moment);

    std::unique_ptr<SessionReader> m_reader;
    std::unique_ptr<Time> m_clock;
    std::unique_ptr<Rows> m_rows;
    Settings m_settings;
    SessionFrame m_frame;
    std::size_t m_moment = 0;
    std::uint64_t m_hash = 0;
    std::vector<SettingsChange> m_changes;
    TimeSeries m_history;
    std::int64_t m_historyUpTo = 0; // the number of the moment that it goes to
};

} // namespace forefetch
