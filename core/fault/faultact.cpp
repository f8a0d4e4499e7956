// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fault/faultact.h"

#include "core/request/ids.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace forefetch {

namespace {

constexpr Duration kSecond = std::chrono::seconds(1);

double drawOf(std::uint64_t seed, Fault fault, std::uint64_t request, TimePoint now)
{
    const auto moment = static_cast<std::uint64_t>(now.time_since_epoch().count());
    const std::uint64_t mixed =
        mixBits(seed ^ mixBits(request ^ mixBits(moment + static_cast<std::uint64_t>(fault))));
    return static_cast<double>(mixed >> 11) * 0x1.0p-53;
}

// The worst of both.
void add(FaultAct &to, const FaultAct &other)
{
    if (to.end == FaultAct::End::Answer)
        to.end = other.end;
    if (to.status == 0) {
        to.status = other.status;
        to.retryAfter = other.retryAfter;
    }
    to.latencyFactor *= other.latencyFactor;
    to.wait += other.wait;
    to.takesServer = to.takesServer || other.takesServer;
    to.bodyShare = std::min(to.bodyShare, other.bodyShare);
    to.drip = std::max(to.drip, other.drip);
    if (other.freshFor)
        to.freshFor = std::min(to.freshFor.value_or(*other.freshFor), *other.freshFor);
}

} // namespace

FaultAct actOf(const FaultScenario &scenario, TimePoint began, TimePoint now, double draw,
               const OriginLoad &load, const NormalLoad &normal)
{
    FaultAct act;
    if (scenario.period > Duration::zero() &&
        (now - began) % scenario.period >= scenario.period / 2)
        return act;
    if (draw >= scenario.share)
        return act;
    act.latencyFactor = scenario.latencyFactor;
    act.status = scenario.status;
    act.drip = scenario.drip;
    act.bodyShare = scenario.bodyShare;
    act.end = scenario.isSilent        ? FaultAct::End::Silence
              : scenario.isReset       ? FaultAct::End::Reset
              : scenario.bodyShare < 1 ? FaultAct::End::Truncated
                                       : FaultAct::End::Answer;
    const double most = std::max(1.0, scenario.mostRequests * normal.requestsPerSecond);
    if (scenario.mostRequests > 0 && load.requests > most) {
        act.status = 429;
        act.retryAfter = scenario.retryAfter;
    }
    if (scenario.servers > 0) {
        act.takesServer = load.wait <= scenario.longestWait;
        act.wait = act.takesServer ? load.wait : Duration::zero();
        act.status = act.takesServer ? act.status : std::int16_t{503};
    }
    if (scenario.expiriesMeet > Duration::zero())
        act.freshFor = scenario.expiriesMeet - (now - began) % scenario.expiriesMeet;
    return act;
}

FaultyOrigin::FaultyOrigin(std::uint64_t seed, const NormalLoad &normal)
    : m_seed(seed), m_normal(normal)
{
    const double busy = normal.requestsPerSecond * seconds(normal.latency);
    const double servers = scenarioOf(Fault::Cascade).servers * busy;
    m_free.resize(static_cast<std::size_t>(std::clamp(std::ceil(servers), 1.0, 1e5)));
}

Duration FaultyOrigin::waitAt(TimePoint now) const
{
    return std::max(Duration::zero(), m_free.front() - now);
}

FaultAct FaultyOrigin::arrive(const FaultsOn &faults, TimePoint now, std::uint64_t request)
{
    FaultAct all;
    while (!m_lately.empty() && m_lately.front() + kSecond <= now)
        m_lately.pop_front();
    if (!faults.empty()) {
        const OriginLoad load{static_cast<double>(m_lately.size() + 1), waitAt(now)};
        for (const FaultOn &on : faults)
            add(all, actOf(scenarioOf(on.fault), on.began, now,
                           drawOf(m_seed, on.fault, request, now), load, m_normal));
    }
    if (all.status != 429)
        m_lately.push_back(now);
    return all;
}

Duration FaultyOrigin::work(const FaultAct &act, TimePoint now, Duration own)
{
    const Duration works = fromSeconds(seconds(own) * act.latencyFactor);
    if (act.takesServer) {
        std::ranges::pop_heap(m_free, std::greater());
        m_free.back() = now + act.wait + works;
        std::ranges::push_heap(m_free, std::greater());
    }
    return act.wait + works;
}

} // namespace forefetch
