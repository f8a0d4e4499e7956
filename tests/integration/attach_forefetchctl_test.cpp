// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A running instance, and the program that watches it from outside.
#include "core/metrics/snapshotjson.h"

#include "tests/integration/adminfixture.h"
#include "tests/integration/commandrun.h"

#include <QTcpServer>
#include <QtTest>

using namespace forefetch;

class AttachForefetchctlTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    // The program waits for the instance, which has its event loop here.
    CommandRun run(const QByteArray &args)
    {
        QProcess process;
        startCommand(process, m_folder, args);
        QSignalSpy ended(&process, qOverload<int, QProcess::ExitStatus>(&QProcess::finished));
        if (process.state() != QProcess::NotRunning && !ended.wait(60'000))
            return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                process.readAllStandardOutput(), process.readAllStandardError()};
    }

private Q_SLOTS:
    void printsTheFiguresOfTheInstance()
    {
        AdminFixture demo(false);
        QVERIFY(demo.port != 0);
        const QByteArray url = QByteArray::fromStdString(demo.url());
        const CommandRun got = run("attach " + url + " --json --snapshot there.json");
        QVERIFY2(got.exitCode == 0, got.err.constData());
        const Result<Snapshot> snapshot = snapshotFromJson(got.out.toStdString());
        QVERIFY2(snapshot.ok(), got.out.constData());
        QCOMPARE(snapshot->source, std::string("demo"));
        QCOMPARE(contentOf(m_folder, "there.json"), got.out);
        QVERIFY2(got.err.contains("read-only"), got.err.constData());
        const CommandRun gate = run("attach " + url + " -q --fail-if demand.requests>=0");
        QCOMPARE(gate.exitCode, 3);
        const CommandRun watched = run("attach " + url + " --duration 2s");
        QVERIFY2(watched.exitCode == 0 && watched.err.contains("req/s"), watched.err.constData());
    }

    void changesWhatItMay()
    {
        AdminFixture demo;
        const Settings &settings = demo.run.session().settings();
        const QByteArray url = ":" + QByteArray::number(demo.port);
        // The token lies where the instance made it.
        const CommandRun made =
            run("attach " + url + " -q --set workers.count=7 --set cache.policy=rfc");
        QVERIFY2(made.exitCode == 0, made.err.constData());
        QCOMPARE(settings.number(Param::WorkersCount), 7.0);
        QCOMPARE(cachePolicy(settings), CachePolicy::Rfc);
        QCOMPARE(settings.changes().back().source, std::string("api"));
        QCOMPARE(settings.changes().back().revision, settings.changes().front().revision);
        for (const char *wrong :
             {"--set workers.count=many", "--set shoe=1", "--set workers.count"})
            QCOMPARE(run("attach " + url + " -q " + wrong).exitCode, 2);
        QCOMPARE(settings.number(Param::WorkersCount), 7.0);
    }

    void isRefusedWhereNothingMayBeChanged()
    {
        AdminFixture demo(false);
        const double before = demo.run.session().settings().number(Param::WorkersCount);
        const CommandRun refused =
            run("attach " + QByteArray::fromStdString(demo.url()) + " --set workers.count=9");
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("--allow-control"), refused.err.constData());
        QCOMPARE(demo.run.session().settings().number(Param::WorkersCount), before);
    }

    void saysWhatIsWrong()
    {
        QCOMPARE(run("attach http://127.0.0.1:1 --json").exitCode, 5);
        QCOMPARE(run("attach ftp://127.0.0.1:1").exitCode, 2);
        QCOMPARE(run("attach :1 --admin-token-file nowhere").exitCode, 2);
        QTcpServer silent; // something else listens there
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const CommandRun other = run("attach :" + QByteArray::number(silent.serverPort()));
        QVERIFY2(other.exitCode == 5, other.err.constData());
    }
};

QTEST_GUILESS_MAIN(AttachForefetchctlTest)
#include "attach_forefetchctl_test.moc"
