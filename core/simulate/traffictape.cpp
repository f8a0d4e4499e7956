// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/traffictape.h"

#include "core/time/random.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace forefetch {

namespace {

constexpr std::uint32_t kMostThinning = 10;
constexpr std::size_t kMostKnown = 200'000; // resources

std::uint64_t hashOf(SessionId session)
{
    return mixBits(session.packed());
}

std::size_t groupOf(SessionId session)
{
    return hashOf(session) % kOutcomeGroups;
}

} // namespace

TrafficTape::TrafficTape(TrafficTapeOptions options) : m_options(options) {}

void TrafficTape::record(bool on)
{
    {
        const std::lock_guard lock(m_stepMutex);
        m_steps.clear();
        m_newest.clear();
        m_begins.clear();
        m_dropped = 0;
        m_thinning = 0;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_known.clear();
        m_answers = 0;
        m_outcome = {};
    }
    m_requests.store(0, std::memory_order_relaxed);
    m_isOn.store(on, std::memory_order_relaxed);
}

bool TrafficTape::isTaken(SessionId session) const
{
    return (hashOf(session) >> 32 & ((1U << m_thinning) - 1)) == 0;
}

void TrafficTape::arrived(const Exchange &exchange)
{
    if (!isOn())
        return;
    const std::lock_guard lock(m_stepMutex);
    if (m_begins.empty())
        m_begins.push_front(exchange.at);
    if (!isTaken(exchange.session))
        return;
    drop(exchange.at);
    Step &step = m_steps.emplace_back();
    step.step.at = exchange.at;
    step.step.resource = exchange.resource;
    step.step.method = exchange.method;
    step.step.heldBack = exchange.heldBack;
    step.step.partition = exchange.partition;
    step.session = exchange.session;
    m_newest[exchange.session.packed()] = m_dropped + m_steps.size() - 1;
}

// Room for one more; and fewer sessions, where the ring would not reach back far enough.
void TrafficTape::drop(TimePoint now)
{
    const auto dropOldest = [this] {
        const Step &oldest = m_steps.front();
        const auto newest = m_newest.find(oldest.session.packed());
        if (newest != m_newest.end() && newest->second == m_dropped)
            m_newest.erase(newest);
        m_steps.pop_front();
        ++m_dropped;
    };
    if (m_steps.size() < m_options.steps)
        return;
    if (now - m_steps.front().step.at >= m_options.leastSpan || m_thinning == kMostThinning) {
        dropOldest();
        return;
    }
    ++m_thinning;
    std::deque<Step> kept;
    m_newest.clear();
    m_dropped += m_steps.size();
    for (Step &step : m_steps) {
        if (!isTaken(step.session))
            continue;
        m_newest[step.session.packed()] = m_dropped + kept.size();
        kept.push_back(std::move(step));
    }
    m_steps = std::move(kept);
}

void TrafficTape::predicted(const Exchange &exchange, std::span<const Prediction> predictions)
{
    if (!isOn())
        return;
    std::array<PredictionTape::Entry, kEntries> best;
    std::uint32_t count = 0;
    for (const Prediction &p : predictions) { // insertion: they come nearly in order
        if (count == kEntries && p.pUsed <= best[count - 1].pUsed)
            continue;
        std::uint32_t place = count < kEntries ? count++ : count - 1;
        for (; place > 0 && best[place - 1].pUsed < p.pUsed; --place)
            best[place] = best[place - 1];
        best[place] = {p.resource, p.pUsed};
    }
    const std::lock_guard lock(m_stepMutex);
    const auto newest = m_newest.find(exchange.session.packed());
    if (newest == m_newest.end() || newest->second < m_dropped)
        return;
    Step &step = m_steps[newest->second - m_dropped];
    step.count = count;
    step.entries = best;
}

TrafficTape::Known &TrafficTape::known(ResourceId resource)
{
    if (m_known.size() >= kMostKnown)
        m_known.clear(); // learnt again within a few windows
    return m_known[resource.packed()];
}

void TrafficTape::judged(ResourceId resource, const StorageVerdict &verdict)
{
    if (!isOn())
        return;
    const std::lock_guard lock(m_mutex);
    known(resource).freshFor =
        !verdict.store          ? kNotStored
        : verdict.assumedFreshness ? kUnsaid
                                   : static_cast<std::int32_t>(std::min(
                                         seconds(verdict.freshFor + verdict.initialAge), 1e9));
}

