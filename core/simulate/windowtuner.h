// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/pipeline.h"
#include "core/settings/settings.h"
#include "core/simulate/traffictape.h"
#include "core/tune/tuner.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace forefetch {

// What the tuner sees, suggests and has done, as one immutable value.
struct TunerView
{
    TunerMode mode = TunerMode::Off;
    TunerAgent agent = TunerAgent::Replay;
    std::string stopped; // why it stopped; empty while it goes on
    TunePoint at;
    TunePoint anchor;
    RewardWeights weights;
    std::optional<TuneStep> suggestion;
    std::vector<TuneStep> journal; // oldest first
    TunerFigures figures;
    Estimate reward; // of the last window, what really came
    // The grid, what it lacks of its thresholds with the batch of `at`, and `at`, over the windows
    // that count; empty: not reckoned.
    std::vector<Replayed> whatIf;
    // The thresholds with the batch of `at`, if all that was never fetched were quick and small, or
    // slow and big; empty where nothing such is predicted.
    std::vector<Replayed> whatIfQuick;
    std::vector<Replayed> whatIfSlow;
    double unfetched = 0; // share of the predictions that name what was never fetched
    // Hit ratios over the same windows, of oracles that know what comes; below 0: not reckoned.
    double oracleSeen = -1;
    double oracleAll = -1;
    std::vector<Replayed> lastWindow; // `at` alone, over the last window; beside `reward`
    double share = 1;                 // of the sessions that were replayed
    double cpu = 0;                   // s that the last window took; 0 where it is not told
    TimePoint endedAt{};              // of the last window
    Duration length{};                // the same
};

struct WindowTunerOptions
{
    std::uint64_t seed = 1;
    std::uint64_t requests = 2000; // cacheable ones: a window is over
    Duration longest = std::chrono::seconds(20);
    std::uint64_t least = 200; // but not before so many
    TunerOptions tuner;
    double latencyScale = 1;           // see TrafficTapeOptions
    std::function<bool()> isCancelled; // asked while replays run
    std::function<double()> cpuTime;   // s that this thread has taken; null: cost is not told
};

// Cuts the traffic of a pipeline into windows, and has a Tuner decide after each: it replays the
// latest traffic, moves the knobs (auto), and keeps what it saw for whoever looks.
//
//     WindowTuner tuner(pipeline, clock, {.seed = 1});
//     while (running) { if (tuner.isDue()) tuner.endWindow(); ... }
//
// In virtual time the same, between two requests.
// Thread: isDue and endWindow: one; the rest: any.
class WindowTuner
{
public:
    static constexpr unsigned kWhatIfWindows = 4;

    // Follows the pipeline's traffic until it is destroyed: before the first request, and after the
    // last.
    WindowTuner(Pipeline &pipeline, const Clock &clock, WindowTunerOptions options);
    ~WindowTuner();
    WindowTuner(const WindowTuner &) = delete;
    WindowTuner &operator=(const WindowTuner &) = delete;

    // False while the tuner is off and nobody looks: then nothing is recorded either.
    bool isDue();
    void endWindow();

    std::shared_ptr<const TunerView> view() const;
    // For a snapshot.
    TunerFigures figures() const;
    // Cacheable requests of the window that runs; 0 while nothing is recorded.
    std::uint64_t requests() const { return m_tape.requests(); }
    // Whether the grid is replayed even while the tuner is off, because somebody looks at it.
    void setWatched(bool watched) { m_watched.store(watched, std::memory_order_relaxed); }
    // What a person decides. The knobs move at once, by "tuner"; the account follows before the
    // next window is decided, or with obey().
    void apply();
    void dismiss();
    void restoreAnchor();
    void resume();
    // Takes account of what people decided since; the thread of endWindow.
    void obey();

private:
    enum class Command : std::uint8_t { Apply, Dismiss, RestoreAnchor, Resume };

    void tell(Command command);
    void follow(Command command);
    void begin();
    void moveTo(const TunePoint &point);
    bool isDisturbed();
    void reckonWhatIf(const std::shared_ptr<const TrafficCut> &cut, const SettingsValues &values,
                      const WhatIf &whatIf);
    void forgetWhatIf();
    void publish();

    Pipeline &m_pipeline;
    const Clock &m_clock;
    WindowTunerOptions m_options;
    TrafficTape m_tape;
    bool m_isWanted = false;
    TimePoint m_began{};
    Revision m_seen = 0; // settings
    TunePoint m_point;   // of the window that runs
    std::atomic<bool> m_watched{false};
    Tuner m_tuner;
    TunerView m_latest;
    mutable std::mutex m_mutex; // guards what follows
    std::shared_ptr<const TunerView> m_view;
    std::vector<Command> m_commands;
};

} // namespace forefetch
