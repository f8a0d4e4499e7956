// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/snapshotjson.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace forefetch;

// The program as people and scripts start it.
class ForefetchctlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void demoEndsByItselfWithItsFigures();
    void switchedOffItSchedulesNothing();
    void aSignalEndsItCleanly_data();
    void aSignalEndsItCleanly();
    void recordsWhatASimulationReads();
    void exportsWhatItWrote();
    void scoresALog();
    void asksALog();
    void interruptedItPrintsWhatThereIs();
    void gatesEndWithThree();
    void comparesRuns();
    void mistakesHaveTheirExitCodes_data();
    void mistakesHaveTheirExitCodes();
    void aBusyPortIsAFailure();
    void aLocalProfileIsReadAndCanBeWrong();
    void withoutADisplayItSaysSo();

private:
    struct Run
    {
        int exitCode = -1;
        QByteArray out;
        QByteArray err;
    };
    Run run(const QStringList &args);
    void begin(QProcess &process, const QStringList &args) const;
    QString at(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    void write(const char *name, const QByteArray &text) const;
    // Forty readers of a book, page after page.
    static QByteArray bookLog(int requests);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ForefetchctlTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void ForefetchctlTest::begin(QProcess &process, const QStringList &args) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder->path());
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_folder->path());
    process.start(QStringLiteral(FOREFETCHCTL), args);
}

