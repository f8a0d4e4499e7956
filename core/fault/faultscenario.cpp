// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fault/faultscenario.h"

#include "core/settings/parameter.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace forefetch {

namespace {

using namespace std::chrono_literals;

constexpr std::array<FaultScenario, kFaultCount> kScenarios = {{
    {.fault = Fault::LatencyX5,
     .name = "latency-x5",
     .sentence = "The origin takes five times as long.",
     .latencyFactor = 5},
    {.fault = Fault::LatencyX10,
     .name = "latency-x10",
     .sentence = "The origin takes ten times as long.",
     .latencyFactor = 10},
    {.fault = Fault::Errors30,
     .name = "errors-30",
     .sentence = "Three answers in ten are a 500.",
     .share = 0.3,
     .status = 500},
    {.fault = Fault::Errors100,
     .name = "errors-100",
     .sentence = "Every answer is a 503: the origin is out of order.",
     .status = 503},
    {.fault = Fault::Timeouts,
     .name = "timeouts",
     .sentence = "Three requests in ten are never answered.",
     .share = 0.3,
     .isSilent = true},
    {.fault = Fault::Resets,
     .name = "resets",
     .sentence = "Three connections in ten are reset where an answer was due.",
     .share = 0.3,
     .isReset = true},
    {.fault = Fault::TruncatedBodies,
     .name = "truncated-bodies",
     .sentence = "Three answers in ten end half-way through their body.",
     .share = 0.3,
     .bodyShare = 0.5},
    {.fault = Fault::RateLimit,
     .name = "rate-limit",
     .sentence = "What goes beyond the usual requests a second gets a 429 and is told to come back "
                 "in 2 s.",
     .mostRequests = 1,
     .retryAfter = 2s},
    {.fault = Fault::Flapping,
     .name = "flapping",
     .sentence = "The origin is out of order for 2 s, well for 2 s, and so on.",
     .status = 503,
     .period = 4s},
    {.fault = Fault::SlowLoris,
     .name = "slow-loris",
     .sentence = "Three bodies in ten come a few bytes at a time, over 4 s.",
     .share = 0.3,
     .drip = 4s},
    {.fault = Fault::Cascade,
     .name = "cascade",
     .sentence = "The origin has servers for the usual demand and no more: more load means "
                 "waiting, and from 2 s of it on a 503.",
     .servers = 1,
     .longestWait = 2s},
    {.fault = Fault::ThunderingHerd,
     .name = "thundering-herd",
     .sentence = "All users come at once and ask twice as fast, and what is cached expires "
                 "together, every 10 s.",
     .expiriesMeet = 10s,
     .haste = 2},
    {.fault = Fault::TrafficDrift,
     .name = "traffic-drift",
     .sentence = "Users want other things, in another order: what was learnt is wrong.",
     .isDrift = true},
    {.fault = Fault::CacheResize,
     .name = "cache-resize",
     .sentence = "The cache is cut to a 64th of its room, at least 1 MiB.",
     .cacheFactor = 1.0 / 64},
}};

constexpr auto kNames = [] {
    std::array<std::string_view, kFaultCount> names{};
    for (std::size_t i = 0; i < kFaultCount; ++i)
        names[i] = kScenarios[i].name;
    return names;
}();

} // namespace

std::span<const FaultScenario> faultScenarios()
{
    return kScenarios;
}

const FaultScenario &scenarioOf(Fault fault)
{
    return kScenarios[static_cast<std::size_t>(fault)];
}

Result<Fault> faultFrom(std::string_view name)
{
    const auto at = std::find(kNames.begin(), kNames.end(), name);
    if (at == kNames.end())
        return invalid("there is no fault \"" + std::string(name) + "\"; did you mean " +
                       std::string(nearestTo(name, kNames)) + "? (--faults list tells them all)");
    return kScenarios[static_cast<std::size_t>(at - kNames.begin())].fault;
}

double FaultScenario::capacityOf(double capacity) const
{
    return std::min(capacity, std::max(1.0, std::floor(capacity * cacheFactor)));
}

Duration FaultSchedule::since(Duration after) const
{
    const Duration none(-1);
    if (after < begin)
        return none;
    const Duration whole = after - begin;
    const Duration phase = every > Duration::zero() ? whole % every : whole;
    return phase < length ? phase : none;
}

Result<std::vector<PlannedFault>> planFaults(std::string_view names, const FaultSchedule &schedule)
{
    std::vector<PlannedFault> planned;
    while (!names.empty()) {
        const std::size_t comma = std::min(names.find(','), names.size());
        const Result<Fault> fault = faultFrom(names.substr(0, comma));
        if (!fault)
            return fault.error();
        planned.push_back({*fault, schedule});
        names.remove_prefix(std::min(comma + 1, names.size()));
    }
    return planned;
}

std::string faultListText()
{
    std::size_t widest = 0;
    for (const std::string_view name : kNames)
        widest = std::max(widest, name.size());
    std::string text;
    for (const FaultScenario &scenario : kScenarios)
        text.append(scenario.name)
            .append(widest + 2 - scenario.name.size(), ' ')
            .append(scenario.sentence)
            .append("\n");
    return text;
}

} // namespace forefetch
