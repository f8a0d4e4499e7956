// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace forefetch {

// Every tunable of the pipeline, once. Sliders, flags, profiles, exports and the tuner read the
// table behind these names; a parameter enters with the code that makes it act.
enum class Param : std::uint8_t {
    PrefetchEnabled,
    PredictorModel,
    PredictorMaxOrder,
    PredictorTopK,
    PredictorHorizonRequests,
    PredictorHorizonSeconds,
    PredictorHalfLife,
    PredictorMaxMemory,
    SchedulerMinProbability,
    SchedulerMaxPrefetchPerSchedule,
    SchedulerCacheSpaceThreshold,
    SchedulerMaxAge,
    QueueMaxSize,
    WorkersCount,
    WorkersMaxRequestsPerSecond,
    WorkersMaxRetries,
    GuardMaxExtraLoad,
    GuardMaxErrorRatio,
    CacheCapacity,
    CachePolicy,
    CacheDefaultTtl,
    CacheEviction,
    CacheStore,
    CacheDiskCapacity,
    HoldbackShare,
    TunerMode,
    TunerAgent,
    TunerWasteWeight,
    TunerLoadWeight,
};
inline constexpr std::size_t kParamCount = 29;

enum class ParamKind : std::uint8_t { Switch, Integer, Real, Choice };
enum class ParamScale : std::uint8_t { Linear, Logarithmic };

// One row of the table. A value is always a double: a switch is 0 or 1, a choice its index.
struct ParamInfo
{
    Param param;
    std::string_view id;    // "scheduler.min_probability"
    std::string_view label; // "Minimum probability"
    std::string_view unit;  // "", "s", "1/s", "MiB", "requests"
    ParamKind kind;
    ParamScale scale;
    double minimum;
    double maximum;
    double standard; // the default
    std::span<const std::string_view> choices;
    std::string_view help;
};

std::span<const ParamInfo> parameterTable();
const ParamInfo &info(Param param);

// By id; the error names the nearest known id.
Result<Param> findParameter(std::string_view id);
// As people write it ("true", "0.35", "assume"), checked against kind and range.
Result<double> parseValue(Param param, std::string_view text);
// Kind and range alone; the error names the parameter and its range.
Result<void> checkValue(Param param, double value);
// Of `candidates`, the one that takes the fewest edits (Levenshtein); empty when there are none.
std::string_view nearestTo(std::string_view text, std::span<const std::string_view> candidates);
// The reverse of parseValue; shortest text that reads back to the same value.
std::string formatValue(Param param, double value);

// The indices of the choices of cache.policy.
enum class CachePolicy : std::uint8_t { Safe, Rfc, Assume };
// Those of cache.store.
enum class StoreKind : std::uint8_t { Memory, Disk, Redis };
// Those of tuner.mode and tuner.agent.
enum class TunerMode : std::uint8_t { Off, Advise, Auto };
enum class TunerAgent : std::uint8_t { Replay, HillClimb, QLearning };

} // namespace forefetch
