// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/liverun.h"

#include "core/record/sessionformat.h"
#include "core/time/random.h"

#include <utility>

namespace forefetch {

SettingsValues demoSettings()
{
    SettingsValues values;
    values[Param::CachePolicy] = static_cast<double>(CachePolicy::Assume);
    values[Param::HoldbackShare] = 0.2;
    return values;
}

// The demo's shop has another port each time.
StoreSetup LiveRun::storeSetup() const
{
    const std::string target = m_plan.isDemo ? "demo" : m_plan.target.text();
    return {storeFolders(m_plan.storeFolder, target), target, m_plan.redis, m_plan.redisPassword,
            m_plan.keyFile};
}

LiveRun::LiveRun(RunPlan plan) : m_plan(std::move(plan)) {}

LiveRun::~LiveRun()
{
    if (m_cast)
        m_cast->leave(); // its faults change the session's settings
}

Result<void> LiveRun::begin()
{
    LiveOptions options;
    options.source = m_plan.isDemo ? "demo" : m_plan.source;
    options.profile = m_plan.profile;
    options.seed = m_plan.seed;
    options.origin = m_plan.target;
    options.listen = m_plan.listen;
    options.sessionKey = m_plan.sessionKey;
    options.accessLog = m_plan.accessLog;
    options.store = storeSetup();
    const bool isSession = isSessionPath(m_plan.recordFile);
    if (!m_plan.recordFile.empty() && !isSession) {
        auto recorder =
            TrafficRecorder::open(m_plan.recordFile, m_clock, secretNumber(), m_plan.recordBodies);
        if (!recorder)
            return recorder.error();
        m_recorder = std::move(*recorder);
        options.recorder = m_recorder.get();
    }
    if (m_plan.isDemo) {
        m_cast = std::make_unique<DemoCast>(
            DemoCast::Options{m_plan.users, m_plan.rate, m_plan.seed, m_plan.faults});
        Result<Origin> shop = m_cast->openShop();
        if (!shop)
            return shop.error();
        options.origin = std::move(*shop);
        options.listen = {};
        options.sessionKey = DemoCast::sessionKey();
        options.faults = &m_cast->faults();
    }
    m_session = std::make_unique<LiveSession>(std::move(options));
    Pipeline &pipeline = m_session->pipeline(); // whose model has no thread yet
    if (m_plan.teach) {
        if (auto taught = m_plan.teach(pipeline.predictor(), pipeline.interner()); !taught)
            return taught;
        m_session->setTaught();
    }
    const Result<ListenAddress> bound = m_session->start();
    if (!bound)
        return bound.error();
    m_gatewayUrl = "http://" + bound->text();
    m_source = std::make_unique<LiveSource>(*this);
    if (isSession)
        if (auto recording = beginRecording(m_plan.recordFile); !recording)
            return recording;
    if (auto set = setAlert(m_plan.alert); !set)
        return set;
    return m_cast ? m_cast->enter(*bound, m_session->settings(), m_recorder.get()) : Result<void>();
}

void LiveRun::end(Duration timeout)
{
    if (m_cast)
        m_cast->leave(); // the shop stays open for what is being fetched
    if (m_session)
        m_session->stop(timeout);
    if (m_recorder)
        m_recorder->finish();
    if (m_sessionRecorder)
        m_sessionRecorder->finish(); // with the last figures
}

Result<void> LiveRun::beginRecording(const std::string &path)
{
    endRecording();
    auto recorder = SessionRecorder::open(path, *m_source);
    if (!recorder)
        return recorder.error();
    m_sessionRecorder = std::move(*recorder);
    return {};
}

Result<void> LiveRun::setAlert(const std::optional<AlertRule> &rule)
{
    m_alert.reset();
    if (!rule)
        return {};
    auto alert = SessionAlert::open(*rule, *m_source);
    if (!alert)
        return alert.error();
    m_alert = std::move(*alert);
    m_alert->start();
    return {};
}

void LiveRun::endRecording()
{
    m_sessionRecorder.reset();
}

} // namespace forefetch
