// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The names in a snapshot's document are a contract: they, their values and their order are written
// out here, and read by a parser that did not write them.
#include "core/metrics/glossary.h"
#include "core/metrics/snapshotjson.h"
#include "tests/unit/metrics/snapshots.h"

#include <QJsonArray>
#include <QtTest>

using namespace forefetch;

namespace {

// The names of a group and what they are to show, written out: this is the contract.
using Expected = QList<QPair<QString, double>>;

double n(std::uint64_t v)
{
    return static_cast<double>(v);
}

Expected demandNames(const DemandFigures &f)
{
    return {{QStringLiteral("requests"), n(f.requests)},
            {QStringLiteral("cacheable"), n(f.cacheable)},
            {QStringLiteral("hits"), n(f.hits)},
            {QStringLiteral("hits_prefetched"), n(f.hitsPrefetched)},
            {QStringLiteral("hits_assumed"), n(f.hitsAssumed)},
            {QStringLiteral("misses"), n(f.misses)},
            {QStringLiteral("late"), n(f.late)},
            {QStringLiteral("bypassed"), n(f.bypassed)},
            {QStringLiteral("errors"), n(f.errors)},
            {QStringLiteral("server_errors"), n(f.serverErrors)},
            {QStringLiteral("origin_requests"), n(f.originRequests)},
            {QStringLiteral("bytes"), n(f.bytes)},
            {QStringLiteral("hit_ratio"), f.hitRatio},
            {QStringLiteral("latency_ms.p50"), f.latency.p50},
            {QStringLiteral("latency_ms.p95"), f.latency.p95},
            {QStringLiteral("latency_ms.p99"), f.latency.p99}};
}

Expected queueNames(const QueueFigures &f)
{
    return {{QStringLiteral("size"), n(f.size)},
            {QStringLiteral("max_size"), n(f.maxSize)},
            {QStringLiteral("total_added"), n(f.totalAdded)},
            {QStringLiteral("total_removed"), n(f.totalRemoved)},
            {QStringLiteral("duplicates_rejected"), n(f.duplicatesRejected)},
            {QStringLiteral("raised"), n(f.raised)},
            {QStringLiteral("displaced"), n(f.displaced)},
            {QStringLiteral("full_rejections"), n(f.fullRejections)}};
}

Expected workersNames(const WorkerFigures &f)
{
    return {{QStringLiteral("count"), n(f.count)},
            {QStringLiteral("busy"), n(f.busy)},
            {QStringLiteral("total_processed"), n(f.totalProcessed)},
            {QStringLiteral("successful_fetches"), n(f.successfulFetches)},
            {QStringLiteral("failed_fetches"), n(f.failedFetches)},
            {QStringLiteral("expired_requests"), n(f.expiredRequests)},
            {QStringLiteral("retries"), n(f.retries)},
            {QStringLiteral("backoffs"), n(f.backoffs)},
            {QStringLiteral("attempts"), n(f.attempts)},
            {QStringLiteral("consecutive_errors"), n(f.consecutiveErrors)},
            {QStringLiteral("success_rate"), f.successRate},
            {QStringLiteral("avg_wait_time"), f.avgWaitTime},
            {QStringLiteral("avg_fetch_time"), f.avgFetchTime},
            {QStringLiteral("throughput"), f.throughput}};
}

Expected missesNames(const MissFigures &f)
{
    return {{QStringLiteral("never_seen"), n(f[MissReason::NeverSeen])},
            {QStringLiteral("not_predicted"), n(f[MissReason::NotPredicted])},
            {QStringLiteral("below_threshold"), n(f[MissReason::BelowThreshold])},
            {QStringLiteral("switched_off"), n(f[MissReason::SwitchedOff])},
            {QStringLiteral("held_back"), n(f[MissReason::HeldBack])},
            {QStringLiteral("no_space"), n(f[MissReason::NoSpace])},
            {QStringLiteral("spared"), n(f[MissReason::Spared])},
            {QStringLiteral("over_limit"), n(f[MissReason::OverLimit])},
            {QStringLiteral("waited_worker"), n(f[MissReason::WaitedWorker])},
            {QStringLiteral("waited_rate"), n(f[MissReason::WaitedRate])},
            {QStringLiteral("waited_guard"), n(f[MissReason::WaitedGuard])},
            {QStringLiteral("left_queue"), n(f[MissReason::LeftQueue])},
            {QStringLiteral("failed"), n(f[MissReason::Failed])},
            {QStringLiteral("not_kept"), n(f[MissReason::NotKept])},
            {QStringLiteral("evicted"), n(f[MissReason::Evicted])},
            {QStringLiteral("expired"), n(f[MissReason::Expired])},
            {QStringLiteral("invalidated"), n(f[MissReason::Invalidated])},
            {QStringLiteral("varies"), n(f[MissReason::Varies])},
            {QStringLiteral("reload"), n(f[MissReason::Reload])},
            {QStringLiteral("joined"), n(f[MissReason::Joined])},
            {QStringLiteral("forgotten"), n(f[MissReason::Forgotten])},
            {QStringLiteral("late_wait_sum"), f.lateSum},
            {QStringLiteral("late_queue_sum"), f.lateQueue}};
}

Expected schedulerNames(const SchedulerFigures &f)
{
    return {{QStringLiteral("total_predictions"), n(f.totalPredictions)},
            {QStringLiteral("scheduled"), n(f.scheduled)},
            {QStringLiteral("filtered_low_probability"), n(f.filteredLowProbability)},
            {QStringLiteral("filtered_cached"), n(f.filteredCached)},
            {QStringLiteral("filtered_queued"), n(f.filteredQueued)},
            {QStringLiteral("filtered_space"), n(f.filteredSpace)},
            {QStringLiteral("filtered_guard"), n(f.filteredGuard)},
            {QStringLiteral("filtered_limit"), n(f.filteredLimit)},
            {QStringLiteral("schedule_rate"), f.scheduleRate}};
}

Expected cacheNames(const CacheFigures &f)
{
    return {{QStringLiteral("entries"), n(f.entries)},
            {QStringLiteral("bytes"), n(f.bytes)},
            {QStringLiteral("capacity"), n(f.capacity)},
            {QStringLiteral("utilisation"), f.utilisation},
            {QStringLiteral("unproven_share"), f.unprovenShare},
            {QStringLiteral("hits"), n(f.hits)},
            {QStringLiteral("misses"), n(f.misses)},
            {QStringLiteral("stores"), n(f.stores)},
            {QStringLiteral("evictions"), n(f.evictions)},
            {QStringLiteral("expirations"), n(f.expirations)},
            {QStringLiteral("invalidations"), n(f.invalidations)}};
}

Expected storeNames(const StoreLevelFigures &f)
{
    return {{QStringLiteral("up"), n(f.up)},
            {QStringLiteral("entries"), n(f.entries)},
            {QStringLiteral("bytes"), n(f.bytes)},
            {QStringLiteral("capacity"), n(f.capacity)},
            {QStringLiteral("hits"), n(f.hits)},
            {QStringLiteral("misses"), n(f.misses)},
            {QStringLiteral("timeouts"), n(f.timeouts)},
            {QStringLiteral("writes"), n(f.writes)},
            {QStringLiteral("pending"), n(f.pending)},
            {QStringLiteral("shed"), n(f.shed)},
            {QStringLiteral("evictions"), n(f.evictions)},
            {QStringLiteral("purges"), n(f.purges)},
            {QStringLiteral("damaged"), n(f.damaged)},
            {QStringLiteral("failures"), n(f.failures)},
            {QStringLiteral("leases"), n(f.leases)},
            {QStringLiteral("waits"), n(f.waits)},
            {QStringLiteral("spared"), n(f.spared)},
            {QStringLiteral("remote_purges"), n(f.remotePurges)}};
}

Expected predictorNames(const PredictorFigures &f)
{
    return {{QStringLiteral("states"), n(f.states)},
            {QStringLiteral("transitions"), n(f.transitions)},
            {QStringLiteral("observations"), n(f.observations)},
            {QStringLiteral("dropped"), n(f.dropped)},
            {QStringLiteral("accuracy_at_1"), f.accuracyAt1},
            {QStringLiteral("hit_at_5"), f.hitAt5},
            {QStringLiteral("memory"), n(f.memory)}};
}

Expected tunerNames(const TunerFigures &f)
{
    return {{QStringLiteral("windows"), n(f.windows)},
            {QStringLiteral("suggestions"), n(f.suggestions)},
            {QStringLiteral("steps"), n(f.steps)},
            {QStringLiteral("kept"), n(f.kept)},
            {QStringLiteral("broken"), n(f.broken)},
            {QStringLiteral("outside_envelope"), n(f.outside.size())}};
}

Expected guardNames(const GuardFigures &f)
{
    return {{QStringLiteral("rate_factor"), f.rateFactor},
            {QStringLiteral("extra_load"), f.extraLoad},
            {QStringLiteral("held"), n(f.held)},
            {QStringLiteral("interventions"), n(f.interventions())},
            {QStringLiteral("brakes"), n(f.brakes)},
            {QStringLiteral("caps_reached"), n(f.capsReached)},
            {QStringLiteral("breaker_openings"), n(f.breakerOpenings)},
            {QStringLiteral("routes_paused"), n(f.routesPaused)},
            {QStringLiteral("memory_stops"), n(f.memoryStops)},
            {QStringLiteral("demand_stops"), n(f.demandStops)},
            {QStringLiteral("harm_stops"), n(f.harmStops)}};
}

Expected prefetchNames(const Snapshot &s)
{
    using enum PrefetchState;
    const LedgerFigures &p = s.prefetch;
    const double served = n(p[Used] + p[Late]);
    const double wasted = n(p[WastedExpired] + p[WastedEvicted] + p[WastedInvalidated]);
    return {{QStringLiteral("scheduled"), n(p.scheduled)},
            {QStringLiteral("queued"), n(p[Queued])},
            {QStringLiteral("in_flight"), n(p[InFlight])},
            {QStringLiteral("ready"), n(p[Ready])},
            {QStringLiteral("used"), n(p[Used])},
            {QStringLiteral("late"), n(p[Late])},
            {QStringLiteral("wasted_expired"), n(p[WastedExpired])},
            {QStringLiteral("wasted_evicted"), n(p[WastedEvicted])},
            {QStringLiteral("wasted_invalidated"), n(p[WastedInvalidated])},
            {QStringLiteral("superseded"), n(p[Superseded])},
            {QStringLiteral("expired_in_queue"), n(p[ExpiredInQueue])},
            {QStringLiteral("discarded"), n(p[Discarded])},
            {QStringLiteral("declined"), n(p[Declined])},
            {QStringLiteral("failed"), n(p[Failed])},
            {QStringLiteral("cancelled"), n(p[Cancelled])},
            {QStringLiteral("precision"), served / (served + wasted)},
            {QStringLiteral("waste_ratio"), wasted / (served + wasted)},
            {QStringLiteral("timeliness"), n(p[Used]) / served},
            {QStringLiteral("coverage"), served / (served + n(s.demand.misses))},
            {QStringLiteral("extra_load"), n(p.attempts) / (n(s.demand.originRequests) + served)},
            {QStringLiteral("attempts"), n(p.attempts)},
            {QStringLiteral("bytes"), n(p.bytes)},
            {QStringLiteral("lead_time"), p.leadTimeSum / n(p[Used])},
            {QStringLiteral("lead_time_sum"), p.leadTimeSum}};
}

} // namespace

class SnapshotNamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void golden_data();
    void golden();
    void holdsNothingBeyondTheContract();
    void head();
    void interventionsAreAList();
    void whatIsOutsideTheEnvelopeIsAList();
    void settingsByTheirIds();
    void groupsStandInOrder();
    void everyNameHasAnExplanation();
};

void SnapshotNamesTest::golden_data()
{
    QTest::addColumn<QString>("group");
    QTest::addColumn<Expected>("expected");
    const Snapshot s = distinct();
    QTest::newRow("demand") << "demand" << demandNames(s.demand);
    QTest::newRow("held back") << "demand_held_back" << demandNames(s.demandHeldBack);
    QTest::newRow("treated") << "demand_treated" << demandNames(s.demandTreated);
    QTest::newRow("misses") << "misses" << missesNames(s.misses);
    QTest::newRow("queue") << "queue" << queueNames(s.queue);
    QTest::newRow("workers") << "workers" << workersNames(s.workers);
    QTest::newRow("scheduler") << "scheduler" << schedulerNames(s.scheduler);
    QTest::newRow("cache") << "cache" << cacheNames(s.cache);
    QTest::newRow("store") << "store" << storeNames(s.store);
    QTest::newRow("prefetch") << "prefetch" << prefetchNames(s);
    QTest::newRow("predictor") << "predictor" << predictorNames(s.predictor);
    QTest::newRow("tuner") << "tuner" << tunerNames(s.tuner);
    QTest::newRow("guard") << "guard" << guardNames(s.guard);
}

