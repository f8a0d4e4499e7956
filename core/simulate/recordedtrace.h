// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/interner.h"
#include "core/request/request.h"
#include "core/simulate/originmodel.h"
#include "core/trace/tracereader.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace forefetch {

// One request of a log as the simulator takes it.
struct TraceStep
{
    TimePoint at{};
    ResourceId resource;
    std::uint32_t session = 0; // from 0, in the order in which they began
    std::int16_t status = 0;   // 0: unknown; 304 and 206 read as 200: the whole answer is 200
    Method method = Method::Get;
    bool heldBack = false;  // as the log says
    Partition partition;    // everybody's where the log says nothing
    std::uint32_t body = 0; // of its answer, a place in RecordedTrace::bodies; 0: none
    // Until its answer, in µs, where a log says what a cache did; kNotSaid: as long as the origin's
    // answers to this take.
    std::uint32_t tookUs = kNotSaid;
    static constexpr std::uint32_t kNotSaid = ~std::uint32_t(0);
};

// Where the origin's latencies come from.
enum class LatencySource : std::uint8_t { Trace, Given, Assumed };

// A log, read and interned once, with what its origin answers: all that a simulation needs.
//
// The first request is at kBegin on the time line. Requests at whole seconds that stand at one
// moment are spread evenly over that second, or, in a log whose lines go back in time, until the
// next moment: a prefetch takes time, and requests that come all at once would leave it none.
struct RecordedTrace
{
    static constexpr std::chrono::hours kLead{1};
    static constexpr TimePoint kBegin{kLead};

    std::vector<TraceStep> steps;      // in order of `at`
    std::vector<std::string> targets;  // distinct, in the order in which they were first asked for
    std::vector<ResourceId> resources; // of `targets`
    std::vector<OriginAnswer> answers; // by index of a ResourceId: medians of what the log says
    OriginAnswer typical;              // of what was never asked for
    std::uint32_t sessions = 0;
    WallTime beganAt{}; // of the first step
    LatencySource latency = LatencySource::Assumed;
    bool wholeSeconds = false; // nothing is known of the order within a second
    bool isSpread = false;     // requests at one moment were spread
    bool saysCache = false;    // what a cache did, so when the origin was asked
    bool saysControl = false;  // who was held back
    bool saysPartitions = false;
    bool saysFreshness = false;
    // By route template, of a log that says what a cache did: of what was never asked for.
    std::unordered_map<std::string, OriginAnswer> routes;
    std::deque<ResponseHead> heads; // of `answers` and `routes`
    std::vector<Body> bodies;       // of steps, each once; the first is none
    ResponseHeadPtr bodyHead;       // of all of them: they are JSON
    TraceReport import;             // blank where no log was read

    const OriginAnswer &answerTo(ResourceId resource) const
    {
        return resource.index < answers.size() ? answers[resource.index] : typical;
    }
    // The same for a resource of a model's own, which the log need not hold.
    const OriginAnswer &answerTo(ResourceId resource, const Interner &names) const;
    // A hash of what is asked for when and by whom, and of what the origin answers: two traces
    // with the same one give the same results.
    std::uint64_t fingerprint() const;
    // When a step's answer was there, for whoever had asked.
    TimePoint answeredAt(const TraceStep &step) const
    {
        return step.at + (step.tookUs == TraceStep::kNotSaid
                              ? answerTo(step.resource).latency
                              : Duration(std::chrono::microseconds(step.tookUs)));
    }
    Duration span() const { return steps.empty() ? Duration{} : steps.back().at - kBegin; }
    // A table in which `targets` have the ids of `resources`, for one model to add to.
    std::shared_ptr<Interner> interner() const;
    // What the log cannot tell, and what is assumed in its place; a sentence each.
    std::vector<std::string> leftOut() const;
};

struct OriginOptions
{
    std::optional<Duration> latency; // of every answer; none: from the trace, else assumed
    std::uint64_t seed = 1;          // of the assumed latencies
};

// Takes the events of a log, in its order, and makes a trace of them.
//
//     TraceRecorder recorder;
//     while (reader->next(event))
//         recorder.add(event);
//     auto trace = recorder.finish({}, reader->report());
//
// Thread: the owner's.
class TraceRecorder
{
public:
    TraceRecorder();
    ~TraceRecorder();

    void add(const TraceEvent &event);
    std::size_t requests() const;
    // What was added is gone then.
    std::unique_ptr<RecordedTrace> finish(const OriginOptions &options,
                                          const TraceReport &report = {});

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Reads all of a log. Null when cancelled; `isCancelled` is asked every thousand requests or so,
// with how many there are.
std::unique_ptr<RecordedTrace> recordTrace(TraceReader &reader, const OriginOptions &options,
                                           const std::function<bool(std::size_t)> &isCancelled);

} // namespace forefetch
