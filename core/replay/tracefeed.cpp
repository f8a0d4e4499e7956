// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/tracefeed.h"

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

// Of lines that go back in time, from which on the log's seconds are not believed.
constexpr double kScrambledShare = 0.01;

bool isScrambled(const TraceReport &report)
{
    return static_cast<double>(report.wentBack) >
           kScrambledShare * static_cast<double>(report.used);
}

} // namespace

bool TraceFeed::read(OwnedEvent &event)
{
    TraceEvent read;
    if (!m_reader.next(read))
        return false;
    event = read;
    return true;
}

// All that stand at the next moment, and the first one after it.
bool TraceFeed::gather()
{
    m_at = m_count = 0;
    m_step = Duration::zero();
    if (m_together.empty())
        m_together.emplace_back();
    if (std::exchange(m_hasAhead, false))
        std::swap(m_together[0], m_ahead);
    else if (!read(m_together[0]))
        return false;
    m_count = 1;
    const WallTime at = m_together[0].at();
    if (!m_first)
        m_first = at;
    if (m_together[0].event().exactTime)
        return true;
    Duration window = std::chrono::seconds(1);
    while (m_count < kMostTogether && read(m_ahead)) {
        m_hasAhead = m_ahead.at() != at;
        if (m_hasAhead) {
            const Duration gap = m_ahead.at() - at;
            window = isScrambled(m_reader.report()) ? gap : std::min(gap, window);
            break;
        }
        if (m_together.size() == m_count)
            m_together.emplace_back();
        std::swap(m_together[m_count++], m_ahead);
    }
    m_step = window / static_cast<Duration::rep>(m_count);
    return true;
}

bool TraceFeed::next(TraceEvent &event, Duration &sinceFirst)
{
    if (m_at == m_count && !gather())
        return false;
    event = m_together[m_at].event();
    const Duration since = (event.at - *m_first) + m_step * static_cast<Duration::rep>(m_at);
    ++m_at;
    m_latest = sinceFirst = std::max(since, m_latest);
    return true;
}

} // namespace forefetch
