// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fault/faultscenario.h"
#include "core/metrics/snapshotjson.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace forefetch;

// Faults, as one asks the program for them.
class FaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongOnesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("args");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("name") << QByteArray("demo --faults error-30")
                              << QByteArray("did you mean errors-30?");
        QTest::newRow("second name")
            << QByteArray("demo --faults resets,flaping") << QByteArray("did you mean flapping?");
        QTest::newRow("no name") << QByteArray("demo --faults-at 1s")
                                 << QByteArray("want --faults NAME");
        QTest::newRow("too often") << QByteArray("demo --faults resets --faults-every 5s")
                                   << QByteArray("longer than --faults-for"); // 10 s
        QTest::newRow("time") << QByteArray("demo --faults resets --faults-for soon")
                              << QByteArray("--faults-for");
        QTest::newRow("simulate") << QByteArray("simulate none.log --faults error-30")
                                  << QByteArray("did you mean errors-30?");
    }

    void wrongOnesAreRefused()
    {
        QFETCH(QByteArray, args);
        QFETCH(QByteArray, says);
        const Run wrong = run(args);
        QCOMPARE(wrong.exitCode, 2);
        QVERIFY2(wrong.err.contains(says), wrong.err.constData());
        QVERIFY(wrong.out.isEmpty());
    }

    void theListNamesAll()
    {
        for (const char *args : {"demo --faults list", "simulate - --faults list"}) {
            const Run list = run(args);
            QCOMPARE(list.exitCode, 0);
            QCOMPARE(list.out.count('\n'), qsizetype{kFaultCount});
            QVERIFY(list.out.startsWith("latency-x5 "));
        }
    }

    void aDemoPlaysThemAndSaysSo()
    {
        const Run demo = run("demo --faults errors-100,cache-resize --faults-at 1s --faults-for 1s "
                             "--duration 4s --rate 100 --json --record faults.jsonl");
        QCOMPARE(demo.exitCode, 0);
        const Result<Snapshot> snapshot = snapshotFromJson(demo.out.toStdString());
        QVERIFY(snapshot.ok());
        QCOMPARE(snapshot->faults.size(), std::size_t{2});
        for (const FaultNote &fault : snapshot->faults)
            QVERIFY(fault.ended && *fault.ended - fault.began == std::chrono::seconds(1));
        QCOMPARE(snapshot->settings[Param::CacheCapacity], 64.0); // as before
        QVERIFY(snapshot->revision >= 2U);                        // but it was cut
        QVERIFY2(demo.err.contains("There now: errors-100, cache-resize"), demo.err.constData());
        QVERIFY(demo.err.contains("No fault is there any more"));

        const Run simulated =
            run("simulate faults.jsonl --json --faults errors-100 --faults-at 0s --faults-for 1m");
        QCOMPARE(simulated.exitCode, 0);
        QVERIFY(simulated.out.contains("\"faults\": ["));
        const Run usual = run("simulate faults.jsonl --json");
        QVERIFY(!usual.out.contains("\"faults\""));
        QVERIFY(simulated.out != usual.out);
    }

private:
    struct Run
    {
        int exitCode = -1;
        QByteArray out;
        QByteArray err;
    };
    Run run(const QByteArray &args) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral(FOREFETCHCTL),
                      QString::fromLatin1(args).split(QLatin1Char(' ')));
        if (!process.waitForFinished(60'000))
            return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                process.readAllStandardOutput(), process.readAllStandardError()};
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(FaultsTest)
#include "faults_forefetchctl_test.moc"
