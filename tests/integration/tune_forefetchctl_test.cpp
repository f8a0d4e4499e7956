// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/commandrun.h"
#include "tests/unit/replay/tracelog.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace forefetch;
using namespace Qt::StringLiterals;

// `tune`: from a log to a profile that the other commands take, and warn about.
class TuneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theProfileIsTheOutput();
    void theProfileIsWrittenWhereItIsWanted();
    void json();
    void standardInputIsHashedWhole();
    void whatCannotBeTunedIsSaid();
    void aRunOutsideTheEnvelopeWarns();

private:
    using Run = CommandRun;
    Run run(const char *args) const { return runCommand(*m_folder, args); }
    QByteArray hashOfTheLog() const
    {
        return QCryptographicHash::hash(contentOf(*m_folder, "a.jsonl"),
                                        QCryptographicHash::Sha256)
            .toHex();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

// Sixteen readers who turn page after page, each in a book of their own.
void TuneTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QFile file(m_folder->filePath(QStringLiteral("a.jsonl")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < 1200; ++i) {
        const std::string agent(1, static_cast<char>('a' + i % 16));
        file.write(QByteArray::fromStdString(requestLine(
            i, "/" + agent + "/" + std::to_string(i / 16 * 7 % 50), "GET", agent)));
    }
}

void TuneTest::theProfileIsTheOutput()
{
    const Run done = run("tune a.jsonl --set predictor.model=first-order");
    QCOMPARE(done.exitCode, 0);
    QVERIFY2(done.out.startsWith("schema = 1\n"), done.out);
    QVERIFY2(done.out.contains("trace_sha256 = \"" + hashOfTheLog() + '"') ||
                 done.out.contains("trace_sha256 = '" + hashOfTheLog() + '\''),
             done.out);
    QVERIFY2(done.err.contains("76 settings tried on the first 800 requests"), done.err);
    QCOMPARE(run("tune a.jsonl --set predictor.model=first-order").out, done.out);
}

void TuneTest::theProfileIsWrittenWhereItIsWanted()
{
    const Run done = run("tune a.jsonl --sweep scheduler.min_probability=0.2,0.4 --output t.toml");
    QCOMPARE(done.exitCode, 0);
    QVERIFY2(done.out.contains("this profile"), done.out);
    QVERIFY(contentOf(*m_folder, "t.toml").startsWith("schema = 1\n"));
    const Run simulated = run("simulate a.jsonl --profile t.toml --json");
    QCOMPARE(simulated.exitCode, 0);
    QCOMPARE(run("tune a.jsonl --output no/such/folder").exitCode, 2);
}

void TuneTest::json()
{
    const Run done = run("tune a.jsonl --sweep scheduler.min_probability=0.2,0.4 --json "
                         "--output t.toml --duration 10m");
    QCOMPARE(done.exitCode, 0);
    const QJsonDocument document = QJsonDocument::fromJson(done.out);
    QCOMPARE(document["trace"_L1].toString(), QStringLiteral("a.jsonl"));
    QCOMPARE(document["evidence"_L1]["requests"_L1].toInt(), 600);
    // Of the whole file, though its first part alone was looked at.
    QCOMPARE(document["evidence"_L1]["trace_sha256"_L1].toString().toLatin1(), hashOfTheLog());
    QVERIFY(!contentOf(*m_folder, "t.toml").isEmpty());
}

void TuneTest::standardInputIsHashedWhole()
{
    QProcess process;
    process.setStandardInputFile(m_folder->filePath(QStringLiteral("a.jsonl")));
    startCommand(process, *m_folder,
                 "tune - --sweep scheduler.min_probability=0.2,0.4 --json --jobs 1");
    const Run done = endOf(process);
    QCOMPARE(done.exitCode, 0);
    QCOMPARE(QJsonDocument::fromJson(done.out)["evidence"_L1]["trace_sha256"_L1].toString().toLatin1(),
             hashOfTheLog());
}

void TuneTest::whatCannotBeTunedIsSaid()
{
    const Run few = run("tune a.jsonl --duration 1m");
    QCOMPARE(few.exitCode, 4);
    QVERIFY2(few.err.contains("60 requests are too few"), few.err);
    const Run odd = run("tune a.jsonl --sweep tuner.mode=off,auto");
    QCOMPARE(odd.exitCode, 2);
    QVERIFY2(odd.err.contains("tuner.mode is nothing that a log"), odd.err);
}

void TuneTest::aRunOutsideTheEnvelopeWarns()
{
    QCOMPARE(run("tune a.jsonl --set cache.policy=assume --sweep "
                 "scheduler.min_probability=0.2,0.4 --output t.toml")
                 .exitCode,
             0);
    const Run inside = run("demo --profile t.toml --duration 1s");
    QCOMPARE(inside.exitCode, 0);
    QVERIFY2(!inside.err.contains("Outside"), inside.err);
    const Run outside = run("demo --profile t.toml --set workers.count=9 --duration 1s "
                            "--snapshot s.json");
    QCOMPARE(outside.exitCode, 0);
    QVERIFY2(outside.err.contains("workers.count is 9, tested: 2"), outside.err);
    const QJsonDocument s = QJsonDocument::fromJson(contentOf(*m_folder, "s.json"));
    QCOMPARE(s["tuner"_L1]["outside_envelope"_L1].toInt(), 1);
    QCOMPARE(s["tuner"_L1]["outside_settings"_L1][0]["parameter"_L1].toString(),
             QStringLiteral("workers.count"));
    QVERIFY(run("export s.json --as openmetrics").out.contains("forefetch_tuner_outside_envelope 1"));
}

QTEST_GUILESS_MAIN(TuneTest)
#include "tune_forefetchctl_test.moc"
