// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/profile.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace forefetch;

namespace {

bool contains(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

std::string errorOf(std::string_view toml)
{
    const auto profile = readProfile(toml, "my.toml");
    return profile ? std::string() : profile.error().text;
}

} // namespace

class ProfileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The figures that the design document gives for each profile.
    void builtInProfilesHaveTheirFigures_data()
    {
        QTest::addColumn<double>("queueSize");
        QTest::addColumn<double>("workers");
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("threshold");
        QTest::addColumn<double>("batch");
        QTest::newRow("high-performance") << 5000.0 << 10.0 << 100.0 << 0.5 << 50.0;
        QTest::newRow("low-resource") << 100.0 << 1.0 << 5.0 << 0.7 << 5.0;
        QTest::newRow("development") << 50.0 << 1.0 << 1.0 << 0.3 << 10.0;
        QTest::newRow("balanced") << 1000.0 << 2.0 << 10.0 << 0.3 << 10.0;
    }

    void builtInProfilesHaveTheirFigures()
    {
        QFETCH(double, queueSize);
        QFETCH(double, workers);
        QFETCH(double, rate);
        QFETCH(double, threshold);
        QFETCH(double, batch);
        const auto profile = loadProfile(QTest::currentDataTag());
        QVERIFY2(profile.ok(), profile ? "" : profile.error().text.c_str());
        SettingsValues expected;
        expected[Param::QueueMaxSize] = queueSize;
        expected[Param::WorkersCount] = workers;
        expected[Param::WorkersMaxRequestsPerSecond] = rate;
        expected[Param::SchedulerMinProbability] = threshold;
        expected[Param::SchedulerMaxPrefetchPerSchedule] = batch;
        QCOMPARE(profile->values, expected); // and everything else is as the defaults are
        QVERIFY(!profile->description.empty());
    }

    void everyBuiltInProfileIsListed()
    {
        QCOMPARE(builtInProfiles().size(), std::size_t{4});
        for (const std::string_view name : builtInProfiles())
            QVERIFY(loadProfile(name).ok());
        QCOMPARE(loadProfile("balanced")->values, SettingsValues());
    }

