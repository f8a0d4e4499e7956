// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/gate.h"
#include "core/record/sessionsampler.h"
#include "core/record/sessionwriter.h"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace forefetch {

// When an alert saves, and what.
struct AlertRule
{
    std::string text;                          // as --fail-if takes it: "hit_ratio < 20%"
    Duration keep = std::chrono::seconds(60);  // before the alert
    Duration pause = std::chrono::seconds(60); // from one file to the next, at least
    std::string folder = ".";                  // where the files go
};

// Keeps the last seconds of a run in memory, as a recording would have them, and writes them into a
// file when a rule begins to hold: what had happened before is there to be looked at. A rule that
// holds from the start has to stop holding first, and one that flickers saves once a pause.
//
//     auto alert = SessionAlert::open({.text = "hit_ratio < 20%"}, run);
//     ... (*alert)->figures().file ...              // "./alert-20261127T043512.ffsession"
//
// The run's figures count since its start, so a rule on a level (queue.size, latency, guard.*)
// answers at once and one on a ratio as slowly as that moves.
// Thread: open, finish: the owner's; figures: any. The run is asked by another thread, for all but
// its history and segments.
class SessionAlert
{
public:
    struct Figures
    {
        std::uint64_t fired = 0; // times that the rule began to hold
        std::uint64_t saved = 0; // files
        std::string file;        // the last of them
        std::string why;         // "hit_ratio < 20%: demand.hit_ratio is 0.18"
        std::string problem;     // why the last file could not be written; empty: it could
    };

    // Fails when the rule cannot be read.
    static Result<std::unique_ptr<SessionAlert>> open(AlertRule rule, RunSource &run);
    ~SessionAlert();
    SessionAlert(const SessionAlert &) = delete;
    SessionAlert &operator=(const SessionAlert &) = delete;

    // Takes a moment, and looks at the rule; the thread's. In virtual time the caller's.
    void look();
    // Looks by itself from now on, twice a second, until the end.
    void start();
    Figures figures() const;
    const AlertRule &rule() const { return m_rule; }

private:
    SessionAlert(AlertRule rule, Gate gate, std::unique_ptr<SessionWriter> writer, RunSource &run);
    void run();
    void save(const std::string &why);

    const AlertRule m_rule;
    const Gate m_gate;
    RunSource &m_run;
    SessionSampler m_sampler;
    std::unique_ptr<SessionWriter> m_writer; // in memory
    std::optional<bool> m_held;              // at the last look
    std::optional<TimePoint> m_savedAt;
    std::uint64_t m_looks = 0;
    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable m_wake;
    Figures m_figures;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace forefetch
