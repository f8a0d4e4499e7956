// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "app/parametertext.h"
#include "app/windowlanguage.h"
#include "app/withoutwindow.h"
#include "core/settings/parameter.h"

#include <QTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

using Args = std::vector<std::string>;

Args argsOf(const QByteArray &text)
{
    Args args;
    for (const QByteArray &word : text.split(' '))
        if (!word.isEmpty())
            args.push_back(word.toStdString());
    return args;
}

CommandLine read(const Args &args)
{
    const auto parsed = parseCommandLine(args);
    if (const auto *instead = std::get_if<CommandLineReply>(&parsed))
        qWarning("%s", instead->error.c_str());
    return std::get<CommandLine>(parsed);
}

CommandLineReply replyTo(const Args &args)
{
    const auto parsed = parseCommandLine(args);
    const auto *instead = std::get_if<CommandLineReply>(&parsed);
    return instead != nullptr ? *instead : CommandLineReply{{}, "it was accepted", ExitOk};
}

bool contains(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class CommandLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsDemo();
    void readsServe();
    void readsReplay();
    void readsExport();
    void hasDefaults();
    void takesTheEnvironmentWhereFlagsSayNothing();
    void printsHelpAndVersion_data();
    void printsHelpAndVersion();
    void refuses_data();
    void refuses();
    void listsEveryParameter();
    void translatesTheWindowsArguments_data();
    void translatesTheWindowsArguments();
    void takesTheWindowsLanguage();
};

void CommandLineTest::readsDemo()
{
    const CommandLine line =
        read({"demo", "--users", "7", "--rate", "12.5", "--seed", "18446744073709551615",
              "--duration", "5m", "--set", "workers.count=4", "--set=cache.policy=rfc", "--profile",
              "low-resource", "--snapshot", "a b.json", "--json", "-v"});
    QCOMPARE(line.command, Command::Demo);
    QCOMPARE(line.users, 7U);
    QCOMPARE(line.rate, 12.5);
    QCOMPARE(line.seed, ~std::uint64_t(0));
    QVERIFY(line.duration == 5min);
    QCOMPARE(line.sets, (Args{"workers.count=4", "cache.policy=rfc"}));
    QCOMPARE(line.profile.value_or(""), std::string("low-resource"));
    QCOMPARE(line.snapshotFile, std::string("a b.json"));
    QVERIFY(line.json);
    QCOMPARE(line.verbosity, 1);
}

void CommandLineTest::readsServe()
{
    const CommandLine line = read({"serve", "--target", "https://api.example.com/v2", "--listen",
                                   "[::1]:0", "--session-key", "cookie:sid", "-q"});
    QCOMPARE(line.command, Command::Serve);
    QCOMPARE(line.target, std::string("https://api.example.com/v2"));
    QCOMPARE(line.listen, std::string("[::1]:0"));
    QCOMPARE(line.sessionKey, std::string("cookie:sid"));
    QCOMPARE(line.verbosity, -1);
}

void CommandLineTest::readsReplay()
{
    const CommandLine line =
        read({"replay", "t.har.gz", "--target", "http://a", "--speed", "10x", "--max-rate", "2.5",
              "--all-methods", "--session-key", "cookie:sid", "--duration", "30s", "--record",
              "r.har", "--record-bodies", "public"});
    QCOMPARE(line.command, Command::Replay);
    QCOMPARE(line.input, std::string("t.har.gz"));
    QCOMPARE(line.target, std::string("http://a"));
    QCOMPARE(line.speed, std::string("10x"));
    QCOMPARE(line.maxRate, 2.5);
    QVERIFY(line.allMethods && line.sessionKeyGiven);
    QVERIFY(line.duration == 30s);
    QCOMPARE(line.recordFile, std::string("r.har"));
    QCOMPARE(line.recordBodies, std::string("public"));
    const CommandLine least = read({"replay", "-", "--target", "http://a"});
    QCOMPARE(least.speed, std::string("1x"));
    QCOMPARE(least.maxRate, 0.0);
    QVERIFY(!least.allMethods && !least.sessionKeyGiven);
}

