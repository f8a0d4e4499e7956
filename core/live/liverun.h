// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/trafficrecorder.h"
#include "core/live/democast.h"
#include "core/live/livesession.h"
#include "core/live/livesource.h"
#include "core/record/sessionalert.h"
#include "core/record/sessionrecorder.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace forefetch {

// What is to run, as plain values: a command line makes one, and so does the window's dialog.
struct RunPlan
{
    bool isDemo = true;
    Profile profile;
    std::uint64_t seed = 1;
    // The demo's; its target, address and session key are its own.
    unsigned users = 50;
    double rate = 25;                 // requests/s of all together
    std::vector<PlannedFault> faults; // counted from its beginning
    // A gateway's.
    std::string source = "serve"; // what its snapshots say made the figures
    Origin target;
    ListenAddress listen;
    SessionKey sessionKey;
    std::string accessLog;   // a file, "-" for standard error; "": none
    std::string storeFolder; // for what survives the run (storeFolders); "": by XDG
    std::string redis;       // as StoreSetup has them
    std::string redisPassword;
    std::string keyFile;
    // What clients ask and get is written there; or all that the window shows, where the name ends
    // in .ffsession (SessionRecorder); "": nothing.
    std::string recordFile;
    RecordedBodies recordBodies = RecordedBodies::None;
    std::optional<AlertRule> alert; // saves what was before it
    // What the model is to know before anything is observed; null: nothing. Called by begin().
    std::function<Result<void>(Predictor &, Interner &)> teach;
};

// What a demo starts with: its shop says nothing about freshness, and a fifth of its users are the
// control group.
SettingsValues demoSettings();

// A plan at work: the loop and, for a demo, the shop and its users around it.
//
//     LiveRun run(plan);
//     if (auto begun = run.begin(); !begun) ... begun.error().text
//     ... run.session().snapshot(), run.gatewayUrl() ...
//     run.end(2s);
//
// Whether a target answers is not asked here (see reach): a gateway may be there first.
// Thread: the main thread. A Qt application object exists.
class LiveRun
{
public:
    explicit LiveRun(RunPlan plan);
    ~LiveRun();
    LiveRun(const LiveRun &) = delete;
    LiveRun &operator=(const LiveRun &) = delete;

    // Once. A busy port is an error that names it; so are what `teach` refuses and a
    // record that cannot be written.
    Result<void> begin();
    // The users leave, what is under way may end within the time, the rest is cut. What was
    // measured can still be asked for.
    void end(Duration timeout);
    bool isRunning() const { return m_session && m_session->isRunning(); }

    const RunPlan &plan() const { return m_plan; }
    // Of a demo, from begin() on; null for a gateway.
    DemoCast *cast() { return m_cast.get(); }
    // Of a run that is recorded, from begin() on; else null. Complete after end().
    const TrafficRecorder *recorder() const { return m_recorder.get(); }
    // Records all that the window shows, until endRecording() or the end of the run; in place of a
    // recording that goes on. From begin() on.
    Result<void> beginRecording(const std::string &path);
    void endRecording();
    // Null while nothing is recorded so.
    const SessionRecorder *sessionRecorder() const { return m_sessionRecorder.get(); }
    // In place of the one there is; nothing: none. Fails when it cannot be read.
    Result<void> setAlert(const std::optional<AlertRule> &rule);
    const SessionAlert *alert() const { return m_alert.get(); }
    // As the window and recordings see it; from begin() on.
    RunSource &source() { return *m_source; }
    // From begin() on.
    LiveSession &session() const { return *m_session; }
    const std::string &gatewayUrl() const { return m_gatewayUrl; } // "http://127.0.0.1:8080"

private:
    StoreSetup storeSetup() const;

    RunPlan m_plan;
    std::string m_gatewayUrl;
    RealClock m_clock;                // the recorder's
    std::unique_ptr<DemoCast> m_cast; // before the session: its shop outlives the session's fetches
    std::unique_ptr<TrafficRecorder> m_recorder;
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<LiveSource> m_source;
    std::unique_ptr<SessionRecorder> m_sessionRecorder; // asks all of the above
    std::unique_ptr<SessionAlert> m_alert;              // the same
};

} // namespace forefetch
