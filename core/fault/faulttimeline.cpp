// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fault/faulttimeline.h"

#include <algorithm>

namespace forefetch {

void FaultTimeline::plan(std::span<const PlannedFault> faults, TimePoint start)
{
    for (const PlannedFault &planned : faults)
        m_runs.push_back({planned.fault, planned.schedule, start});
    while (m_runs.size() > kMost)
        m_runs.pop_front();
}

void FaultTimeline::begin(Fault fault, TimePoint now)
{
    const PlannedFault planned{fault, {}};
    if (!isOn(fault, now))
        plan({&planned, 1}, now);
}

void FaultTimeline::end(Fault fault, TimePoint now)
{
    for (Run &run : m_runs) {
        if (run.fault == fault)
            run.cut = std::min(run.cut, now);
    }
}

void FaultTimeline::endAll(TimePoint now)
{
    for (Run &run : m_runs)
        run.cut = std::min(run.cut, now);
}

std::optional<TimePoint> FaultTimeline::Run::beganBy(TimePoint now) const
{
    const Duration since = now < cut ? schedule.since(now - start) : Duration(-1);
    return since < Duration::zero() ? std::nullopt : std::optional(now - since);
}

FaultsOn FaultTimeline::at(TimePoint now) const
{
    FaultsOn on;
    for (const Run &run : m_runs) {
        const std::optional<TimePoint> began = run.beganBy(now);
        if (!began)
            continue;
        const auto same = std::ranges::find(on, run.fault, &FaultOn::fault);
        if (same == on.end())
            on.push_back({run.fault, *began});
        else
            same->began = std::min(same->began, *began);
    }
    std::ranges::sort(on, {}, &FaultOn::fault);
    return on;
}

bool FaultTimeline::isOn(Fault fault, TimePoint now) const
{
    return std::ranges::any_of(
        m_runs, [&](const Run &run) { return run.fault == fault && run.beganBy(now).has_value(); });
}

void FaultTimeline::appendEvents(const Run &run, TimePoint now, std::vector<FaultEvent> &out)
{
    const Duration length = run.schedule.length, every = run.schedule.every;
    const TimePoint until = std::min(now, run.cut);
    TimePoint began = run.start + run.schedule.begin;
    if (every > Duration::zero() && until > began) // the newest ones of a long run
        began += std::max<std::int64_t>(0, (until - began) / every - std::int64_t{kMost}) * every;
    while (began <= now && began < run.cut) {
        const TimePoint planned = length == FaultSchedule::kForEver ? kNever : began + length;
        const TimePoint ended = std::min(planned, run.cut);
        out.push_back({run.fault, began, ended <= now ? ended : kNever});
        if (every <= Duration::zero())
            return;
        began += every;
    }
}

std::vector<FaultEvent> FaultTimeline::eventsUntil(TimePoint now) const
{
    std::vector<FaultEvent> events;
    for (const Run &run : m_runs)
        appendEvents(run, now, events);
    std::ranges::stable_sort(events, {}, &FaultEvent::began);
    if (events.size() > kMost)
        events.erase(events.begin(), events.end() - std::ptrdiff_t{kMost});
    return events;
}

void FaultBoard::plan(std::span<const PlannedFault> faults)
{
    const std::lock_guard lock(m_mutex);
    m_timeline.plan(faults, m_clock.now());
    m_used.store(!m_timeline.isEmpty(), std::memory_order_release);
}

void FaultBoard::begin(Fault fault)
{
    const std::lock_guard lock(m_mutex);
    m_timeline.begin(fault, m_clock.now());
    m_used.store(true, std::memory_order_release);
}

void FaultBoard::end(Fault fault)
{
    const std::lock_guard lock(m_mutex);
    m_timeline.end(fault, m_clock.now());
}

void FaultBoard::endAll()
{
    const std::lock_guard lock(m_mutex);
    m_timeline.endAll(m_clock.now());
}

FaultsOn FaultBoard::now() const
{
    if (!m_used.load(std::memory_order_acquire))
        return {};
    const std::lock_guard lock(m_mutex);
    return m_timeline.at(m_clock.now());
}

bool FaultBoard::isOn(Fault fault) const
{
    if (!m_used.load(std::memory_order_acquire))
        return false;
    const std::lock_guard lock(m_mutex);
    return m_timeline.isOn(fault, m_clock.now());
}

std::vector<FaultEvent> FaultBoard::events() const
{
    if (!m_used.load(std::memory_order_acquire))
        return {};
    const std::lock_guard lock(m_mutex);
    return m_timeline.eventsUntil(m_clock.now());
}

std::string textOf(const FaultsOn &faults, std::string_view between)
{
    std::string text;
    for (const FaultOn &on : faults)
        text.append(text.empty() ? std::string_view() : between).append(scenarioOf(on.fault).name);
    return text;
}

} // namespace forefetch
