// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/ledger.h"
#include "core/pipeline/transitiongraph.h"
#include "core/settings/settings.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace forefetch {

// Hands the strongest part of the learnt chain to whoever wants to see it, though the model thread
// alone may look at the model: somebody asks, the model thread answers a little later, and who asks
// again gets it. While nobody asks nothing is made, and asking often does not make it made often.
//
//     if (publisher.ask(now)) wakeTheModelThread();    // any thread
//     graph = publisher.latest();                      // null until the first answer
//     if (publisher.isWanted()) publisher.publish(predictor, clock);     // the model thread
//
// Thread: as said.
class GraphPublisher
{
public:
    // Between two graphs; more where making one takes long, so that it is at most a 25th part of
    // the model thread's time.
    static constexpr Duration kPeriod = std::chrono::milliseconds(500);
    static constexpr int kShare = 25;

    GraphPublisher(const Interner &interner, const Ledger &ledger, const Settings &settings)
        : m_interner(interner), m_ledger(ledger), m_settings(settings)
    {
    }

    // True when a graph is due and the model thread is to be woken for it.
    bool ask(TimePoint now);
    bool isWanted() const { return m_wanted.load(std::memory_order_relaxed); }
    void publish(const Predictor &predictor, const Clock &clock);
    std::shared_ptr<const TransitionGraph> latest() const;

private:
    const Interner &m_interner;
    const Ledger &m_ledger;
    const Settings &m_settings;
    std::atomic<bool> m_wanted{false};
    std::atomic<Duration::rep> m_due{0};   // the earliest next one
    std::vector<Transition> m_transitions; // model thread
    std::vector<EdgeRecord> m_records;     // model thread
    mutable std::mutex m_mutex;            // guards what follows
    std::shared_ptr<const TransitionGraph> m_latest;
};

} // namespace forefetch
