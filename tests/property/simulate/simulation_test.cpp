// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/oracle.h"
#include "core/simulate/simulationrun.h"
#include "tests/unit/simulate/syntheticlog.h"

#include <rapidcheck.h>

#include <QtTest>

using namespace forefetch;

namespace {

// Any log, and any settings that keep the cache as it is.
struct Case
{
    std::unique_ptr<RecordedTrace> trace;
    SettingsValues values;
};

double between(Param param)
{
    const ParamInfo &row = info(param);
    const double share = *rc::gen::inRange(0, 101) / 100.0;
    const double value = row.minimum + share * share * (row.maximum - row.minimum);
    return row.kind == ParamKind::Real ? value : std::floor(value);
}

Case anyCase()
{
    SyntheticLog log;
    log.seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
    log.visitors = *rc::gen::inRange(1U, 60U);
    log.pages = *rc::gen::inRange(2U, 80U);
    log.requests = *rc::gen::inRange<std::size_t>(0, 800);
    log.jumps = *rc::gen::inRange(0, 11) / 10.0;
    OriginOptions origin;
    if (*rc::gen::arbitrary<bool>())
        origin.latency = std::chrono::milliseconds(*rc::gen::inRange(0, 20'000));
    Case c{log.trace(origin), {}};
    c.values[Param::CachePolicy] = static_cast<double>(CachePolicy::Assume);
    c.values[Param::PredictorModel] = static_cast<double>(*rc::gen::inRange(1, 5));
    for (const Param p : {Param::SchedulerMinProbability, Param::SchedulerMaxPrefetchPerSchedule,
                          Param::SchedulerMaxAge, Param::QueueMaxSize, Param::WorkersCount,
                          Param::WorkersMaxRequestsPerSecond, Param::PredictorTopK,
                          Param::CacheDefaultTtl, Param::SchedulerCacheSpaceThreshold})
        c.values[p] = between(p);
    return c;
}

SimulationRun runOf(const Case &c, const SettingsValues &values)
{
    const auto minimum = static_cast<float>(values[Param::SchedulerMinProbability]);
    return *simulate(*c.trace, recordPredictions(*c.trace, values, {minimum, {}, {}}), values, {});
}

} // namespace

class SimulationProperties : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyRunBalancesAndLosesNothing()
    {
        QVERIFY(rc::check("every request ends once, every prefetch ends once", [] {
            const Case c = anyCase();
            const Snapshot s = runOf(c, c.values).snapshot;
            RC_ASSERT(s.prefetch.balances());
            RC_ASSERT(s.demand.requests == c.trace->steps.size());
            RC_ASSERT(s.demand.requests ==
                      s.demand.hits + s.demand.misses + s.demand.late + s.demand.bypassed);
            RC_ASSERT(s.prefetch[PrefetchState::InFlight] == std::uint64_t{0});
            const SchedulerFigures &f = s.scheduler;
            RC_ASSERT(f.totalPredictions ==
                      f.scheduled + f.filteredLowProbability + f.filteredGuard + f.filteredCached +
                          f.filteredQueued + f.filteredSpace + f.filteredLimit);
            RC_ASSERT(f.scheduled == s.prefetch.scheduled);
        }));
    }

    void twoRunsAreTheSame()
    {
        QVERIFY(rc::check("the same trace and settings give the same figures", [] {
            const Case c = anyCase();
            const Snapshot a = runOf(c, c.values).snapshot;
            const Snapshot b = runOf(c, c.values).snapshot;
            RC_ASSERT(a.prefetch.in == b.prefetch.in);
            RC_ASSERT(a.demand.hits == b.demand.hits);
            RC_ASSERT(a.demand.latency.p95 == b.demand.latency.p95);
            RC_ASSERT(a.cache.bytes == b.cache.bytes);
        }));
    }

    void theOracleIsNeverBeaten()
    {
        QVERIFY(rc::check("no settings have more hits than the oracle with their cache", [] {
            const Case c = anyCase();
            const SimulationRun run = runOf(c, c.values);
            const auto seen = simulateOracle(*c.trace, Foresight::Seen, c.values, {});
            const auto all = simulateOracle(*c.trace, Foresight::All, c.values, {});
            RC_ASSERT(seen->snapshot.demand.hits >= run.snapshot.demand.hits);
            RC_ASSERT(all->snapshot.demand.hits >= seen->snapshot.demand.hits);
            RC_ASSERT(all->snapshot.demand.cacheable == run.snapshot.demand.cacheable);
        }));
    }

    void switchedOffNothingIsSent()
    {
        QVERIFY(rc::check("prefetch.enabled=false is the baseline, whatever else is set", [] {
            const Case c = anyCase();
            SettingsValues off = c.values;
            off[Param::PrefetchEnabled] = 0;
            SettingsValues plain;
            plain[Param::PrefetchEnabled] = 0;
            plain[Param::CachePolicy] = c.values[Param::CachePolicy];
            plain[Param::CacheDefaultTtl] = c.values[Param::CacheDefaultTtl];
            plain[Param::PredictorModel] = c.values[Param::PredictorModel];
            const Snapshot a = runOf(c, off).snapshot;
            const Snapshot b = runOf(c, plain).snapshot;
            RC_ASSERT(a.prefetch.scheduled == std::uint64_t{0});
            RC_ASSERT(a.demand.hits == b.demand.hits);
            RC_ASSERT(a.demand.latency.p95 == b.demand.latency.p95);
        }));
    }
};

QTEST_GUILESS_MAIN(SimulationProperties)
#include "simulation_test.moc"
