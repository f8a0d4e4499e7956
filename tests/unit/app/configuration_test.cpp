// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/configuration.h"

#include <QTest>

#include <map>

using namespace forefetch;

namespace {

// Files by name, so that nothing is read from the disk.
ProfileLoader filesOf(std::map<std::string, std::string> files)
{
    return [files = std::move(files)](std::string_view name, const Profile &under) {
        const auto file = files.find(std::string(name));
        return file == files.end() ? loadProfile(name, under)
                                   : readProfile(file->second, name, under);
    };
}

std::string toml(const char *threshold)
{
    return "schema = 1\n[scheduler]\nmin_probability = " + std::string(threshold) + "\n";
}

bool contains(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class ConfigurationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachLevelWinsOverThoseBelow();
    void aProfileChangesOnlyWhatItNames();
    void theCommandsOwnDefaultsComeFirst();
    void laterSetsWin();
    void everyParameterHasItsVariable();
    void anUnknownVariableIsAWarning();
    void optionsAreNoParameters();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
};

void ConfigurationTest::eachLevelWinsOverThoseBelow()
{
    const ProfileLoader files = filesOf({{"user", toml("0.11")},
                                         {"local", toml("0.12")},
                                         {"envfile", toml("0.13")},
                                         {"flagfile", toml("0.15")}});
    ConfigurationInputs inputs;
    const auto threshold = [&] {
        const Result<Configuration> c = configure(inputs, files);
        return c ? c->profile.values[Param::SchedulerMinProbability] : -1.0;
    };
    const auto origin = [&] {
        const auto index = static_cast<std::size_t>(Param::SchedulerMinProbability);
        return configure(inputs, files)->origins[index];
    };
    QCOMPARE(threshold(), 0.3);
    QCOMPARE(origin(), std::string());
    inputs.userFile = "user";
    QCOMPARE(threshold(), 0.11);
    inputs.localFile = "local";
    QCOMPARE(threshold(), 0.12);
    QCOMPARE(origin(), std::string("./forefetch.toml"));
    inputs.environment = {{"FOREFETCH_PROFILE", "envfile"}};
    QCOMPARE(threshold(), 0.13);
    inputs.environment.emplace_back("FOREFETCH_SCHEDULER_MIN_PROBABILITY", "0.14");
    QCOMPARE(threshold(), 0.14);
    QCOMPARE(origin(), std::string("FOREFETCH_SCHEDULER_MIN_PROBABILITY"));
    inputs.profile = "flagfile";
    QCOMPARE(threshold(), 0.15);
    inputs.sets = {"scheduler.min_probability=0.16"};
    QCOMPARE(threshold(), 0.16);
    QCOMPARE(origin(), std::string("--set"));
}

void ConfigurationTest::aProfileChangesOnlyWhatItNames()
{
    const ProfileLoader files =
        filesOf({{"user", "schema = 1\n[workers]\ncount = 7\n"}, {"local", toml("0.5")}});
    const Result<Configuration> c = configure({.userFile = "user", .localFile = "local"}, files);
    QVERIFY(c.ok());
    QCOMPARE(c->profile.values[Param::WorkersCount], 7.0);
    QCOMPARE(c->profile.values[Param::SchedulerMinProbability], 0.5);
}

void ConfigurationTest::theCommandsOwnDefaultsComeFirst()
{
    ConfigurationInputs inputs;
    inputs.standard[Param::HoldbackShare] = 0.2;
    inputs.profile = "low-resource"; // says nothing of it
    const Result<Configuration> c = configure(inputs, loadProfile);
    QVERIFY(c.ok());
    QCOMPARE(c->profile.values[Param::HoldbackShare], 0.2);
    QCOMPARE(c->profile.values[Param::WorkersCount], 1.0);
}

void ConfigurationTest::laterSetsWin()
{
    const Result<Configuration> c =
        configure({.sets = {"workers.count=3", "workers.count=5"}}, loadProfile);
    QVERIFY(c.ok());
    QCOMPARE(c->profile.values[Param::WorkersCount], 5.0);
}

void ConfigurationTest::everyParameterHasItsVariable()
{
    for (const ParamInfo &row : parameterTable()) {
        const std::string value = formatValue(row.param, row.maximum);
        const Result<Configuration> c =
            configure({.environment = {{environmentName(row.id), value}}}, loadProfile);
        QVERIFY2(c.ok(), environmentName(row.id).c_str());
        QCOMPARE(c->profile.values[row.param], row.maximum);
        QVERIFY(c->warnings.empty());
    }
    QCOMPARE(environmentName("scheduler.min_probability"),
             std::string("FOREFETCH_SCHEDULER_MIN_PROBABILITY"));
}

void ConfigurationTest::anUnknownVariableIsAWarning()
{
    const Result<Configuration> c = configure(
        {.environment = {{"FOREFETCH_WORKERS_CUONT", "3"}, {"PATH", "/bin"}}}, loadProfile);
    QVERIFY(c.ok());
    QCOMPARE(c->warnings.size(), 1U);
    QVERIFY(contains(c->warnings[0], "FOREFETCH_WORKERS_CUONT"));
    QVERIFY(contains(c->warnings[0], "FOREFETCH_WORKERS_COUNT"));
}

void ConfigurationTest::optionsAreNoParameters()
{
    const Result<Configuration> c = configure(
        {.environment = {{"FOREFETCH_SEED", "3"}, {"FOREFETCH_TARGET", "http://a"}}}, loadProfile);
    QVERIFY(c.ok());
    QVERIFY(c->warnings.empty());
}

void ConfigurationTest::mistakesAreNamed_data()
{
    QTest::addColumn<QByteArray>("set");
    QTest::addColumn<QList<QByteArray>>("said");
    QTest::newRow("range") << QByteArray("scheduler.min_probability=1.5")
                           << QList<QByteArray>{"--set", "scheduler.min_probability", "0", "1"};
    QTest::newRow("id") << QByteArray("scheduler.min_probabilty=0.5")
                        << QList<QByteArray>{"scheduler.min_probabilty",
                                             "scheduler.min_probability"};
    QTest::newRow("no value") << QByteArray("workers.count") << QList<QByteArray>{"id=value"};
    QTest::newRow("no number") << QByteArray("workers.count=many")
                               << QList<QByteArray>{"workers.count", "many"};
    QTest::newRow("choice") << QByteArray("cache.policy=asume")
                            << QList<QByteArray>{"cache.policy", "assume"};
    QTest::newRow("another choice")
        << QByteArray("cache.store=tape") << QList<QByteArray>{"cache.store", "memory"};
}

void ConfigurationTest::mistakesAreNamed()
{
    QFETCH(QByteArray, set);
    QFETCH(QList<QByteArray>, said);
    const Result<Configuration> c = configure({.sets = {set.toStdString()}}, loadProfile);
    QVERIFY(!c.ok());
    for (const QByteArray &part : said)
        QVERIFY2(contains(c.error().text, part.toStdString()), c.error().text.c_str());
}

QTEST_GUILESS_MAIN(ConfigurationTest)
#include "configuration_test.moc"
