// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/oracle.h"

#include "core/cache/cachemanager.h"
#include "core/cache/freshness.h"
#include "core/cache/storability.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <span>

namespace forefetch {

namespace {

constexpr std::size_t kCancelEvery = 1024; // requests

class Oracle
{
public:
    Oracle(const RecordedTrace &trace, Foresight foresight, const SettingsValues &values)
        : m_trace(trace), m_foresight(foresight), m_clock(trace.beganAt - RecordedTrace::kLead),
          m_settings(m_clock, values),
          m_cache(m_settings, m_clock, {.shards = 1, .callers = Callers::OneThread}),
          m_firstAsked(trace.answers.size(), kNever)
    {
        m_run.sessions.resize(std::min(trace.sessions, kSessionGroups));
        m_run.snapshot.source = "simulate";
        m_run.snapshot.settings = values;
    }

    bool drive(const RunOptions &options)
    {
        m_outcomes = options.outcomes;
        m_clock.advanceTo(RecordedTrace::kBegin);
        if (!m_cache.start())
            return false;
        std::size_t done = 0;
        const std::size_t count = std::min(m_trace.steps.size(), options.part.end);
        for (const TraceStep &step : std::span(m_trace.steps).first(count)) {
            m_isCounted = done >= options.part.countedFrom;
            take(step);
            if (++done % kCancelEvery != 0)
                continue;
            if (options.requestsDone)
                options.requestsDone->fetch_add(kCancelEvery, std::memory_order_relaxed);
            if (options.isCancelled && options.isCancelled())
                return false;
        }
        return true;
    }

    SimulationRun finish()
    {
        Snapshot &s = m_run.snapshot;
        DemandFigures &d = s.demand;
        if (d.cacheable > 0)
            d.hitRatio = static_cast<double>(d.hits) / static_cast<double>(d.cacheable);
        const auto ms = [this](double q) { return 1000 * seconds(m_latency.quantile(q)); };
        d.latency = {ms(0.5), ms(0.95), ms(0.99)};
        s.takenAt = m_clock.wallNow();
        s.uptime = seconds(m_clock.now() - RecordedTrace::kBegin);
        s.cache = m_cache.metrics();
        s.predictor.model = m_foresight == Foresight::All ? "oracle" : "oracle of what was seen";
        m_run.waiting = m_latency.sumSeconds();
        return std::move(m_run);
    }

private:
    struct Landing // of an answer to a demand request
    {
        TimePoint at;
        ResourceId resource;
        Duration freshFor{};
    };
    static bool isLater(const Landing &a, const Landing &b)
    {
        return a.at != b.at ? a.at > b.at : a.resource > b.resource;
    }

    bool store(ResourceId resource, Duration freshFor, PrefetchId prefetch)
    {
        CacheEntry entry;
        entry.size = m_trace.answerTo(resource).bytes;
        entry.storedAt = m_clock.now();
        entry.freshUntil = entry.storedAt + freshFor;
        entry.prefetch = prefetch;
        entry.proven = prefetch != PrefetchId::None; // it serves in this moment
        return m_cache.set({resource, {}}, std::move(entry)) == CacheManager::SetResult::Stored;
    }

    void landUntil(TimePoint until)
    {
        while (!m_landings.empty() && m_landings.front().at <= until) {
            const Landing landing = m_landings.front();
            std::pop_heap(m_landings.begin(), m_landings.end(), isLater);
            m_landings.pop_back();
            m_clock.advanceTo(landing.at);
            store(landing.resource, landing.freshFor, PrefetchId::None);
            m_inFlight.erase(landing.resource.packed());
        }
        m_clock.advanceTo(until);
    }

    // How long a cache keeps it; nothing when none does. It keeps one answer for all partitions, so
    // that no cache of theirs has more hits.
    std::optional<Duration> freshnessOf(const TraceStep &step, const OriginAnswer &answer) const
    {
        const double ttl = m_settings.number(Param::CacheDefaultTtl);
        if (answer.head != nullptr) {
            const StorageVerdict verdict =
                storageVerdict({m_plainGet, *answer.head, CachePolicy::Assume, ttl, false, 0,
                                m_clock.wallNow(), step.partition});
            return verdict.store ? std::optional<Duration>(verdict.freshFor) : std::nullopt;
        }
        return mayBeAssumedFresh(answer.status) ? std::optional<Duration>(fromSeconds(ttl))
                                                : std::nullopt;
    }

