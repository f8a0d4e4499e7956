// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/ledger.h"
#include "core/pipeline/ondemand.h"
#include "core/pipeline/transitiongraph.h"
#include "core/settings/settings.h"

#include <memory>
#include <vector>

namespace forefetch {

// Hands the strongest part of the learnt chain to whoever wants to see it; see OnDemand.
//
//     if (publisher.ask(now)) wakeTheModelThread();    // any thread
//     graph = publisher.latest();                      // null until the first answer
//     if (publisher.isWanted()) publisher.publish(predictor, clock);     // the model thread
//
// Thread: as said.
class GraphPublisher
{
public:
    static constexpr Duration kPeriod = std::chrono::milliseconds(500);

    GraphPublisher(const Interner &interner, const Ledger &ledger, const Settings &settings)
        : m_interner(interner), m_ledger(ledger), m_settings(settings)
    {
    }

    bool ask(TimePoint now) { return m_graphs.ask(now); }
    bool isWanted() const { return m_graphs.isWanted(); }
    void publish(const Predictor &predictor, const Clock &clock);
    std::shared_ptr<const TransitionGraph> latest() const { return m_graphs.latest(); }

private:
    const Interner &m_interner;
    const Ledger &m_ledger;
    const Settings &m_settings;
    std::vector<Transition> m_transitions; // model thread
    std::vector<EdgeRecord> m_records;     // model thread
    OnDemand<TransitionGraph> m_graphs{kPeriod};
};

} // namespace forefetch
