// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fault/faultscenario.h"

#include <atomic>
#include <deque>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace forefetch {

// A fault that is there at a moment, and since when.
struct FaultOn
{
    Fault fault{};
    TimePoint began{};
};
using FaultsOn = std::vector<FaultOn>;

// A fault that came, and went again, for marks, lists and exports.
struct FaultEvent
{
    Fault fault{};
    TimePoint began{};
    TimePoint ended = kNever; // never: it is there

    friend bool operator==(const FaultEvent &, const FaultEvent &) = default;
};

// Which faults are there when: a pure function of what was planned and of the moment.
//
//     FaultTimeline faults;
//     faults.plan({{Fault::Errors30, {.begin = 10s, .length = 10s}}}, clock.now());
//     for (const FaultOn &on : faults.at(now)) ...
//
// Thread: a value; see FaultBoard.
class FaultTimeline
{
public:
    // Runs and events that are kept; a schedule that repeats for months has no more.
    static constexpr std::size_t kMost = 1000;

    // The schedules count from `start`.
    void plan(std::span<const PlannedFault> faults, TimePoint start);
    // Until it is ended; nothing new when it is there already.
    void begin(Fault fault, TimePoint now);
    // Also what it was still to do by a schedule.
    void end(Fault fault, TimePoint now);
    void endAll(TimePoint now);

    bool isEmpty() const { return m_runs.empty(); }
    // In the order of the table, each once; the longest there of its kind counts.
    FaultsOn at(TimePoint now) const;
    bool isOn(Fault fault, TimePoint now) const;
    // Those that had begun by now, in the order of beginning; the newest kMost.
    std::vector<FaultEvent> eventsUntil(TimePoint now) const;

private:
    struct Run
    {
        Fault fault{};
        FaultSchedule schedule;
        TimePoint start{};
        TimePoint cut = kNever; // ended by hand
        std::optional<TimePoint> beganBy(TimePoint now) const;
    };
    static void appendEvents(const Run &run, TimePoint now, std::vector<FaultEvent> &out);

    std::deque<Run> m_runs;
};

// The timeline of what runs now, for many threads: who plays the faults asks it at each answer, and
// a window begins and ends them.
//
//     FaultBoard board(clock);
//     board.begin(Fault::Flapping);
//     board.endAll();
//
// Thread: any.
class FaultBoard
{
public:
    explicit FaultBoard(const Clock &clock) : m_clock(clock) {}

    void plan(std::span<const PlannedFault> faults);
    void begin(Fault fault);
    void end(Fault fault);
    void endAll();
    FaultsOn now() const;
    bool isOn(Fault fault) const;
    std::vector<FaultEvent> events() const;
    const Clock &clock() const { return m_clock; }

private:
    const Clock &m_clock;
    std::atomic<bool> m_used{false}; // as long as not, nobody takes the lock
    mutable std::mutex m_mutex;      // guards m_timeline
    FaultTimeline m_timeline;
};

// "errors-30, flapping"; empty: none.
std::string textOf(const FaultsOn &faults, std::string_view between = ", ");

} // namespace forefetch
