// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/segmentbook.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace forefetch {

namespace {

double share(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

SegmentFigures countsOf(const Snapshot &s)
{
    SegmentFigures counts;
    counts.requests = s.demand.requests;
    counts.cacheable = s.demand.cacheable;
    counts.hits = s.demand.hits;
    counts.originRequests = s.demand.originRequests;
    counts.prefetchAttempts = s.prefetch.attempts;
    counts.used = s.prefetch[PrefetchState::Used];
    counts.late = s.prefetch[PrefetchState::Late];
    counts.wasted = s.prefetch.wasted();
    return counts;
}

} // namespace

double SegmentFigures::hitRatio() const
{
    return share(hits, cacheable);
}

double SegmentFigures::extraLoad() const
{
    return share(prefetchAttempts, originRequests + used + late);
}

double SegmentFigures::wasteRatio() const
{
    return share(wasted, used + late + wasted);
}

SegmentBook::Marks SegmentBook::marksOf(const Snapshot &snapshot)
{
    Marks marks;
    marks.revision = snapshot.revision;
    for (const FaultNote &fault : snapshot.faults) {
        if (!fault.ended)
            marks.faults.push_back(fault.name);
    }
    std::ranges::sort(marks.faults);
    return marks;
}

SegmentFigures SegmentBook::between(const Reading &before, const Reading &after)
{
    SegmentFigures f;
    for (const auto count :
         {&SegmentFigures::requests, &SegmentFigures::cacheable, &SegmentFigures::hits,
          &SegmentFigures::originRequests, &SegmentFigures::prefetchAttempts, &SegmentFigures::used,
          &SegmentFigures::late, &SegmentFigures::wasted})
        f.*count = after.counts.*count - before.counts.*count;
    Histogram latencies = after.latencies;
    latencies.subtract(before.latencies);
    f.p95 = seconds(latencies.quantile(0.95)) * 1e3;
    return f;
}

void SegmentBook::follow(const Snapshot &snapshot, const Histogram &latencies, TimePoint now)
{
    const Marks marks = marksOf(snapshot);
    if (m_parts.empty()) {
        m_parts.emplace_back(); // from the start, where all was zero
        m_parts.back().segment.begin = now - fromSeconds(snapshot.uptime);
        m_parts.back().segment.revision = marks.revision;
        m_marks = marks;
    }
    m_now = {countsOf(snapshot), latencies};
    if (marks != m_marks)
        cut(marks, now);
    m_marks = marks;
    m_parts.back().segment.end = now;
}

void SegmentBook::close(TimePoint now)
{
    Part &open = m_parts.back();
    open.segment.end = now;
    open.segment.figures = between(open.before, m_now);
}

void SegmentBook::note(Segment &segment, const Marks &marks) const
{
    segment.revision = marks.revision;
    std::ranges::set_difference(marks.faults, m_marks.faults,
                                std::back_inserter(segment.faultsBegun));
    std::ranges::set_difference(m_marks.faults, marks.faults,
                                std::back_inserter(segment.faultsOver));
}

void SegmentBook::mergeOldest()
{
    Part &second = m_parts[1];
    const Part first = std::move(m_parts.front());
    second.segment.begin = first.segment.begin;
    second.segment.before = first.segment.before;
    second.before = first.before;
    m_parts.pop_front();
    const Reading &after = m_parts.size() > 1 ? m_parts[1].before : m_now;
    m_parts.front().segment.figures = between(m_parts.front().before, after);
}

void SegmentBook::cut(const Marks &marks, TimePoint now)
{
    Segment &open = m_parts.back().segment;
    if (m_parts.size() > 1 && now - open.begin < kSettle) {
        note(open, marks);
        return;
    }
    close(now);
    if (m_parts.size() == kMost)
        mergeOldest();
    Part &next = m_parts.emplace_back();
    next.before = m_now;
    next.segment.begin = now;
    next.segment.before = m_marks.revision;
    note(next.segment, marks);
}

std::vector<Segment> SegmentBook::segments() const
{
    std::vector<Segment> out;
    out.reserve(m_parts.size());
    for (const Part &part : m_parts)
        out.push_back(part.segment);
    if (!out.empty())
        out.back().figures = between(m_parts.back().before, m_now);
    return out;
}

Segment SegmentBook::total() const
{
    Segment all;
    if (m_parts.empty())
        return all;
    all.begin = m_parts.front().segment.begin;
    all.end = m_parts.back().segment.end;
    all.revision = m_parts.back().segment.revision;
    all.figures = between(m_parts.front().before, m_now);
    return all;
}

} // namespace forefetch
