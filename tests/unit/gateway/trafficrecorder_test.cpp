// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/trafficrecorder.h"
#include "tests/unit/trace/packing.h"
#include "tests/unit/trace/traces.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class TrafficRecorderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBack_data();
    void readsBack();
    void secretsStayOut();
    void bodiesAreThereWhenAskedFor_data();
    void bodiesAreThereWhenAskedFor();
    void aFloodOfBodiesIsBounded();
    void everyRequestIsAccountedFor();
    void requestsNameTheFaultsThatWereThere();
    void anUnusableFileIsAnError();
    void aFullDiskIsAProblemOnce();

private:
    std::string at(const char *name) const
    {
        return m_dir.filePath(QString::fromLatin1(name)).toStdString();
    }
    // A request of session `s` at now, answered after `took`.
    void record(TrafficRecorder &recorder, std::uint32_t s, const std::string &target,
                DemandEnd end, Duration took = 5ms);

    QTemporaryDir m_dir;
    ManualClock m_clock;
    ResponseHeadPtr m_head = [] {
        ResponseHead head{200, {}, {}};
        head.headers.add("Cache-Control", "private, max-age=60");
        head.headers.add("Content-Type", "a/b");
        return std::make_shared<const ResponseHead>(head);
    }();
};

void TrafficRecorderTest::record(TrafficRecorder &recorder, std::uint32_t s,
                                 const std::string &target, DemandEnd end, Duration took)
{
    RequestHead request{"GET", target, {}};
    request.headers.add("User-Agent", "agent \"007\"");
    request.headers.add("Authorization", "Bearer verysecret");
    const AccessLine line = AccessLog::lineOf(request, "10.0.0.7");
    Exchange exchange;
    exchange.at = m_clock.now();
    exchange.session = {s, 1};
    exchange.partition = {s + 100U};
    exchange.heldBack = s == 2;
    exchange.head = m_head;
    m_clock.advance(took);
    end.status = 200;
    end.bytes = 12;
    recorder.record(line, exchange, end);
}

void TrafficRecorderTest::readsBack_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("JSON lines") << QStringLiteral("a.jsonl");
    QTest::newRow("HAR") << QStringLiteral("a.har");
}

void TrafficRecorderTest::readsBack()
{
    QFETCH(QString, name);
    const std::string path = at(name.toUtf8().constData());
    auto recorder = TrafficRecorder::open(path, m_clock, 7);
    QVERIFY(recorder.ok());
    record(**recorder, 1, "/a?page=2", {.result = DemandResult::Miss, .sentToOrigin = true}, 40ms);
    record(**recorder, 2, "/b", {.result = DemandResult::Hit});
    record(**recorder, 1, "/c", {.result = DemandResult::Late});
    record(**recorder, 1, "/d", {.result = DemandResult::Bypassed, .sentToOrigin = true});
    (*recorder)->finish();
    QCOMPARE((*recorder)->figures().written, 4U);
    QCOMPARE((*recorder)->figures().problem, std::string());

    const ReadTrace read = drained(openTrace(path));
    QCOMPARE(read.error, std::string());
    QCOMPARE(read.report.lines, 4U);
    QCOMPARE(read.events.size(), 4U);
    const TraceEvent a = read.events[0].event();
    QCOMPARE(a.target, "/a?page=2");
    QCOMPARE(a.method, "GET");
    QCOMPARE(a.status, 200);
    QCOMPARE(a.bytes, 12);
    QCOMPARE(a.duration, Duration(40ms));
    QCOMPARE(a.agent, "agent \"007\"");
    QCOMPARE(a.client, "10.0.0.7");
    QCOMPARE(a.mimeType, "a/b");
    QCOMPARE(a.cacheControl, "private, max-age=60");
    QVERIFY(a.cache == CacheTake::Miss);
    QVERIFY(!a.heldBack);
    const TraceEvent b = read.events[1].event();
    QCOMPARE(b.at - a.at, WallTime::duration(40ms));
    QVERIFY(b.heldBack);
    QVERIFY(b.cache == CacheTake::Hit);
    QVERIFY(b.session != a.session);
    QVERIFY(b.partition != a.partition && b.partition != 0);
    QVERIFY(read.events[2].event().cache == CacheTake::Joined);
    QVERIFY(read.events[2].event().session == a.session);
    QCOMPARE(read.events[2].event().partition, a.partition);
    QVERIFY(read.events[3].event().cache == CacheTake::NotKept);
}

void TrafficRecorderTest::secretsStayOut()
{
    const std::string path = at("secret.jsonl");
    auto recorder = TrafficRecorder::open(path, m_clock, 7);
    QVERIFY(recorder.ok());
    record(**recorder, 1, "/a?access_token=verysecret&page=2", {});
    (*recorder)->finish();
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    QVERIFY(text.find("verysecret") == std::string::npos);
    QVERIFY(text.find("page=2") != std::string::npos);
    QVERIFY(text.find("\"partition\":\"0000000000000065\"") == std::string::npos); // hashed
}

void TrafficRecorderTest::bodiesAreThereWhenAskedFor_data()
{
    QTest::addColumn<int>("bodies");
    QTest::addColumn<QByteArray>("cacheControl");
    QTest::addColumn<bool>("credentials");
    QTest::addColumn<bool>("isThere");
    const int none = static_cast<int>(RecordedBodies::None);
    const int open = static_cast<int>(RecordedBodies::Public);
    const int all = static_cast<int>(RecordedBodies::All);
    QTest::newRow("none") << none << QByteArray("max-age=9") << false << false;
    QTest::newRow("public") << open << QByteArray("max-age=9") << false << true;
    QTest::newRow("public, credentials") << open << QByteArray("max-age=9") << true << false;
    QTest::newRow("public, private") << open << QByteArray("Private") << false << false;
    QTest::newRow("public, no-store") << open << QByteArray("no-store") << false << false;
    QTest::newRow("all, credentials") << all << QByteArray("private") << true << true;
}

