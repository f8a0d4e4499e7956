// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/sessionsampler.h"
#include "core/record/sessionwriter.h"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace forefetch {

// Records a run into a file (sessionformat.h) while it goes on: a moment twice a second, by a
// thread of its own that asks for values and holds up nobody. When the file takes no more (a full
// disk) or has reached its limit, the recording ends and says so; the run goes on.
//
//     auto recorder = SessionRecorder::open("run.ffsession", run);
//     ... (*recorder)->figures().bytes ...
//     (*recorder)->finish();                        // before the run goes
//
// Thread: open, finish: the owner's; figures: any. The run is asked by another thread, for all but
// its history and segments.
class SessionRecorder
{
public:
    static constexpr Duration kEvery = std::chrono::milliseconds(500);
    static constexpr std::uint64_t kMostBytes = 512ULL << 20;

    struct Figures
    {
        std::uint64_t moments = 0;
        std::uint64_t bytes = 0; // of the file
        Duration length{};
        std::uint64_t leftOut = 0; // requests, for want of room: there were too many at a time
        std::string problem;       // why it has ended before its time; empty: it has not
    };

    // Replaces what is there. `run` outlives the recorder.
    static Result<std::unique_ptr<SessionRecorder>> open(const std::string &path, RunSource &run,
                                                         std::uint64_t mostBytes = kMostBytes);
    ~SessionRecorder();
    SessionRecorder(const SessionRecorder &) = delete;
    SessionRecorder &operator=(const SessionRecorder &) = delete;

    // Writes one moment more, and closes the file; once.
    void finish();
    Figures figures() const;
    const std::string &path() const { return m_path; }

private:
    SessionRecorder(std::string path, std::unique_ptr<SessionWriter> writer, RunSource &run,
                    std::uint64_t mostBytes);
    void record();
    void look();

    const std::string m_path;
    const std::uint64_t m_mostBytes;
    RunSource &m_run;
    SessionSampler m_sampler; // the thread's, after that finish()'s; so is the writer
    std::unique_ptr<SessionWriter> m_writer;
    TimePoint m_began{};
    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable m_wake;
    Figures m_figures;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace forefetch
