// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/recordedtrace.h"

#include "core/request/routetemplate.h"
#include "core/request/texthash.h"
#include "core/simulate/traceanswers.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

constexpr std::size_t kCancelEvery = 1024; // requests
// Of lines that go back in time, from which on the log's seconds are not believed.
constexpr double kScrambledShare = 0.01;
// For what models make up beside what a log holds.
constexpr std::size_t kOtherResources = 1'000'000;

// Moves the steps [from, to) apart, evenly over `window`.
void spread(std::vector<TraceStep> &steps, std::size_t from, std::size_t to, Duration window)
{
    const auto n = static_cast<Duration::rep>(to - from);
    for (std::size_t i = from; i < to; ++i)
        steps[i].at += window / n * static_cast<Duration::rep>(i - from);
}

// Whether any was moved.
bool spreadTies(std::vector<TraceStep> &steps, bool untilTheNext)
{
    constexpr Duration second = std::chrono::seconds(1);
    bool moved = false;
    for (std::size_t from = 0; from < steps.size();) {
        std::size_t to = from + 1;
        while (to < steps.size() && steps[to].at == steps[from].at)
            ++to;
        const Duration gap = to < steps.size() ? steps[to].at - steps[from].at : second;
        spread(steps, from, to, untilTheNext ? gap : std::min(gap, second));
        moved |= to - from > 1;
        from = to;
    }
    return moved;
}

std::size_t tableSize(std::size_t targets)
{
    return 2 * targets + kOtherResources;
}

} // namespace

std::shared_ptr<Interner> RecordedTrace::interner() const
{
    auto table = std::make_shared<Interner>(tableSize(targets.size()));
    for (const std::string &target : targets)
        table->intern(target);
    return table;
}

const OriginAnswer &RecordedTrace::answerTo(ResourceId resource, const Interner &names) const
{
    if (resource.index < answers.size() || routes.empty())
        return answerTo(resource);
    const auto found = routes.find(routeTemplate(names.text(resource)));
    return found == routes.end() ? typical : found->second;
}

std::uint64_t RecordedTrace::fingerprint() const
{
    std::uint64_t hash = steps.size();
    const auto add = [&hash](std::uint64_t value) {
        hash = mixBits(hash + 0x9e3779b97f4a7c15ULL * (value + 1));
    };
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const OriginAnswer &answer = answerTo(resources[i]);
        add(textHash(targets[i], 0));
        add(static_cast<std::uint64_t>(answer.latency.count()));
        add(answer.bytes * 1000ULL + static_cast<std::uint64_t>(answer.status));
        if (answer.head != nullptr)
            add(textHash(answer.head->headers.value("cache-control"), 0));
    }
    for (const Body &body : bodies)
        add(body ? textHash(*body, 0) : 0);
    for (const TraceStep &step : steps) {
        add(step.resource.packed());
        if (step.body != 0)
            add(step.body);
        add(static_cast<std::uint64_t>(step.at.time_since_epoch().count()) ^ step.session);
        if (!step.partition.isPublic() || step.heldBack)
            add(step.partition.value ^ (step.heldBack ? 1 : 0));
    }
    return hash;
}

std::vector<std::string> RecordedTrace::leftOut() const
{
    std::vector<std::string> all = import.leftOut();
    if (isSpread)
        all.emplace_back("requests at one moment are spread over the time until the next: how many "
                         "prefetches are late, and what waiting they save, is a guess");
    if (latency == LatencySource::Assumed)
        all.emplace_back("the origin's latency is assumed: 50 ms in the median, by route");
    if (!saysFreshness && !saysCache)
        all.emplace_back("no headers: every answer that may be cached is taken to be fresh for "
                         "cache.default_ttl and the same for everybody");
    else if (!saysPartitions)
        all.emplace_back("no credentials: answers are taken to be the same for everybody");
    if (saysCache && bodies.empty())
        all.emplace_back("no bodies: what a model learns live from the ids and links in answers is "
                         "not predicted here (--record-bodies of demo, serve and replay)");
    return all;
}

struct TraceRecorder::State
{
    // By 64 bits of a session's id.
    std::uint32_t numberOf(SessionId session)
    {
        const auto [found, isNew] =
            sessions.try_emplace(session.packed(), static_cast<std::uint32_t>(sessions.size()));
        return found->second;
    }
    std::uint32_t targetOf(const TraceEvent &event);

    std::unique_ptr<RecordedTrace> trace = std::make_unique<RecordedTrace>();
    std::uint32_t cacheControlOf(std::string_view control)
    {
        if (control.empty())
            return 0;
        const auto number = static_cast<std::uint32_t>(cacheControls.size());
        const auto [found, isNew] = cacheControlNumbers.try_emplace(std::string(control), number);
        if (isNew)
            cacheControls.emplace_back(control);
        return found->second;
    }

    std::uint32_t bodyOf(const TraceEvent &event);

