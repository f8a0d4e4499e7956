// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What others may see of the pipeline while it runs.
#include "core/pipeline/pipeline.h"

namespace forefetch {

Snapshot Pipeline::snapshot() const
{
    Snapshot s;
    s.takenAt = m_clock.wallNow();
    s.uptime = seconds(m_clock.now() - m_startedAt);
    s.revision = m_settings.revision();
    s.settings = m_settings.values();
    s.demand = m_demandMeter.figures();
    s.demandHeldBack = m_demandMeter.heldBackFigures();
    s.demandTreated = m_demandMeter.treatedFigures();
    if (m_misses)
        s.misses = m_misses->figures();
    s.queue = m_queue->stats();
    s.workers = m_workers->metrics();
    s.scheduler = m_scheduler->stats();
    s.cache = m_cache->metrics();
    s.store = m_cache->levelFigures();
    s.prefetch = m_ledger.figures();
    s.predictor = predictorFigures();
    s.guard = m_guard.figures(m_clock.now());
    return s;
}

std::shared_ptr<const TransitionGraph> Pipeline::transitionGraph()
{
    // An exchange of nobody wakes the model thread where there is no traffic.
    if (m_graphs.ask(m_clock.now()))
        tellModel(Exchange());
    return m_graphs.latest();
}

std::shared_ptr<const ModelView> Pipeline::modelView()
{
    if (m_observer.ask(m_clock.now()))
        tellModel(Exchange());
    return m_observer.latest();
}

std::shared_ptr<const SavedModel> Pipeline::savedModel()
{
    if (m_saved.ask(m_clock.now()))
        tellModel(Exchange());
    return m_saved.latest();
}

} // namespace forefetch