    void readsTablesDotsAndComments()
    {
        const auto profile = readProfile(R"(# our API
schema = 1
prefetch.enabled = false
[scheduler]   # what to fetch
min_probability = 0.5
max_age = 12
[cache]
policy = "assume"
[partition]
cookies = ["sid", "tenant"]
)",
                                         "my.toml");
        QVERIFY2(profile.ok(), profile ? "" : profile.error().text.c_str());
        QCOMPARE(profile->values[Param::PrefetchEnabled], 0.0);
        QCOMPARE(profile->values[Param::SchedulerMinProbability], 0.5);
        QCOMPARE(profile->values[Param::SchedulerMaxAge], 12.0);
        QCOMPARE(profile->values[Param::CachePolicy], 2.0);
        QCOMPARE(profile->values[Param::QueueMaxSize], 1000.0);
        QCOMPARE(profile->partitionCookies, (std::vector<std::string>{"sid", "tenant"}));
    }

    void readsRules()
    {
        const std::string text = "schema = 1\n[[rules]]\nto = \"/items/{number}/stock\"\n"
                                 "never = true\n[[rules]]\nto = \"/a\"\nfrom = \"/b\"\n"
                                 "min_probability = 0.6\n";
        const auto profile = readProfile(text, "my.toml");
        QVERIFY2(profile.ok(), profile ? "" : profile.error().text.c_str());
        QCOMPARE(profile->rules, (PrefetchRuleList{{"/items/{number}/stock"}, {"/a", "/b", 0.6}}));
        QCOMPARE(*readProfile(writeProfile(*profile), "again.toml"), *profile);
        const auto over = readProfile("schema = 1\n", "over.toml", *profile);
        QCOMPARE(over->rules, profile->rules); // what a file does not name stays
        const auto wrong = [](const char *rule, const char *says) {
            const std::string error = errorOf(std::string("schema = 1\n") + rule);
            QVERIFY2(contains(error, "my.toml:") && contains(error, says), error.c_str());
        };
        wrong("rules = 1\n", "[[rules]]");
        wrong("rules = [1]\n", "[[rules]]");
        wrong("[[rules]]\nnever = true\n", "what it is about");
        wrong("[[rules]]\nto = \"/a\"\n", "either");
        wrong("[[rules]]\nto = \"/a\"\nnever = true\nmin_probability = 0.5\n", "either");
        wrong("[[rules]]\nto = \"/a\"\nmin_probability = 1.5\n", "from 0 to 1");
        wrong("[[rules]]\nto = \"/a\"\nnevr = true\n", "a rule holds");
    }

    void unknownKeysNameFileLineAndNearest()
    {
        const std::string error =
            errorOf("schema = 1\n[scheduler]\nmax_age = 3\nmin_probabilty = 0.5\n");
        QVERIFY2(contains(error, "my.toml:4:"), error.c_str());
        QVERIFY2(contains(error, "scheduler.min_probability?"), error.c_str());
        QVERIFY(contains(errorOf("schema = 1\n[schedular]\nmax_age = 3\n"), "my.toml:3:"));
        QVERIFY(contains(errorOf("schema = 1\n\n[schedular]\n"), "my.toml:3:"));
        QVERIFY(contains(errorOf("schema = 1\n[cache.store]\nkind = 1\n"), "my.toml:"));
        QVERIFY(contains(errorOf("schema = 1\ndescripton = \"x\"\n"), "description?"));
        QVERIFY(contains(errorOf("schema = 1\n[cache]\nstore = \"memcached\"\n"), "my.toml:3:"));
    }

    void wrongTypesAndRangesNameTheLine()
    {
        const auto at2 = [](const std::string &line) {
            return errorOf("schema = 1\n" + line + "\n");
        };
        for (const char *line : {"workers.count = 65",
                                 "workers.count = 1.5",
                                 "workers.count = \"2\"",
                                 "workers.count = true",
                                 "workers.count = [2]",
                                 "workers.count = nan",
                                 "workers.count = {}",
                                 "cache.policy = \"lax\"",
                                 "cache.policy = 1",
                                 "prefetch.enabled = 1",
                                 "prefetch.enabled = \"true\"",
                                 "cache.store = \"tape\"",
                                 "scheduler.min_probability = -0.1",
                                 "holdback.share = 0.6",
                                 "description = 1",
                                 "partition.cookies = \"sid\"",
                                 "partition.cookies = [1]",
                                 "trace.drop_parameters = \"_\"",
                                 "trace.drop_parameters = [\"a&b\"]",
                                 "trace.drop_parameter = [\"_\"]",
                                 "partition.cookies = [\"a=b\"]",
                                 "scheduler = 1",
                                 "schema = 1"}) {
            const std::string error = at2(line);
            QVERIFY2(contains(error, "my.toml:2:"), (std::string(line) + " → " + error).c_str());
        }
        QVERIFY(contains(at2("workers.count = 65"), "0 to 64"));
    }

    void theSchemaIsAskedFor()
    {
        QVERIFY(contains(errorOf(""), "schema = 1"));
        QVERIFY(contains(errorOf("schema = 2\n"), "my.toml:1:"));
        QVERIFY(contains(errorOf("schema = \"1\"\n"), "my.toml:1:"));
        QVERIFY(contains(errorOf("schema = 1\n[queue\n"), "my.toml:2:"));
    }

    void writesWhatItReads()
    {
        Profile profile;
        profile.description = "with \"quotes\"\nand lines";
        profile.values[Param::CachePolicy] = 2;
        profile.values[Param::PrefetchEnabled] = 0;
        profile.values[Param::QueueMaxSize] = 1e6;
        profile.values[Param::SchedulerMinProbability] = 1.0 / 3;
        profile.partitionCookies = {"sid", "b"};
        profile.dropParameters = {"_", "t"};
        const std::string text = writeProfile(profile);
        const auto again = readProfile(text, "w.toml");
        QVERIFY2(again.ok(), again ? "" : (again.error().text + "\n" + text).c_str());
        QCOMPARE(*again, profile);
        QCOMPARE(writeProfile(*again), text);
        QVERIFY(text.find("[prefetch]") < text.find("[predictor]"));
        QVERIFY(text.find("[queue]") < text.find("[workers]"));
    }

    void loadsFiles()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("p.toml")).toStdString();
        std::ofstream(path) << "schema = 1\nqueue.max_size = 7\n";
        QCOMPARE(loadProfile(path)->values[Param::QueueMaxSize], 7.0);
        std::ofstream(path) << "schema = 1\nqueue.max = 7\n";
        QVERIFY(contains(loadProfile(path).error().text, path + ":2:"));
        std::ofstream(path) << std::string((1 << 20) + 1, '#');
        QCOMPARE(loadProfile(path).error().code, ErrorCode::LimitExceeded);
        QCOMPARE(loadProfile("balancd").error().code, ErrorCode::NotFound);
        QVERIFY(contains(loadProfile("balancd").error().text, "did you mean balanced?"));
        QVERIFY(!loadProfile(folder.path().toStdString()));
    }
};

QTEST_APPLESS_MAIN(ProfileTest)
#include "profile_test.moc"
