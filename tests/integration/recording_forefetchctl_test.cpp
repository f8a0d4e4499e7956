// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// forefetchctl records a run, and export and compare read it; also what a kill leaves.
#include "tests/integration/commandrun.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace forefetch;

namespace {

double uptimeIn(const QByteArray &json)
{
    return QJsonDocument::fromJson(json)
        .object()
        .value(QStringLiteral("uptime_seconds"))
        .toDouble();
}

} // namespace

class RecordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsRecordedIsExportedAndCompared();
    void aKillLeavesWhatWasWritten();
    void whatCannotBeDoneIsSaid();
};

void RecordingTest::whatIsRecordedIsExportedAndCompared()
{
    const QTemporaryDir folder;
    const CommandRun run = runCommand(
        folder, "demo --duration 6s --rate 60 --record run.ffsession --snapshot run.json "
                "--alert demand.requests>0 -q");
    QCOMPARE(run.exitCode, 0);
    const CommandRun atEnd = runCommand(folder, "export run.ffsession --as json");
    QCOMPARE(atEnd.exitCode, 0);
    const double length = uptimeIn(atEnd.out);
    QVERIFY(length > 5);
    const CommandRun earlier = runCommand(folder, "export run.ffsession --at 3s --as json");
    const double then = uptimeIn(earlier.out);
    QVERIFY2(then > 1.5 && then < length - 1, qPrintable(QString::number(then)));
    // What was counted at the end stands in both.
    const auto requests = [](const QByteArray &json) {
        return QJsonDocument::fromJson(json)[QStringLiteral("demand")][QStringLiteral("requests")]
            .toInt();
    };
    QCOMPARE(requests(atEnd.out), requests(contentOf(folder, "run.json")));
    QVERIFY(requests(earlier.out) <= requests(atEnd.out));
    for (const char *format : {"csv", "html", "markdown", "openmetrics"})
        QCOMPARE(runCommand(folder, QByteArray("export run.ffsession --as ") + format).exitCode, 0);
    const CommandRun compared = runCommand(folder, "compare run.ffsession run.ffsession --json");
    QCOMPARE(compared.exitCode, 0);
    const QJsonObject document = QJsonDocument::fromJson(compared.out).object();
    QVERIFY(document.value(QStringLiteral("inputs_equal")).toBool());
    for (const QJsonValue &each : document.value(QStringLiteral("differences")).toArray())
        QCOMPARE(each[QStringLiteral("delta")].toDouble(), 0.0);
    // The alert saved what was before it, where anybody had asked for anything by then.
    const QStringList alerts = QDir(folder.path()).entryList({QStringLiteral("alert-*.ffsession")});
    QVERIFY(alerts.size() == 1 || requests(earlier.out) == 0);
    for (const QString &alert : alerts)
        QCOMPARE(runCommand(folder, "export " + alert.toUtf8() + " --as csv").exitCode, 0);
}

void RecordingTest::aKillLeavesWhatWasWritten()
{
    const QTemporaryDir folder;
    QProcess process;
    startCommand(process, folder, "demo --duration 60s --record killed.ffsession -q");
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(
        uptimeIn(runCommand(folder, "export killed.ffsession --as json").out) > 1, 20'000);
    process.kill();
    process.waitForFinished();
    const CommandRun read = runCommand(folder, "export killed.ffsession --as json");
    QCOMPARE(read.exitCode, 0);
    QVERIFY(uptimeIn(read.out) > 1);
}

void RecordingTest::whatCannotBeDoneIsSaid()
{
    const QTemporaryDir folder;
    QFile none(folder.filePath(QStringLiteral("none.ffsession")));
    QVERIFY(none.open(QIODevice::WriteOnly));
    none.write("GET / HTTP/1.1");
    none.close();
    const auto says = [&folder](const char *args, int exitCode, const char *words) {
        const CommandRun run = runCommand(folder, args);
        return run.exitCode == exitCode && run.err.contains(words);
    };
    QVERIFY(says("export none.ffsession --as json", 4, "is no recording of a run"));
    QVERIFY(says("compare none.ffsession none.ffsession", 4, "is no recording of a run"));
    QVERIFY(says("simulate none.ffsession", 4, "is a recording of a run"));
    QVERIFY(says("export missing.ffsession --as json", 4, "missing.ffsession cannot be read"));
    QVERIFY(says("demo --record no/folder/a.ffsession", 2, "no/folder/a.ffsession"));
    QVERIFY(says("demo --record a.ffsession --record-bodies all", 2, "--record-bodies"));
    QVERIFY(says("demo --alert hit_rato<3", 2, "hit_ratio"));
}

QTEST_GUILESS_MAIN(RecordingTest)
#include "recording_forefetchctl_test.moc"
