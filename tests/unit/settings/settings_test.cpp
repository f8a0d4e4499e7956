// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/parameter.h"
#include "core/settings/parametertable.h"
#include "core/settings/settings.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <set>
#include <thread>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

bool contains(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTableIsSound()
    {
        QCOMPARE(parameterTable().size(), kParamCount);
        std::set<std::string_view> ids;
        for (const ParamInfo &row : parameterTable()) {
            QVERIFY(ids.insert(row.id).second);
            QCOMPARE(*findParameter(row.id), row.param);
            QVERIFY(checkValue(row.param, row.standard));
            QVERIFY(!row.label.empty() && row.help.ends_with('.'));
            const bool named = row.kind == ParamKind::Choice || row.kind == ParamKind::Switch;
            QCOMPARE(named, !row.choices.empty());
            if (named)
                QCOMPARE(row.maximum, static_cast<double>(row.choices.size() - 1));
            if (row.scale == ParamScale::Logarithmic)
                QVERIFY(row.maximum / std::max(row.minimum, 1.0) >= 1000);
        }
    }

    // Ids, defaults and ranges are promises to profiles, scripts and dashboards.
    void theTableIsAsDocumented_data()
    {
        QTest::addColumn<QString>("standard");
        QTest::addColumn<double>("minimum");
        QTest::addColumn<double>("maximum");
        QTest::newRow("prefetch.enabled") << "true" << 0.0 << 1.0;
        QTest::newRow("predictor.model") << "mixture" << 0.0 << 5.0;
        QTest::newRow("predictor.max_order") << "4" << 1.0 << 8.0;
        QTest::newRow("predictor.horizon_requests") << "10" << 1.0 << 1000.0;
        QTest::newRow("predictor.horizon_seconds") << "60" << 1.0 << 86400.0;
        QTest::newRow("predictor.half_life") << "0" << 0.0 << 1e9;
        QTest::newRow("predictor.top_k") << "10" << 1.0 << 50.0;
        QTest::newRow("predictor.max_memory") << "64" << 1.0 << 65536.0;
        QTest::newRow("scheduler.min_probability") << "0.3" << 0.0 << 1.0;
        QTest::newRow("scheduler.max_prefetch_per_schedule") << "10" << 0.0 << 1000.0;
        QTest::newRow("scheduler.cache_space_threshold") << "0.8" << 0.0 << 1.0;
        QTest::newRow("scheduler.max_age") << "30" << 0.1 << 3600.0;
        QTest::newRow("queue.max_size") << "1000" << 1.0 << 1e6;
        QTest::newRow("workers.count") << "2" << 0.0 << 64.0;
        QTest::newRow("workers.max_requests_per_second") << "10" << 0.0 << 1e5;
        QTest::newRow("workers.max_retries") << "2" << 0.0 << 10.0;
        QTest::newRow("cache.capacity") << "64" << 1.0 << 65536.0;
        QTest::newRow("cache.policy") << "safe" << 0.0 << 2.0;
        QTest::newRow("cache.default_ttl") << "300" << 1.0 << 86400.0;
        QTest::newRow("cache.eviction") << "s3fifo" << 0.0 << 2.0;
        QTest::newRow("cache.store") << "memory" << 0.0 << 2.0;
        QTest::newRow("cache.disk_capacity") << "1024" << 1.0 << 1048576.0;
        QTest::newRow("holdback.share") << "0" << 0.0 << 0.5;
    }

    void theTableIsAsDocumented()
    {
        QFETCH(QString, standard);
        QFETCH(double, minimum);
        QFETCH(double, maximum);
        const ParamInfo &row = info(*findParameter(QTest::currentDataTag()));
        QCOMPARE(formatValue(row.param, row.standard), standard.toStdString());
        QCOMPARE(row.minimum, minimum);
        QCOMPARE(row.maximum, maximum);
    }

    void unknownIdsNameTheNearest()
    {
        QVERIFY(contains(findParameter("scheduler.min_probabilty").error().text,
                         "scheduler.min_probability"));
        QVERIFY(
            contains(findParameter("min_probability").error().text, "scheduler.min_probability"));
        QVERIFY(contains(findParameter("worker.count").error().text, "workers.count"));
        QVERIFY(contains(findParameter("cache_policy").error().text, "cache.policy"));
        QVERIFY(!findParameter(""));
        QVERIFY(!findParameter(std::string(1'000'000, 'x')));
    }

    void whatIsNotBuiltSaysSo()
    {
        const Result<double> redis = parseValue(Param::CacheStore, "redis");
        if (isChoiceNotBuilt(Param::CacheStore, "redis")) // without hiredis
            QCOMPARE(redis.error().code, ErrorCode::Unsupported);
        else
            QCOMPARE(*redis, 2.0);
        QCOMPARE(parseValue(Param::CacheStore, "tape").error().code, ErrorCode::InvalidArgument);
    }

    void valuesAreParsedAndRefused()
    {
        QCOMPARE(*parseValue(Param::SchedulerMinProbability, "0.35"), 0.35);
        QCOMPARE(*parseValue(Param::QueueMaxSize, "1e3"), 1000.0);
        QCOMPARE(*parseValue(Param::PrefetchEnabled, "false"), 0.0);
        QCOMPARE(*parseValue(Param::CachePolicy, "assume"), 2.0);
        QVERIFY(!std::signbit(*parseValue(Param::HoldbackShare, "-0")));
        for (const char *bad :
             {"", " 1", "1 ", "1.5", "x", "nan", "inf", "-1", "65", "0x10", "1,0"})
            QVERIFY2(!parseValue(Param::WorkersCount, bad), bad);
        QVERIFY(!parseValue(Param::PrefetchEnabled, "yes"));
        QVERIFY(contains(parseValue(Param::WorkersCount, "65").error().text, "0 to 64"));
        QVERIFY(contains(parseValue(Param::CachePolicy, "x").error().text, "safe, rfc, assume"));
    }

    void valuesAreWrittenShortAndReadBack()
    {
        QCOMPARE(formatValue(Param::SchedulerMinProbability, 0.1), std::string("0.1"));
        QCOMPARE(formatValue(Param::QueueMaxSize, 1'000'000), std::string("1000000"));
        QCOMPARE(formatValue(Param::CachePolicy, 1), std::string("rfc"));
        for (const double v : {0.0, 0.1, 1.0 / 3, 0.30000000000000004, 1.0})
            QCOMPARE(*parseValue(Param::SchedulerMinProbability,
                                 formatValue(Param::SchedulerMinProbability, v)),
                     v);
    }

    void aChangeIsARevision()
    {
        ManualClock clock;
        Settings settings(clock);
        QCOMPARE(settings.revision(), 0U);
        QVERIFY(settings.set(Param::WorkersCount, 2, "user")); // as it is: no change
        QCOMPARE(settings.revision(), 0U);
        clock.advance(5s);
        QVERIFY(settings.set(Param::WorkersCount, 8, "user"));
        QCOMPARE(settings.integer(Param::WorkersCount), std::int64_t{8});
        QCOMPARE(settings.revision(), 1U);
        QVERIFY(!settings.set(Param::WorkersCount, 65, "user"));
        QVERIFY(!settings.set(Param::WorkersCount, 1.5, "user"));
        QVERIFY(!settings.set(Param::WorkersCount, std::numeric_limits<double>::quiet_NaN(), ""));
        QCOMPARE(settings.integer(Param::WorkersCount), std::int64_t{8});
        const auto changes = settings.changes();
        QCOMPARE(changes.size(), std::size_t{1});
        QCOMPARE(changes[0].at, TimePoint(5s));
        QCOMPARE(changes[0].from, 2.0);
        QCOMPARE(changes[0].to, 8.0);
        QCOMPARE(changes[0].source, std::string("user"));
        QVERIFY(settings.changes(1).empty());
    }

    void manyAtOnceAreOneRevisionOrNone()
    {
        ManualClock clock;
        Settings settings(clock);
        SettingsValues wanted;
        wanted[Param::QueueMaxSize] = 50;
        wanted[Param::CachePolicy] = 2;
        QVERIFY(settings.apply(wanted, "profile"));
        QCOMPARE(settings.revision(), 1U);
        QCOMPARE(settings.changes().size(), std::size_t{2});
        QCOMPARE(settings.values(), wanted);
        QCOMPARE(cachePolicy(settings), CachePolicy::Assume);
        SettingsValues bad = wanted;
        bad[Param::QueueMaxSize] = 60;
        bad[Param::HoldbackShare] = 0.6;
        QVERIFY(!settings.apply(bad, "profile"));
        QCOMPARE(settings.values(), wanted);
        QVERIFY(settings.apply(wanted, "profile"));
        QCOMPARE(settings.revision(), 1U);
    }

    void theListOfChangesIsARing()
    {
        ManualClock clock;
        Settings settings(clock);
        for (int i = 0; i < 2500; ++i)
            QVERIFY(settings.set(Param::QueueMaxSize, 10 + i, "user"));
        const auto changes = settings.changes();
        QCOMPARE(changes.size(), std::size_t{1000});
        QCOMPARE(changes.front().revision, 1501U);
        QCOMPARE(changes.back().revision, 2500U);
    }

    void threadsMayReadWhileOthersSet()
    {
        ManualClock clock;
        Settings settings(clock);
        std::atomic<bool> wrong{false};
        {
            std::jthread writer([&] {
                for (int i = 0; i < 5000; ++i) {
                    const auto set = settings.set(Param::WorkersCount, i % 65, "a");
                    if (!set)
                        wrong = true;
                }
            });
            std::jthread reader([&] {
                for (int i = 0; i < 5000; ++i) {
                    const auto n = settings.integer(Param::WorkersCount);
                    if (n < 0 || n > 64 || settings.values()[Param::WorkersCount] > 64)
                        wrong = true;
                }
            });
        }
        QVERIFY(!wrong);
    }

    void listenersHearOfEachChangeThatTookEffect()
    {
        const ManualClock clock;
        Settings settings(clock);
        std::vector<Param> heard;
        const int first = settings.subscribe([&](Param p) { heard.push_back(p); });
        QVERIFY(settings.set(Param::WorkersCount, 5, "user"));
        QVERIFY(settings.set(Param::WorkersCount, 5, "user")); // no change
        QVERIFY(!settings.set(Param::WorkersCount, -1, "user"));
        QCOMPARE(heard, std::vector<Param>{Param::WorkersCount});
        SettingsValues two = settings.values();
        two[Param::QueueMaxSize] = 7;
        two[Param::HoldbackShare] = 0.25;
        QVERIFY(settings.apply(two, "profile"));
        QCOMPARE(heard.size(), std::size_t(3));
        settings.unsubscribe(first);
        QVERIFY(settings.set(Param::WorkersCount, 6, "user"));
        QCOMPARE(heard.size(), std::size_t(3));
    }
};

QTEST_APPLESS_MAIN(SettingsTest)
#include "settings_test.moc"
