// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/timeseries.h"
#include "core/record/recordingfile.h"
#include "core/record/sessionframe.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct ZSTD_DCtx_s;

namespace forefetch {

// Reads a recording (sessionformat.h).
//
//     auto reader = SessionReader::open("run.ffsession");
//     if (!reader) ... reader.error().text          // says what is wrong with the file
//     const std::size_t last = (*reader)->moments().size() - 1;
//     Result<SessionFrame> frame = (*reader)->frame(last);
//
// Thread: one at a time.
class SessionReader
{
public:
    // One recorded moment, and how far the rows go in it.
    struct Moment
    {
        std::int64_t number = 0;
        TimePoint at{};
        std::uint64_t requests = 0;  // the number of the newest request
        std::int64_t prefetches = 0; // the number of the last change of a prefetch
        bool standsAlone = false;
    };

    // Fails when it is no recording, is cut short, damaged, made by a newer program, or empty.
    static Result<std::unique_ptr<SessionReader>> open(const std::string &path);
    ~SessionReader();
    SessionReader(const SessionReader &) = delete;
    SessionReader &operator=(const SessionReader &) = delete;

    const std::string &path() const { return m_path; }
    const RunAbout &about() const { return m_about; }
    TimePoint began() const { return m_began; }
    WallTime wallOf(TimePoint at) const;
    const std::vector<Moment> &moments() const { return m_moments; } // by time; one at least
    // The last moment that is not after it; the first where all are.
    std::size_t momentAt(TimePoint at) const;

    Result<std::string> frameBytes(std::size_t moment);
    Result<SessionFrame> frame(std::size_t moment);

    // As RecentRequests::read(), of what is recorded.
    void requests(std::uint64_t after, std::uint64_t upTo, std::size_t most,
                  std::vector<RequestRecord> &out);
    // As they stood after a change: the newest first, and one by its id.
    std::vector<PrefetchRecord> prefetches(std::int64_t change, std::size_t most);
    std::optional<PrefetchRecord> prefetch(PrefetchId id, std::int64_t change);
    std::vector<SettingsChange> changes(TimePoint until);
    // The points of the charts that came with moments after one and up to another, by number.
    void samples(std::int64_t after, std::int64_t upTo,
                 const std::function<void(const Sample &, const Histogram &)> &each);
    bool text(ResourceId id, std::string &out);
    RouteRule rule(ResourceId id);
    // The first thing that could not be read; empty: everything could.
    const std::string &problem() const { return m_db.problem(); }

private:
    explicit SessionReader(std::string path);
    Result<void> begin();
    Result<void> checkHead() const;
    void readAbout();
    void readMoments();
    Result<void> unpackNext(std::size_t moment);

    const std::string m_path;
    RecordingFile m_db;
    struct Statements;
    std::unique_ptr<Statements> m_ask;
    ZSTD_DCtx_s *m_zstd = nullptr;
    RunAbout m_about;
    TimePoint m_began{};
    WallTime m_beganWall{};
    std::vector<Moment> m_moments;
    std::optional<std::size_t> m_unpacked; // the moment whose bytes are kept
    std::string m_bytes;
    std::string m_next;
};

} // namespace forefetch
