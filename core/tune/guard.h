// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/guardfigures.h"
#include "core/settings/settings.h"
#include "core/time/stagemutex.h"
#include "core/tune/extraloadcap.h"
#include "core/tune/fairshares.h"
#include "core/tune/guardlog.h"
#include "core/tune/memorypressure.h"
#include "core/tune/opendemand.h"
#include "core/tune/origintrend.h"
#include "core/tune/ratebrake.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace forefetch {

// How a request to the origin ended, as far as it says something about the origin.
enum class OriginResult : std::uint8_t {
    Answered,
    Acted,  // answered, but its time says nothing: an upload, a long poll
    Failed, // 5xx, 429, or no answer
    Untold, // the client left, or the fetch was cancelled
};

struct GuardOptions
{
    std::uint64_t seed = 1; // of the jitter
    Callers callers = Callers::AnyThread;
    std::function<std::optional<MemoryReading>()> memory; // null: not looked at
    std::function<bool()> demandWaits; // for a connection to the origin; null: never does
    std::function<void()> wake;        // a send that was put off may be asked about again
};

// Sees to it that prefetching never harms: every prefetch that is about to be sent asks it, and
// everything that the origin does reaches it. It holds sends back (they stay in the queue, where
// the more probable overtake, and expire there)
//
// - while the machine is short of memory (below 5 %, until 8 % are free again),
// - while demand waits for a connection to the origin,
// - to the pace of the brake, while answers are slow or fail (OriginTrend, RateBrake),
// - for as long as a 429 asks for, whoever had it: a limit is on all that comes from here,
// - at guard.max_extra_load (ExtraLoadCap).
//
// It hears of the workers' breaker and of routes that declined, and keeps the diary of all. Nothing
// of it waits or sleeps; it moves with the clock that its callers hand in, by quarters of a second,
// so that who looks changes nothing.
//
//     const DemandTicket ticket = guard.demandSent(kind, now);        // to the origin
//     guard.demandEnded(ticket, kind, 50ms, OriginResult::Answered, later);
//     if (const TimePoint at = guard.admits(now); at <= now) { guard.sent(now); send(); }
//
// Thread: any. One short lock, taken by demand only when it goes to the origin.
class Guard
{
public:
    static constexpr Duration kStep = RateBrake::kStep;
    static constexpr double kLeastMemory = 0.05;  // of all; stop below
    static constexpr double kEnoughMemory = 0.08; // and go on above

    Guard(const Settings &settings, const Clock &clock, GuardOptions options);

    // --- Demand.
    DemandTicket demandSent(KindSlot kind, TimePoint at);
    // A used or late prefetch stood in for a request to the origin.
    void demandServed(TimePoint at);
    void demandEnded(DemandTicket ticket, KindSlot kind, Duration latency, OriginResult result,
                     TimePoint now);

    // --- Workers: one thread, but limited(): any.
    // `now`: one may be sent. Else when to ask again; kNever: after a change of the settings.
    TimePoint admits(TimePoint now);
    void sent(TimePoint now);
    void attemptEnded(KindSlot kind, Duration latency, OriginResult result, TimePoint now);
    void breakerChanged(bool open, TimePoint until, TimePoint now);
    // Somebody, demand or prefetch, was answered 429. Without a time in it: a second, doubled with
    // each such answer until the brake comes off.
    void limited(std::optional<Duration> retryAfter, TimePoint now);

    // --- The scheduler: one thread. `waiting`: prefetches wait in the queue.
    bool allows(SessionId session, RouteSlot route, TimePoint now)
    {
        return m_shares.allow(session, route, now);
    }
    void scheduled(SessionId session, RouteSlot route, TimePoint now)
    {
        m_shares.scheduled(session, route, now);
    }

    // --- Of others, for the diary.
    void routePaused(std::string_view route, Duration pause, TimePoint now);
    void harmOff(std::string reason, double measured, double limit, TimePoint now);
    void switchedOn(); // prefetching is on again

    GuardFigures figures(TimePoint now, std::size_t events = 64);

private:
    enum class Hold : std::uint8_t { None, Memory, Demand, Brake, Cap };

    void advance(TimePoint now);
    void step(TimePoint at);
    RateBrake::Rates ratesAt(TimePoint at) const;
    void lookAtMemory(TimePoint now);
    void wakeIfHeld();
    Hold holdOf(bool demandWaits, TimePoint now, TimePoint &until);
    void noteHold(Hold hold, TimePoint now);
    GuardState state(TimePoint now) const;
    void note(OriginTrend::Caller caller, KindSlot kind, Duration latency, OriginResult result);

    const Settings &m_settings;
    const GuardOptions m_options;
    ExtraLoadCap m_cap;                // demand adds to it without the lock
    std::atomic<bool> m_isHeld{false}; // by the cap, since demand last woke anybody
    FairShares m_shares;               // the scheduler's
    TimePoint m_memoryAt{};            // the workers': when to look next

    mutable StageMutex m_mutex; // guards what follows, and reading m_cap
    OriginTrend m_trend;
    OpenDemand m_open;
    RateBrake m_brake;
    GuardLog m_log;
    TimePoint m_stepAt{};
    TimePoint m_capNotedAt{};
    TimePoint m_demandNotedAt{};
    TimePoint m_heldUntil{}; // what admits() said last, and why
    Hold m_hold = Hold::None;
    std::uint64_t m_held = 0;
    TimePoint m_breakerUntil{};
    unsigned m_limits = 0; // since the brake took hold
    bool m_breakerOpen = false;
    bool m_memoryLow = false;
    bool m_harmOff = false;
    bool m_begun = false;
};

} // namespace forefetch
