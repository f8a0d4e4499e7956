// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The faults of a log's users.
#include "core/request/routetemplate.h"
#include "core/simulate/faultyanswers.h"
#include "core/time/random.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace forefetch {

namespace {

constexpr Duration kArrival = std::chrono::seconds(1); // of a herd, from the first to the last

// Of each target another one, of the same route where there is one.
class Drift
{
public:
    Drift(const RecordedTrace &trace, std::uint64_t seed)
    {
        std::map<std::string, std::vector<ResourceId>> routes;
        for (std::size_t i = 0; i < trace.targets.size(); ++i)
            routes[routeTemplate(trace.targets[i])].push_back(trace.resources[i]);
        Random random(seed);
        std::vector<ResourceId> alone;
        for (auto &[route, resources] : routes) {
            if (resources.size() == 1)
                alone.push_back(resources.front());
            else
                rotate(resources, random);
        }
        rotate(alone, random);
    }

    ResourceId of(ResourceId resource) const
    {
        const auto found = m_other.find(resource.packed());
        return found == m_other.end() ? resource : found->second;
    }

private:
    // In a random order each gives way to the next.
    void rotate(std::vector<ResourceId> &resources, Random &random)
    {
        for (std::size_t i = resources.size(); i > 1; --i)
            std::swap(resources[i - 1], resources[random.below(i)]);
        for (std::size_t i = 0; i < resources.size(); ++i)
            m_other[resources[i].packed()] = resources[(i + 1) % resources.size()];
    }

    std::unordered_map<std::uint64_t, ResourceId> m_other;
};

// Sessions that begin while the herd is there begin with it.
void gather(RecordedTrace &trace, const FaultEvent &herd, std::uint64_t seed)
{
    const double haste = scenarioOf(Fault::ThunderingHerd).haste;
    std::unordered_map<std::uint32_t, TimePoint> first;
    for (TraceStep &step : trace.steps) {
        const TimePoint began = first.try_emplace(step.session, step.at).first->second;
        if (began < herd.began || began >= herd.ended)
            continue;
        const double late =
            static_cast<double>(mixBits(seed ^ mixBits(step.session)) >> 11) * 0x1.0p-53;
        step.at = herd.began + fromSeconds(late * seconds(kArrival)) +
                  fromSeconds(seconds(step.at - began) / haste);
    }
    std::ranges::stable_sort(trace.steps, {}, &TraceStep::at);
}

} // namespace

void bendTraffic(RecordedTrace &trace, std::span<const PlannedFault> faults, std::uint64_t seed)
{
    if (trace.steps.empty())
        return;
    FaultTimeline timeline;
    timeline.plan(faults, RecordedTrace::kBegin);
    const auto planned = [faults](Fault fault) {
        return std::ranges::find(faults, fault, &PlannedFault::fault) != faults.end();
    };
    const TimePoint end = trace.steps.back().at;
    for (const FaultEvent &event : timeline.eventsUntil(end)) {
        if (event.fault == Fault::ThunderingHerd)
            gather(trace, event, seed);
    }
    if (!planned(Fault::TrafficDrift))
        return;
    const Drift drift(trace, seed);
    for (TraceStep &step : trace.steps) {
        const bool reads = step.method == Method::Get || step.method == Method::Head;
        if (!reads || !timeline.isOn(Fault::TrafficDrift, step.at))
            continue;
        step.resource = drift.of(step.resource);
        step.body = 0; // what that answers is not known
    }
}

} // namespace forefetch
