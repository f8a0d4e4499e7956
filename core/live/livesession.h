// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fault/faulttimeline.h"
#include "core/fetch/httpfetcher.h"
#include "core/gateway/gateway.h"
#include "core/live/learntkeeper.h"
#include "core/live/livestore.h"
#include "core/live/livetuner.h"
#include "core/metrics/sampler.h"
#include "core/metrics/segmentbook.h"
#include "core/metrics/timeseries.h"
#include "core/pipeline/modelthread.h"
#include "core/pipeline/pipeline.h"
#include "core/settings/profile.h"
#include "core/settings/settings.h"
#include "core/time/clock.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace forefetch {

struct LiveOptions
{
    std::string source; // what snapshots call it: "serve", "demo"
    Profile profile;
    std::uint64_t seed = 1;
    Origin origin;
    ListenAddress listen;
    SessionKey sessionKey;
    std::string accessLog;               // as GatewayOptions has it
    TrafficRecorder *recorder = nullptr; // outlives the session; null: nothing is recorded
    StoreSetup store;                    // for cache.store=disk and redis
    const FaultBoard *faults = nullptr;  // the same; null: nothing is made to go wrong
};

// A running loop: settings, pipeline, its threads, and the gateway that real clients come through.
// Everything of the core that runs live is made here and nowhere else.
//
//     LiveSession session(options);
//     Result<ListenAddress> bound = session.start();
//     ... session.snapshot() ...
//     session.stop(2s);
//
// Thread: the main thread; snapshot and settings: any.
class LiveSession
{
public:
    explicit LiveSession(LiveOptions options);
    ~LiveSession();
    LiveSession(const LiveSession &) = delete;
    LiveSession &operator=(const LiveSession &) = delete;

    // The model has been taught what it is to begin with: what was kept of earlier runs is not
    // read.
    void setTaught() { m_isTaught = true; }
    // The address that clients may connect to.
    Result<ListenAddress> start();
    // Lets what is under way end, at most so long for each part, and cuts what is left.
    void stop(Duration timeout);

    Snapshot snapshot() const;
    // What the level behind memory had to tell since the last time (it fails, it works again).
    std::vector<std::string> takeStoreNotices() { return m_store.takeNotices(); }
    // Changes of settings in the runs before this one, where they are kept; oldest first.
    std::vector<SettingsChange> earlierChanges() const
    {
        return m_learnt ? m_learnt->earlierChanges() : std::vector<SettingsChange>();
    }
    // Feeds the history behind the charts; to be called at least once a second, by one thread.
    void tick();
    // Faults that were begun on purpose, and those that are over.
    std::vector<FaultEvent> faultEvents() const;
    const TimeSeries &history() const { return m_history; }
    // What happened between the changes; of who calls tick(), too.
    const SegmentBook &segments() const { return m_segments; }
    const Clock &clock() const { return m_clock; }
    const Origin &origin() const { return m_options.origin; }
    OriginHealth::State originHealth() const { return m_gateway.originHealth(); }
    bool isRunning() const { return m_running; }

    Settings &settings() { return m_settings; }
    Pipeline &pipeline() { return m_pipeline; }
    // Off, advise or auto as tuner.mode says.
    LiveTuner &tuner() { return m_tuner; }

private:
    LiveOptions m_options;
    RealClock m_clock;
    Settings m_settings;
    LiveStore m_store;
    HttpFetcher m_http;
    FleetFetcher m_fetcher{m_http};
    Pipeline m_pipeline;
    LiveTuner m_tuner;
    std::unique_ptr<LearntKeeper> m_learnt; // null: nothing is kept
    ModelThread m_model;
    Gateway m_gateway;
    Sampler m_sampler;
    TimeSeries m_history;
    SegmentBook m_segments;
    bool m_isTaught = false;
    std::atomic<bool> m_running{false}; // a recording asks from its own thread
};

} // namespace forefetch
