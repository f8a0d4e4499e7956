// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The snapshot's document is a contract: names, values and order are written out here, and read
// back by a parser that did not write them.
#include "core/metrics/glossary.h"
#include "core/metrics/isotime.h"
#include "core/metrics/snapshotfields.h"
#include "core/metrics/snapshotjson.h"

#include <QtTest>

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <limits>
#include <map>
#include <set>

using namespace forefetch;

namespace {

// A value of its own in every figure.
struct Fill
{
    std::uint64_t next = 1000;
    void figure(std::string_view, std::uint64_t &out) { out = ++next; }
    void figure(std::string_view, double &out) { out = static_cast<double>(++next) / 4096; }
    void figure(std::string_view, std::string &out) { out = "text " + std::to_string(++next); }
    void derived(std::string_view, double) {}
    template <typename FillGroup>
    void group(std::string_view, const FillGroup &fill)
    {
        fill(*this);
    }
};

Snapshot distinct()
{
    Snapshot s;
    Fill fill;
    visitGroups(fill, s);
    s.prefetch.scheduled = 0;
    for (const std::uint64_t n : s.prefetch.in)
        s.prefetch.scheduled += n;
    s.takenAt = *parseIsoTime("2026-02-28T23:59:58.007Z");
    s.uptime = 12.5;
    s.source = "demo";
    s.revision = 42;
    s.settings[Param::PrefetchEnabled] = 0;
    s.settings[Param::SchedulerMinProbability] = 0.35;
    s.settings[Param::QueueMaxSize] = 2000;
    s.settings[Param::CachePolicy] = 2;
    return s;
}

QJsonObject parsed(const std::string &text)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

// "latency_ms.p50" within a group.
QJsonValue within(const QJsonObject &group, const char *name)
{
    QJsonValue value = group;
    for (const QString &part : QString::fromLatin1(name).split(u'.'))
        value = value.toObject().value(part);
    return value;
}

std::set<QString> names(const QJsonObject &object, const QString &prefix = {})
{
    std::set<QString> out;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it->isObject())
            out.merge(names(it->toObject(), prefix + it.key() + u'.'));
        else
            out.insert(prefix + it.key());
    }
    return out;
}

std::string replaced(std::string text, std::string_view what, std::string_view by)
{
    const std::size_t at = text.find(what);
    return at == std::string::npos ? std::string() : text.replace(at, what.size(), by);
}

using Expected = std::vector<std::pair<const char *, double>>;

} // namespace

class SnapshotJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void golden_data();
    void golden();
    void holdsNothingBeyondTheContract();
    void head();
    void settingsByTheirIds();
    void groupsStandInOrder();
    void readsBackWhatItWrote();
    void aFreshSnapshotIsValid();
    void neverWritesNanOrInfinity();
    void numbersAreShortAndExact();
    void everyNameHasAnExplanation();
    void csvHasTheVeryFigures();
    void csvQuotesAsRfc4180Says();
    void refusesWhatIsNoSnapshot_data();
    void refusesWhatIsNoSnapshot();
    void damageNamesTheFigure();
    void skipsNamesThatAreNotKnown();
    void survivesCutsAndFlips();
};

