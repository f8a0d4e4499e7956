// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/sessionsampler.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr Duration kViewsEvery = std::chrono::milliseconds(900); // less than two moments

} // namespace

SessionNews SessionSampler::next(RunSource &run)
{
    SessionNews news;
    news.frame = frameOf(run);
    SessionFrame &frame = news.frame;
    takeRequests(run.rows(), news);
    takePrefetches(run.rows(), news);
    for (SettingsChange &change : run.changes()) {
        if (m_isFirst || change.revision > m_revision)
            news.changes.push_back(std::move(change));
    }
    if (!news.changes.empty())
        m_revision = news.changes.back().revision;
    const Histogram latencies = run.latencies();
    m_segments.follow(frame.snapshot, latencies, frame.at);
    frame.segments = {m_segments.segments(), m_segments.total()};
    if (const Sample *sample =
            m_sampler.take(frame.snapshot, latencies, frame.at, frame.newestRequest)) {
        news.sample = *sample;
        news.latencies = m_sampler.latencies();
    }
    takeViews(run, frame);
    m_isFirst = false;
    return news;
}

void SessionSampler::takeRequests(const RunRows &rows, SessionNews &news)
{
    const std::uint64_t upTo = news.frame.newestRequest;
    rows.requests(m_request, upTo, m_isFirst ? kFirstRequests : kMostRequests, news.requests);
    if (!m_isFirst)
        m_leftOut += upTo - m_request - news.requests.size();
    m_request = upTo;
}

void SessionSampler::takePrefetches(const RunRows &rows, SessionNews &news)
{
    m_prefetch = rows.prefetchesSince(m_prefetch, kMostPrefetches, news.prefetches).newest;
    if (!m_isFirst)
        return;
    news.prefetches = rows.recentPrefetches(kFirstPrefetches);
    std::ranges::reverse(news.prefetches); // the newest is written last
}

void SessionSampler::takeViews(RunSource &run, SessionFrame &frame)
{
    if (m_isFirst || frame.at - m_viewsAt >= kViewsEvery) {
        m_viewsAt = frame.at;
        m_graph = withoutSecrets(run.transitionGraph());
        m_model = withoutSecrets(run.modelView());
    }
    frame.graph = m_graph;
    frame.model = m_model;
}

} // namespace forefetch