void TrafficTape::settle(Known &answer, Duration latency, std::uint64_t bytes, int status)
{
    answer.latency = latency;
    answer.bytes = static_cast<std::uint32_t>(std::min<std::uint64_t>(bytes, UINT32_MAX));
    answer.status = static_cast<std::int16_t>(status);
    m_latest[m_answers++ % kLatest] = answer;
}

void TrafficTape::finished(const Exchange &exchange, const DemandEnd &end)
{
    if (!isOn())
        return;
    if (end.result != DemandResult::Bypassed && end.result != DemandResult::Error)
        m_requests.fetch_add(1, std::memory_order_relaxed);
    const std::lock_guard lock(m_mutex);
    if (end.sentToOrigin && end.status != 0 && end.result != DemandResult::Error)
        settle(known(exchange.resource), end.latency, end.bytes, end.status);
    if (!exchange.heldBack)
        m_outcome[groupOf(exchange.session)].count(end);
}

void TrafficTape::ended(const PrefetchRecord &record)
{
    if (record.attempts == 0 || !isOn())
        return; // it never left the queue, or nobody wants to know
    const std::lock_guard lock(m_mutex);
    if (record.readyAt > record.startedAt && record.status != 0)
        settle(known(record.key.resource), record.readyAt - record.startedAt, record.bytes,
               record.status);
    m_outcome[groupOf(record.cause.session)].count(record);
}

OutcomeGroups TrafficTape::endWindow(TimePoint now)
{
    m_requests.store(0, std::memory_order_relaxed);
    {
        const std::lock_guard lock(m_stepMutex);
        m_begins.push_front(now);
        if (m_begins.size() > kWindows + 1)
            m_begins.pop_back();
    }
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_outcome, {});
}

// Makes a trace of its own, with its own ids: what is replayed shares nothing with what is live.
class TrafficTape::Cutter
{
public:
    Cutter(const TrafficTape &tape, const Interner &names, const Clock &clock)
        : m_tape(tape), m_names(names), m_cut(std::make_shared<TrafficCut>()),
          m_predictions(std::make_shared<PredictionTape>()),
          m_shift(RecordedTrace::kBegin - tape.m_steps.front().step.at)
    {
        m_cut->trace.beganAt = clock.wallNow();
        m_cut->trace.latency = LatencySource::Trace;
        m_cut->trace.saysPartitions = m_cut->trace.saysControl = true;
        m_cut->share = 1.0 / static_cast<double>(1U << tape.m_thinning);
    }

    std::shared_ptr<const TrafficCut> make()
    {
        settleTypical();
        for (const Step &step : m_tape.m_steps)
            take(step);
        bend();
        RecordedTrace &trace = m_cut->trace;
        trace.sessions = static_cast<std::uint32_t>(m_sessions.size());
        m_predictions->interner = trace.interner();
        for (std::size_t i = 0; i < trace.targets.size(); ++i)
            trace.resources.push_back(m_predictions->interner->find(trace.targets[i]));
        settleIds();
        m_cut->tape = m_predictions;
        for (std::size_t i = 1; i < m_tape.m_begins.size(); ++i)
            m_cut->windows.push_back(m_tape.m_begins[i] + m_shift);
        return m_cut;
    }

private:
    // The index of its text among the targets; none when it is forgotten.
    std::optional<std::uint32_t> targetOf(ResourceId resource)
    {
        const auto known = m_targets.find(resource.packed());
        if (known != m_targets.end())
            return known->second;
        if (!m_names.read(resource, m_text))
            return std::nullopt;
        const auto number = static_cast<std::uint32_t>(m_cut->trace.targets.size());
        m_cut->trace.targets.push_back(m_text);
        m_targets.emplace(resource.packed(), number);
        m_unfetched.push_back(true);
        m_answers.push_back(answerOf(resource));
        return number;
    }

    void take(const Step &live)
    {
        const auto target = targetOf(live.step.resource);
        if (!target)
            return;
        TraceStep &step = m_cut->trace.steps.emplace_back(live.step);
        step.at += m_shift;
        step.resource = {*target, 1}; // settled at the end
        const auto [session, isNew] = m_sessions.try_emplace(
            live.session.packed(), static_cast<std::uint32_t>(m_sessions.size()));
        if (isNew)
            m_cut->groups.push_back(static_cast<std::uint8_t>(groupOf(live.session)));
        step.session = session->second;
        step.status = m_answers[*target].status;
        for (std::uint32_t i = 0; i < live.count; ++i) {
            if (const auto predicted = targetOf(live.entries[i].resource))
                m_predictions->entries.push_back({{*predicted, 1}, live.entries[i].pUsed});
        }
        m_predictions->ends.push_back(m_predictions->entries.size());
    }

