// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/demandmeter.h"
#include "core/metrics/missbook.h"
#include "core/request/request.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace forefetch {

// One demand request that is over: numbers alone, its text is the interner's.
struct RequestRecord
{
    std::uint64_t number = 0; // from 1 in the order of the ends; given by RecentRequests
    ResourceId resource;
    SessionId session;
    TimePoint at{}; // arrival
    DemandEnd end;
    Method method = Method::Get;
    bool heldBack = false;
    Miss miss;                              // of a miss
    PrefetchId prefetch = PrefetchId::None; // of a hit on what it brought, or of a late one
};

// The newest demand requests on a fixed ring. A reader asks for what came after the last that it
// has seen, so that it copies only news; what it was too slow for is gone, and the gap in the
// numbers says how much.
//
//     recent.record({.resource = id, .at = now, .end = end});    // whoever served it
//     recent.read(seen, 500, news);                              // a table, now and then
//     if (!news.empty()) seen = news.back().number;
//
// Recording copies 112 bytes under a short lock; reading holds it for 128 records at a time.
//
// Thread: any.
class RecentRequests
{
public:
    // 0 keeps nothing, for drives of millions that nobody looks at.
    explicit RecentRequests(std::size_t capacity, Callers callers = Callers::AnyThread);

    void record(const RequestRecord &request);
    // The newest `most` with a number above `after`, oldest first, in place of what `out` held.
    void read(std::uint64_t after, std::size_t most, std::vector<RequestRecord> &out) const;
    // The same of those up to the number `upTo`; for what happened in one span of time.
    void read(std::uint64_t after, std::uint64_t upTo, std::size_t most,
              std::vector<RequestRecord> &out) const;
    std::uint64_t newest() const; // 0 before the first
    std::uint64_t oldest() const; // that is still there; 0 before the first
    std::size_t capacity() const { return m_ring.size(); }

private:
    mutable StageMutex m_mutex; // guards what follows; the ring's size never changes
    std::vector<RequestRecord> m_ring;
    std::uint64_t m_newest = 0;
};

} // namespace forefetch