void SnapshotJsonTest::golden_data()
{
    QTest::addColumn<QString>("group");
    QTest::addColumn<QList<QPair<QString, double>>>("expected");
    const auto add = [](const char *group, const Expected &expected) {
        QList<QPair<QString, double>> list;
        for (const auto &[name, value] : expected)
            list.append({QString::fromLatin1(name), value});
        QTest::newRow(group) << QString::fromLatin1(group) << list;
    };
    const auto n = [](std::uint64_t v) { return static_cast<double>(v); };
    const Snapshot s = distinct();
    for (const auto &[group, f] :
         {std::pair("demand", s.demand), std::pair("demand_held_back", s.demandHeldBack),
          std::pair("demand_treated", s.demandTreated)})
        add(group, {{"requests", n(f.requests)},
                    {"cacheable", n(f.cacheable)},
                    {"hits", n(f.hits)},
                    {"hits_prefetched", n(f.hitsPrefetched)},
                    {"hits_assumed", n(f.hitsAssumed)},
                    {"misses", n(f.misses)},
                    {"late", n(f.late)},
                    {"bypassed", n(f.bypassed)},
                    {"errors", n(f.errors)},
                    {"origin_requests", n(f.originRequests)},
                    {"bytes", n(f.bytes)},
                    {"hit_ratio", f.hitRatio},
                    {"latency_ms.p50", f.latency.p50},
                    {"latency_ms.p95", f.latency.p95},
                    {"latency_ms.p99", f.latency.p99}});
    add("queue", {{"size", n(s.queue.size)},
                  {"max_size", n(s.queue.maxSize)},
                  {"total_added", n(s.queue.totalAdded)},
                  {"total_removed", n(s.queue.totalRemoved)},
                  {"duplicates_rejected", n(s.queue.duplicatesRejected)},
                  {"raised", n(s.queue.raised)},
                  {"displaced", n(s.queue.displaced)},
                  {"full_rejections", n(s.queue.fullRejections)}});
    add("workers", {{"count", n(s.workers.count)},
                    {"busy", n(s.workers.busy)},
                    {"total_processed", n(s.workers.totalProcessed)},
                    {"successful_fetches", n(s.workers.successfulFetches)},
                    {"failed_fetches", n(s.workers.failedFetches)},
                    {"expired_requests", n(s.workers.expiredRequests)},
                    {"retries", n(s.workers.retries)},
                    {"backoffs", n(s.workers.backoffs)},
                    {"attempts", n(s.workers.attempts)},
                    {"consecutive_errors", n(s.workers.consecutiveErrors)},
                    {"success_rate", s.workers.successRate},
                    {"avg_wait_time", s.workers.avgWaitTime},
                    {"avg_fetch_time", s.workers.avgFetchTime},
                    {"throughput", s.workers.throughput}});
    add("scheduler", {{"total_predictions", n(s.scheduler.totalPredictions)},
                      {"scheduled", n(s.scheduler.scheduled)},
                      {"filtered_low_probability", n(s.scheduler.filteredLowProbability)},
                      {"filtered_cached", n(s.scheduler.filteredCached)},
                      {"filtered_queued", n(s.scheduler.filteredQueued)},
                      {"filtered_space", n(s.scheduler.filteredSpace)},
                      {"filtered_guard", n(s.scheduler.filteredGuard)},
                      {"filtered_limit", n(s.scheduler.filteredLimit)},
                      {"schedule_rate", s.scheduler.scheduleRate}});
    add("cache", {{"entries", n(s.cache.entries)},
                  {"bytes", n(s.cache.bytes)},
                  {"capacity", n(s.cache.capacity)},
                  {"utilisation", s.cache.utilisation},
                  {"unproven_share", s.cache.unprovenShare},
                  {"hits", n(s.cache.hits)},
                  {"misses", n(s.cache.misses)},
                  {"stores", n(s.cache.stores)},
                  {"evictions", n(s.cache.evictions)},
                  {"expirations", n(s.cache.expirations)},
                  {"invalidations", n(s.cache.invalidations)}});
    using enum PrefetchState;
    const LedgerFigures &p = s.prefetch;
    const double served = n(p[Used] + p[Late]);
    const double wasted = n(p[WastedExpired] + p[WastedEvicted] + p[WastedInvalidated]);
    add("prefetch", {{"scheduled", n(p.scheduled)},
                     {"queued", n(p[Queued])},
                     {"in_flight", n(p[InFlight])},
                     {"ready", n(p[Ready])},
                     {"used", n(p[Used])},
                     {"late", n(p[Late])},
                     {"wasted_expired", n(p[WastedExpired])},
                     {"wasted_evicted", n(p[WastedEvicted])},
                     {"wasted_invalidated", n(p[WastedInvalidated])},
                     {"superseded", n(p[Superseded])},
                     {"expired_in_queue", n(p[ExpiredInQueue])},
                     {"discarded", n(p[Discarded])},
                     {"declined", n(p[Declined])},
                     {"failed", n(p[Failed])},
                     {"cancelled", n(p[Cancelled])},
                     {"precision", served / (served + wasted)},
                     {"waste_ratio", wasted / (served + wasted)},
                     {"timeliness", n(p[Used]) / served},
                     {"coverage", served / (served + n(s.demand.misses))},
                     {"extra_load", n(p.attempts) / (n(s.demand.originRequests) + served)},
                     {"attempts", n(p.attempts)},
                     {"bytes", n(p.bytes)},
                     {"lead_time", p.leadTimeSum / n(p[Used])},
                     {"lead_time_sum", p.leadTimeSum}});
    add("predictor", {{"states", n(s.predictor.states)},
                      {"transitions", n(s.predictor.transitions)},
                      {"observations", n(s.predictor.observations)},
                      {"dropped", n(s.predictor.dropped)},
                      {"accuracy_at_1", s.predictor.accuracyAt1},
                      {"hit_at_5", s.predictor.hitAt5},
                      {"memory", n(s.predictor.memory)}});
}