void SnapshotNamesTest::golden()
{
    QFETCH(QString, group);
    QFETCH(Expected, expected);
    const QJsonObject object = parsed(toJson(distinct())).value(group).toObject();
    std::set<double> seen;
    for (const auto &[name, value] : expected) {
        const QJsonValue have = within(object, qPrintable(name));
        QVERIFY2(have.isDouble(), qPrintable(name));
        QCOMPARE(have.toDouble(), value);
        QVERIFY2(seen.insert(value).second, qPrintable(name)); // no two could be swapped unseen
    }
    const std::size_t texts = group == u"predictor" ? 1
                              : group == u"tuner"   ? 4
                              : group == u"guard"   ? 2
                                                    : 0;
    QCOMPARE(names(object).size(), static_cast<std::size_t>(expected.size()) + texts);
}

void SnapshotNamesTest::holdsNothingBeyondTheContract()
{
    const QJsonObject object = parsed(toJson(distinct()));
    const QStringList keys = object.keys();
    QCOMPARE(std::set<QString>(keys.begin(), keys.end()),
             (std::set<QString>{
                 QStringLiteral("schema"), QStringLiteral("source"), QStringLiteral("taken_at"),
                 QStringLiteral("uptime_seconds"), QStringLiteral("revision"),
                 QStringLiteral("settings"), QStringLiteral("demand"),
                 QStringLiteral("demand_held_back"), QStringLiteral("demand_treated"),
                 QStringLiteral("misses"), QStringLiteral("queue"), QStringLiteral("workers"),
                 QStringLiteral("scheduler"), QStringLiteral("cache"), QStringLiteral("store"),
                 QStringLiteral("prefetch"),
                 QStringLiteral("predictor"), QStringLiteral("tuner"), QStringLiteral("guard")}));
}

