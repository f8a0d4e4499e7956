// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pipeline/graphpublisher.h"

#include <algorithm>

namespace forefetch {

bool GraphPublisher::ask(TimePoint now)
{
    if (now.time_since_epoch().count() < m_due.load(std::memory_order_relaxed))
        return false;
    return !m_wanted.exchange(true, std::memory_order_relaxed);
}

void GraphPublisher::publish(const Predictor &predictor, const Clock &clock)
{
    const TimePoint begin = clock.now();
    auto graph = std::make_shared<TransitionGraph>();
    predictor.strongest(TransitionGraph::kMostRead, m_transitions);
    m_ledger.edges(m_records);
    fillLevels(*graph, m_transitions, m_records, m_interner);
    graph->at = begin;
    graph->transitions = predictor.figures().transitions;
    graph->read = m_transitions.size();
    graph->threshold = m_settings.number(Param::SchedulerMinProbability);
    graph->prefetching = m_settings.enabled(Param::PrefetchEnabled);
    {
        const std::lock_guard lock(m_mutex);
        m_latest = std::move(graph);
    }
    const Duration took = clock.now() - begin;
    m_due.store((begin + std::max(kPeriod, kShare * took)).time_since_epoch().count(),
                std::memory_order_relaxed);
    m_wanted.store(false, std::memory_order_relaxed);
}

std::shared_ptr<const TransitionGraph> GraphPublisher::latest() const
{
    const std::lock_guard lock(m_mutex);
    return m_latest;
}

} // namespace forefetch
