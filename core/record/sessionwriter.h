// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/timeseries.h"
#include "core/record/recordingfile.h"
#include "core/record/sessionframe.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

struct ZSTD_CCtx_s;

namespace forefetch {

// What has come since the moment before, and the moment itself.
struct SessionNews
{
    SessionFrame frame;
    std::vector<RequestRecord> requests;    // up to frame.newestRequest
    std::vector<PrefetchRecord> prefetches; // in the order of their changes
    std::vector<SettingsChange> changes;
    std::optional<Sample> sample;
    Histogram latencies; // the sample's
};

// Writes a recording (sessionformat.h), a transaction a moment. It samples nothing and has no
// thread: see SessionRecorder.
//
//     auto writer = SessionWriter::create("run.ffsession", run.about(), run.clock());
//     (*writer)->write(news, run.rows());     // rows: for texts that are new
//     (*writer)->finish();
//
// Thread: one at a time.
class SessionWriter
{
public:
    // Replaces what is there; "" keeps it in memory, to be copied into a file later. Fails when
    // the file cannot be made.
    static Result<std::unique_ptr<SessionWriter>> create(const std::string &path,
                                                         const RunAbout &about, const Clock &clock);
    ~SessionWriter();
    SessionWriter(const SessionWriter &) = delete;
    SessionWriter &operator=(const SessionWriter &) = delete;

    // After an error nothing more can be written; what was, stays readable.
    Result<void> write(const SessionNews &news, const RunRows &rows);
    Result<void> finish();
    // Lets go of moments before this one and of what only they need, back to one that stands alone.
    Result<void> forgetBefore(TimePoint at);
    Result<void> copyTo(const std::string &path) { return m_db.copyTo(path); }

    std::uint64_t frames() const { return m_frame; }
    std::uint64_t bytes() const { return m_bytes; } // of the file

private:
    explicit SessionWriter(std::string path);
    Result<void> begin(const RunAbout &about, const Clock &clock);
    void writeFrame(const SessionFrame &frame);
    void writeRequest(const RequestRecord &record, const RunRows &rows);
    void writePrefetch(const PrefetchRecord &record, const RunRows &rows);
    void writeChange(const SettingsChange &change);
    void writeSample(const Sample &sample, const Histogram &latencies);
    void writeText(ResourceId id, const RunRows &rows);
    void writeRule(ResourceId id, const RunRows &rows);
    void writeAbout(std::string_view name, std::string_view value);
    Error failure() const;

    const std::string m_path;
    RecordingFile m_db;
    struct Statements;
    std::unique_ptr<Statements> m_do;
    ZSTD_CCtx_s *m_zstd = nullptr;
    std::string m_before; // the last frame's bytes, before they were packed
    std::string m_now;
    std::string m_packed;
    std::string m_text;
    std::unordered_set<std::uint64_t> m_texts; // that are in the file
    std::unordered_set<std::uint64_t> m_rules;
    WallTime m_beganWall{};
    TimePoint m_began{};
    std::uint64_t m_frame = 0;
    std::uint64_t m_sinceKey = 0;
    std::int64_t m_change = 0;
    std::uint64_t m_bytes = 0;
};

} // namespace forefetch
