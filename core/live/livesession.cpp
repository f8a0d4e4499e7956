// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/livesession.h"

#include "core/time/random.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace forefetch {

namespace {

// About 8 MB: what a table can still show of the last half hour, at 36 requests a second.
constexpr std::size_t kRecentRequests = 1U << 16;

PipelineOptions pipelineOptions(const LiveOptions &options, LiveStore &store,
                                const Settings &settings, const Clock &clock)
{
    PipelineOptions pipeline;
    pipeline.sessionKey = options.sessionKey;
    pipeline.partitionCookies = options.profile.partitionCookies;
    pipeline.partitionKey = store.partitionKey();
    pipeline.makeBacking = [&store, &settings, &clock](const Interner &interner) {
        return store.make(interner, settings, clock);
    };
    pipeline.seed = options.seed;
    pipeline.origins = options.origin.linkTexts();
    pipeline.memory = readMemory;
    pipeline.recentRequests = kRecentRequests;
    return pipeline;
}

GatewayOptions gatewayOptions(std::size_t keepLimit, const LiveOptions &options)
{
    GatewayOptions gateway;
    // The model and the fetches have threads of their own.
    gateway.threads = std::clamp(std::thread::hardware_concurrency() / 2, 1U, 8U);
    gateway.proxy.keepLimit = keepLimit;
    gateway.logKey = secretNumber();
    gateway.accessLog = options.accessLog;
    gateway.recorder = options.recorder;
    return gateway;
}

} // namespace

LiveSession::LiveSession(LiveOptions options)
    : m_options(std::move(options)), m_settings(m_clock, m_options.profile.values),
      m_store(m_options.profile.values, m_options.store), m_http(m_options.origin),
      m_pipeline(m_settings, m_clock, m_fetcher,
                 pipelineOptions(m_options, m_store, m_settings, m_clock)),
      m_tuner(m_pipeline, m_clock, m_options.seed,
              {.envelope = envelopeOf(m_options.profile.evidence)}),
      m_model([this](const Exchange &exchange) { m_pipeline.learn(exchange); },
              [this] { m_pipeline.countDropped(); }),
      m_gateway(m_pipeline, m_clock, m_options.origin,
                gatewayOptions(PipelineOptions{}.keepLimit, m_options))
{
    m_store.shareClaims(m_fetcher);
    m_pipeline.rules().set(m_options.profile.rules);
    m_pipeline.setModelFeed([this](const Exchange &exchange) { m_model.feed(exchange); });
}

LiveSession::~LiveSession()
{
    stop(std::chrono::seconds(0));
}

Result<ListenAddress> LiveSession::start()
{
    if (!m_store.ready())
        return m_store.ready().error();
    if (auto started = m_pipeline.start(); !started)
        return started.error();
    m_learnt = m_store.makeKeeper(m_pipeline, m_clock);
    if (m_learnt) {
        m_learnt->restore(m_isTaught);
        m_learnt->start();
    }
    m_model.start();
    m_pipeline.workers().start();
    m_tuner.start();
    m_running = true;
    Result<ListenAddress> bound = m_gateway.start(m_options.listen);
    if (!bound)
        stop(std::chrono::seconds(0));
    return bound;
}

void LiveSession::stop(Duration timeout)
{
    if (!m_running.exchange(false))
        return;
    m_tuner.stop();
    // Downstream: no demand, so nothing to learn, so nothing to fetch.
    m_gateway.stop(timeout);
    m_model.stop();
    if (m_learnt)
        m_learnt->stop();
    m_pipeline.stop(timeout);
}

void LiveSession::tick()
{
    const TimePoint now = m_clock.now();
    const std::uint64_t lastRequest = m_pipeline.recentRequests().newest();
    const Snapshot snapshot = this->snapshot();
    const Histogram latencies = m_pipeline.demandMeter().latency(Group::Everybody);
    m_segments.follow(snapshot, latencies, now);
    if (const Sample *sample = m_sampler.take(snapshot, latencies, now, lastRequest))
        m_history.add(*sample, m_sampler.latencies());
}

Snapshot LiveSession::snapshot() const
{
    Snapshot snapshot = m_pipeline.snapshot();
    snapshot.source = m_options.source;
    snapshot.tuner = m_tuner.figures();
    if (const auto &evidence = m_options.profile.evidence)
        snapshot.tuner.outside = outsideOf(*evidence, snapshot.settings);
    const TimePoint now = m_clock.now();
    const auto dated = [&](TimePoint at) {
        return snapshot.takenAt - std::chrono::duration_cast<WallTime::duration>(now - at);
    };
    for (const FaultEvent &event : faultEvents()) {
        FaultNote &note = snapshot.faults.emplace_back();
        note.name = scenarioOf(event.fault).name;
        note.began = dated(event.began);
        if (event.ended != kNever)
            note.ended = dated(event.ended);
    }
    return snapshot;
}

std::vector<FaultEvent> LiveSession::faultEvents() const
{
    return m_options.faults ? m_options.faults->events() : std::vector<FaultEvent>();
}

} // namespace forefetch
