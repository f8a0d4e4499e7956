// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run in virtual time is recorded, opened again and moved through: what it shows at a moment is
// what it showed then.
#include "core/metrics/snapshotjson.h"
#include "core/record/recordedrun.h"
#include "core/record/sessionformat.h"
#include "core/record/sessionsampler.h"
#include "tests/unit/record/worldsource.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace forefetch;

namespace {

// What somebody who looked at the run had in front of them.
struct Seen
{
    std::string snapshot;
    std::uint64_t hash = 0;
    std::vector<RequestRecord> requests;
    std::vector<PrefetchRecord> prefetches;
    std::vector<PrefetchRequest> queued;
    std::size_t graphEdges = 0;
};

std::vector<PrefetchRecord> byId(std::vector<PrefetchRecord> records)
{
    std::ranges::sort(records, {}, &PrefetchRecord::id);
    return records;
}

Seen seenNow(RunSource &run)
{
    Seen seen;
    const RunRows &rows = run.rows();
    seen.snapshot = toJson(run.snapshot());
    rows.requests(0, rows.newestRequest(), 5000, seen.requests);
    seen.prefetches = byId(rows.recentPrefetches(2000));
    seen.queued = rows.queued(1000);
    if (const auto graph = run.transitionGraph())
        seen.graphEdges = graph->requests.edges.size();
    return seen;
}

bool isSame(const RequestRecord &a, const RequestRecord &b)
{
    return a.number == b.number && a.resource == b.resource && a.session == b.session &&
           a.at == b.at && a.end.result == b.end.result && a.end.latency == b.end.latency &&
           a.end.status == b.end.status && a.end.bytes == b.end.bytes &&
           a.end.prefetchedEntry == b.end.prefetchedEntry && a.miss.reason == b.miss.reason &&
           a.miss.pUsed == b.miss.pUsed && a.prefetch == b.prefetch;
}

bool isSame(const PrefetchRecord &a, const PrefetchRecord &b)
{
    return a.id == b.id && a.key.resource == b.key.resource && a.state == b.state &&
           a.scheduledAt == b.scheduledAt && a.startedAt == b.startedAt && a.readyAt == b.readyAt &&
           a.endedAt == b.endedAt && a.status == b.status && a.attempts == b.attempts &&
           a.bytes == b.bytes && a.cause.pUsed == b.cause.pUsed &&
           a.cause.edge.context == b.cause.edge.context &&
           a.cause.reason.recent == b.cause.reason.recent && a.cause.revision == b.cause.revision;
}

template <typename Record>
bool areSame(const std::vector<Record> &a, const std::vector<Record> &b)
{
    return std::ranges::equal(a, b, [](const Record &x, const Record &y) { return isSame(x, y); });
}

// A run with changes on the way, and a recording of it.
struct Recorded
{
    explicit Recorded(const std::string &path, int moments)
    {
        auto writer = SessionWriter::create(path, world.about(), world.clock());
        if (!writer)
            qFatal("%s", writer.error().text.c_str());
        SessionSampler sampler;
        for (int i = 0; i < moments; ++i) {
            world.visit(i % 7);
            if (i == moments / 3)
                world.set(Param::SchedulerMinProbability, 0.6);
            if (i == moments / 2)
                world.set(Param::WorkersCount, 2);
            const SessionNews news = sampler.next(world);
            if (const auto written = (*writer)->write(news, world.rows()); !written)
                qFatal("%s", written.error().text.c_str());
            seen.push_back(seenNow(world));
            seen.back().hash = stateHash(packed(news.frame));
        }
        if (const auto finished = (*writer)->finish(); !finished)
            qFatal("%s", finished.error().text.c_str());
    }
    WorldSource world;
    std::vector<Seen> seen;
};

} // namespace

class SessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMomentIsAsItWas();
    void movingBackAndForthIsTheSame();
    void chartsReachToTheMoment();
    void secretsStayOut();
    void whatIsNoRecordingIsRefused_data();
    void whatIsNoRecordingIsRefused();
    void damagedBytesAreRefused();
    void anUnwritablePlaceIsSaid();

private:
    std::string path(const char *name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    QTemporaryDir m_folder;
};

void SessionTest::everyMomentIsAsItWas()
{
    const Recorded recorded(path("a.ffsession"), 60);
    const auto opened = RecordedRun::open(path("a.ffsession"));
    QVERIFY2(opened.ok(), opened ? "" : opened.error().text.c_str());
    RecordedRun &run = **opened;
    QCOMPARE(run.moments(), recorded.seen.size());
    for (std::size_t i = 0; i < run.moments(); ++i) {
        QVERIFY(run.moveTo(i).ok());
        const Seen then = seenNow(run);
        const Seen &live = recorded.seen[i];
        QCOMPARE(then.snapshot, live.snapshot);
        QCOMPARE(run.stateHash(), live.hash);
        QVERIFY(areSame(then.requests, live.requests));
        QVERIFY(areSame(then.prefetches, live.prefetches));
        QVERIFY(std::ranges::equal(then.queued, live.queued));
        QCOMPARE(run.settings().values(), run.snapshot().settings);
    }
    QVERIFY(recorded.seen.back().prefetches.size() >= 5); // it was about something
    QVERIFY(recorded.seen.back().graphEdges > 3);
    QCOMPARE(run.changes().size(), recorded.world.changes().size());
}

