// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/demandmeter.h"
#include "core/request/ids.h"
#include "core/request/request.h"
#include "core/time/clock.h"

#include <cstdint>
#include <mutex>
#include <vector>

namespace forefetch {

// One demand request that is over, for the table of recent requests.
struct RequestRecord
{
    std::uint64_t number = 0; // counts from 1 over the whole run
    TimePoint at{};           // arrival
    SessionId session;
    ResourceId resource;
    PrefetchId prefetch = PrefetchId::None; // whose entry or flight answered it
    Revision revision = 0;
    std::uint32_t bytes = 0;
    float latency = 0; // ms to the first byte of the answer
    std::int16_t status = 0;
    Method method = Method::Get;
    DemandResult result = DemandResult::Miss;
    bool heldBack = false;
};

// The newest demand requests: a fixed ring.
//
//     log.record(record);
//     log.recent(1000, records);   // newest first
//
// Thread: any; one short lock.
class RequestLog
{
public:
    explicit RequestLog(std::size_t capacity = 10'000) : m_ring(capacity) {}

    void record(RequestRecord record)
    {
        const std::lock_guard lock(m_mutex);
        record.number = ++m_count;
        m_ring[m_count % m_ring.size()] = record;
    }

    // Replaces `out` by at most `most` records that are newer than `after`, the newest first.
    void recent(std::size_t most, std::vector<RequestRecord> &out, std::uint64_t after = 0) const
    {
        out.clear();
        const std::lock_guard lock(m_mutex);
        for (std::uint64_t n = m_count; n > after && out.size() < most; --n) {
            if (m_count - n >= m_ring.size())
                break;
            out.push_back(m_ring[n % m_ring.size()]);
        }
    }

    std::uint64_t count() const
    {
        const std::lock_guard lock(m_mutex);
        return m_count;
    }

private:
    mutable std::mutex m_mutex; // guards what follows
    std::vector<RequestRecord> m_ring;
    std::uint64_t m_count = 0;
};

} // namespace forefetch
