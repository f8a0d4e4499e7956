// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/parametertable.h"

#include <algorithm>
#include <array>
#include <utility>

namespace forefetch {

namespace {

using enum ParamKind;
using enum ParamScale;

constexpr std::array<std::string_view, 2> kSwitch = {"false", "true"};
constexpr std::array<std::string_view, 6> kModels = {"mixture",   "kneser-ney",  "ppm",
                                                     "all-order", "first-order", "none"};
constexpr std::array<std::string_view, 3> kPolicies = {"safe", "rfc", "assume"};
constexpr std::array<std::string_view, 3> kEvictions = {"lru", "s3fifo", "wtinylfu"};
constexpr std::array<std::string_view, 3> kStores = {"memory", "disk", "redis"};
constexpr std::array<std::string_view, 3> kTunerModes = {"off", "advise", "auto"};
constexpr std::array<std::string_view, 3> kTunerAgents = {"replay", "hill-climb", "q-learning"};

// clang-format off
constexpr std::array<ParamInfo, kParamCount> kTable = {{
    {Param::PrefetchEnabled, "prefetch.enabled", "Prefetch", "", Switch, Linear, 0, 1, 1, kSwitch,
     "Whether anything is prefetched; off, requests are still served, cached and learnt from."},
    {Param::PredictorModel, "predictor.model", "Model", "", Choice, Linear, 0, 5, 0, kModels,
     "The model that predicts the next requests of a session; a new one begins to learn anew, and "
     "none learns and predicts nothing."},
    {Param::PredictorMaxOrder, "predictor.max_order", "Context", "requests", Integer, Linear, 1, 8,
     4, {},
     "How many of a session's last requests make one context at most."},
    {Param::PredictorTopK, "predictor.top_k", "Predictions", "predictions", Integer, Linear, 1, 50,
     10, {},
     "How many predictions are asked of the model after each request."},
    {Param::PredictorHorizonRequests, "predictor.horizon_requests", "Horizon, requests",
     "requests", Integer, Logarithmic, 1, 1000, 10, {},
     "A prediction counts as used when the session asks for it within so many requests."},
    {Param::PredictorHorizonSeconds, "predictor.horizon_seconds", "Horizon, time", "s", Real,
     Logarithmic, 1, 86'400, 60, {},
     "How soon it must be asked for to count as used."},
    {Param::PredictorHalfLife, "predictor.half_life", "Half-life", "observations", Real,
     Logarithmic, 0, 1e9, 0, {},
     "After so many observations an old one counts half; 0: none ever fades."},
    {Param::PredictorMaxMemory, "predictor.max_memory", "Model memory", "MiB", Integer,
     Logarithmic, 1, 65'536, 64, {},
     "What the model and, live, the names of requests may take; the least useful goes first."},
    {Param::SchedulerMinProbability, "scheduler.min_probability", "Minimum probability", "", Real,
     Linear, 0, 1, 0.3, {},
     "Predictions below this are not prefetched: lower saves more waiting, higher wastes less."},
    {Param::SchedulerMaxPrefetchPerSchedule, "scheduler.max_prefetch_per_schedule", "Batch limit",
     "requests", Integer, Linear, 0, 1000, 10, {},
     "At most so many prefetches are scheduled after one request, the most probable first."},
    {Param::SchedulerCacheSpaceThreshold, "scheduler.cache_space_threshold", "Unproven share", "",
     Real, Linear, 0, 1, 0.8, {},
     "The share of the cache that prefetched entries may hold before they have served anyone."},
    {Param::SchedulerMaxAge, "scheduler.max_age", "Longest wait", "s", Real, Logarithmic, 0.1,
     3600, 30, {},
     "A prefetch that has waited longer in the queue is dropped: its moment has passed."},
    {Param::QueueMaxSize, "queue.max_size", "Queue size", "requests", Integer, Logarithmic, 1,
     1'000'000, 1000, {},
     "How many prefetches may wait; beyond it the least probable gives way."},
    {Param::WorkersCount, "workers.count", "Workers", "", Integer, Linear, 0, 64, 2, {},
     "How many prefetches are fetched at once; 0 fetches none."},
    {Param::WorkersMaxRequestsPerSecond, "workers.max_requests_per_second", "Prefetch rate", "1/s",
     Real, Logarithmic, 0, 100'000, 10, {},
     "The most fetches that all workers together start in a second; 0 pauses them."},
    {Param::WorkersMaxRetries, "workers.max_retries", "Retries", "", Integer, Linear, 0, 10, 2, {},
     "How often a prefetch is tried again after a network or server error, at growing "
     "intervals."},
    {Param::GuardMaxExtraLoad, "guard.max_extra_load", "Most extra load", "", Real, Linear, 0, 10, 1,
     {},
     "At most so many prefetches are sent for each request that the origin would have got without "
     "them, over any 10 s; 1 may double its load, 0 sends none."},
    {Param::GuardMaxErrorRatio, "guard.max_error_ratio", "Most errors", "", Real, Linear, 0, 1, 0.05,
     {},
     "Prefetching slows down when more than this share of the origin's answers are errors."},
    {Param::CacheCapacity, "cache.capacity", "Cache size", "MiB", Integer, Logarithmic, 1, 65'536,
     64, {},
     "What the cache may hold; a smaller value evicts at once."},
    {Param::CachePolicy, "cache.policy", "Cache policy", "", Choice, Linear, 0, 2, 0, kPolicies,
     "What may be stored: rfc is RFC 9111 to the letter, safe never shares what sets a cookie, "
     "assume also stores what the origin says nothing about."},
    {Param::CacheDefaultTtl, "cache.default_ttl", "Assumed freshness", "s", Real, Logarithmic, 1,
     86'400, 300, {},
     "Under assume, how long a response is fresh about which the origin says nothing."},
    {Param::CacheEviction, "cache.eviction", "Eviction", "", Choice, Linear, 0, 2, 1, kEvictions,
     "Which entry leaves a full cache first: lru the one unused for longest, s3fifo one that was "
     "not asked for again soon, wtinylfu one that was asked for less often."},
    {Param::CacheStore, "cache.store", "Store", "", Choice, Linear, 0, 2, 0, kStores,
     "Where stored responses are kept: with disk they survive a restart, with redis gateways share "
     "them. Memory stays in front; what a run began with is what it has."},
    {Param::CacheDiskCapacity, "cache.disk_capacity", "Disk size", "MiB", Integer, Logarithmic, 1,
     1'048'576, 1024, {},
     "What the disk store may hold; beyond it the oldest that were not used go."},
    {Param::HoldbackShare, "holdback.share", "Held back", "", Real, Linear, 0, 0.5, 0, {},
     "The share of sessions that get no prefetch, to measure what the others gain by it."},
    {Param::TunerMode, "tuner.mode", "Tuner", "", Choice, Linear, 0, 2, 0, kTunerModes,
     "What the tuner may do: advise suggests other thresholds, auto sets them itself, step by "
     "step."},
    {Param::TunerAgent, "tuner.agent", "Agent", "", Choice, Linear, 0, 2, 0, kTunerAgents,
     "How the tuner finds them: replay tries them on the latest traffic in virtual time, "
     "hill-climb and q-learning on what comes."},
    {Param::TunerWasteWeight, "tuner.waste_weight", "Waste weight", "", Real, Linear, 0, 2, 0.3, {},
     "What one wasted prefetch costs against one hit, in what tuner and simulator maximise."},
    {Param::TunerLoadWeight, "tuner.load_weight", "Load weight", "", Real, Linear, 0, 2, 0, {},
     "What extra load costs there: this times the share of requests that prefetching adds."},
}};
// clang-format on

constexpr bool tableIsInOrder()
{
    for (std::size_t i = 0; i < kTable.size(); ++i) {
        if (static_cast<std::size_t>(kTable[i].param) != i)
            return false;
    }
    return true;
}
static_assert(tableIsInOrder(), "rows stand in the order of the enumeration");

#ifdef FOREFETCH_REDIS
constexpr std::array<std::pair<Param, std::string_view>, 0> kChoicesNotBuilt{};
#else // without hiredis
constexpr std::array<std::pair<Param, std::string_view>, 1> kChoicesNotBuilt = {{
    {Param::CacheStore, "redis"},
}};
#endif

} // namespace

std::span<const ParamInfo> parameterTable()
{
    return kTable;
}

const ParamInfo &info(Param param)
{
    return kTable[static_cast<std::size_t>(param)];
}

bool isChoiceNotBuilt(Param param, std::string_view choice)
{
    return std::find(kChoicesNotBuilt.begin(), kChoicesNotBuilt.end(), std::pair(param, choice)) !=
           kChoicesNotBuilt.end();
}

} // namespace forefetch
