// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/histogram.h"
#include "core/request/ids.h"
#include "core/time/clock.h"
#include "core/time/stagemutex.h"

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
    Duration latency{};            // arrival to the first byte of the answer
    bool sentToOrigin = false;     // this request itself caused a request to the origin
    bool prefetchedEntry = false;  // a hit on an entry that a prefetch brought
    bool assumedFreshness = false; // a hit that rests on cache.default_ttl
    bool originFailed = false;     // what was stored answered in its place
    std::uint64_t bytes = 0;       // of the body sent to the client
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
    std::uint64_t errors = 0;       // answered by ourselves, for want of an answer
    std::uint64_t serverErrors = 0; // answers of 5xx, the origin's own included
    std::uint64_t originRequests = 0;
    std::uint64_t bytes = 0;
    double hitRatio = 0; // hits / cacheable; 0 when there is none
    LatencyFigures latency;
};

// Whose requests: everybody's, the control group's (held back), the others' (treated).
enum class Group : std::uint8_t { Everybody, HeldBack, Treated };

// Sums over the sessions of a group: n requests and y of something in each. Requests of one session
// are alike, so the interval of Σ y / Σ n comes from the spread between sessions (a ratio of
// cluster totals; Cochran 1977, 6.4 and 9A.2), not between requests.
struct RatioSums
{
    std::uint64_t sessions = 0;
    double n = 0;
    double y = 0;
    double n2 = 0;
    double y2 = 0;
    double product = 0; // Σ n·y

    double ratio() const; // Σ y / Σ n; 0 without requests
    double error() const; // its standard error; 0 with fewer than two sessions
    // One more request in a session that had n and y.
    void follow(double sessionN, double sessionY, double more);
    RatioSums &operator+=(const RatioSums &o);
};

// Sums over the sessions of a group, with n the cacheable requests and h the hits of one session.
struct SessionSums
{
    std::uint64_t sessions = 0;  // with at least one cacheable request
    std::uint64_t cacheable = 0; // Σ n
    std::uint64_t hits = 0;      // Σ h
    double cacheable2 = 0;       // Σ n²
    double hits2 = 0;            // Σ h²
    double product = 0;          // Σ n·h
    double p95 = 0;              // ms, latency of all its requests in the same time
    // Hits beyond what was to be expected of the resource: 1 or 0 less its hit ratio so far, over
    // everybody. What is asked for explains most of what hits, and both groups ask for the same on
    // average, so the difference of the groups is the same and its interval much narrower
    // (regression adjustment; Deng, Xu, Kohavi and Walker, WSDM 2013). Empty where nobody said what
    // was asked for.
    RatioSums beyond;

    double hitRatio() const; // 0 with nothing cacheable
    // The standard error of hits / cacheable; 0 with fewer than two sessions.
    double hitRatioError() const;
};

// What a group of sessions had to bear, since the comparison was begun.
struct HarmSums
{
    RatioSums wait;   // ms a request, at most kLongestWait each
    RatioSums errors; // answers of 5xx, our own 502 and 504 included

    static constexpr Duration kLongestWait = std::chrono::seconds(30);
};

// Counts demand requests and their latency, for everybody and for the control group apart.
//
//     meter.record({.result = DemandResult::Hit, .status = 200, .latency = 80us}, heldBack,
//     session); meter.figures().hitRatio
//
// Requests that name their session also enter the sums over sessions; a session whose index is
// beyond kMaxSessions enters all but these.
// Requests that name their resource as well are weighed by how often it hits (SessionSums::beyond).
// Thread: any. Sharded by session, or by thread where none is named; one short lock each.
class DemandMeter
{
public:
    static constexpr std::uint32_t kMaxSessions = 1U << 20;

    explicit DemandMeter(Callers callers = Callers::AnyThread);
    ~DemandMeter();
    DemandMeter(const DemandMeter &) = delete;
    DemandMeter &operator=(const DemandMeter &) = delete;

    void record(const DemandEnd &end, bool heldBack, SessionId session = {},
                ResourceId resource = {});

    DemandFigures figures(Group group) const;
    DemandFigures figures() const { return figures(Group::Everybody); }
    DemandFigures heldBackFigures() const { return figures(Group::HeldBack); }
    DemandFigures treatedFigures() const { return figures(Group::Treated); }
    Histogram latency(Group group) const;
    // Forgets what the groups were compared by, and nothing else: prefetching was switched on or
    // off, or other sessions are held back. What a session did before does not count.
    void beginComparison();
    // Since the comparison was begun, which it is from the start.
    SessionSums sessions(Group group) const;
    HarmSums harm(Group group) const;

private:
    struct Shard;
    class Expectations;
    std::unique_ptr<Shard[]> m_shards;
    std::unique_ptr<Expectations> m_expectations;
};

} // namespace forefetch
