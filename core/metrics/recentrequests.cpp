// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/recentrequests.h"

#include <algorithm>
#include <limits>
#include <mutex>

namespace forefetch {

namespace {

constexpr std::uint64_t kChunk = 128; // records that are copied under one lock

} // namespace

RecentRequests::RecentRequests(std::size_t capacity, Callers callers)
    : m_mutex(callers), m_ring(capacity)
{
}

void RecentRequests::record(const RequestRecord &request)
{
    if (m_ring.empty())
        return;
    const std::lock_guard lock(m_mutex);
    RequestRecord &place = m_ring[++m_newest % m_ring.size()];
    place = request;
    place.number = m_newest;
}

void RecentRequests::read(std::uint64_t after, std::size_t most,
                          std::vector<RequestRecord> &out) const
{
    read(after, std::numeric_limits<std::uint64_t>::max(), most, out);
}

void RecentRequests::read(std::uint64_t after, std::uint64_t upTo, std::size_t most,
                          std::vector<RequestRecord> &out) const
{
    out.clear();
    const std::uint64_t now = newest();
    const std::uint64_t last = std::min(now, upTo);
    const auto reach = [&](std::uint64_t newest) { // the oldest that is still there
        return newest > m_ring.size() ? newest - m_ring.size() + 1 : 1;
    };
    std::uint64_t number = std::max(after + 1, reach(now));
    if (number > last || most == 0)
        return;
    number = std::max(number, last - std::min<std::uint64_t>(last, most) + 1);
    out.reserve(last - number + 1); // before the lock
    while (number <= last) {
        const std::lock_guard lock(m_mutex);
        number = std::max(number, reach(m_newest)); // some may have gone meanwhile
        const std::uint64_t end = std::min(number + kChunk, last + 1);
        for (; number < end; ++number)
            out.push_back(m_ring[number % m_ring.size()]);
    }
}

std::uint64_t RecentRequests::oldest() const
{
    const std::uint64_t last = newest();
    return last > m_ring.size() ? last - m_ring.size() + 1 : last > 0 ? 1 : 0;
}

std::uint64_t RecentRequests::newest() const
{
    const std::lock_guard lock(m_mutex);
    return m_newest;
}

} // namespace forefetch
