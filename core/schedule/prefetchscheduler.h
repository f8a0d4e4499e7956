// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/figures.h"
#include "core/metrics/ledger.h"
#include "core/metrics/missbook.h"
#include "core/queue/prefetchqueue.h"
#include "core/request/prediction.h"
#include "core/settings/settings.h"
#include "core/time/stagemutex.h"

#include <cstdint>
#include <functional>
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
    ResourceId current;    // what is being requested right now: in flight, whatever the flights say
    bool heldBack = false; // nothing is scheduled; predictions are still counted
};

// Decides which predictions become prefetches. Each one is counted once, by the first that holds:
//
//     filtered_low_probability   P(used) is below scheduler.min_probability
//     filtered_guard             prefetch is off, or the session held back
//     filtered_cached            it is fresh in the cache
//     filtered_queued            queued (it may move up) or in flight, as prefetch or for a client
//     filtered_space             unproven entries hold their share of the cache
//     filtered_guard             the guard says no
//     filtered_limit             the batch is complete, or the queue full of what is no less likely
//     scheduled                  all others
//
// so that total_predictions is their sum. The most probable go first, whatever their order.
//
//     PrefetchScheduler scheduler(queue, ledger, settings, {.isCached = ..., .hasRoom = ...});
//     for (const Key &key : scheduler.scheduleFromPredictions(predictions, context)) ...
//
// What it needs to know of others reaches it as callables, asked about one key at a time; a missing
// one filters nothing. Nothing is allocated in steady state.
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
        // What led to a prediction that is about to enter the queue, for its record.
        std::function<PredictionReason(const Prediction &, const ScheduleContext &)> explain;
        // The least P(used) of this prediction, in place of scheduler.min_probability (`standard`).
        std::function<float(const Prediction &, float standard)> threshold;
        // What became of each prediction, but of what is being requested right now.
        std::function<void(const Prediction &, Said, float threshold, const ScheduleContext &)>
            judged;
    };

    PrefetchScheduler(PrefetchQueue &queue, Ledger &ledger, const Settings &settings,
                      Environment environment, Callers callers = Callers::AnyThread);

    // The keys that entered the queue (or moved up in it), valid until the next call. What enters
    // is in the ledger, with its cause, before a worker can see it; what leaves the queue for it
    // has ended there.
    std::span<const Key> scheduleFromPredictions(std::span<const Prediction> predictions,
                                                 const ScheduleContext &context);

    // The pure part: those at or above the threshold whose key is not among `cacheKeys`, the most
    // probable first; nothing is counted or changed.
    static std::vector<Prediction> candidates(std::span<const Prediction> predictions,
                                              const std::unordered_set<ResourceId> &cacheKeys,
                                              double minProbability);
    SchedulerFigures stats() const;

private:
    struct Terms; // the settings and the context of one call
    enum class Verdict : std::uint8_t;

    Verdict judge(const Prediction &prediction, const PrefetchRequest &request, const Terms &terms);
    Verdict put(const Prediction &prediction, const PrefetchRequest &request, const Terms &terms);
    void collect(std::span<const Prediction> predictions, const Terms &terms);
    float thresholdOf(const Prediction &prediction, const Terms &terms) const;
    void tell(const Prediction &prediction, Said what, const Terms &terms) const;
    void leaveOut(const Terms &terms, SchedulerFigures &counted);
    static Said saidOf(Verdict verdict);
    static void count(Verdict verdict, SchedulerFigures &counted);
    void add(const SchedulerFigures &counted);

    PrefetchQueue &m_queue;
    Ledger &m_ledger;
    const Settings &m_settings;
    Environment m_environment;
    std::vector<Key> m_scheduled;            // the answer of the last call
    std::vector<const Prediction *> m_order; // those of the present call, the most probable first
    mutable StageMutex m_mutex;              // guards m_figures
    SchedulerFigures m_figures;
};

} // namespace forefetch
