// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/evidence.h"

#include "core/settings/profile.h"

#include <QtTest>

using namespace forefetch;

namespace {

ProfileEvidence evidence()
{
    ProfileEvidence e;
    e.trace = "logs/access \"old\".log.gz";
    e.traceSha256 = std::string(60, 'a') + "0189";
    e.requests = 10'000;
    e.chosenOn = 6'666;
    e.statedOn = 3'334;
    e.seed = 7;
    e.version = "0.4.0";
    e.reason = "At 0.35 it helps.";
    e.envelope = {{Param::SchedulerMinProbability, {0.05, 0.95}},
                  {Param::WorkersCount, {2, 2}},
                  {Param::CachePolicy, {2}},
                  {Param::CacheEviction, {0, 2}}};
    e.expected = {{0.61, 0.58, 0.64}, {0.3, 0.2, 0.4}, {1.0 / 3, 0.25, 0.4}};
    e.noPrefetch = {{0.4, 0.39, 0.41}, {}, {}};
    e.defaults = {{0.6, 0.5, 0.7}, {0.5, 0.4, 0.6}, {1e-7, 0, 1}};
    return e;
}

std::string errorOf(const std::string &lines)
{
    const auto profile = readProfile("schema = 1\n[evidence]\n" + lines + "\n", "my.toml");
    return profile ? std::string() : profile.error().text;
}

// What was tested, so that nothing is outside.
SettingsValues inside()
{
    SettingsValues values;
    values[Param::CachePolicy] = 2;
    values[Param::CacheEviction] = 0;
    return values;
}

} // namespace

class EvidenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadAsItIsWritten()
    {
        Profile profile;
        profile.values[Param::SchedulerMinProbability] = 0.35;
        profile.evidence = evidence();
        const std::string text = writeProfile(profile);
        const auto again = readProfile(text, "w.toml");
        QVERIFY2(again.ok(), again ? "" : (again.error().text + "\n" + text).c_str());
        QCOMPARE(again->evidence->envelope.size(), std::size_t{4});
        QCOMPARE(*again, profile);
        QCOMPARE(writeProfile(*again), text);
    }

    void aProfileWithoutItSaysNothing()
    {
        QVERIFY(!readProfile("schema = 1\n", "my.toml")->evidence);
        Profile under;
        under.evidence = evidence();
        QCOMPARE(readProfile("schema = 1\n", "my.toml", under)->evidence, under.evidence);
    }

    void mistakesNameTheLine()
    {
        for (const char *line : {"trase = \"a\"",
                                 "trace = 1",
                                 "trace_sha256 = \"abc\"",
                                 "requests = -1",
                                 "requests = 1.5",
                                 "envelope = 1",
                                 "envelope = { \"workers.cuont\" = [1, 2] }",
                                 "envelope = { \"workers.count\" = 1 }",
                                 "envelope = { \"workers.count\" = [] }",
                                 "envelope = { \"workers.count\" = [3, 2] }",
                                 "envelope = { \"workers.count\" = [1, 2, 3] }",
                                 "envelope = { \"workers.count\" = [1, 65] }",
                                 "envelope = { \"workers.count\" = [[1], 2] }",
                                 "envelope = { \"cache.policy\" = [\"lax\"] }",
                                 "expected = 1",
                                 "expected = { hits = 1 }",
                                 "expected = { hit_ratio = 0.5 }",
                                 "expected = { hit_ratio = { value = 1, low = 0 } }",
                                 "expected = { hit_ratio = { value = 1, low = 0, hi = 1 } }"}) {
            const std::string error = errorOf(line);
            QVERIFY2(error.starts_with("my.toml:3: evidence"),
                     (std::string(line) + " → " + error).c_str());
        }
        QVERIFY(errorOf("trase = 1").find("trace?") != std::string::npos);
        QVERIFY(!readProfile("schema = 1\nevidence = 1\n", "my.toml"));
    }

    void whatIsOutsideIsNamed()
    {
        QVERIFY(outsideOf(evidence(), inside()).empty());
        SettingsValues values = inside();
        values[Param::SchedulerMinProbability] = 0.04;
        values[Param::WorkersCount] = 3;
        values[Param::CachePolicy] = 0;
        values[Param::CacheEviction] = 1; // between two that were tried, and not one of them
        values[Param::QueueMaxSize] = 5;  // the evidence says nothing of it
        const auto outside = outsideOf(evidence(), values);
        QCOMPARE(outside.size(), std::size_t{4});
        QCOMPARE(outside[0].text(),
                 std::string("scheduler.min_probability is 0.04, tested: 0.05 to 0.95"));
        QCOMPARE(outside[1].text(), std::string("workers.count is 3, tested: 2"));
        QCOMPARE(outside[2].text(), std::string("cache.policy is safe, tested: assume"));
        QCOMPARE(outside[3].text(), std::string("cache.eviction is s3fifo, tested: lru, wtinylfu"));
    }

    void theEdgesAreInside()
    {
        SettingsValues values = inside();
        for (const double edge : {0.05, 0.95}) {
            values[Param::SchedulerMinProbability] = edge;
            QVERIFY(outsideOf(evidence(), values).empty());
        }
        values[Param::SchedulerMinProbability] = 0.951;
        QCOMPARE(outsideOf(evidence(), values).size(), std::size_t{1});
    }

    void notPrefetchingIsNeverOutside()
    {
        for (const Param off : {Param::PrefetchEnabled, Param::SchedulerMaxPrefetchPerSchedule}) {
            SettingsValues values = inside();
            values[Param::WorkersCount] = 9;
            QCOMPARE(outsideOf(evidence(), values).size(), std::size_t{1});
            values[off] = 0;
            QVERIFY(outsideOf(evidence(), values).empty());
        }
    }
};

QTEST_APPLESS_MAIN(EvidenceTest)
#include "evidence_test.moc"
