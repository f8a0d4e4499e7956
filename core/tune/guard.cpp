// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/guard.h"

#include <QString>

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

using namespace std::chrono_literals;

constexpr Duration kLookAtMemory = 1s;
constexpr Duration kAskAgain = 20ms;     // whether demand still waits
constexpr Duration kNoteEvery = 10s;     // of what comes and goes with each request
constexpr Duration kLimited = 1s; // where a 429 does not say for how long
constexpr unsigned kMostDoublings = 5;
constexpr std::int64_t kMostSteps = 400; // after a longer silence nothing of the trouble is known

std::string number(double value)
{
    return QString::number(value, 'f', value < 9.95 ? 1 : 0).toStdString();
}

std::string percent(double share)
{
    return QString::number(share * 100, 'f', share < 0.1 ? 1 : 0).toStdString() + " %";
}

} // namespace

Guard::Guard(const Settings &settings, const Clock &clock, GuardOptions options)
    : m_settings(settings), m_options(std::move(options)), m_mutex(m_options.callers),
      m_brake(Random(m_options.seed)), m_log(clock)
{
}

// --- Demand.

DemandTicket Guard::demandSent(KindSlot kind, TimePoint at)
{
    m_cap.demand(at);
    wakeIfHeld();
    const std::lock_guard lock(m_mutex);
    return m_open.begin(kind, at);
}

void Guard::demandServed(TimePoint at)
{
    m_cap.demand(at);
    wakeIfHeld();
}

void Guard::wakeIfHeld()
{
    if (m_isHeld.load(std::memory_order_relaxed) && m_isHeld.exchange(false) && m_options.wake)
        m_options.wake();
}

void Guard::demandEnded(DemandTicket ticket, KindSlot kind, Duration latency, OriginResult result,
                        TimePoint now)
{
    const std::lock_guard lock(m_mutex);
    advance(now);
    if (!m_open.end(ticket) && result == OriginResult::Answered)
        result = OriginResult::Acted; // its slowness has been counted
    note(OriginTrend::Caller::Demand, kind, latency, result);
}

// --- Workers.

TimePoint Guard::admits(TimePoint now)
{
    if (m_options.memory && now >= m_memoryAt)
        lookAtMemory(now);
    const bool demandWaits = m_options.demandWaits && m_options.demandWaits();
    const std::lock_guard lock(m_mutex);
    advance(now);
    TimePoint until = now;
    noteHold(holdOf(demandWaits, now, until), now);
    m_heldUntil = until;
    return until;
}

Guard::Hold Guard::holdOf(bool demandWaits, TimePoint now, TimePoint &until)
{
    if (m_memoryLow) {
        until = m_memoryAt;
        return Hold::Memory;
    }
    if (demandWaits) {
        until = now + kAskAgain;
        return Hold::Demand;
    }
    if (const TimePoint opens = m_brake.opensAt(now); opens > now) {
        until = std::min(opens, m_stepAt);
        return Hold::Brake;
    }
    const double cap = m_settings.number(Param::GuardMaxExtraLoad);
    if (m_cap.admits(now, cap))
        return Hold::None;
    m_isHeld.store(true); // before the second look: who adds demand after it sees the flag
    if (m_cap.admits(now, cap))
        return Hold::None;
    until = cap > 0 ? m_cap.opensAt(now) : kNever;
    return Hold::Cap;
}

void Guard::noteHold(Hold hold, TimePoint now)
{
    if (hold != Hold::None && m_hold == Hold::None)
        ++m_held;
    if (hold == Hold::Cap && m_hold != Hold::Cap && now >= m_capNotedAt) {
        m_capNotedAt = now + kNoteEvery;
        const double cap = m_settings.number(Param::GuardMaxExtraLoad);
        m_log.add(GuardAction::Cap, now,
                  cap > 0 ? "the last 10 s have added as much to the origin's load as "
                            "guard.max_extra_load allows"
                          : "guard.max_extra_load is 0: nothing is prefetched",
                  m_cap.extraLoad(now), cap);
    }
    if (hold == Hold::Demand && m_hold != Hold::Demand && now >= m_demandNotedAt) {
        m_demandNotedAt = now + kNoteEvery;
        m_log.add(GuardAction::DemandFirst, now,
                  "requests of clients wait for a connection to the origin", 1, 0);
    }
    m_hold = hold;
}

void Guard::sent(TimePoint now)
{
    m_cap.sent(now);
    const std::lock_guard lock(m_mutex);
    m_brake.sent(now);
}

void Guard::attemptEnded(KindSlot kind, Duration latency, OriginResult result, TimePoint now)
{
    const std::lock_guard lock(m_mutex);
    advance(now);
    note(OriginTrend::Caller::Prefetch, kind, latency, result);
}

void Guard::breakerChanged(bool open, TimePoint until, TimePoint now)
{
    const std::lock_guard lock(m_mutex);
    m_breakerUntil = until;
    const double pause = seconds(until - now);
    if (std::exchange(m_breakerOpen, open) == open)
        return; // a probe that failed: the same outage
    if (open)
        m_log.add(GuardAction::BreakerOpened, now,
                  "the origin keeps failing: nothing is prefetched for " + number(pause) +
                      " s, then one request probes it",
                  pause, 0);
    else
        m_log.add(GuardAction::BreakerClosed, now, "the origin has answered the probe", 0, 0);
}

