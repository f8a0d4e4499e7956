// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pipeline/modelobserver.h"

namespace forefetch {

PredictionReason ModelObserver::reason(const Predictor &predictor, SessionId session,
                                       const Prediction &prediction)
{
    Explanation why = predictor.explain(session, prediction);
    if (!why.rule.to.empty())
        why.reason.rule = m_rules.intern(wordsOf(why.rule));
    return why.reason;
}

// Asked anew, as what it said at the time may rest on what is known better by now.
void ModelObserver::predictNow(Predictor &predictor, ModelView &view)
{
    if (!m_latestSession.valid())
        return;
    predictor.predict(m_latestSession,
                      static_cast<std::size_t>(m_settings.integer(Param::PredictorTopK)),
                      m_predictions);
    for (const Prediction &p : m_predictions) {
        ExplainedPrediction said{m_interner.text(p.resource), p.pNext, p.pUsed, p.cause,
                                 predictor.explain(m_latestSession, p)};
        if (view.recent.empty()) {
            for (const ResourceId resource : said.why.reason.recent) {
                if (std::string text = m_interner.text(resource); !text.empty())
                    view.recent.push_back(std::move(text));
            }
        }
        if (!said.target.empty())
            view.predictions.push_back(std::move(said));
    }
}

void ModelObserver::publish(Predictor &predictor, const Clock &clock)
{
    const TimePoint begun = clock.now();
    auto view = std::make_shared<ModelView>();
    view->at = begun;
    view->model = predictor.name();
    view->learnsRoutes = predictor.learnsRoutes();
    view->horizon = m_meter.horizon();
    view->threshold = m_settings.number(Param::SchedulerMinProbability);
    view->prefetching = m_settings.enabled(Param::PrefetchEnabled);
    const ReliabilityMeter::Reading reading = m_meter.reading(begun);
    view->next = reading.next;
    view->used = reading.used;
    view->watched = reading.span;
    if (view->learnsRoutes) {
        predictor.strongest(TransitionGraph::kMostRead, m_transitions);
        fillRoutes(*view, predictor.learntRules(ModelView::kMostRoutes), m_transitions, m_interner,
                   [&predictor](const std::string &text) { return predictor.routeOf(text); });
    }
    predictNow(predictor, *view);
    m_views.publish(std::move(view), begun, clock.now());
}

} // namespace forefetch