void SnapshotJsonTest::golden()
{
    using Pairs = QList<QPair<QString, double>>;
    QFETCH(QString, group);
    QFETCH(Pairs, expected);
    const QJsonObject object = parsed(toJson(distinct())).value(group).toObject();
    std::set<double> seen;
    for (const auto &[name, value] : expected) {
        const QJsonValue have = within(object, qPrintable(name));
        QVERIFY2(have.isDouble(), qPrintable(name));
        QCOMPARE(have.toDouble(), value);
        QVERIFY2(seen.insert(value).second, qPrintable(name)); // no two could be swapped unseen
    }
    const std::size_t texts = group == u"predictor" ? 1 : 0;
    QCOMPARE(names(object).size(), static_cast<std::size_t>(expected.size()) + texts);
}

void SnapshotJsonTest::holdsNothingBeyondTheContract()
{
    const QJsonObject object = parsed(toJson(distinct()));
    const QStringList keys = object.keys();
    QCOMPARE(std::set<QString>(keys.begin(), keys.end()),
             (std::set<QString>{QStringLiteral("schema"), QStringLiteral("source"),
                                QStringLiteral("taken_at"), QStringLiteral("uptime_seconds"),
                                QStringLiteral("revision"), QStringLiteral("settings"),
                                QStringLiteral("demand"), QStringLiteral("demand_held_back"),
                                QStringLiteral("demand_treated"), QStringLiteral("queue"),
                                QStringLiteral("workers"), QStringLiteral("scheduler"),
                                QStringLiteral("cache"), QStringLiteral("prefetch"),
                                QStringLiteral("predictor")}));
}

void SnapshotJsonTest::head()
{
    const QJsonObject object = parsed(toJson(distinct()));
    QCOMPARE(object.value(u"schema").toInt(), 1);
    QCOMPARE(object.value(u"source").toString(), QStringLiteral("demo"));
    QCOMPARE(object.value(u"taken_at").toString(), QStringLiteral("2026-02-28T23:59:58.007Z"));
    QCOMPARE(object.value(u"uptime_seconds").toDouble(), 12.5);
    QCOMPARE(object.value(u"revision").toInt(), 42);
    QCOMPARE(within(object, "predictor.model").toString().left(5), QStringLiteral("text "));
}

void SnapshotJsonTest::settingsByTheirIds()
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

void SnapshotJsonTest::groupsStandInOrder()
{
    const std::string text = toJson(distinct());
    std::size_t last = 0;
    for (const char *group : {"\"schema\"", "\"settings\"", "\"demand\"", "\"demand_held_back\"",
                              "\"demand_treated\"", "\"queue\"", "\"workers\"", "\"scheduler\"",
                              "\"cache\": {", "\"prefetch\"", "\"predictor\""}) {
        const std::size_t at = text.find(group);
        QVERIFY2(at != std::string::npos && at > last, group);
        last = at;
    }
    QCOMPARE(toJson(distinct()), text);
}

void SnapshotJsonTest::readsBackWhatItWrote()
{
    const Snapshot s = distinct();
    const Result<Snapshot> read = snapshotFromJson(toJson(s));
    QVERIFY2(read.ok(), read ? "" : read.error().text.c_str());
    QCOMPARE(toJson(*read), toJson(s));
    QVERIFY(read->settings == s.settings);
    QCOMPARE(read->takenAt, s.takenAt);
    QVERIFY(read->prefetch.in == s.prefetch.in);
    QCOMPARE(read->extraLoad(), s.extraLoad());
    // Counters beyond what a double holds exactly.
    Snapshot large = s;
    large.demand.bytes = std::numeric_limits<std::uint64_t>::max();
    large.cache.bytes = (1ULL << 53) + 1;
    const Result<Snapshot> again = snapshotFromJson(toJson(large));
    QVERIFY(again.ok());
    QCOMPARE(again->demand.bytes, large.demand.bytes);
    QCOMPARE(again->cache.bytes, large.cache.bytes);
}

void SnapshotJsonTest::aFreshSnapshotIsValid()
{
    const Result<Snapshot> read = snapshotFromJson(toJson(Snapshot{}));
    QVERIFY2(read.ok(), read ? "" : read.error().text.c_str());
    QCOMPARE(read->prefetch.scheduled, 0U);
    QCOMPARE(read->extraLoad(), 0.0);
    QCOMPARE(read->coverage(), 0.0);
}

