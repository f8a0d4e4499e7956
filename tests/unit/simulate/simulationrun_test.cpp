// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/simulationrun.h"

#include "core/pipeline/pipeline.h"
#include "core/simulate/oracle.h"
#include "core/simulate/virtualdrive.h"
#include "syntheticlog.h"

#include <QtTest>

#include <set>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

SettingsValues settingsWith(std::initializer_list<std::pair<Param, double>> changes = {})
{
    SettingsValues values;
    values[Param::CachePolicy] = static_cast<double>(CachePolicy::Assume);
    values[Param::PredictorModel] = *parseValue(Param::PredictorModel, "first-order");
    for (const auto &[param, value] : changes)
        values[param] = value;
    return values;
}

SimulationRun runOf(const RecordedTrace &trace, const SettingsValues &values, float minimum = 0)
{
    const auto tape = recordPredictions(trace, values, {minimum, {}, {}});
    return *simulate(trace, tape, values, {});
}

// The same trace through a pipeline with a model of its own, which is told of every answer.
Snapshot liveOf(const RecordedTrace &trace, const SettingsValues &values)
{
    ManualClock clock(trace.beganAt - RecordedTrace::kLead);
    Settings settings(clock, values);
    OriginModel origin(clock, [&](const Key &key) { return trace.answerTo(key.resource); });
    PipelineOptions options;
    options.callers = Callers::OneThread;
    options.interner = trace.interner();
    Pipeline pipeline(settings, clock, origin, options);
    VirtualDrive drive(pipeline, clock, origin);
    clock.advanceTo(RecordedTrace::kBegin);
    [[maybe_unused]] const bool started = pipeline.start().ok();
    for (const TraceStep &step : trace.steps) {
        Exchange e;
        e.session = {step.session, 1};
        e.resource = step.resource;
        e.at = step.at;
        e.method = step.method;
        drive.request(e);
    }
    drive.finish();
    return pipeline.snapshot();
}

} // namespace

class SimulationRunTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTapeDoesWhatTheModelWouldHaveDone()
    {
        const auto trace = SyntheticLog{.withStatus = false}.trace();
        const SettingsValues values = settingsWith();
        const Snapshot live = liveOf(*trace, values);
        const Snapshot s = runOf(*trace, values).snapshot;
        QVERIFY(live.prefetch[PrefetchState::Used] > 100);
        QCOMPARE(s.demand.hits, live.demand.hits);
        QCOMPARE(s.demand.late, live.demand.late);
        QVERIFY(s.prefetch.in == live.prefetch.in);
        QCOMPARE(s.prefetch.attempts, live.prefetch.attempts);
        QCOMPARE(s.scheduler.totalPredictions, live.scheduler.totalPredictions);
        QCOMPARE(s.scheduler.filteredLowProbability, live.scheduler.filteredLowProbability);
        QCOMPARE(s.predictor.model, std::string("first-order"));
        QCOMPARE(s.predictor.hitAt5, live.predictor.hitAt5);
    }

    void whatATapeLeavesOutChangesNothing()
    {
        const auto trace = SyntheticLog().trace();
        const SettingsValues values = settingsWith({{Param::SchedulerMinProbability, 0.4}});
        const SimulationRun all = runOf(*trace, values, 0);
        const SimulationRun some = runOf(*trace, values, 0.4F);
        QCOMPARE(some.snapshot.demand.hits, all.snapshot.demand.hits);
        QVERIFY(some.snapshot.prefetch.in == all.snapshot.prefetch.in);
        QCOMPARE(some.snapshot.scheduler.totalPredictions, all.snapshot.scheduler.totalPredictions);
        QCOMPARE(some.snapshot.scheduler.filteredLowProbability,
                 all.snapshot.scheduler.filteredLowProbability);
    }

    void whatCannotBeCachedPassesBy()
    {
        const auto trace = SyntheticLog().trace(); // every seventeenth page is a 404
        const Snapshot s = runOf(*trace, settingsWith()).snapshot;
        QVERIFY(s.demand.bypassed > 0);
        QCOMPARE(s.demand.requests, s.demand.cacheable + s.demand.bypassed + s.demand.errors);
        QCOMPARE(s.demand.cacheable, s.demand.hits + s.demand.misses + s.demand.late);
        QCOMPARE(s.demand.requests, std::uint64_t{3000});
        QCOMPARE(s.source, std::string("simulate"));
        QCOMPARE(s.settings[Param::CachePolicy], static_cast<double>(CachePolicy::Assume));
    }

    void talliesAddUpToTheFigures()
    {
        const auto trace = SyntheticLog().trace();
        const SimulationRun run = runOf(*trace, settingsWith());
        QCOMPARE(run.sessions.size(), std::size_t{40});
        const Snapshot &s = run.snapshot;
        SessionTally sum;
        for (const SessionTally &t : run.sessions) {
            sum.cacheable += t.cacheable;
            sum.hits += t.hits;
            sum.sent += t.sent;
            sum.attempts += t.attempts;
            sum.used += t.used;
            sum.late += t.late;
            sum.wasted += t.wasted;
        }
        QCOMPARE(std::uint64_t{sum.cacheable}, s.demand.cacheable);
        QCOMPARE(std::uint64_t{sum.hits}, s.demand.hits);
        QCOMPARE(std::uint64_t{sum.sent}, s.demand.originRequests);
        QCOMPARE(std::uint64_t{sum.attempts}, s.prefetch.attempts);
        QCOMPARE(std::uint64_t{sum.used}, s.prefetch[PrefetchState::Used]);
        QCOMPARE(std::uint64_t{sum.late}, s.prefetch[PrefetchState::Late]);
        QCOMPARE(std::uint64_t{sum.wasted}, s.prefetch.wasted());
        QVERIFY(run.meanWait() > 0);
    }

    void whoIsHeldBackGetsNoPrefetch()
    {
        const auto trace = SyntheticLog{.visitors = 200}.trace();
        const Snapshot s = runOf(*trace, settingsWith({{Param::HoldbackShare, 0.5}})).snapshot;
        QVERIFY(s.demandHeldBack.cacheable > 500 && s.demandTreated.cacheable > 500);
        QVERIFY(s.scheduler.filteredGuard > 0);
        QVERIFY(s.demandTreated.hitRatio > s.demandHeldBack.hitRatio + 0.05);
    }

    void slowOriginsMakeLatePrefetches()
    {
        SyntheticLog log;
        const Snapshot fast = runOf(*log.trace({.latency = 1ms}), settingsWith()).snapshot;
        const Snapshot slow = runOf(*log.trace({.latency = 20s}), settingsWith()).snapshot;
        QCOMPARE(fast.demand.late, std::uint64_t{0});
        QVERIFY(slow.demand.late > 50);
        QVERIFY(slow.demand.hits < fast.demand.hits);
    }

    void aRateLimitHoldsPrefetchesBack()
    {
        const auto trace = SyntheticLog().trace();
        const auto attempts = [&](double rate) {
            return runOf(*trace, settingsWith({{Param::WorkersMaxRequestsPerSecond, rate}}))
                .snapshot.prefetch.attempts;
        };
        QCOMPARE(attempts(0), std::uint64_t{0});
        const double span = seconds(trace->span());
        QVERIFY(static_cast<double>(attempts(0.02)) <= 0.02 * span + 2);
        QVERIFY(attempts(100) > attempts(0.02));
    }

    void theLedgerBalancesUnderEachPolicyOfEviction()
    {
        const auto trace = SyntheticLog{.pages = 4000, .requests = 20'000}.trace(); // 10 MB
        std::set<std::uint64_t> hits;
        for (const char *kind : {"lru", "s3fifo", "wtinylfu"}) {
            const SettingsValues values =
                settingsWith({{Param::CacheCapacity, 1},
                              {Param::CacheDefaultTtl, 86'400},
                              {Param::CacheEviction, *parseValue(Param::CacheEviction, kind)}});
            const Snapshot s = runOf(*trace, values).snapshot;
            QVERIFY(s.prefetch.balances());
            QVERIFY(s.cache.evictions > 1000);
            QVERIFY(s.cache.bytes > s.cache.capacity / 2);
            QVERIFY(s.cache.bytes <= s.cache.capacity);
            QVERIFY(s.prefetch[PrefetchState::Used] > 0);
            hits.insert(s.demand.hits);
        }
        QCOMPARE(hits.size(), std::size_t(3)); // each did as it does
    }

    void itCanBeCancelled()
    {
        const auto trace = SyntheticLog().trace();
        const SettingsValues values = settingsWith();
        QVERIFY(!recordPredictions(*trace, values, {0, [] { return true; }, {}}));
        const auto tape = recordPredictions(*trace, values, {0, {}, {}});
        std::atomic<std::uint64_t> done{0};
        QVERIFY(!simulate(*trace, tape, values,
                          {.isCancelled = [] { return true; }, .requestsDone = &done}));
        QCOMPARE(done.load(), std::uint64_t{1024});
    }

    void noRunBeatsTheOracle()
    {
        const auto trace = SyntheticLog().trace({.latency = 200ms});
        for (const double capacity : {1.0, 64.0}) {
            const SettingsValues values = settingsWith(
                {{Param::CacheCapacity, capacity}, {Param::SchedulerMinProbability, 0.05}});
            const auto all = simulateOracle(*trace, Foresight::All, values, {});
            const auto seen = simulateOracle(*trace, Foresight::Seen, values, {});
            const SimulationRun run = runOf(*trace, values);
            QVERIFY(all->snapshot.demand.hits >= seen->snapshot.demand.hits);
            QVERIFY(seen->snapshot.demand.hits >= run.snapshot.demand.hits);
            QCOMPARE(all->snapshot.demand.cacheable, run.snapshot.demand.cacheable);
            QVERIFY(all->snapshot.prefetch.balances());
        }
    }

    void theOracleMissesWhatNobodyCouldHaveFetched()
    {
        TraceRecorder recorder;
        for (const auto &[ms, target] : {std::pair(0, "/a"), std::pair(1000, "/b"),
                                         std::pair(5000, "/a"), std::pair(900'000, "/b")}) {
            TraceEvent e;
            e.at = WallTime(std::chrono::milliseconds(1'700'000'000'001 + ms));
            e.session = {1, 1};
            e.status = 200;
            e.bytes = 10;
            e.method = "GET";
            e.target = target;
            recorder.add(e);
        }
        const auto trace = recorder.finish({.latency = 100ms});
        const auto hits = [&](Foresight foresight) {
            return simulateOracle(*trace, foresight, settingsWith(), {})->snapshot.demand.hits;
        };
        QCOMPARE(hits(Foresight::All), std::uint64_t{3});  // but for the very first
        QCOMPARE(hits(Foresight::Seen), std::uint64_t{2}); // nor /b, which was new
    }

    // Each visitor reads a list and then an item that stands first in it, and nobody else ever asks
    // for: only the answer tells.
    void whatAnswersNameIsPredicted()
    {
        const auto hitsOf = [](bool withBodies, Duration took, Duration think) {
            Random random(5);
            TraceRecorder recorder;
            WallTime at(std::chrono::seconds(1'700'000'000));
            for (std::uint32_t v = 0; v < 300; ++v) {
                const std::string id = std::to_string(1'000'000 + random.below(9'000'000));
                const std::string item = "/items/" + id;
                TraceEvent event;
                event.at = at;
                event.exactTime = true;
                event.duration = took;
                event.session = {v, 1};
                event.status = 200;
                event.method = "GET";
                event.target = "/items";
                if (withBodies)
                    event.body = std::make_shared<const std::string>(
                        R"({"items":[{"id":)" + id + R"(},{"id":)" +
                        std::to_string(random.below(1'000'000)) + "}]}");
                recorder.add(event);
                event.at += std::chrono::ceil<WallTime::duration>(think);
                event.target = item;
                event.body = nullptr;
                recorder.add(event);
                at += 5s;
            }
            const auto trace = recorder.finish({});
            const SettingsValues values = settingsWith(
                {{Param::PredictorModel, *parseValue(Param::PredictorModel, "mixture")}});
            const Snapshot s = runOf(*trace, values, 0.3F).snapshot;
            return s.prefetch[PrefetchState::Used] + s.prefetch[PrefetchState::Late];
        };
        QCOMPARE(hitsOf(false, 20ms, 2s), std::uint64_t{0});
        QVERIFY(hitsOf(true, 20ms, 2s) > 150);
        // The item was asked for before the answer that names it: nobody could have known.
        QCOMPARE(hitsOf(true, 3s, 2s), std::uint64_t{0});
    }

    void whatTheTunerDidIsInTheSnapshot()
    {
        const auto trace = SyntheticLog{.pages = 900, .requests = 3000}.trace();
        SettingsValues values = settingsWith({{Param::TunerAgent, 1}});
        const auto tape = recordPredictions(*trace, values, {});
        RunOptions options;
        options.tuner.windowRequests = 500;
        TunerFigures off = simulate(*trace, tape, values, options)->snapshot.tuner;
        QCOMPARE(off.mode, std::string("off"));
        QCOMPARE(off.windows, std::uint64_t{0});
        values[Param::TunerMode] = static_cast<double>(TunerMode::Auto);
        std::uint64_t seen = 0;
        options.onTuned = [&seen](const TunerView &view) { seen = view.figures.windows; };
        const TunerFigures on = simulate(*trace, tape, values, options)->snapshot.tuner;
        QCOMPARE(on.mode, std::string("auto"));
        QCOMPARE(on.agent, std::string("hill-climb"));
        QVERIFY(on.windows >= 4);
        QCOMPARE(on.windows, seen);
        QVERIFY(on.steps > 0 && on.kept + on.broken <= on.steps);
    }
};

QTEST_GUILESS_MAIN(SimulationRunTest)
#include "simulationrun_test.moc"
