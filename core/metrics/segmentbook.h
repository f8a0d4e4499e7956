// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/snapshot.h"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace forefetch {

// What happened between two marks of a run. Prefetches count where they ended.
struct SegmentFigures
{
    std::uint64_t requests = 0;
    std::uint64_t cacheable = 0;
    std::uint64_t hits = 0;
    std::uint64_t originRequests = 0;   // by demand
    std::uint64_t prefetchAttempts = 0; // by prefetch, retries included
    std::uint64_t used = 0;
    std::uint64_t late = 0;
    std::uint64_t wasted = 0;
    double p95 = 0; // ms, of demand; 0 when nothing was asked

    double hitRatio() const;   // 0 with nothing cacheable
    double extraLoad() const;  // as Snapshot::extraLoad
    double wasteRatio() const; // wasted / (used + late + wasted); 0 when there is none
    friend bool operator==(const SegmentFigures &, const SegmentFigures &) = default;
};

struct Segment
{
    TimePoint begin{};
    TimePoint end{};
    // What began it: the settings from one revision (exclusive) to another (inclusive), and faults.
    Revision before = 0;
    Revision revision = 0;
    std::vector<std::string> faultsBegun;
    std::vector<std::string> faultsOver;
    SegmentFigures figures;
};

// Cuts a run where the settings change, and where a fault comes or goes, so that the figures of one
// setting do not mix with those of another. Counts over all segments are the run's totals.
//
//     book.follow(session.snapshot(), meter.latency(Group::Everybody), clock.now());   // at 10 Hz
//     for (const Segment &s : book.segments()) s.figures.hitRatio() ...
//
// A cut is as exact as the calls are frequent. Marks that follow a cut within kSettle belong to it:
// a slider that is dragged makes one segment, not twenty. The newest kMost are kept; older ones
// become one with the first. About 9 KiB each.
// Thread: one.
class SegmentBook
{
public:
    static constexpr std::size_t kMost = 256;
    static constexpr Duration kSettle = std::chrono::seconds(2);

    void follow(const Snapshot &snapshot, const Histogram &latencies, TimePoint now);
    // The oldest first; the last one is still open, and ends with the last call of follow().
    std::vector<Segment> segments() const;
    // All of them as one.
    Segment total() const;

private:
    struct Reading
    {
        SegmentFigures counts; // since the start
        Histogram latencies;
    };
    struct Part
    {
        Segment segment;
        Reading before; // at its begin
    };
    // What tells that there was a mark.
    struct Marks
    {
        Revision revision = 0;
        std::vector<std::string> faults; // those that are there
        friend bool operator==(const Marks &, const Marks &) = default;
    };

    static Marks marksOf(const Snapshot &snapshot);
    static SegmentFigures between(const Reading &before, const Reading &after);
    void close(TimePoint now);
    void cut(const Marks &marks, TimePoint now);
    void mergeOldest();
    void note(Segment &segment, const Marks &marks) const;

    std::deque<Part> m_parts; // the last is open
    Reading m_now;
    Marks m_marks;
};

} // namespace forefetch
