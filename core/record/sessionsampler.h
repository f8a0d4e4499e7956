// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/sampler.h"
#include "core/metrics/segmentbook.h"
#include "core/record/sessionwriter.h"

#include <cstdint>
#include <memory>

namespace forefetch {

// Asks a run for what a recording holds, one moment after the other: the moment itself, and what
// has come since the last one. The first moment brings along what the tables show already.
//
//     SessionSampler sampler;
//     writer.write(sampler.next(run), run.rows());     // twice a second
//
// At most kMostRequests and kMostPrefetches a moment: of more, the newest; leftOut() counts the
// others. The graph and what the model says are asked for once a second.
// Thread: one at a time.
class SessionSampler
{
public:
    static constexpr std::size_t kMostRequests = 500;
    static constexpr std::size_t kMostPrefetches = 1000;
    static constexpr std::size_t kFirstRequests = 5000; // of the first moment
    static constexpr std::size_t kFirstPrefetches = 2000;

    SessionNews next(RunSource &run);
    std::uint64_t leftOut() const { return m_leftOut; } // requests

private:
    void takeRequests(const RunRows &rows, SessionNews &news);
    void takePrefetches(const RunRows &rows, SessionNews &news);
    void takeViews(RunSource &run, SessionFrame &frame);

    Sampler m_sampler;
    SegmentBook m_segments;
    bool m_isFirst = true;
    std::uint64_t m_request = 0; // the newest that was taken
    std::uint64_t m_prefetch = 0;
    std::uint32_t m_revision = 0;
    std::uint64_t m_leftOut = 0;
    TimePoint m_viewsAt{};
    std::shared_ptr<const TransitionGraph> m_graph;
    std::shared_ptr<const ModelView> m_model;
};

} // namespace forefetch