void SnapshotNamesTest::whatIsOutsideTheEnvelopeIsAList()
{
    Snapshot s = distinct();
    s.tuner.stopped = "promises were broken";
    s.tuner.outside = {{Param::WorkersCount, 9, {2, 4}}, {Param::CachePolicy, 0, {2}}};
    const QJsonObject tuner = parsed(toJson(s)).value(u"tuner").toObject();
    QCOMPARE(tuner.value(u"outside_envelope").toInt(), 2);
    QCOMPARE(tuner.value(u"stopped").toString(), QStringLiteral("promises were broken"));
    const QJsonObject first = tuner.value(u"outside_settings").toArray().at(0).toObject();
    QCOMPARE(first.value(u"parameter").toString(), QStringLiteral("workers.count"));
    QCOMPARE(first.value(u"value").toInt(), 9);
    QCOMPARE(first.value(u"tested").toArray(), (QJsonArray{2, 4}));
    QCOMPARE(first.value(u"text").toString(), QStringLiteral("workers.count is 9, tested: 2 to 4"));
    QVERIFY(toCsv(s).find("tuner,outside_settings.2.value,safe\r\n") != std::string::npos);
    const Result<Snapshot> back = snapshotFromJson(toJson(s));
    QVERIFY(back);
    QCOMPARE(back->tuner.outside, s.tuner.outside);
    std::string odd = toJson(s);
    const std::size_t at = odd.find("\"workers.count\",");
    QVERIFY(at != std::string::npos);
    odd.replace(at, 15, "\"workers.cuont\"");
    const Result<Snapshot> refused = snapshotFromJson(odd);
    QVERIFY(!refused);
    QVERIFY(refused.error().text.find("outside_settings: number 1") != std::string::npos);
}

