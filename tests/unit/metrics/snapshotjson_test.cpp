// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/snapshotjson.h"
#include "tests/unit/metrics/snapshots.h"

#include <QtTest>

#include <array>
#include <limits>

using namespace forefetch;

namespace {

std::string replaced(std::string text, std::string_view what, std::string_view by)
{
    const std::size_t at = text.find(what);
    return at == std::string::npos ? std::string() : text.replace(at, what.size(), by);
}

} // namespace

class SnapshotJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItWrote();
    void keepsFaults();
    void aFreshSnapshotIsValid();
    void neverWritesNanOrInfinity();
    void numbersAreShortAndExact();
    void refusesWhatIsNoSnapshot_data();
    void refusesWhatIsNoSnapshot();
    void damageNamesTheFigure();
    void skipsNamesThatAreNotKnown();
    void survivesCutsAndFlips();
};

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

void SnapshotJsonTest::keepsFaults()
{
    Snapshot s = distinct();
    QVERIFY(toJson(s).find("\"faults\"") == std::string::npos);
    s.faults = {{"errors-30", s.takenAt - std::chrono::seconds(9), s.takenAt},
                {"flapping", s.takenAt - std::chrono::seconds(1), {}}};
    const Result<Snapshot> read = snapshotFromJson(toJson(s));
    QVERIFY2(read.ok(), read ? "" : read.error().text.c_str());
    QCOMPARE(toJson(*read), toJson(s));
    QCOMPARE(read->faults.size(), std::size_t{2});
    QVERIFY(read->faults[0].ended == s.takenAt && !read->faults[1].ended);
    const std::string broken = replaced(toJson(s), "\"errors-30\"", "7");
    QVERIFY(snapshotFromJson(broken).error().text.find("fault") != std::string::npos);
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
