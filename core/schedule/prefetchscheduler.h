// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/figures.h"
#include "core/metrics/ledger.h"
#include "core/queue/prefetchqueue.h"
#include "core/request/prediction.h"
#include "core/settings/settings.h"

#include <functional>
#include <mutex>
#include <span>
#include <unordered_set>
#include <vector>

namespace forefetch {

// For whom, and under what, predictions are scheduled.
struct ScheduleContext
{
    SessionId session;
    Partition partition;
    ContextId context;
    TimePoint now{};
    bool heldBack = false; // nothing is scheduled; predictions are still counted
};

// Decides which predictions become prefetches: filters by probability, what is cached, queued or
// in flight, room in the cache, a guard, and the batch limit, in that order of counting.
//
//     PrefetchScheduler scheduler(queue, ledger, settings, {.isCached = ..., .hasRoom = ...});
//     for (const Key &key : scheduler.scheduleFromPredictions(predictions, context)) ...
//
// What it needs to know of others reaches it as callables; a missing one filters nothing.
// Thread: one, the model thread; stats() is for any.
class PrefetchScheduler
{
public:
    struct Environment
    {
        std::function<bool(const Key &)> isCached;   // fresh in the cache, in either partition
        std::function<bool(const Key &)> isInFlight; // a demand fetch of it is under way
        std::function<bool(float probability)> hasRoom;
        std::function<bool(const Prediction &, const ScheduleContext &)> isAllowed; // the guard
    };

    PrefetchScheduler(PrefetchQueue &queue, Ledger &ledger, const Settings &settings,
                      Environment environment);

    // The keys that entered the queue (or moved up in it), valid until the next call.
    std::span<const Key> scheduleFromPredictions(std::span<const Prediction> predictions,
                                                 const ScheduleContext &context);

    // The pure part: those at or above the threshold whose key is not among `cacheKeys`, the most
    // probable first; nothing is counted or changed.
    static std::vector<Prediction> candidates(std::span<const Prediction> predictions,
                                              const std::unordered_set<ResourceId> &cacheKeys,
                                              double minProbability);
    SchedulerFigures stats() const;

private:
    PrefetchQueue &m_queue;
    Ledger &m_ledger;
    const Settings &m_settings;
    Environment m_environment;
    std::vector<Key> m_scheduled;
    mutable std::mutex m_mutex; // guards m_figures
    SchedulerFigures m_figures;
};

} // namespace forefetch
