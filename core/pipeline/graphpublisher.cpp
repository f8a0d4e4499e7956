// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pipeline/graphpublisher.h"

namespace forefetch {

void GraphPublisher::publish(const Predictor &predictor, const Clock &clock)
{
    const TimePoint begun = clock.now();
    auto graph = std::make_shared<TransitionGraph>();
    predictor.strongest(TransitionGraph::kMostRead, m_transitions);
    m_ledger.edges(m_records);
    fillLevels(*graph, m_transitions, m_records, m_interner,
               [&predictor](const std::string &text) { return predictor.routeOf(text); });
    graph->at = begun;
    graph->transitions = predictor.figures().transitions;
    graph->read = m_transitions.size();
    graph->threshold = m_settings.number(Param::SchedulerMinProbability);
    graph->prefetching = m_settings.enabled(Param::PrefetchEnabled);
    m_graphs.publish(std::move(graph), begun, clock.now());
}

} // namespace forefetch
