// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/trafficlistener.h"
#include "core/simulate/predictiontape.h"
#include "core/simulate/recordedtrace.h"
#include "core/time/clock.h"
#include "core/tune/reward.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace forefetch {

// The latest traffic, ready to be replayed: what was asked for, what the model said after each
// request, and what the origin is known to answer.
struct TrafficCut
{
    RecordedTrace trace;
    std::shared_ptr<const PredictionTape> tape;
    std::vector<TimePoint> windows; // where each begins on the trace's time line; the newest first
    std::vector<std::uint8_t> groups; // of sessions: which of an OutcomeGroups each counts in
    double share = 1;               // of the sessions that are in it
    // What nobody has fetched yet, by index of a ResourceId; its answer is made up of medians. It
    // may as well be as quick and small as the best tenth of the latest answers, or as slow and big
    // as the worst.
    std::vector<bool> unfetched;
    OriginAnswer quick;
    OriginAnswer slow;
};

struct TrafficTapeOptions
{
    std::size_t steps = 16'384;  // requests that are kept
    // Sessions are left out, by a hash, where the kept requests would span less than this.
    Duration leastSpan = std::chrono::minutes(2);
    // A cut says so many times the latencies that were heard: an experiment with a wrong model.
    double latencyScale = 1;
};

// Follows a pipeline and keeps its latest traffic in a ring. What really happened is counted by
// window, by groups of sessions.
//
//     pipeline.setTrafficListener(&tape);
//     tape.record(true);
//     ... a window later ...
//     OutcomeGroups real = tape.endWindow(clock.now());
//     auto cut = tape.cut(pipeline.interner(), clock);
//
// Memory: 180 bytes a request, and 40 for each resource that the origin has answered for.
// Thread: any. Two locks: the demand path holds one for a count, the model thread the other; a cut
// makes the model thread wait, never a client.
class TrafficTape final : public TrafficListener
{
public:
    static constexpr std::size_t kWindows = 8; // whose beginnings are known

    explicit TrafficTape(TrafficTapeOptions options = {});

    // From the beginning nothing is recorded, and a request costs one relaxed load; each time it
    // is switched on it begins anew.
    void record(bool on);

    void arrived(const Exchange &exchange) override;
    void predicted(const Exchange &exchange, std::span<const Prediction> predictions) override;
    void judged(ResourceId resource, const StorageVerdict &verdict) override;
    void finished(const Exchange &exchange, const DemandEnd &end) override;
    void ended(const PrefetchRecord &record) override;

    // Cacheable requests since the window began.
    std::uint64_t requests() const { return m_requests.load(std::memory_order_relaxed); }
    // What happened in the window, treated sessions alone; the next one begins.
    OutcomeGroups endWindow(TimePoint now);
    // Null with fewer than two requests.
    std::shared_ptr<const TrafficCut> cut(const Interner &names, const Clock &clock) const;

private:
    static constexpr std::size_t kEntries = 10; // predictions that are kept of a request

    struct Step
    {
        TraceStep step; // resource and session as the pipeline knows them
        SessionId session;
        std::uint32_t count = 0;
        std::array<PredictionTape::Entry, kEntries> entries;
    };
    struct Known // of what the origin answers
    {
        Duration latency = Duration(-1);
        std::uint32_t bytes = 0;
        std::int16_t status = 0;
        std::int32_t freshFor = kUnsaid; // s
    };
    static constexpr std::size_t kLatest = 512;
    static constexpr std::int32_t kUnsaid = -1;
    static constexpr std::int32_t kNotStored = -2;
    class Cutter;

    bool isOn() const { return m_isOn.load(std::memory_order_relaxed); }
    bool isTaken(SessionId session) const;
    void drop(TimePoint now);
    Known &known(ResourceId resource);
    void settle(Known &answer, Duration latency, std::uint64_t bytes, int status);

    TrafficTapeOptions m_options;
    std::atomic<bool> m_isOn{false};
    std::atomic<std::uint64_t> m_requests{0};
    mutable std::mutex m_stepMutex; // guards the next five
    std::deque<Step> m_steps;
    std::uint64_t m_dropped = 0;                                      // steps, ever
    boost::unordered_flat_map<std::uint64_t, std::uint64_t> m_newest; // step of a session
    std::deque<TimePoint> m_begins;                                   // of windows, newest first
    std::uint32_t m_thinning = 0; // one session of 2^this is kept
    mutable std::mutex m_mutex;   // guards the rest
    boost::unordered_flat_map<std::uint64_t, Known> m_known; // by resource, packed
    std::array<Known, kLatest> m_latest{};                   // answers, a ring
    std::uint64_t m_answers = 0;                             // ever
    OutcomeGroups m_outcome{};
};

} // namespace forefetch
