// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/pipeline.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace forefetch {

// Keeps what a run has learnt over its end, in a folder: `model` (replaced as a whole every five
// seconds while it learns, or as rarely as makes the saving take no more than a 25th part of the
// model thread's time) and `changes.jsonl` (every change of a setting, appended each second).
//
//     LearntKeeper keeper(pipeline, clock, folder, notice);
//     keeper.restore(false); // before the model has a thread
//     keeper.start();
//     ...
//     keeper.stop();         // after the model's thread has ended: once more, as it stands
//
// What cannot be written is told once and tried again; what cannot be read is moved aside
// ("model.unreadable") and told.
// Thread: restore, start, stop, earlierChanges: the owner's. It creates one.
class LearntKeeper
{
public:
    using Notice = std::function<void(const std::string &)>;
    LearntKeeper(Pipeline &pipeline, const Clock &clock, std::string folder, Notice notice);
    ~LearntKeeper();

    // `isTaught`: the model is to know what it was taught, and that alone.
    void restore(bool isTaught);
    void start();
    void stop();
    // Of the runs before this one, oldest first, at most 1,000.
    const std::vector<SettingsChange> &earlierChanges() const { return m_earlier; }

private:
    void run();
    void keepModel();
    void keepChanges();
    void writeModel(const std::string &bytes);
    void told(const Result<void> &result);
    std::string modelFile() const { return m_folder + "/model"; }
    std::string changeFile() const { return m_folder + "/changes.jsonl"; }

    Pipeline &m_pipeline;
    const Clock &m_clock;
    std::string m_folder;
    Notice m_notice;
    std::vector<SettingsChange> m_earlier;
    std::mutex m_mutex; // guards m_ends
    std::condition_variable m_wake;
    bool m_ends = false;
    // The thread's own, but for before and after it:
    std::uint32_t m_keptRevision = 0;
    std::uint64_t m_keptObservations = 0;
    std::shared_ptr<const SavedModel> m_kept;
    bool m_isFailing = false;
    std::thread m_thread;
};

} // namespace forefetch