    void take(const TraceStep &step)
    {
        landUntil(step.at);
        DemandFigures &d = m_run.snapshot.demand;
        SessionTally &tally =
            m_isCounted ? m_run.sessions[step.session % kSessionGroups] : m_before;
        const OriginAnswer &answer = m_trace.answerTo(step.resource);
        ++d.requests;
        d.bytes += answer.bytes;
        const std::optional<Duration> freshFor = freshnessOf(step, answer);
        if (step.method != Method::Get || !freshFor) {
            ++d.bypassed;
            ++d.originRequests;
            ++tally.sent;
            return;
        }
        ++d.cacheable;
        ++tally.cacheable;
        const std::uint64_t hitsBefore = d.hits;
        if (m_cache.get({step.resource, {}}))
            hit(tally);
        else if (foretold(step, answer) &&
                 store(step.resource,
                       answer.head != nullptr
                           ? *freshFor
                           : confidenceTtl(m_settings.number(Param::CacheDefaultTtl), 1),
                       PrefetchId{1}))
            prefetched(tally, answer);
        else
            miss(step, answer, *freshFor, tally);
        if (m_outcomes != nullptr && !step.heldBack && step.at >= m_outcomes->from) {
            Outcome &outcome = m_outcomes->outcome[m_outcomes->groups[step.session]];
            ++outcome.cacheable;
            outcome.hits += static_cast<double>(d.hits - hitsBefore);
        }
        TimePoint &first = m_firstAsked[step.resource.index];
        first = std::min(first, step.at);
    }

    // Could a fetch have been begun that is over now?
    bool foretold(const TraceStep &step, const OriginAnswer &answer) const
    {
        const TimePoint begun = step.at - answer.latency;
        return begun >= RecordedTrace::kBegin &&
               (m_foresight == Foresight::All || m_firstAsked[step.resource.index] <= begun);
    }

    void hit(SessionTally &tally)
    {
        ++m_run.snapshot.demand.hits;
        ++tally.hits;
        m_latency.record({});
    }

    void prefetched(SessionTally &tally, const OriginAnswer &answer)
    {
        LedgerFigures &p = m_run.snapshot.prefetch;
        ++p.scheduled;
        ++p.in[static_cast<std::size_t>(PrefetchState::Used)];
        ++p.attempts;
        p.bytes += answer.bytes;
        ++m_run.snapshot.demand.hitsPrefetched;
        ++tally.attempts;
        ++tally.used;
        hit(tally);
    }

    void miss(const TraceStep &step, const OriginAnswer &answer, Duration freshFor,
              SessionTally &tally)
    {
        DemandFigures &d = m_run.snapshot.demand;
        ++d.misses;
        const TimePoint ends = step.at + answer.latency;
        const auto [flight, isNew] = m_inFlight.try_emplace(step.resource.packed(), ends);
        m_latency.record(flight->second - step.at);
        if (!isNew)
            return; // joins
        ++d.originRequests;
        ++tally.sent;
        m_landings.push_back({ends, step.resource, freshFor});
        std::push_heap(m_landings.begin(), m_landings.end(), isLater);
    }

    const RecordedTrace &m_trace;
    const RequestHead m_plainGet{"GET", "/", {}};
    Foresight m_foresight;
    OutcomeCount *m_outcomes = nullptr;
    SimulationRun m_run;
    ManualClock m_clock;
    Settings m_settings;
    CacheManager m_cache;
    std::vector<TimePoint> m_firstAsked;                            // by index of a ResourceId
    std::vector<Landing> m_landings;                                // heap, the next in front
    boost::unordered_flat_map<std::uint64_t, TimePoint> m_inFlight; // by ResourceId, packed
    Histogram m_latency;
    bool m_isCounted = true; // the request that is taken
    SessionTally m_before;   // of those that are not; nobody reads it
};

} // namespace

std::optional<SimulationRun> simulateOracle(const RecordedTrace &trace, Foresight foresight,
                                            const SettingsValues &values, const RunOptions &options)
{
    Oracle oracle(trace, foresight, values);
    if (!oracle.drive(options))
        return std::nullopt;
    return oracle.finish();
}

} // namespace forefetch