ForefetchctlTest::Run ForefetchctlTest::run(const QStringList &args)
{
    QProcess process;
    begin(process, args);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

void ForefetchctlTest::write(const char *name, const QByteArray &text) const
{
    QFile file(at(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

void ForefetchctlTest::demoEndsByItselfWithItsFigures()
{
    const Run demo =
        run({QStringLiteral("demo"), QStringLiteral("--duration"), QStringLiteral("3s"),
             QStringLiteral("--rate"), QStringLiteral("200"), QStringLiteral("--json"),
             QStringLiteral("--set"), QStringLiteral("workers.count=3")});
    QCOMPARE(demo.exitCode, 0);
    // Reading refuses a ledger that does not balance.
    const Result<Snapshot> snapshot = snapshotFromJson(demo.out.toStdString());
    QVERIFY2(snapshot.ok(), snapshot.ok() ? "" : snapshot.error().text.c_str());
    QCOMPARE(snapshot->source, std::string("demo"));
    QVERIFY(snapshot->demand.requests > 50);
    QVERIFY(snapshot->predictor.observations > 0);
    QCOMPARE(snapshot->settings[Param::WorkersCount], 3.0);
    QCOMPARE(snapshot->settings[Param::HoldbackShare], 0.2);
    static const QRegularExpression status(QStringLiteral("^\\d+:\\d\\d  \\d+ req/s  hits "),
                                           QRegularExpression::MultilineOption);
    QVERIFY2(QString::fromUtf8(demo.err).contains(status), demo.err.constData());
    QVERIFY(!demo.err.contains('\x1b'));
}

void ForefetchctlTest::switchedOffItSchedulesNothing()
{
    QList<std::uint64_t> scheduled;
    for (const char *enabled : {"prefetch.enabled=true", "prefetch.enabled=false"}) {
        const Run demo =
            run({QStringLiteral("demo"), QStringLiteral("--duration"), QStringLiteral("3s"),
                 QStringLiteral("--rate"), QStringLiteral("300"), QStringLiteral("-q"),
                 QStringLiteral("--json"), QStringLiteral("--set"), QString::fromLatin1(enabled)});
        QCOMPARE(demo.exitCode, 0);
        QCOMPARE(demo.err, QByteArray());
        const Result<Snapshot> snapshot = snapshotFromJson(demo.out.toStdString());
        QVERIFY(snapshot.ok());
        scheduled << snapshot->prefetch.scheduled;
    }
    QVERIFY(scheduled[0] > 0);
    QCOMPARE(scheduled[1], 0U);
}

void ForefetchctlTest::aSignalEndsItCleanly_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void ForefetchctlTest::aSignalEndsItCleanly()
{
    QFETCH(int, signal);
    QProcess process;
    begin(process,
          {QStringLiteral("demo"), QStringLiteral("--snapshot"), QStringLiteral("partial.json"),
           QStringLiteral("--duration"), QStringLiteral("60s")});
    process.setReadChannel(QProcess::StandardError);
    QByteArray err;
    while (!err.contains("req/s")) { // it runs
        QVERIFY2(process.waitForReadyRead(30'000), err.constData());
        err += process.readAllStandardError();
    }
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), signal), 0);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QFile file(at("partial.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(snapshotFromJson(file.readAll().toStdString()).ok());
}

// What the clients of a demo asked for is what its recording holds.
void ForefetchctlTest::recordsWhatASimulationReads()
{
    const Run demo =
        run({QStringLiteral("demo"), QStringLiteral("--duration"), QStringLiteral("3s"),
             QStringLiteral("--record"), at("r.jsonl"), QStringLiteral("--record-bodies"),
             QStringLiteral("all"), QStringLiteral("--json")});
    QCOMPARE(demo.exitCode, 0);
    const auto demand = [](const QByteArray &json) {
        return QJsonDocument::fromJson(json)[QStringLiteral("demand")];
    };
    const int requests = demand(demo.out)[QStringLiteral("requests")].toInt();
    QVERIFY(requests > 0);
    QVERIFY(demo.err.contains(QByteArray::number(requests) + " requests recorded in "));
    const Run simulated =
        run({QStringLiteral("simulate"), at("r.jsonl"), QStringLiteral("--json")});
    QCOMPARE(simulated.exitCode, 0);
    const QJsonDocument result = QJsonDocument::fromJson(simulated.out);
    QCOMPARE(result[QStringLiteral("import")][QStringLiteral("used")].toInt(), requests);
    QCOMPARE(result[QStringLiteral("import")][QStringLiteral("rejected")].toInt(), 0);
    QVERIFY(!simulated.out.contains("no bodies"));
    QCOMPARE(run({QStringLiteral("demo"), QStringLiteral("--record-bodies"), QStringLiteral("all")})
                 .exitCode,
             2); // without --record
    // A file that takes nothing fails the run at its end, and nothing else.
    const Run full =
        run({QStringLiteral("demo"), QStringLiteral("--duration"), QStringLiteral("2s"),
             QStringLiteral("--record"), QStringLiteral("/dev/full"), QStringLiteral("--json")});
    QCOMPARE(full.exitCode, 1);
    QCOMPARE(full.err.count("/dev/full\" cannot be written"), 1);
    QVERIFY(demand(full.out)[QStringLiteral("requests")].toInt() > 0);
}

void ForefetchctlTest::exportsWhatItWrote()
{
    QCOMPARE(run({QStringLiteral("demo"), QStringLiteral("--duration"), QStringLiteral("1s"),
                  QStringLiteral("-q"), QStringLiteral("--snapshot"), QStringLiteral("a b.json")})
                 .exitCode,
             0);
    const Run csv = run({QStringLiteral("export"), QStringLiteral("a b.json"),
                         QStringLiteral("--as"), QStringLiteral("csv")});
    QCOMPARE(csv.exitCode, 0);
    QVERIFY(csv.out.startsWith("group,name,value"));
    QVERIFY(csv.out.contains("demand,requests,"));
    const Run json = run({QStringLiteral("export"), QStringLiteral("a b.json"),
                          QStringLiteral("--as"), QStringLiteral("json")});
    QFile file(at("a b.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(json.out, file.readAll());
    const auto exported = [this](const char *format) {
        const Run made = run({QStringLiteral("export"), QStringLiteral("a b.json"),
                              QStringLiteral("--as"), QString::fromLatin1(format)});
        return made.exitCode == 0 && made.err.isEmpty() ? made.out : QByteArray();
    };
    const QByteArray requests =
        QByteArray::number(qulonglong{snapshotFromJson(json.out.toStdString())->demand.requests});
    const QByteArray html = exported("html");
    QVERIFY(html.startsWith("<!DOCTYPE html>") && html.endsWith("</html>\n"));
    QVERIFY(html.contains("it balances") && html.contains(">" + requests + "</td>"));
    const QByteArray markdown = exported("markdown");
    QVERIFY2(markdown.contains("| Hit ratio |") && markdown.contains("| `holdback.share` | 0.2 |"),
             markdown.constData());
    const QByteArray metrics = exported("openmetrics");
    QVERIFY(metrics.startsWith("# TYPE forefetch_build info\n") && metrics.endsWith("# EOF\n"));
}

void ForefetchctlTest::scoresALog()
{
    QByteArray log;
    for (int i = 0; i < 300; ++i)
        log += "10.0.0.1 - - [17/May/2015:10:" + QByteArray::number(10 + i / 60) + ":" +
               QByteArray::number(i % 60).rightJustified(2, '0') + " +0000] \"GET /" +
               (i % 2 ? "b" : "a") + " HTTP/1.1\" 200 5 \"-\" \"agent\"\n";
    write("access.log", log + "this is no line\n");
    const Run text = run({QStringLiteral("evaluate"), QStringLiteral("access.log")});
    QCOMPARE(text.exitCode, 0);
    QVERIFY2(text.out.contains("mixture") && text.out.contains("299 scored"), text.out);
    QVERIFY2(text.err.contains("301") && text.err.contains("300"), text.err); // the import report
    const Run json =
        run({QStringLiteral("evaluate"), QStringLiteral("--json"), QStringLiteral("access.log"),
             QStringLiteral("--set"), QStringLiteral("predictor.model=ppm")});
    const QJsonObject document = QJsonDocument::fromJson(json.out).object();
    QCOMPARE(document[QStringLiteral("schema")].toInt(), 1);
    QCOMPARE(document[QStringLiteral("requests")].toInt(), 300);
    const QJsonObject first = document[QStringLiteral("predictors")][0].toObject();
    QCOMPARE(first[QStringLiteral("name")].toString(), QStringLiteral("ppm"));
    QVERIFY(first[QStringLiteral("accuracy_at_1")].toDouble() > 0.95);
    QCOMPARE(run({QStringLiteral("evaluate"), QStringLiteral("missing.log")}).exitCode, 4);
    write("empty.log", "");
    QCOMPARE(run({QStringLiteral("evaluate"), QStringLiteral("empty.log")}).exitCode, 4);
}

QByteArray ForefetchctlTest::bookLog(int requests)
{
    QByteArray log;
    for (int i = 0; i < requests; ++i) {
        const int reader = i * 7 % 40;
        log += "10.0.0." + QByteArray::number(reader) +
               " - - [17/May/2015:" + QByteArray::number(i / 1800 % 24).rightJustified(2, '0') +
               ':' + QByteArray::number(i / 30 % 60).rightJustified(2, '0') + ':' +
               QByteArray::number(i % 30 * 2).rightJustified(2, '0') + " +0000] \"GET /book/" +
               QByteArray::number((i / 40 + reader * 3) % 90) + " HTTP/1.1\" 200 500 \"-\" \"a\"\n";
    }
    return log;
}

void ForefetchctlTest::asksALog()
{
    write("access.log", bookLog(4000) + "this is no line\n");
    const QStringList sweep{QStringLiteral("simulate"), QStringLiteral("access.log"),
                            QStringLiteral("--sweep"),
                            QStringLiteral("scheduler.min_probability=0.2:0.8:0.2")};
    const Run text =
        run(sweep + QStringList{QStringLiteral("--report"), QStringLiteral("a.html"),
                                QStringLiteral("--snapshot"), QStringLiteral("a.json")});
    QVERIFY2(text.exitCode == 0, text.err);
    QVERIFY2(text.out.contains("no prefetch") && text.out.contains("oracle, all URLs") &&
                 text.out.contains("\nscheduled ") && text.out.contains("Recommended: At "),
             text.out);
    QVERIFY2(text.err.contains("4,001 read = 4,000 used + 1 rejected"), text.err);
    QVERIFY2(!text.err.contains('\x1b') && !text.err.contains("simulating"),
             text.err); // no progress
    QFile report(at("a.html"));
    QVERIFY(report.open(QIODevice::ReadOnly) && report.readAll().endsWith("</html>\n"));
    QFile snapshot(at("a.json"));
    QVERIFY(snapshot.open(QIODevice::ReadOnly));
    QCOMPARE(snapshotFromJson(snapshot.readAll().toStdString())->source, std::string("simulate"));

    const Run json = run(sweep + QStringList{QStringLiteral("--json")});
    QCOMPARE(json.out, run(sweep + QStringList{QStringLiteral("--json")}).out); // byte for byte
    const QJsonObject document = QJsonDocument::fromJson(json.out).object();
    QCOMPARE(document[QStringLiteral("schema")].toInt(), 1);
    QCOMPARE(document[QStringLiteral("import")][QStringLiteral("rejected")].toInt(), 1);
    QCOMPARE(document[QStringLiteral("runs")].toArray().size(), 4);
    QVERIFY(document[QStringLiteral("recommended")][QStringLiteral("prefetch")].toBool());
    const Run csv = run(sweep + QStringList{QStringLiteral("--csv")});
    QCOMPARE(csv.out.count('\n'), 9); // head, yardsticks, runs
    const Run safe = run({QStringLiteral("simulate"), QStringLiteral("access.log"),
                          QStringLiteral("--set"), QStringLiteral("cache.policy=safe")});
    QCOMPARE(safe.exitCode, 0);
    QVERIFY2(safe.err.contains("nothing of freshness"), safe.err);
}

void ForefetchctlTest::interruptedItPrintsWhatThereIs()
{
    write("access.log", bookLog(20'000));
    QProcess process;
    begin(process,
          {QStringLiteral("simulate"), QStringLiteral("access.log"), QStringLiteral("--json"),
           QStringLiteral("--sweep"), QStringLiteral("scheduler.min_probability=0:1:0.0005")});
    process.setReadChannel(QProcess::StandardError);
    QByteArray err;
    while (!err.contains("sessions")) { // the log is read
        QVERIFY2(process.waitForReadyRead(30'000), err.constData());
        err += process.readAllStandardError();
    }
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    const QJsonObject document = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    QCOMPARE(document[QStringLiteral("complete")].toBool(true), false);
    QVERIFY(document[QStringLiteral("runs")].toArray().size() < 2001);
}

void ForefetchctlTest::gatesEndWithThree()
{
    write("access.log", bookLog(2000));
    const QStringList simulate{QStringLiteral("simulate"), QStringLiteral("access.log"),
                               QStringLiteral("--snapshot"), QStringLiteral("a.json"),
                               QStringLiteral("--fail-if")};
    const Run passed = run(simulate + QStringList{QStringLiteral("hit_ratio < 1%")});
    QVERIFY2(passed.exitCode == 0, passed.err);
    const Run failed = run(simulate + QStringList{QStringLiteral("hit_ratio < 99.9%")});
    QCOMPARE(failed.exitCode, 3);
    QVERIFY2(failed.err.contains("hit_ratio < 99.9%: demand.hit_ratio is 0."), failed.err);
    QVERIFY(failed.out.contains("no prefetch")); // what was asked for is printed all the same
    const Run exported =
        run({QStringLiteral("export"), QStringLiteral("a.json"), QStringLiteral("--as"),
             QStringLiteral("csv"), QStringLiteral("--fail-if"),
             QStringLiteral("demand.requests==2000")});
    QCOMPARE(exported.exitCode, 3);
    const Run wrong = run(simulate + QStringList{QStringLiteral("hit_rato < 1")});
    QCOMPARE(wrong.exitCode, 2);
    QVERIFY2(wrong.err.contains("demand.hit_ratio"), wrong.err);
}

void ForefetchctlTest::comparesRuns()
{
    write("access.log", bookLog(2000));
    write("other.log", bookLog(1990));
    const auto simulate = [this](const char *log, const char *set, const char *file) {
        write(file,
              run({QStringLiteral("simulate"), QString::fromLatin1(log), QStringLiteral("--json"),
                   QStringLiteral("--set"), QString::fromLatin1(set)})
                  .out);
    };
    simulate("access.log", "prefetch.enabled=false", "a.json");
    simulate("access.log", "prefetch.enabled=true", "b.json");
    simulate("other.log", "prefetch.enabled=true", "c.json");
    const auto compare = [this](const char *a, const char *b) {
        const Run made =
            run({QStringLiteral("compare"), QString::fromLatin1(a), QString::fromLatin1(b),
                 QStringLiteral("--as"), QStringLiteral("json")});
        return QJsonDocument::fromJson(made.out).object();
    };
    const QJsonObject helped = compare("a.json", "b.json");
    QVERIFY(helped[QStringLiteral("inputs_equal")].toBool());
    QCOMPARE(helped[QStringLiteral("settings_changed")][0][QStringLiteral("id")].toString(),
             QStringLiteral("prefetch.enabled"));
    const QJsonObject hits = helped[QStringLiteral("differences")][0].toObject();
    QCOMPARE(hits[QStringLiteral("name")].toString(), QStringLiteral("hit_ratio"));
    QVERIFY(hits[QStringLiteral("distinguishable")].toBool());
    QVERIFY(hits[QStringLiteral("low")].toDouble() > 0);
    const QJsonObject same = compare("a.json", "a.json");
    QVERIFY(same[QStringLiteral("settings_changed")].toArray().isEmpty());
    QVERIFY(!same[QStringLiteral("differences")][0][QStringLiteral("distinguishable")].toBool());
    QVERIFY(!compare("b.json", "c.json")[QStringLiteral("inputs_equal")].toBool(true));
    const Run text =
        run({QStringLiteral("compare"), QStringLiteral("b.json"), QStringLiteral("c.json")});
    QCOMPARE(text.exitCode, 0);
    QVERIFY2(text.out.contains("THE INPUTS DIFFER"), text.out);
    for (const char *format : {"html", "markdown"})
        QCOMPARE(run({QStringLiteral("compare"), QStringLiteral("a.json"), QStringLiteral("b.json"),
                      QStringLiteral("--as"), QString::fromLatin1(format)})
                     .exitCode,
                 0);
    write("d.json", "{}");
    QCOMPARE(run({QStringLiteral("compare"), QStringLiteral("a.json"), QStringLiteral("d.json")})
                 .exitCode,
             4);
}

void ForefetchctlTest::mistakesHaveTheirExitCodes_data()
{
    QTest::addColumn<QString>("args");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *args, int exitCode, const char *said) {
        QTest::newRow(args) << QString::fromLatin1(args) << exitCode << QByteArray(said);
    };
    row("demo --set workers.count=65", 2, "workers.count");
    row("demo --set workers.cuont=1", 2, "workers.count");
    row("demo --profile low-resorce", 2, "low-resource");
    row("demo --snapshot none/a.json", 2, "none/a.json");
    row("demo --frob", 2, "--frob");
    row("simulate missing.log", 4, "missing.log");
    row("simulate a.log --sweep workers.cuont=1:2:1", 2, "workers.count");
    row("simulate a.log --sweep workers.count=4:1:1", 2, "begins above its end");
    row("simulate a.log --origin-latency soon", 2, "--origin-latency");
    row("simulate a.log --report none/a.html", 2, "none/a.html");
    row("serve --target nonsense", 2, "--target");
    row("serve --target ftp://127.0.0.1", 2, "--target");
    row("serve --target http://127.0.0.1:9 --listen nowhere", 2, "--listen");
    row("serve --target http://127.0.0.1:9 --session-key shoe", 2, "--session-key");
    row("serve --target http://127.0.0.1:1 --listen 127.0.0.1:0", 5, "127.0.0.1:1");
    row("serve --target http://nowhere.invalid --listen 127.0.0.1:0", 5, "nowhere.invalid");
    row("export missing.json --as csv", 4, "missing.json");
    row("export . --as json", 4, ".");
}

void ForefetchctlTest::mistakesHaveTheirExitCodes()
{
    QFETCH(QString, args);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, said);
    const Run mistake = run(args.split(QLatin1Char(' ')));
    QCOMPARE(mistake.exitCode, exitCode);
    QVERIFY2(mistake.err.contains(said), mistake.err.constData());
    QCOMPARE(mistake.out, QByteArray());
}

void ForefetchctlTest::aBusyPortIsAFailure()
{
    QTcpServer target;
    QTcpServer busy;
    QVERIFY(target.listen(QHostAddress::LocalHost) && busy.listen(QHostAddress::LocalHost));
    const QString port = QString::number(busy.serverPort());
    const Run serve = run({QStringLiteral("serve"), QStringLiteral("--target"),
                           QStringLiteral("http://127.0.0.1:%1").arg(target.serverPort()),
                           QStringLiteral("--listen"), QStringLiteral("127.0.0.1:") + port});
    QCOMPARE(serve.exitCode, 1);
    QVERIFY2(serve.err.contains(port.toLatin1()), serve.err.constData());
}

void ForefetchctlTest::aLocalProfileIsReadAndCanBeWrong()
{
    write("forefetch.toml", "schema = 1\n[workers]\ncount = 5\n");
    const Run demo = run({QStringLiteral("demo"), QStringLiteral("--duration"),
                          QStringLiteral("500ms"), QStringLiteral("-v")});
    QCOMPARE(demo.exitCode, 0);
    QVERIFY2(demo.err.contains("workers.count = 5  (./forefetch.toml)"), demo.err.constData());
    write("forefetch.toml", "schema = 1\n[workers]\ncuont = 5\n");
    const Run wrong = run({QStringLiteral("demo")});
    QCOMPARE(wrong.exitCode, 2);
    QVERIFY2(wrong.err.contains("forefetch.toml:3") && wrong.err.contains("workers.count"),
             wrong.err.constData());
}

void ForefetchctlTest::withoutADisplayItSaysSo()
{
    const Run demo = run({QStringLiteral("--without-window"), QStringLiteral("--duration"),
                          QStringLiteral("500ms")});
    QCOMPARE(demo.exitCode, 0);
    QVERIFY2(demo.err.startsWith("There is no display"), demo.err.constData());
    QVERIFY(demo.out.startsWith("demo ran for"));
    write("access.log", QByteArray("10.0.0.1 - - [17/May/2015:10:05:03 +0000] \"GET /a HTTP/1.1\" "
                                   "200 5 \"-\" \"agent\"\n"));
    const Run log = run({QStringLiteral("--without-window"), QStringLiteral("access.log")});
    QCOMPARE(log.exitCode, 0);
    QVERIFY2(log.err.startsWith("There is no display: this is forefetchctl simulate"), log.err);
    QVERIFY2(log.out.contains("no prefetch"), log.out);
}

QTEST_GUILESS_MAIN(ForefetchctlTest)
#include "forefetchctl_test.moc"