void TrafficRecorderTest::bodiesAreThereWhenAskedFor()
{
    QFETCH(int, bodies);
    QFETCH(QByteArray, cacheControl);
    QFETCH(bool, credentials);
    QFETCH(bool, isThere);
    for (const bool packed : {false, true}) {
        const std::string path = at("bodies.jsonl");
        auto recorder =
            TrafficRecorder::open(path, m_clock, 7, static_cast<RecordedBodies>(bodies));
        QVERIFY(recorder.ok());
        ResponseHead head{200, {}, {}};
        head.headers.add("Content-Type", "application/json");
        head.headers.add("Cache-Control", cacheControl.toStdString());
        if (packed)
            head.headers.add("Content-Encoding", "gzip");
        const std::string body = R"({"id":7,"token":"verysecret"})";
        Exchange exchange;
        exchange.session = {1, 1};
        exchange.partition = credentials ? Partition{5} : Partition::everyone();
        exchange.head = std::make_shared<const ResponseHead>(std::move(head));
        exchange.body = std::make_shared<const std::string>(packed ? gzipped(body) : body);
        (*recorder)->record({"GET", "/a", "agent", "10.0.0.7"}, exchange, {.status = 200});
        (*recorder)->finish();
        TraceOptions options;
        options.bodies = true;
        const ReadTrace read = drained(openTrace(path, options));
        QCOMPARE(read.events.size(), std::size_t{1});
        const Body found = read.events[0].event().body;
        QCOMPARE(found != nullptr, isThere);
        if (found)
            QCOMPARE(*found, std::string("{\"id\":7,\"token\":\"…\"}"));
    }
}

void TrafficRecorderTest::aFloodOfBodiesIsBounded()
{
    const std::string path = at("flood.jsonl");
    auto recorder = TrafficRecorder::open(path, m_clock, 7, RecordedBodies::All);
    QVERIFY(recorder.ok());
    Exchange exchange;
    exchange.session = {1, 1};
    exchange.head = m_head;
    exchange.body = std::make_shared<const std::string>(
        "[" + std::string(TrafficRecorder::kMostBodyBytes / 2, ' ') + "]");
    for (int i = 0; i < 40; ++i)
        (*recorder)->record({"GET", "/a", "agent", "10.0.0.7"}, exchange, {.status = 200});
    (*recorder)->finish();
    QCOMPARE((*recorder)->figures().written, 40U);
    QVERIFY((*recorder)->figures().bodiesLeftOut > 0);
    QCOMPARE(exchange.body.use_count(), 1L); // none is held on to
}

void TrafficRecorderTest::everyRequestIsAccountedFor()
{
    constexpr std::uint64_t many = 3 * TrafficRecorder::kMostWaiting;
    const std::string path = at("many.jsonl");
    auto recorder = TrafficRecorder::open(path, m_clock, 7);
    QVERIFY(recorder.ok());
    for (std::uint64_t i = 0; i < many; ++i)
        record(**recorder, 1, "/" + std::to_string(i), {});
    (*recorder)->finish();
    const TrafficRecorder::Figures figures = (*recorder)->figures();
    QCOMPARE(figures.written + figures.dropped, many);
    QVERIFY(figures.written >= TrafficRecorder::kMostWaiting);
    QCOMPARE(drained(openTrace(path)).report.used, figures.written);
}

void TrafficRecorderTest::requestsNameTheFaultsThatWereThere()
{
    const std::string path = at("faults.jsonl");
    auto recorder = TrafficRecorder::open(path, m_clock, 7);
    QVERIFY(recorder.ok());
    record(**recorder, 1, "/a", {.result = DemandResult::Hit});
    (*recorder)->setFaults("errors-30,flapping");
    record(**recorder, 1, "/b", {.result = DemandResult::Hit});
    (*recorder)->setFaults({});
    record(**recorder, 1, "/c", {.result = DemandResult::Hit});
    (*recorder)->finish();
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    QVERIFY(!lines[0].contains("faults") && !lines[2].contains("faults"));
    QVERIFY(lines[1].contains(R"("faults":"errors-30,flapping")"));
    QCOMPARE(drained(openTrace(path)).events.size(), 3U); // and it is a log like any other
}

void TrafficRecorderTest::anUnusableFileIsAnError()
{
    const auto recorder = TrafficRecorder::open("/no/such/folder/log", m_clock, 1);
    QVERIFY(!recorder.ok());
    QVERIFY(recorder.error().text.find("/no/such/folder/log") != std::string::npos);
}

void TrafficRecorderTest::aFullDiskIsAProblemOnce()
{
    auto recorder = TrafficRecorder::open("/dev/full", m_clock, 1);
    QVERIFY(recorder.ok());
    record(**recorder, 1, "/a", {});
    QTRY_VERIFY(!(*recorder)->figures().problem.empty());
    const std::string problem = (*recorder)->figures().problem;
    QVERIFY(problem.find("/dev/full") != std::string::npos);
    record(**recorder, 1, "/b", {});
    (*recorder)->finish();
    QCOMPARE((*recorder)->figures().dropped, 2U);
    QCOMPARE((*recorder)->figures().written, 0U);
    QCOMPARE((*recorder)->figures().problem, problem);
}

QTEST_APPLESS_MAIN(TrafficRecorderTest)
#include "trafficrecorder_test.moc"
