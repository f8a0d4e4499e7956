// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/snapshotjson.h"

#include "tests/integration/commandrun.h"
#include "tests/integration/raworigin.h"
#include "tests/unit/replay/tracelog.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace forefetch;
using namespace Qt::StringLiterals;

// `forefetchctl replay` as people and scripts start it.
class ReplayProgramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void endsWithTheLogAndItsFigures();
    void standardInputIsReadToo();
    void interruptedItWritesWhatThereIs();
    void theDurationEndsIt();
    void aGateEndsItWithThree();
    void mistakesHaveTheirExitCodes();

private:
    using Run = CommandRun;
    void begin(QProcess &process, const std::string &args) const
    {
        startCommand(process, *m_folder, QByteArray::fromStdString("replay " + args));
    }
    Run run(const std::string &args, const std::string &input = {}) const
    {
        QProcess process;
        begin(process, args);
        process.write(QByteArray::fromStdString(input));
        process.closeWriteChannel();
        return endOf(process);
    }
    void write(const char *name, const std::string &text) const
    {
        QFile file(m_folder->filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly) &&
                file.write(QByteArray::fromStdString(text)) == static_cast<qint64>(text.size()));
    }
    QByteArray read(const char *name) const { return contentOf(*m_folder, name); }
    static QJsonObject replayOf(const QByteArray &json)
    {
        return QJsonDocument::fromJson(json)["replay"_L1].toObject();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RawOrigin> m_origin;
};

void ReplayProgramTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_origin = std::make_unique<RawOrigin>([](RawOrigin::Peer &peer, const std::string &) {
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        return true;
    });
    std::string log;
    for (int i = 0; i < 40; ++i)
        log += requestLine(0.1 * i, "/" + std::to_string(i % 4), i == 7 ? "POST" : "GET");
    write("a.jsonl", log + "no line\n");
}

void ReplayProgramTest::endsWithTheLogAndItsFigures()
{
    const Run json = run("a.jsonl --speed 20x --json --record r.jsonl --snapshot s.json --target " +
                         m_origin->url());
    QCOMPARE(json.exitCode, 0);
    QCOMPARE(read("s.json"), json.out);
    const Result<Snapshot> snapshot = snapshotFromJson(json.out.toStdString());
    QVERIFY2(snapshot.ok(), snapshot.ok() ? "" : snapshot.error().text.c_str());
    QCOMPARE(snapshot->source, std::string("replay"));
    QCOMPARE(snapshot->demand.requests, 39U);
    QVERIFY(snapshot->demand.hits > 0); // cache.policy=assume: the origin says nothing
    const QJsonObject replay = replayOf(json.out);
    QCOMPARE(replay["lines"_L1].toInt(), 41);
    QCOMPARE(replay["rejected"_L1].toInt(), 1);
    QCOMPARE(replay["sent"_L1].toInt(), 39);
    QCOMPARE(replay["skipped"_L1]["POST"_L1].toInt(), 1);
    QCOMPARE(replay["answered"_L1]["2xx"_L1].toInt(), 39);
    QVERIFY(replay["lateness_ms"_L1]["p99"_L1].isDouble());
    QVERIFY(replay["complete"_L1].toBool());
    QCOMPARE(read("r.jsonl").count('\n'), 39);
    const Run text =
        run("a.jsonl --speed max --max-rate 1000 --all-methods --target " + m_origin->url());
    QCOMPARE(text.exitCode, 0);
    QVERIFY2(text.out.startsWith("All of a.jsonl, 3.90 s of its time, at max"), text.out);
    QVERIFY2(text.out.contains("2xx 40") && !text.out.contains("skipped"), text.out);
    QVERIFY2(text.err.contains("41 read = 40 used + 1 rejected"), text.err);
}

void ReplayProgramTest::standardInputIsReadToo()
{
    const Run done =
        run("- --speed max --json -q --target " + m_origin->url(), read("a.jsonl").toStdString());
    QCOMPARE(done.exitCode, 0);
    QCOMPARE(done.err, QByteArray());
    QCOMPARE(replayOf(done.out)["sent"_L1].toInt(), 39);
    QVERIFY(!replayOf(done.out).contains("lateness_ms"_L1));
}

void ReplayProgramTest::interruptedItWritesWhatThereIs()
{
    write("long.jsonl", requestLine(0.5, "/a") + requestLine(86'400, "/tomorrow"));
    QProcess process;
    begin(process, "long.jsonl --json --snapshot s.json --target " + m_origin->url());
    QTRY_VERIFY_WITH_TIMEOUT(m_origin->requests() == 1, 30'000);
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    const QByteArray out = process.readAllStandardOutput();
    QCOMPARE(read("s.json"), out);
    QVERIFY(snapshotFromJson(out.toStdString()).ok());
    QCOMPARE(replayOf(out)["sent"_L1].toInt(), 1);
    QVERIFY(!replayOf(out)["complete"_L1].toBool());
}

void ReplayProgramTest::theDurationEndsIt()
{
    write("long.jsonl", requestLine(0.5, "/a") + requestLine(86'400, "/tomorrow"));
    const Run done = run("long.jsonl --json --duration 1s --target " + m_origin->url());
    QCOMPARE(done.exitCode, 0);
    QCOMPARE(replayOf(done.out)["sent"_L1].toInt(), 1);
    QVERIFY(!replayOf(done.out)["complete"_L1].toBool());
}

void ReplayProgramTest::aGateEndsItWithThree()
{
    const std::string args = "a.jsonl --speed max -q --target " + m_origin->url();
    QCOMPARE(run(args + " --fail-if demand.requests<100").exitCode, 3);
    QCOMPARE(run(args + " --fail-if demand.requests>100").exitCode, 0);
}

void ReplayProgramTest::mistakesHaveTheirExitCodes()
{
    const std::string target = " --target " + m_origin->url();
    const Run speed = run("a.jsonl --speed fast" + target);
    QCOMPARE(speed.exitCode, 2);
    QVERIFY2(speed.err.contains("--speed: \"fast\" is no speed"), speed.err);
    QCOMPARE(run("a.jsonl --target nowhere").exitCode, 2);
    QCOMPARE(run("missing.log" + target).exitCode, 4);
    write("posts.jsonl", requestLine(0.5, "/a", "POST"));
    const Run posts = run("posts.jsonl" + target);
    QCOMPARE(posts.exitCode, 4);
    QVERIFY2(posts.err.contains("--all-methods sends the others"), posts.err);
    const std::string gone = m_origin->url();
    m_origin.reset();
    const Run unreachable = run("a.jsonl --target " + gone);
    QCOMPARE(unreachable.exitCode, 5);
    QVERIFY2(unreachable.err.contains("the target " + QByteArray::fromStdString(gone) +
                                      " does not answer"),
             unreachable.err);
    QVERIFY(unreachable.out.isEmpty());
}

QTEST_GUILESS_MAIN(ReplayProgramTest)
#include "replay_forefetchctl_test.moc"
