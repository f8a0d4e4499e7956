// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/liverun.h"

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
    LiveOptions options{m_plan.isDemo ? "demo" : m_plan.source,
                        m_plan.profile,
                        m_plan.seed,
                        m_plan.target,
                        m_plan.listen,
                        m_plan.sessionKey,
                        nullptr,
                        storeSetup(),
                        nullptr};
    if (!m_plan.recordFile.empty()) {
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
}

} // namespace forefetch