void Guard::lookAtMemory(TimePoint now)
{
    const std::optional<MemoryReading> memory = m_options.memory();
    const std::lock_guard lock(m_mutex);
    m_memoryAt = now + kLookAtMemory;
    if (!memory)
        return;
    const double share = memory->share();
    if (!m_memoryLow && share < kLeastMemory) {
        m_memoryLow = true;
        m_log.add(GuardAction::MemoryLow, now,
                  "only " + percent(share) + " of the memory is free: nothing is prefetched", share,
                  kLeastMemory);
    } else if (m_memoryLow && share > kEnoughMemory) {
        m_memoryLow = false;
        m_log.add(GuardAction::MemoryBack, now, percent(share) + " of the memory is free again",
                  share, kEnoughMemory);
    }
}

void Guard::limited(std::optional<Duration> retryAfter, TimePoint now)
{
    const std::lock_guard lock(m_mutex);
    advance(now);
    const bool isNews = !m_brake.isStopped(now);
    if (!m_brake.isHolding())
        m_limits = 0;
    const Duration pause =
        retryAfter.value_or(kLimited * (1U << std::min(m_limits, kMostDoublings)));
    m_brake.stop(pause, ratesAt(now), now);
    if (!isNews)
        return;
    ++m_limits;
    m_log.add(GuardAction::Brake, now,
              "the origin limits the rate of requests (429): nothing is prefetched for " +
                  number(seconds(pause)) + " s, then less",
              seconds(pause), 0);
}

// --- The origin's state.

void Guard::note(OriginTrend::Caller caller, KindSlot kind, Duration latency, OriginResult result)
{
    switch (result) {
    case OriginResult::Answered:
        return m_trend.answered(caller, kind, latency);
    case OriginResult::Acted:
        return m_trend.succeeded();
    case OriginResult::Failed:
        return m_trend.failed();
    case OriginResult::Untold:
        break;
    }
}

// Quarter by quarter, whoever calls and when, so that looking at it changes nothing.
void Guard::advance(TimePoint now)
{
    if (!m_begun || now - m_stepAt > kMostSteps * kStep) {
        if (std::exchange(m_begun, true)) {
            m_trend.tick(now - m_stepAt, m_settings.number(Param::GuardMaxErrorRatio));
            m_brake.reset();
        }
        m_stepAt = now + kStep;
    }
    for (; m_stepAt <= now; m_stepAt += kStep)
        step(m_stepAt);
}

RateBrake::Rates Guard::ratesAt(TimePoint at) const
{
    if (m_brake.isHolding()) // it has its own
        return {};
    return {.sent = m_cap.rate(at), .demand = m_cap.demandRate(at)};
}

void Guard::step(TimePoint at)
{
    m_open.visit(
        [&](KindSlot kind, TimePoint since) { return m_trend.overdue(kind, at - since); });
    m_trend.tick(kStep, m_settings.number(Param::GuardMaxErrorRatio));
    const bool trouble = m_trend.isSlow() || m_trend.isFailing();
    if (!trouble && !m_brake.isHolding())
        return;
    if (!m_brake.step(trouble, ratesAt(at), at))
        return;
    if (!m_brake.isHolding()) {
        m_log.add(GuardAction::Release, at, "the origin is well: prefetching at full rate again",
                  m_trend.timesSlower(), OriginTrend::kSlow);
    } else if (m_trend.isFailing()) {
        m_log.add(GuardAction::Brake, at,
                  "about " + percent(m_trend.errorShare()) + " of the origin's answers are errors",
                  m_trend.errorShare(), m_settings.number(Param::GuardMaxErrorRatio));
    } else {
        m_log.add(GuardAction::Brake, at,
                  "the origin's answers take " + number(m_trend.timesSlower()) +
                      " times as long as usual",
                  m_trend.timesSlower(), OriginTrend::kSlow);
    }
}

// --- Of others.

void Guard::routePaused(std::string_view route, Duration pause, TimePoint now)
{
    const std::lock_guard lock(m_mutex);
    m_log.add(GuardAction::RoutePaused, now,
              std::string(route) + " has asked to be left alone for " + number(seconds(pause)) +
                  " s",
              seconds(pause), 0);
}

void Guard::harmOff(std::string reason, double measured, double limit, TimePoint now)
{
    const std::lock_guard lock(m_mutex);
    m_harmOff = true;
    m_log.add(GuardAction::HarmOff, now, std::move(reason), measured, limit);
}

void Guard::switchedOn()
{
    const std::lock_guard lock(m_mutex);
    m_harmOff = false;
}

GuardState Guard::state(TimePoint now) const
{
    if (m_harmOff)
        return GuardState::HarmOff;
    if (m_memoryLow)
        return GuardState::MemoryLow;
    if (m_breakerOpen)
        return GuardState::BreakerOpen;
    if (m_brake.isStopped(now))
        return GuardState::Braking;
    if (m_brake.isHolding())
        return m_trend.isSlow() || m_trend.isFailing() ? GuardState::Braking
                                                       : GuardState::Recovering;
    if (now >= m_heldUntil)
        return GuardState::Clear;
    return m_hold == Hold::Demand ? GuardState::DemandFirst
           : m_hold == Hold::Cap  ? GuardState::Capped
                                  : GuardState::Clear;
}

GuardFigures Guard::figures(TimePoint now, std::size_t events)
{
    const std::lock_guard lock(m_mutex);
    advance(now);
    GuardFigures figures;
    figures.state = nameOf(state(now));
    figures.rateFactor = m_brake.isStopped(now) ? 0 : m_brake.factor();
    figures.extraLoad = m_cap.extraLoad(now);
    figures.held = m_held;
    m_log.fill(figures, events);
    return figures;
}

} // namespace forefetch