    // What was never fetched is taken to be as the median of what was lately.
    void settleTypical()
    {
        OriginAnswer &typical = m_cut->trace.typical;
        typical = m_cut->quick = m_cut->slow = {std::chrono::milliseconds(50), 4096, 200, nullptr};
        const std::lock_guard lock(m_tape.m_mutex);
        std::vector<Known> latest(m_tape.m_latest.begin(),
                                  m_tape.m_latest.begin() +
                                      static_cast<std::ptrdiff_t>(
                                          std::min<std::uint64_t>(m_tape.m_answers, kLatest)));
        if (latest.empty())
            return;
        const auto at = [&latest](std::size_t tenths) {
            return latest.begin() + static_cast<std::ptrdiff_t>(tenths * latest.size() / 10);
        };
        for (const auto &[answer, tenths] :
             {std::pair(&typical, 5U), std::pair(&m_cut->quick, 1U), std::pair(&m_cut->slow, 9U)}) {
            std::ranges::nth_element(latest, at(tenths), {}, &Known::latency);
            answer->latency = at(tenths)->latency;
            std::ranges::nth_element(latest, at(tenths), {}, &Known::bytes);
            answer->bytes = at(tenths)->bytes;
        }
    }

    OriginAnswer answerOf(ResourceId resource)
    {
        OriginAnswer answer = m_cut->trace.typical;
        Known known;
        {
            const std::lock_guard lock(m_tape.m_mutex);
            const auto found = m_tape.m_known.find(resource.packed());
            if (found == m_tape.m_known.end())
                return answer;
            known = found->second;
        }
        if (known.latency.count() >= 0) {
            answer.latency = known.latency;
            answer.bytes = known.bytes;
            answer.status = known.status;
            m_unfetched.back() = false;
        }
        answer.head = headFor(known.freshFor, answer.status);
        return answer;
    }

    // Of an answer that says so of its freshness; there are few different ones.
    const ResponseHead *headFor(std::int32_t freshFor, std::int16_t status)
    {
        if (freshFor == kUnsaid)
            return nullptr;
        auto [place, isNew] = m_heads.try_emplace({freshFor, status}, nullptr);
        if (isNew) {
            ResponseHead &head = m_cut->trace.heads.emplace_back();
            head.status = status;
            head.headers.add("Cache-Control", freshFor == kNotStored
                                                  ? "no-store"
                                                  : "max-age=" + std::to_string(freshFor));
            place->second = &head;
        }
        return place->second;
    }

    void bend()
    {
        const double scale = m_tape.m_options.latencyScale;
        if (scale == 1)
            return;
        const auto bent = [scale](Duration latency) {
            return Duration(std::llround(static_cast<double>(latency.count()) * scale));
        };
        m_cut->trace.typical.latency = bent(m_cut->trace.typical.latency);
        for (OriginAnswer &answer : m_answers)
            answer.latency = bent(answer.latency);
    }

    void settleIds()
    {
        RecordedTrace &trace = m_cut->trace;
        for (TraceStep &step : trace.steps)
            step.resource = trace.resources[step.resource.index];
        for (PredictionTape::Entry &entry : m_predictions->entries)
            entry.resource = trace.resources[entry.resource.index];
        std::uint32_t largest = 0;
        for (const ResourceId id : trace.resources)
            largest = std::max(largest, id.index);
        trace.answers.assign(trace.resources.empty() ? 0 : largest + 1, trace.typical);
        m_cut->unfetched.assign(trace.answers.size(), false);
        for (std::size_t i = 0; i < trace.resources.size(); ++i) {
            trace.answers[trace.resources[i].index] = m_answers[i];
            m_cut->unfetched[trace.resources[i].index] = m_unfetched[i];
        }
    }

    const TrafficTape &m_tape;
    const Interner &m_names;
    std::shared_ptr<TrafficCut> m_cut;
    std::shared_ptr<PredictionTape> m_predictions;
    Duration m_shift;
    std::string m_text;
    std::vector<OriginAnswer> m_answers; // by target
    std::vector<bool> m_unfetched;       // the same
    boost::unordered_flat_map<std::uint64_t, std::uint32_t> m_targets;
    boost::unordered_flat_map<std::uint64_t, std::uint32_t> m_sessions;
    std::map<std::pair<std::int32_t, std::int16_t>, const ResponseHead *> m_heads;
};

std::shared_ptr<const TrafficCut> TrafficTape::cut(const Interner &names, const Clock &clock) const
{
    const std::lock_guard lock(m_stepMutex);
    if (m_steps.size() < 2)
        return nullptr;
    return Cutter(*this, names, clock).make();
}

} // namespace forefetch
