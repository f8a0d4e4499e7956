// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/commandrun.h"
#include "tests/unit/replay/tracelog.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace forefetch;
using namespace Qt::StringLiterals;

// What `simulate` and `evaluate` take of a log, and where they write what they leave.
class LogFlagsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyRejectedLineIsWritten();
    void rejectsThatCannotBeWrittenFail();
    void theDurationIsTheFirstPartOfTheLog();

private:
    using Run = CommandRun;
    Run run(const char *args) const { return runCommand(*m_folder, args); }
    QByteArray read(const char *name) const { return contentOf(*m_folder, name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

// Two hundred requests a second apart; before each twentieth of them something else stands.
void LogFlagsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QFile file(m_folder->filePath(QStringLiteral("a.jsonl")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < 200; ++i) {
        if (i % 20 == 10)
            file.write("not a\tline " + QByteArray::number(i) + "\n");
        file.write(QByteArray::fromStdString(requestLine(i + 0.5, "/" + std::to_string(i % 5))));
    }
}

void LogFlagsTest::everyRejectedLineIsWritten()
{
    for (const char *command : {"simulate", "evaluate"}) {
        const QByteArray args = command + QByteArray(" a.jsonl --json -v --rejects r.txt");
        const Run done = run(args.constData());
        QCOMPARE(done.exitCode, 0);
        QVERIFY2(done.err.contains("10 rejected lines written to r.txt"), done.err);
        const QList<QByteArray> lines = read("r.txt").split('\n');
        QCOMPARE(lines.size(), 11); // the last one ends too
        QVERIFY2(lines[0].startsWith("11\t") && lines[0].endsWith("\tnot a\tline 10"), lines[0]);
        QVERIFY2(lines[9].startsWith("200\t") && lines[9].endsWith("\tnot a\tline 190"), lines[9]);
        QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("r.txt"))));
    }
}

void LogFlagsTest::rejectsThatCannotBeWrittenFail()
{
    const Run nowhere = run("simulate a.jsonl --rejects no/such/folder");
    QCOMPARE(nowhere.exitCode, 2);
    QVERIFY2(nowhere.err.contains("--rejects no/such/folder"), nowhere.err);
    const Run full = run("simulate a.jsonl --rejects /dev/full");
    QCOMPARE(full.exitCode, 1);
    QVERIFY2(full.err.contains("--rejects /dev/full: cannot be written"), full.err);
}

void LogFlagsTest::theDurationIsTheFirstPartOfTheLog()
{
    const auto requests = [](const Run &run) {
        return QJsonDocument::fromJson(run.out)["requests"_L1].toInt();
    };
    QCOMPARE(requests(run("simulate a.jsonl --json")), 200);
    const Run part = run("simulate a.jsonl --json --duration 1m40s");
    QCOMPARE(requests(part), 100);
    QVERIFY2(part.err.contains("stopped   where the first part that was asked for ends"), part.err);
}

QTEST_GUILESS_MAIN(LogFlagsTest)
#include "logflags_forefetchctl_test.moc"
