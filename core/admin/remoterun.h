// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/adminclient.h"
#include "core/admin/remotewatch.h"
#include "core/admin/sessionpacket.h"
#include "core/record/runsource.h"

#include <QTimer>

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace forefetch {

// A run of another process, maybe on another machine, followed over its admin API: to who shows it
// it is a run like one that goes on here.
//
//     RemoteRun run(*instanceFrom("http://127.0.0.1:9464"), token, clock);
//     run.start();
//     verdict->update(run.snapshot(), ...);
//     if (!run.isConnected()) ... run.problem() ...
//
// While the connection is lost the newest figures stay, the time lines have a gap, and it is tried
// again, at first after 0.2 s, then less and less often, to every 5 s. What is set in settings() is
// asked of the instance; where it refuses, the value there comes back and refused() is called.
//
// Thread: the one that made it, which runs a Qt event loop.
class RemoteRun final : public RunSource
{
public:
    static constexpr std::size_t kMostRequests = 20'000; // that are kept
    static constexpr std::size_t kMostPrefetches = 12'000;
    // Without a packet for so long the connection is lost; they come four times a second.
    static constexpr Duration kPatience = std::chrono::milliseconds(1500);
    static constexpr Duration kLongestPause = std::chrono::seconds(5);

    RemoteRun(Origin instance, std::string token, const Clock &clock);
    ~RemoteRun() override;

    void start();
    void tryNow(); // in place of the pause
    bool isConnected() const { return m_isConnected; }
    const std::string &problem() const { return m_problem; } // while it is not
    TimePoint lostAt() const { return m_lostAt; }            // on the clock that was handed in
    TimePoint nextTry() const { return m_nextAt; }           // the same
    // Anything has come yet.
    bool hasFigures() const { return m_hasFigures; }
    // Another one: what was shown of the run before is to be let go of.
    std::uint64_t generation() const { return m_generation; }
    const Origin &instance() const { return m_client.origin(); }
    const std::optional<InstanceNote> &note() const { return m_note; }
    bool mayChange() const { return m_isConnected && m_note && m_note->mayChange; }
    // The settings there. To be changed only where mayChange().
    Settings &settings() { return m_settings; }
    void setRules(const PrefetchRuleList &rules);
    // Told why something could not be changed.
    void setRefused(std::function<void(const std::string &)> refused)
    {
        m_refused = std::move(refused);
    }

    RunAbout about() const override { return m_about; }
    const Clock &clock() const override;
    const RunRows &rows() const override;
    Snapshot snapshot() const override { return m_frame.snapshot; }
    SessionSums sessions(Group group) const override;
    Histogram latencies() const override { return m_latencies; }
    std::vector<SettingsChange> changes() const override
    {
        return {m_changes.begin(), m_changes.end()};
    }
    std::vector<FaultEvent> faults() const override { return m_frame.faults; }
    PrefetchRuleList rules() const override { return m_frame.rules; }
    OriginHealth::State originHealth() const override { return m_frame.originHealth; }
    std::shared_ptr<const TransitionGraph> transitionGraph() override { return m_frame.graph; }
    std::shared_ptr<const ModelView> modelView() override { return m_frame.model; }
    std::shared_ptr<const TunerView> tunerView() const override { return m_frame.tuner; }
    std::uint64_t tunerRequests() const override { return m_frame.tunerRequests; }
    bool isRunning() const override { return m_isConnected && m_frame.isRunning; }
    const TimeSeries &history() const override { return m_history; }
    RunSegments segments() const override { return m_frame.segments; }

private:
    class Time;
    class Rows;

    void look();
    void connect(TimePoint now);
    void came(std::string_view bytes);
    void take(SessionPacket packet);
    void takeSettings();
    void lost(std::string problem);
    void begin(const SessionPacket &packet);
    void askNote();
    void settingChanged(Param param);
    void answered(Param param, double value, const Result<std::string> &answer);

    const Clock &m_local;
    AdminClient m_client;
    std::unique_ptr<Time> m_clock;
    std::unique_ptr<Rows> m_rows;
    Settings m_settings;
    std::function<void(const std::string &)> m_refused;
    QTimer m_timer;

    RunAbout m_about;
    SessionFrame m_frame;
    TimePoint m_frameAt{}; // when it came, on the clock that was handed in
    Histogram m_latencies;
    std::deque<SettingsChange> m_changes;
    TimeSeries m_history;
    std::optional<InstanceNote> m_note;
    PacketReader m_reader;
    struct Wanted
    {
        double value = 0;
        std::uint32_t revision = 0; // that it made there; 0: not answered yet
    };
    std::map<Param, Wanted> m_wanted; // set here, and not in a packet yet
    bool m_isTaking = false;          // what the instance says, into m_settings
    bool m_hasFigures = false;
    std::uint64_t m_generation = 0;

    bool m_isConnected = false;
    bool m_isAsking = false;
    std::string m_problem;
    TimePoint m_lostAt{};
    TimePoint m_heardAt{};
    TimePoint m_nextAt{};
    Duration m_pause{};
};

} // namespace forefetch