void SnapshotJsonTest::neverWritesNanOrInfinity()
{
    Snapshot s = distinct();
    s.uptime = std::numeric_limits<double>::infinity();
    s.demand.hitRatio = std::numeric_limits<double>::quiet_NaN();
    s.workers.throughput = -std::numeric_limits<double>::infinity();
    s.prefetch.leadTimeSum = std::numeric_limits<double>::quiet_NaN();
    const std::string text = toJson(s);
    QVERIFY(text.find("nan") == std::string::npos && text.find("inf") == std::string::npos);
    QCOMPARE(within(parsed(text), "demand.hit_ratio"), QJsonValue(0));
    QCOMPARE(within(parsed(text), "workers.throughput"), QJsonValue(0));
    QVERIFY(snapshotFromJson(text).ok());
}

void SnapshotJsonTest::numbersAreShortAndExact()
{
    Snapshot s;
    for (const double v : {0.1, 0.3, 1.0 / 3, 1e-6, 2.5e-9, 123456.789, 1e15, 3e22}) {
        s.demand.hitRatio = v;
        const Result<Snapshot> read = snapshotFromJson(toJson(s));
        QVERIFY(read.ok());
        QCOMPARE(read->demand.hitRatio, v);
    }
    s.demand.hitRatio = 0.3;
    QVERIFY(toJson(s).find("\"hit_ratio\": 0.3,") != std::string::npos);
    s.demand.hitRatio = -0.0;
    QVERIFY(toJson(s).find("\"hit_ratio\": 0,") != std::string::npos);
}

void SnapshotJsonTest::everyNameHasAnExplanation()
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

void SnapshotJsonTest::csvHasTheVeryFigures()
{
    const std::string text = toJson(distinct());
    const QStringList lines =
        QString::fromStdString(toCsv(distinct())).split(QStringLiteral("\r\n"));
    QCOMPARE(lines.first(), QStringLiteral("group,name,value"));
    QVERIFY(lines.last().isEmpty());
    const QJsonObject object = parsed(text);
    std::set<QString> seen;
    for (qsizetype i = 1; i + 1 < lines.size(); ++i) {
        const QStringList fields = lines[i].split(u',');
        QCOMPARE(fields.size(), 3);
        const bool outside = fields[0] == u"snapshot";
        QJsonValue value = object.value(outside ? fields[1] : fields[0]);
        if (fields[0] == u"settings")
            value = value.toObject().value(fields[1]);
        else if (!outside)
            value = within(value.toObject(), qPrintable(fields[1]));
        QVERIFY2(!value.isUndefined(), qPrintable(lines[i]));
        QCOMPARE(fields[2], value.isDouble() ? fields[2] : value.toVariant().toString());
        if (value.isDouble())
            QCOMPARE(fields[2].toDouble(), value.toDouble());
        seen.insert(outside ? fields[1] : fields[0] + u'.' + fields[1]);
    }
    QCOMPARE(seen, names(object));
}

void SnapshotJsonTest::csvQuotesAsRfc4180Says()
{
    Snapshot s;
    s.source = "a,b \"c\"\nd";
    const std::string csv = toCsv(s);
    QVERIFY(csv.find("snapshot,source,\"a,b \"\"c\"\"\nd\"\r\n") != std::string::npos);
    QVERIFY(csv.find("snapshot,schema,1\r\n") != std::string::npos);
    QVERIFY(csv.find("settings,prefetch.enabled,true\r\n") != std::string::npos);
    QVERIFY(csv.find("demand,latency_ms.p50,0\r\n") != std::string::npos);
}

void SnapshotJsonTest::refusesWhatIsNoSnapshot_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    const QString good = QString::fromStdString(toJson(distinct()));
    QString newer = good;
    newer.replace(QStringLiteral("\"schema\": 1,"), QStringLiteral("\"schema\": 7,"));
    QTest::newRow("empty") << QString() << "not JSON";
    QTest::newRow("prose") << "hits: 3"
                           << "not JSON";
    QTest::newRow("cut") << good.left(good.size() / 2) << "before it is complete";
    QTest::newRow("twice") << good + good << "more follows its end at line";
    QTest::newRow("place") << "{\n  \"schema\": 1,\n  oops\n}"
                           << "line 3, column 3";
    QTest::newRow("array") << "[1, 2]"
                           << "no \"schema\"";
    QTest::newRow("foreign") << "{\"version\": 1}"
                             << "no \"schema\"";
    QTest::newRow("schema text") << "{\"schema\": \"1\"}"
                                 << "no \"schema\"";
    QTest::newRow("schema zero") << "{\"schema\": 0}"
                                 << "no \"schema\"";
    QTest::newRow("other answer") << "{\"schema\": 1, \"predictors\": []}"
                                  << "no \"demand\"";
    QTest::newRow("newer") << newer << "schema 7 and this program reads up to 1";
    QTest::newRow("deep") << QString(5000, u'[') << "not JSON";
}