void CommandLineTest::readsExport()
{
    const CommandLine csv = read({"export", "s.json", "--as", "csv"});
    QCOMPARE(csv.command, Command::Export);
    QCOMPARE(csv.input, std::string("s.json"));
    QCOMPARE(csv.format, ExportFormat::Csv);
    QCOMPARE(read({"export", "-", "--as=json"}).format, ExportFormat::Json);
    QCOMPARE(read({"export", "-", "--as=html"}).format, ExportFormat::Html);
    QCOMPARE(read({"export", "-", "--as=markdown"}).format, ExportFormat::Markdown);
    QCOMPARE(read({"export", "-", "--as=openmetrics"}).format, ExportFormat::OpenMetrics);
    QCOMPARE(read({"export", "-", "--as=json"}).input, std::string("-"));
}

void CommandLineTest::hasDefaults()
{
    const CommandLine line = read({"serve", "--target", "http://a"});
    QCOMPARE(line.listen, std::string("127.0.0.1:8080"));
    QCOMPARE(line.sessionKey, std::string("ip+ua"));
    QCOMPARE(line.seed, 1U);
    QVERIFY(!line.duration);
    QVERIFY(line.sets.empty() && !line.profile && !line.json && line.verbosity == 0);
}

void CommandLineTest::takesTheEnvironmentWhereFlagsSayNothing()
{
    qputenv("FOREFETCH_TARGET", "http://from.environment");
    qputenv("FOREFETCH_SEED", "9");
    QCOMPARE(read({"serve"}).target, std::string("http://from.environment"));
    QCOMPARE(read({"serve"}).seed, 9U);
    QCOMPARE(read({"serve", "--target", "http://flag", "--seed", "2"}).target,
             std::string("http://flag"));
    QCOMPARE(read({"serve", "--seed", "2"}).seed, 2U);
    qputenv("FOREFETCH_SEED", "many");
    QCOMPARE(replyTo({"serve"}).exitCode, ExitUsage);
    qunsetenv("FOREFETCH_TARGET");
    qunsetenv("FOREFETCH_SEED");
}

void CommandLineTest::printsHelpAndVersion_data()
{
    QTest::addColumn<QByteArray>("args");
    QTest::addColumn<QList<QByteArray>>("said");
    QTest::newRow("version") << QByteArray("--version")
                             << QList<QByteArray>{"forefetchctl " FOREFETCH_VERSION "\n"};
    QTest::newRow("help") << QByteArray("--help")
                          << QList<QByteArray>{"demo", "serve", "export", "130",
                                               "--help-parameters"};
    QTest::newRow("-h") << QByteArray("-h") << QList<QByteArray>{"demo", "serve", "export"};
    QTest::newRow("demo") << QByteArray("demo --help")
                          << QList<QByteArray>{
                                 "forefetchctl demo", "--users",    "--rate",    "--set",
                                 "--duration",        "--snapshot", "--profile", "--json"};
    QTest::newRow("serve") << QByteArray("serve -h")
                           << QList<QByteArray>{"--target", "REQUIRED", "--listen",
                                                "127.0.0.1:8080", "--session-key"};
    QTest::newRow("export") << QByteArray("export --help") << QList<QByteArray>{"SNAPSHOT", "--as"};
    QTest::newRow("parameters") << QByteArray("--help-parameters")
                                << QList<QByteArray>{"workers.count", "holdback.share"};
}

void CommandLineTest::printsHelpAndVersion()
{
    QFETCH(QByteArray, args);
    QFETCH(QList<QByteArray>, said);
    const CommandLineReply reply = replyTo(argsOf(args));
    QCOMPARE(reply.exitCode, ExitOk);
    QCOMPARE(reply.error, std::string());
    for (const QByteArray &part : said)
        QVERIFY2(contains(reply.output, part.toStdString()), reply.output.c_str());
}

