// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <cstdint>
#include <memory>

namespace forefetch {

enum class DemandResult : std::uint8_t {
    Hit,      // answered from the cache without waiting for the origin
    Miss,     // cacheable, fetched (by itself, or by joining another demand fetch)
    Late,     // cacheable, waited for a prefetch in flight
    Bypassed, // not cacheable: another method, or a response that the policy does not store
    Error,    // no answer from the origin: 502, 504, or the client left
};

// How one demand request ended.
struct DemandEnd
{
    DemandResult result = DemandResult::Miss;
    int status = 0;
    Duration latency{};         // arrival to the first byte of the answer
    bool sentToOrigin = false;  // this request itself caused a request to the origin
    bool prefetchedEntry = false; // a hit on an entry that a prefetch brought
    bool assumedFreshness = false; // a hit that rests on cache.default_ttl
    std::uint64_t bytes = 0;    // of the body sent to the client
};

struct LatencyFigures
{
    double p50 = 0; // ms
    double p95 = 0;
    double p99 = 0;
};

struct DemandFigures
{
    std::uint64_t requests = 0;  // cacheable + bypassed + errors
    std::uint64_t cacheable = 0; // hits + misses + late
    std::uint64_t hits = 0;
    std::uint64_t hitsPrefetched = 0;
    std::uint64_t hitsAssumed = 0; // on assumed freshness
    std::uint64_t misses = 0;
    std::uint64_t late = 0;
    std::uint64_t bypassed = 0;
    std::uint64_t errors = 0;
    std::uint64_t originRequests = 0;
    std::uint64_t bytes = 0;
    double hitRatio = 0; // hits / cacheable; 0 when there is none
    LatencyFigures latency;
};

// Counts demand requests and their latency, for everybody and for the control group apart.
//
// Thread: any; sharded, one short lock each.
class DemandMeter
{
public:
    DemandMeter();
    ~DemandMeter();

    void record(const DemandEnd &end, bool heldBack);
    DemandFigures figures() const;         // everybody
    DemandFigures heldBackFigures() const; // the control group
    DemandFigures treatedFigures() const;  // the others

private:
    struct Shard;
    std::unique_ptr<Shard[]> m_shards;
};

} // namespace forefetch
