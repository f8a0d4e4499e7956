// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/modelview.h"
#include "core/pipeline/ondemand.h"
#include "core/predict/predictor.h"
#include "core/predict/reliabilitymeter.h"
#include "core/request/interner.h"
#include "core/settings/settings.h"

#include <memory>
#include <span>
#include <vector>

namespace forefetch {

// Stands beside the model: scores what it said, tells why it said it, and shows it to whoever asks
// (see OnDemand).
//
//     observer.came(exchange);                          // before the model learns of it
//     observer.predicted(exchange, now, predictions);
//     record.reason = observer.reason(predictor, session, prediction);
//     if (observer.isWanted()) observer.publish(predictor, clock);
//
// Thread: the model thread; ask, latest and ruleOf: any.
class ModelObserver
{
public:
    static constexpr Duration kPeriod = std::chrono::seconds(1); // between two views
    static constexpr std::size_t kMostRules = 4096;              // whose words are kept

    ModelObserver(const Interner &interner, const Settings &settings, std::uint64_t seed)
        : m_interner(interner), m_settings(settings), m_meter(seed)
    {
    }

    void came(const Exchange &arrival) { m_meter.came(arrival); }
    void predicted(const Exchange &exchange, TimePoint now, std::span<const Prediction> predictions)
    {
        m_latestSession = exchange.session;
        m_meter.predicted(exchange.session, now, predictions);
    }
    void setHorizon(const Horizon &horizon) { m_meter.setHorizon(horizon); }
    void restart() { m_meter.restart(); } // another model

    // What stays with a prefetch. Right after the model was asked about this session.
    PredictionReason reason(const Predictor &predictor, SessionId session,
                            const Prediction &prediction);
    // The words of a rule that a reason names; empty when they are forgotten.
    RouteRule ruleOf(ResourceId rule) const { return ruleFrom(m_rules.text(rule)); }

    bool ask(TimePoint now) { return m_views.ask(now); }
    bool isWanted() const { return m_views.isWanted(); }
    void publish(Predictor &predictor, const Clock &clock);
    std::shared_ptr<const ModelView> latest() const { return m_views.latest(); }

private:
    void predictNow(Predictor &predictor, ModelView &view);

    const Interner &m_interner;
    const Settings &m_settings;
    ReliabilityMeter m_meter;
    Interner m_rules{kMostRules}; // texts of rules: wordsOf()
    SessionId m_latestSession;
    std::vector<Transition> m_transitions;
    std::vector<Prediction> m_predictions;
    OnDemand<ModelView> m_views{kPeriod};
};

} // namespace forefetch