    std::vector<LoggedAnswer> logged;                                     // by step
    boost::unordered_flat_map<const std::string *, std::uint32_t> bodies; // equal ones are one
    std::vector<std::string> cacheControls{""};
    boost::unordered_flat_map<std::string, std::uint32_t> cacheControlNumbers;
    boost::unordered_flat_map<std::string, std::uint32_t> targets;
    boost::unordered_flat_map<std::uint64_t, std::uint32_t> sessions;
    std::string text;
    bool wholeSeconds = true;
};

// A GET and a HEAD are known by their target, anything else by its method too (see Pipeline).
std::uint32_t TraceRecorder::State::targetOf(const TraceEvent &event)
{
    text.clear();
    if (event.method != "GET" && event.method != "HEAD")
        text.append(event.method).append(" ");
    text.append(event.target);
    const auto number = static_cast<std::uint32_t>(trace->targets.size());
    const auto [found, isNew] = targets.try_emplace(text, number);
    if (isNew)
        trace->targets.push_back(text);
    return found->second;
}

std::uint32_t TraceRecorder::State::bodyOf(const TraceEvent &event)
{
    if (!event.body)
        return 0;
    if (trace->bodies.empty()) {
        trace->bodies.emplace_back();
        ResponseHead head{200, {}, {}};
        head.headers.add("Content-Type", "application/json");
        trace->bodyHead = std::make_shared<const ResponseHead>(std::move(head));
    }
    const auto number = static_cast<std::uint32_t>(trace->bodies.size());
    const auto [found, isNew] = bodies.try_emplace(event.body.get(), number);
    if (isNew)
        trace->bodies.push_back(event.body);
    return found->second;
}

TraceRecorder::TraceRecorder() : m_state(std::make_unique<State>()) {}

TraceRecorder::~TraceRecorder() = default;

void TraceRecorder::add(const TraceEvent &event)
{
    State &s = *m_state;
    RecordedTrace &trace = *s.trace;
    if (trace.steps.empty())
        trace.beganAt = event.at;
    TraceStep step;
    step.at = RecordedTrace::kBegin + (event.at - trace.beganAt);
    step.session = s.numberOf(event.session);
    step.method = methodFrom(event.method);
    step.heldBack = event.heldBack;
    step.partition = {event.partition};
    const bool isPart = event.status == 304 || event.status == 206;
    step.status = static_cast<std::int16_t>(isPart ? 200 : event.status);
    step.body = s.bodyOf(event);
    if (event.hasDuration() && event.cache != CacheTake::Unknown)
        step.tookUs = static_cast<std::uint32_t>(std::min<Duration::rep>(
            event.duration / std::chrono::microseconds(1), TraceStep::kNotSaid - 1));
    s.wholeSeconds &= event.at.time_since_epoch().count() % 1000 == 0;
    trace.steps.push_back(step);
    LoggedAnswer answer;
    answer.target = s.targetOf(event);
    answer.status = step.status;
    // What a cache answered, or what waited for somebody else's fetch, tells nothing of the origin.
    if (event.hasDuration() && event.cache != CacheTake::Hit && event.cache != CacheTake::Joined)
        answer.latency = event.duration;
    if (!isPart && event.bytes >= 0)
        answer.bytes = event.bytes;
    answer.cacheControl = s.cacheControlOf(event.cacheControl);
    trace.saysFreshness |= answer.cacheControl != 0;
    trace.saysCache |= event.cache != CacheTake::Unknown;
    trace.saysControl |= event.heldBack;
    trace.saysPartitions |= event.partition != 0;
    s.logged.push_back(answer);
}

std::size_t TraceRecorder::requests() const
{
    return m_state->trace->steps.size();
}

std::unique_ptr<RecordedTrace> TraceRecorder::finish(const OriginOptions &options,
                                                     const TraceReport &report)
{
    State &s = *m_state;
    RecordedTrace &trace = *s.trace;
    trace.import = report;
    trace.sessions = static_cast<std::uint32_t>(s.sessions.size());
    trace.wholeSeconds = s.wholeSeconds && !trace.steps.empty();
    const bool scrambled =
        static_cast<double>(report.wentBack) > kScrambledShare * static_cast<double>(report.used);
    if (trace.wholeSeconds)
        trace.isSpread = spreadTies(trace.steps, scrambled);
    Interner table(tableSize(trace.targets.size()));
    for (const std::string &target : trace.targets)
        trace.resources.push_back(table.intern(target));
    for (std::size_t i = 0; i < trace.steps.size(); ++i)
        trace.steps[i].resource = trace.resources[s.logged[i].target];
    settleAnswers(trace, s.logged, s.cacheControls, options);
    std::unique_ptr<RecordedTrace> done = std::move(s.trace);
    m_state = std::make_unique<State>();
    return done;
}

std::unique_ptr<RecordedTrace> recordTrace(TraceReader &reader, const OriginOptions &options,
                                           const std::function<bool(std::size_t)> &isCancelled)
{
    TraceRecorder recorder;
    TraceEvent event;
    while (reader.next(event)) {
        recorder.add(event);
        if (recorder.requests() % kCancelEvery == 0 && isCancelled(recorder.requests()))
            return nullptr;
    }
    return recorder.finish(options, reader.report());
}

} // namespace forefetch
