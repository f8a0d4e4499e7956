// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/pipeline.h"
#include "core/simulate/originmodel.h"
#include "core/time/clock.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace forefetch {

// Drives a pipeline through virtual time with a stream of requests: before each of them happens
// all that is due earlier (fetches and demand answers end, workers take up work), in the order of
// being due; then the request arrives and is answered as it would be live, from the cache, from a
// fetch in flight that it joins, or by the origin after its latency. The very pipeline that serves
// live traffic; only the origin and the clock are others.
//
//     ManualClock clock;
//     OriginModel origin(clock, fixedAnswers(50ms, 1024));
//     Pipeline pipeline(settings, clock, origin, {.callers = Callers::OneThread});
//     VirtualDrive drive(pipeline, clock, origin);
//     for (const Exchange &e : trace)     // in order of `at`, ids from pipeline.interner()
//         drive.request(e);
//     drive.finish();
//
// An answer with a head is judged by it, as live. Of the others nothing is known: those with a
// status that may be kept on an assumption (see storability.h) are kept for cache.default_ttl
// whatever the policy, the rest is bypassed. What acts invalidates its target, as live. In steady
// state a hit allocates nothing.
//
// Thread: one, which owns pipeline, clock and origin.
class VirtualDrive
{
public:
    VirtualDrive(Pipeline &pipeline, ManualClock &clock, OriginModel &origin);
    ~VirtualDrive();
    VirtualDrive(const VirtualDrive &) = delete;
    VirtualDrive &operator=(const VirtualDrive &) = delete;

    // One request at `exchange.at`; a moment in the past is taken as now. The status, where the
    // trace has one, is not looked at: the origin model answers.
    void request(const Exchange &exchange);
    // Lets all that is due before `until` happen and moves the clock there.
    void runUntil(TimePoint until);
    // Lets every demand request and every fetch in flight end; what waits in the queue for a
    // token may wait on.
    void finish();

    // Told of every demand request that is over.
    using OnEnd = std::function<void(const Exchange &, const DemandEnd &)>;
    void setOnEnd(OnEnd onEnd) { m_onEnd = std::move(onEnd); }

    std::uint64_t requests() const { return m_requests; }
    std::size_t waiting() const { return m_waiting; }

private:
    using SlotNumber = std::uint32_t;
    static constexpr SlotNumber kNone = ~SlotNumber(0);

    // A demand request that waits for the origin or for somebody else's fetch.
    struct Waiting
    {
        Demand demand;
        FlightPtr flight; // that it produces; null when it fetches for itself alone
        OriginAnswer answer;
        SlotNumber next = kNone; // in the list of those who joined the same flight, or free ones
    };
    struct Due
    {
        TimePoint at;
        std::uint64_t number;
        SlotNumber slot;
    };
    static bool isLater(const Due &a, const Due &b)
    {
        return a.at != b.at ? a.at > b.at : a.number > b.number;
    }

    TimePoint nextDue() const;
    void runDue();
    void answerFromCache(Demand &demand, const CacheHit &hit);
    void finish(Demand &demand, const DemandEnd &end);
    SlotNumber keep(Demand &&demand, FlightPtr flight);
    void release(SlotNumber slot);
    void fetch(SlotNumber slot);
    void join(SlotNumber slot, const Flight *flight);
    void endFetch(SlotNumber slot);
    StorageVerdict verdictOf(const Demand &demand, const OriginAnswer &answer);
    void invalidateIfActed(const Demand &demand, const OriginAnswer &answer);
    void endJoiners(const FlightPtr &flight, const OriginAnswer &answer);
    void prefetchEnds(PrefetchId id, const OriginAnswer &answer);
    void answerLate(SlotNumber slot, DemandResult result, const OriginAnswer &answer, bool sent);

    Pipeline &m_pipeline;
    const RequestHead m_plainGet{"GET", "/", {}};
    OnEnd m_onEnd;
    ManualClock &m_clock;
    OriginModel &m_origin;
    std::vector<Waiting> m_slots;
    SlotNumber m_free = kNone;
    std::vector<Due> m_due;                                         // heap, the next in front
    boost::unordered_flat_map<const Flight *, SlotNumber> m_joined; // first of each list
    boost::unordered_flat_map<std::uint64_t, FlightPtr> m_joinedPrefetches; // by prefetch id
    TimePoint m_pumpDue = kNever;
    std::uint64_t m_requests = 0;
    std::size_t m_waiting = 0;
    std::uint64_t m_number = 0;
};

} // namespace forefetch