void CommandLineTest::refuses_data()
{
    QTest::addColumn<QByteArray>("args");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *args, const char *said) {
        QTest::newRow(args) << QByteArray(args) << QByteArray(said);
    };
    row("", "Usage");
    row("dmeo", "did you mean demo?");
    row("demo --user 5", "did you mean --users?");
    row("demo --users 0", "--users");
    row("demo --users many", "--users");
    row("demo --rate -1", "--rate");
    row("demo --seed -1", "--seed");
    row("demo --duration soon", "soon");
    row("demo --duration", "--duration");
    row("demo -q -v", "--quiet");
    row("demo extra", "extra");
    row("serve", "--target");
    row("serve --target", "--target");
    row("export", "SNAPSHOT");
    row("export s.json", "--as");
    row("export s.json --as xml", "--as");
    row("replay --target http://a", "TRACE");
    row("replay t.har", "--target");
    row("replay t.har --target http://a --max-rate 0", "--max-rate");
    row("replay t.har --target http://a --listen 127.0.0.1:1", "there is no option \"--listen\"");
    row("simulate", "TRACE");
    row("simulate t.log --sweep a=1 --sweep b=2 --sweep c=3", "--sweep");
    row("simulate t.log --json --csv", "--csv");
    row("simulate t.log --duration soon", "soon");
    row("evaluate", "TRACE");
    row("evaluate t.log --users 5", "there is no option \"--users\"");
    row("tune", "TRACE");
    row("tune t.log --csv", "there is no option \"--csv\"");
    row("tune t.log --jobs many", "--jobs");
    row("compare a.json", "B");
    row("compare a.json b.json --as csv", "--as");
    row("attach", "URL");
    row("attach :9464 --target http://a", "there is no option \"--target\"");
}

void CommandLineTest::refuses()
{
    QFETCH(QByteArray, args);
    QFETCH(QByteArray, said);
    const CommandLineReply reply = replyTo(argsOf(args));
    QCOMPARE(reply.exitCode, ExitUsage);
    QCOMPARE(reply.output, std::string());
    QVERIFY2(contains(reply.error, said.toStdString()), reply.error.c_str());
}

void CommandLineTest::listsEveryParameter()
{
    const std::string text = parameterText();
    for (const ParamInfo &row : parameterTable()) {
        QVERIFY2(contains(text, row.id), std::string(row.id).c_str());
        QVERIFY(contains(text, row.help));
        QVERIFY(contains(text, "default " + formatValue(row.param, row.standard)));
    }
}

void CommandLineTest::translatesTheWindowsArguments_data()
{
    QTest::addColumn<QByteArray>("args");
    QTest::addColumn<QByteArray>("translated");
    const auto row = [](const char *args, const char *translated) {
        QTest::newRow(args) << QByteArray(args) << QByteArray(translated);
    };
    row("", "demo");
    row("--demo", "demo");
    row("--demo --seed 3", "demo --seed 3");
    row("--duration 5s --json", "demo --duration 5s --json");
    row("--snapshot s.json", "demo --snapshot s.json");
    row("--target http://a", "serve --target http://a");
    row("--listen :0 --target=http://a", "serve --listen :0 --target=http://a");
    row("access.log", "simulate access.log");
    row("--set a=b -", "simulate --set a=b -");
    row("--attach http://a", "attach http://a");
    row("--attach=http://a --attach :9465", "attach http://a :9465");
    row("--help", "--help");
    row("--demo --version", "--version");
}

void CommandLineTest::translatesTheWindowsArguments()
{
    QFETCH(QByteArray, args);
    QFETCH(QByteArray, translated);
    QCOMPARE(withoutWindow(argsOf(args)), argsOf(translated));
}

void CommandLineTest::takesTheWindowsLanguage()
{
    const auto taken = [](const char *line, const char *rest) {
        std::vector<std::string> args = argsOf(line);
        const Result<std::string> code = takeLanguage(args);
        return code && args == argsOf(rest) ? *code : std::string("?");
    };
    QCOMPARE(taken("--demo --seed 3", "--demo --seed 3"), std::string());
    QCOMPARE(taken("--demo --language de --seed 3", "--demo --seed 3"), std::string("de"));
    QCOMPARE(taken("--language=de_AT access.log", "access.log"), std::string("de_AT"));
    QCOMPARE(taken("--language de --language=en", ""), std::string("en"));
    QCOMPARE(taken("--report --language", "--report --language"), std::string());
    for (const char *line : {"--language", "--language=", "--demo --language"}) {
        std::vector<std::string> args = argsOf(line);
        QVERIFY2(!takeLanguage(args), line);
    }
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "commandline_test.moc"