void SnapshotJsonTest::refusesWhatIsNoSnapshot()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    const Result<Snapshot> read = snapshotFromJson(text.toStdString());
    QVERIFY(!read.ok());
    const QString error = QString::fromStdString(read.error().text);
    QVERIFY2(error.contains(says), qPrintable(error));
    QVERIFY(!csvFromJson(text.toStdString()).ok());
    QVERIFY(read.error().code ==
            (says.startsWith(u"schema 7") ? ErrorCode::Unsupported : ErrorCode::Corrupt));
}

void SnapshotJsonTest::damageNamesTheFigure()
{
    const std::string good = toJson(distinct());
    const auto value = [&](const char *path, const char *name) {
        const QJsonValue v = within(parsed(good).value(QLatin1String(path)).toObject(), name);
        return '"' + std::string(name) + "\": " + std::to_string(qint64(v.toDouble()));
    };
    const std::string used = value("prefetch", "used");
    const std::string stores = value("cache", "stores");
    const std::vector<std::array<std::string, 3>> cases = {
        {stores, "\"stores\": -1", "cache.stores has to be a whole number"},
        {stores, "\"stores\": 1.5", "cache.stores has to be a whole number"},
        {stores, "\"stores\": \"many\"", "cache.stores has to be a whole number"},
        {stores, "\"stoers\": 1", "cache.stores is missing"},
        {"\"queue\": {", "\"row\": {", "queue is missing"},
        {"\"queue\": {", "\"queue\": 3, \"row\": {", "queue has to be an object"},
        {"\"latency_ms\": {", "\"latency\": {", "demand.latency_ms.p50 is missing"},
        {used, "\"used\": 3", "prefetch.scheduled is not the sum"},
        {"2026-02-28T", "2026-02-30T", "taken_at has to be a moment"},
        {"\"revision\": 42", "\"revision\": 99999999999", "revision is too large"},
        {"\"source\": \"demo\"", "\"source\": 5", "source has to be a text"},
        {"\"scheduler.min_probability\": 0.35", "\"scheduler.min_probability\": 3", "settings: "},
        {"\"settings\": {", "\"sittings\": {", "settings is missing"},
    };
    for (const auto &[what, by, says] : cases) {
        const std::string text = replaced(good, what, by);
        QVERIFY2(!text.empty(), what.c_str());
        const Result<Snapshot> read = snapshotFromJson(text);
        QVERIFY2(!read.ok(), by.c_str());
        QVERIFY2(read.error().text.find(says) != std::string::npos, read.error().text.c_str());
        QVERIFY(read.error().text.starts_with("damaged snapshot: "));
    }
}

void SnapshotJsonTest::skipsNamesThatAreNotKnown()
{
    std::string text = toJson(distinct());
    text =
        replaced(text, "\"queue\": {", "\"tuner\": {\"steps\": [1, 2]}, \"queue\": {\"new\": 5,");
    text = replaced(text, "\"settings\": {", "\"settings\": {\"tuner.mode\": \"off\",");
    QVERIFY(snapshotFromJson(text).ok());
    // A setting that is missing has its default.
    text = replaced(text, "\"queue.max_size\"", "\"queue.no_size\"");
    const Result<Snapshot> read = snapshotFromJson(text);
    QVERIFY(read.ok());
    QCOMPARE(read->settings[Param::QueueMaxSize], 1000.0);
}

// No input crashes it, and what it accepts it can write again.
void SnapshotJsonTest::survivesCutsAndFlips()
{
    const std::string good = toJson(distinct());
    for (std::size_t n = 0; n + 1 < good.size(); n += 13)
        QVERIFY(!snapshotFromJson(std::string_view(good).substr(0, n)).ok());
    for (std::size_t n = 0; n < good.size(); n += 3) {
        std::string bad = good;
        bad[n] = static_cast<char>(bad[n] ^ (1 << (n % 8)));
        if (const Result<Snapshot> read = snapshotFromJson(bad))
            QVERIFY(snapshotFromJson(toJson(*read)).ok());
    }
}

QTEST_APPLESS_MAIN(SnapshotJsonTest)
#include "snapshotjson_test.moc"