void SnapshotNamesTest::interventionsAreAList()
{
    Snapshot s = distinct();
    s.guard.events = {{7,
                       {},
                       *parseIsoTime("2026-02-28T23:59:01.000Z"),
                       GuardAction::Brake,
                       "the origin's answers take 5 times as long as usual",
                       5,
                       2}};
    const QJsonObject guard = parsed(toJson(s)).value(u"guard").toObject();
    const QJsonObject event = guard.value(u"events").toArray().at(0).toObject();
    QCOMPARE(event.value(u"number").toInt(), 7);
    QCOMPARE(event.value(u"taken_at").toString(), QStringLiteral("2026-02-28T23:59:01.000Z"));
    QCOMPARE(event.value(u"action").toString(), QStringLiteral("brake"));
    QVERIFY(event.value(u"reason").toString().startsWith(u"the origin's"));
    QCOMPARE(event.value(u"measured").toDouble(), 5.0);
    QCOMPARE(event.value(u"limit").toDouble(), 2.0);
    QVERIFY(toCsv(s).find("guard,events.1.action,brake\r\n") != std::string::npos);
    const Result<Snapshot> back = snapshotFromJson(toJson(s));
    QVERIFY(back);
    QCOMPARE(back->guard.events.size(), std::size_t(1));
    QCOMPARE(back->guard.events[0].reason, s.guard.events[0].reason);
    QCOMPARE(back->guard.events[0].takenAt, s.guard.events[0].takenAt);
    std::string odd = toJson(s);
    odd.replace(odd.find("\"brake\""), 7, "\"bake\"");
    const Result<Snapshot> refused = snapshotFromJson(odd);
    QVERIFY(!refused);
    QVERIFY(refused.error().text.find("guard.events: number 1") != std::string::npos);
}

void SnapshotNamesTest::head()
{
    const QJsonObject object = parsed(toJson(distinct()));
    QCOMPARE(object.value(u"schema").toInt(), 1);
    QCOMPARE(object.value(u"source").toString(), QStringLiteral("demo"));
    QCOMPARE(object.value(u"taken_at").toString(), QStringLiteral("2026-02-28T23:59:58.007Z"));
    QCOMPARE(object.value(u"uptime_seconds").toDouble(), 12.5);
    QCOMPARE(object.value(u"revision").toInt(), 42);
    QCOMPARE(within(object, "predictor.model").toString().left(5), QStringLiteral("text "));
}

void SnapshotNamesTest::settingsByTheirIds()
{
    const QJsonObject settings = parsed(toJson(distinct())).value(u"settings").toObject();
    QCOMPARE(static_cast<std::size_t>(settings.size()), kParamCount);
    QCOMPARE(settings.value(u"prefetch.enabled"), QJsonValue(false));
    QCOMPARE(settings.value(u"scheduler.min_probability"), QJsonValue(0.35));
    QCOMPARE(settings.value(u"queue.max_size"), QJsonValue(2000));
    QCOMPARE(settings.value(u"cache.policy"), QJsonValue(QStringLiteral("assume")));
    for (const ParamInfo &row : parameterTable()) {
        const QString id = QString::fromUtf8(row.id.data(), qsizetype(row.id.size()));
        QVERIFY2(settings.contains(id), qPrintable(id));
    }
}

void SnapshotNamesTest::groupsStandInOrder()
{
    const std::string text = toJson(distinct());
    std::size_t last = 0;
    for (const char *group :
         {"\"schema\"", "\"settings\"", "\"demand\"", "\"demand_held_back\"", "\"demand_treated\"",
          "\"misses\": {", "\"queue\"", "\"workers\"", "\"scheduler\"", "\"cache\": {",
          "\"store\": {", "\"prefetch\"", "\"predictor\"", "\"tuner\": {", "\"guard\""}) {
        const std::size_t at = text.find(group);
        QVERIFY2(at != std::string::npos && at > last, group);
        last = at;
    }
    QCOMPARE(toJson(distinct()), text);
}

void SnapshotNamesTest::everyNameHasAnExplanation()
{
    std::set<std::string_view> found;
    for (const QString &name : names(parsed(toJson(distinct())))) {
        if (name.startsWith(u"settings."))
            continue;
        const GlossaryEntry *entry = findInGlossary(name.toStdString());
        QVERIFY2(entry, qPrintable(name));
        QVERIFY2(entry->text.size() > 8 && entry->text.ends_with('.'), qPrintable(name));
        QVERIFY2(entry->text.find('\n') == std::string_view::npos, qPrintable(name));
        found.insert(entry->name);
    }
    QCOMPARE(found.size(), glossary().size()); // and explains nothing that is not there
    QVERIFY(findInGlossary("demand.hit_ratio")->kind == FigureKind::Derived);
    QCOMPARE(findInGlossary("demand_treated.hits"), findInGlossary("demand.hits"));
    QVERIFY(!findInGlossary("demand_treated.size"));
    QVERIFY(!findInGlossary("demand"));
}

QTEST_APPLESS_MAIN(SnapshotNamesTest)
#include "snapshotnames_test.moc"
