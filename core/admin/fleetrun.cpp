// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/fleetrun.h"

#include "core/admin/snapshotsum.h"

#include <algorithm>

namespace forefetch {

class FleetRun::NoRows final : public RunRows
{
public:
    explicit NoRows(const FleetRun &run) : m_run(run) {}

    void requests(std::uint64_t, std::uint64_t, std::size_t,
                  std::vector<RequestRecord> &out) const override
    {
        out.clear();
    }
    std::uint64_t newestRequest() const override { return 0; }
    std::size_t requestsKept() const override { return 0; }
    PrefetchChanges prefetchesSince(std::uint64_t, std::size_t,
                                    std::vector<PrefetchRecord> &out) const override
    {
        out.clear();
        return {};
    }
    std::vector<PrefetchRecord> recentPrefetches(std::size_t) const override { return {}; }
    std::optional<PrefetchRecord> prefetch(PrefetchId) const override { return std::nullopt; }
    std::vector<PrefetchRequest> queued(std::size_t) const override { return {}; }
    std::size_t queueSize() const override { return m_run.snapshot().queue.size; }
    MissFigures misses() const override { return m_run.snapshot().misses; }
    bool isPrefetching() const override
    {
        return std::ranges::any_of(m_run.m_instances, [](const RemoteRun *instance) {
            return instance->rows().isPrefetching();
        });
    }
    bool text(ResourceId, std::string &) const override { return false; }
    RouteRule rule(ResourceId) const override { return {}; }

private:
    const FleetRun &m_run;
};

FleetRun::FleetRun(std::vector<RemoteRun *> instances, const Clock &clock)
    : m_instances(std::move(instances)), m_clock(clock), m_rows(std::make_unique<NoRows>(*this))
{
}

FleetRun::~FleetRun() = default;

const RunRows &FleetRun::rows() const
{
    return *m_rows;
}

void FleetRun::tick()
{
    const bool isAny = std::ranges::any_of(
        m_instances, [](const RemoteRun *instance) { return instance->isConnected(); });
    if (!isAny) // a gap
        return;
    const TimePoint now = m_clock.now();
    const Snapshot all = snapshot();
    const Histogram merged = latencies();
    m_segments.follow(all, merged, now);
    if (const Sample *sample = m_sampler.take(all, merged, now))
        m_history.add(*sample, m_sampler.latencies());
}

RunAbout FleetRun::about() const
{
    RunAbout about = m_instances.front()->about();
    about.title = std::to_string(m_instances.size()) + " instances";
    about.gateway.clear();
    for (const RemoteRun *instance : m_instances)
        about.gateway += (about.gateway.empty() ? "" : ", ") + instance->about().gateway;
    return about;
}

Snapshot FleetRun::snapshot() const
{
    std::vector<Snapshot> each;
    for (const RemoteRun *instance : m_instances)
        if (instance->hasFigures())
            each.push_back(instance->snapshot());
    return sumOf(each, latencies());
}

SessionSums FleetRun::sessions(Group group) const
{
    SessionSums sum;
    for (const RemoteRun *instance : m_instances) {
        const SessionSums one = instance->sessions(group);
        sum.sessions += one.sessions;
        sum.cacheable += one.cacheable;
        sum.hits += one.hits;
        sum.cacheable2 += one.cacheable2;
        sum.hits2 += one.hits2;
        sum.product += one.product;
        sum.p95 = std::max(sum.p95, one.p95);
        sum.beyond += one.beyond;
    }
    return sum;
}

Histogram FleetRun::latencies() const
{
    Histogram merged;
    for (const RemoteRun *instance : m_instances)
        merged.merge(instance->latencies());
    return merged;
}

TimePoint FleetRun::here(const RemoteRun &instance, TimePoint at) const
{
    return at == kNever ? at : m_clock.now() - (instance.clock().now() - at);
}

std::vector<SettingsChange> FleetRun::changes() const
{
    std::vector<SettingsChange> all;
    for (const RemoteRun *instance : m_instances) {
        for (SettingsChange &change : instance->changes()) {
            change.at = here(*instance, change.at);
            all.push_back(std::move(change));
        }
    }
    std::ranges::stable_sort(all, {}, &SettingsChange::at);
    return all;
}

std::vector<FaultEvent> FleetRun::faults() const
{
    std::vector<FaultEvent> all;
    for (const RemoteRun *instance : m_instances) {
        for (FaultEvent event : instance->faults()) {
            event.began = here(*instance, event.began);
            event.ended = here(*instance, event.ended);
            all.push_back(event);
        }
    }
    std::ranges::stable_sort(all, {}, &FaultEvent::began);
    return all;
}

OriginHealth::State FleetRun::originHealth() const
{
    for (const RemoteRun *instance : m_instances) {
        OriginHealth::State state = instance->originHealth();
        if (!state.isFailing())
            continue;
        state.since = here(*instance, state.since);
        state.newest = here(*instance, state.newest);
        return state;
    }
    return {};
}

bool FleetRun::isRunning() const
{
    return std::ranges::any_of(m_instances,
                               [](const RemoteRun *instance) { return instance->isRunning(); });
}

} // namespace forefetch
