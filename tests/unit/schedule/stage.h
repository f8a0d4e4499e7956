// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/prefetchscheduler.h"

#include <cstdint>
#include <set>
#include <span>
#include <vector>

namespace forefetch {

inline Prediction predicted(std::uint32_t n, float pUsed, float pNext = 0.1F)
{
    return {ResourceId{n, 1}, pNext, pUsed, {ResourceId{77, 1}, 3, 5, 2}};
}

using Numbers = std::vector<std::uint32_t>;

inline Numbers resourcesOf(std::span<const Key> keys)
{
    Numbers out;
    for (const Key &key : keys)
        out.push_back(key.resource.index);
    return out;
}

// A scheduler with everything that it needs; the answers of its surroundings are public.
struct Stage
{
    Interner interner{100};
    ManualClock clock;
    Settings settings{clock};
    Ledger ledger;
    PrefetchQueue queue{interner, 100};
    std::set<std::uint32_t> cached;
    std::set<std::uint32_t> demanded;
    bool hasRoom = true;
    bool isAllowed = true;
    std::uint64_t asked = 0; // questions put to the cache
    int explained = 0;
    PrefetchScheduler scheduler;

    Stage()
        : scheduler(queue, ledger, settings,
                    {.isCached =
                         [this](const Key &key) {
                             ++asked;
                             return cached.contains(key.resource.index);
                         },
                     .isInFlight =
                         [this](const Key &key) { return demanded.contains(key.resource.index); },
                     .hasRoom = [this](float) { return hasRoom; },
                     .isAllowed = [this](const Prediction &,
                                         const ScheduleContext &) { return isAllowed; },
                     .explain =
                         [this](const Prediction &prediction, const ScheduleContext &) {
                             ++explained;
                             PredictionReason reason;
                             reason.kind = EvidenceKind::Skip;
                             reason.recent[0] = prediction.resource;
                             return reason;
                         }})
    {
    }

    ScheduleContext context() const
    {
        return {SessionId{4, 2}, Partition{9}, ContextId{6, 1}, clock.now()};
    }
    Numbers schedule(const std::vector<Prediction> &predictions)
    {
        return schedule(predictions, context());
    }
    Numbers schedule(const std::vector<Prediction> &predictions, const ScheduleContext &under)
    {
        return resourcesOf(scheduler.scheduleFromPredictions(predictions, under));
    }
    void set(Param param, double value)
    {
        if (const auto done = settings.set(param, value, "test"); !done)
            qFatal("%s", done.error().text.c_str());
    }
    PrefetchState stateOf(PrefetchId id) const { return ledger.find(id)->state; }
};

} // namespace forefetch
