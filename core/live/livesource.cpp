// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/livesource.h"

#include "core/live/liverun.h"

namespace forefetch {

LiveSource::LiveSource(LiveRun &run) : m_run(run), m_rows(run.session().pipeline()) {}

RunAbout LiveSource::about() const
{
    RunAbout about;
    about.target = m_run.session().origin().text();
    about.gateway = m_run.gatewayUrl();
    about.seed = m_run.plan().seed;
    about.isDemo = m_run.plan().isDemo;
    about.version = FOREFETCH_VERSION;
    return about;
}

const Clock &LiveSource::clock() const
{
    return m_run.session().clock();
}

Snapshot LiveSource::snapshot() const
{
    return m_run.session().snapshot();
}

SessionSums LiveSource::sessions(Group group) const
{
    return m_run.session().pipeline().demandMeter().sessions(group);
}

Histogram LiveSource::latencies() const
{
    return m_run.session().pipeline().demandMeter().latency(Group::Everybody);
}

std::vector<SettingsChange> LiveSource::changes() const
{
    return m_run.session().settings().changes();
}

std::vector<FaultEvent> LiveSource::faults() const
{
    return m_run.session().faultEvents();
}

PrefetchRuleList LiveSource::rules() const
{
    return *m_run.session().pipeline().rules().list();
}

OriginHealth::State LiveSource::originHealth() const
{
    return m_run.session().originHealth();
}

std::shared_ptr<const TransitionGraph> LiveSource::transitionGraph()
{
    return m_run.session().pipeline().transitionGraph();
}

std::shared_ptr<const ModelView> LiveSource::modelView()
{
    return m_run.session().pipeline().modelView();
}

std::shared_ptr<const TunerView> LiveSource::tunerView() const
{
    return m_run.session().tuner().view();
}

std::uint64_t LiveSource::tunerRequests() const
{
    return m_run.session().tuner().requests();
}

bool LiveSource::isRunning() const
{
    return m_run.isRunning();
}

const TimeSeries &LiveSource::history() const
{
    return m_run.session().history();
}

RunSegments LiveSource::segments() const
{
    const SegmentBook &book = m_run.session().segments();
    return {book.segments(), book.total()};
}

} // namespace forefetch