void SessionTest::movingBackAndForthIsTheSame()
{
    const Recorded recorded(path("b.ffsession"), 70);
    const auto run = RecordedRun::open(path("b.ffsession"));
    QVERIFY(run.ok());
    for (const std::size_t i : {69U, 3U, 41U, 40U, 0U, 19U, 20U, 21U, 68U, 2U}) {
        QVERIFY((*run)->moveTo(i).ok());
        QCOMPARE((*run)->stateHash(), recorded.seen[i].hash);
        QCOMPARE(toJson((*run)->snapshot()), recorded.seen[i].snapshot);
        QVERIFY(areSame(seenNow(**run).prefetches, recorded.seen[i].prefetches));
        QCOMPARE((*run)->momentAt((*run)->timeOf(i)), i);
    }
}

void SessionTest::chartsReachToTheMoment()
{
    const Recorded recorded(path("c.ffsession"), 100); // 40 s
    const auto run = RecordedRun::open(path("c.ffsession"));
    QVERIFY(run.ok());
    const auto points = [&] {
        std::vector<Sample> samples;
        const TimePoint now = (*run)->clock().now();
        (*run)->history().read(TimeSeries::Resolution::Second, TimePoint{},
                               now + std::chrono::hours(1), samples);
        return samples;
    };
    const std::vector<Sample> all = points();
    QVERIFY(all.size() > 30);
    std::uint64_t requests = 0;
    for (const Sample &sample : all)
        requests += sample.requests;
    QVERIFY(requests > 150); // of 200: the first reading only begins
    QVERIFY((*run)->moveTo(50).ok());
    const std::vector<Sample> half = points();
    QVERIFY(half.back().at <= (*run)->clock().now());
    QVERIFY(half.size() < all.size());
    QVERIFY((*run)->moveTo(99).ok());
    QCOMPARE(points().size(), all.size());
}

void SessionTest::secretsStayOut()
{
    WorldSource world;
    auto writer = SessionWriter::create(path("secret.ffsession"), world.about(), world.clock());
    QVERIFY(writer.ok());
    SessionSampler sampler;
    for (int i = 0; i < 10; ++i) {
        world.request("/login?access_token=hunter2secret");
        world.request("/home?password=hunter2secret&page=1");
        QVERIFY((*writer)->write(sampler.next(world), world.rows()).ok());
    }
    QVERIFY((*writer)->finish().ok());
    const auto run = RecordedRun::open(path("secret.ffsession"));
    QVERIFY(run.ok());
    for (std::size_t i = 0; i < (*run)->moments(); ++i) {
        QVERIFY((*run)->moveTo(i).ok());
        const auto graph = (*run)->transitionGraph();
        if (!graph)
            continue;
        for (const GraphNode &node : graph->requests.nodes)
            QVERIFY(node.text.find("hunter2") == std::string::npos);
    }
    auto reader = SessionReader::open(path("secret.ffsession"));
    QVERIFY(reader.ok());
    for (std::size_t i = 0; i < (*reader)->moments().size(); ++i)
        QVERIFY((*reader)->frameBytes(i)->find("hunter2") == std::string::npos);
    QFile file(QString::fromStdString(path("secret.ffsession")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.contains("/login?access_token="));
    QVERIFY(!bytes.contains("hunter2"));
}

void SessionTest::whatIsNoRecordingIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    const Recorded recorded(path("whole.ffsession"), 40);
    QFile file(QString::fromStdString(path("whole.ffsession")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    QByteArray newer = whole;
    newer[63] = 9; // user_version
    QByteArray other = whole;
    other[68] = 'X'; // application_id
    QByteArray broken = whole;
    for (qsizetype i = 3 * 8192; i < 6 * 8192; ++i)
        broken[i] = static_cast<char>(i * 7);
    QTest::newRow("empty") << QByteArray() << QStringLiteral("is no recording");
    QTest::newRow("a log") << QByteArray("GET / HTTP/1.1\n").repeated(99)
                           << QStringLiteral("is no recording");
    QTest::newRow("another database") << other << QStringLiteral("is no recording");
    QTest::newRow("newer") << newer << QStringLiteral("newer Forefetch");
    QTest::newRow("cut short") << whole.first(whole.size() / 2) << QStringLiteral("is cut short");
    QTest::newRow("pages overwritten") << broken << QStringLiteral("is damaged");
}

void SessionTest::whatIsNoRecordingIsRefused()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, words);
    QFile file(QString::fromStdString(path("bad.ffsession")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const auto opened = RecordedRun::open(path("bad.ffsession"));
    QVERIFY(!opened.ok());
    const QString text = QString::fromStdString(opened.error().text);
    QVERIFY2(text.contains(words), qPrintable(text));
    QVERIFY(text.startsWith(file.fileName()));
}

// Within a packed moment, where SQLite sees nothing wrong.
void SessionTest::damagedBytesAreRefused()
{
    const Recorded recorded(path("d.ffsession"), 30);
    RecordingFile db;
    QVERIFY(db.open(path("d.ffsession"), RecordingFile::Access::Create).ok());
    db.run("UPDATE frames SET body = substr(body, 1, 40) || x'00' || substr(body, 42) "
           "WHERE number = 25");
    QVERIFY(db.problem().empty());
    db.close();
    const auto reader = SessionReader::open(path("d.ffsession"));
    QVERIFY(reader.ok());
    QVERIFY((*reader)->frame(10).ok());
    const Result<SessionFrame> frame = (*reader)->frame(24);
    QVERIFY(!frame.ok());
    QVERIFY(frame.error().text.find("damaged at moment 25") != std::string::npos);
    QVERIFY((*reader)->frame(11).ok());
}

void SessionTest::anUnwritablePlaceIsSaid()
{
    WorldSource world;
    const auto writer =
        SessionWriter::create(path("no/such/folder.ffsession"), world.about(), world.clock());
    QVERIFY(!writer.ok());
    QVERIFY(writer.error().text.find("folder.ffsession") != std::string::npos);
}

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
