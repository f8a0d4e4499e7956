// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a terminal and the window do alike before and around a simulation.
#include "core/simulate/logquestion.h"
#include "tests/unit/simulate/syntheticlog.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace forefetch;

class LogQuestionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlanHoldsEverySetting()
    {
        SettingsValues values;
        values[Param::CachePolicy] = static_cast<double>(CachePolicy::Rfc);
        const auto plan = planSweep(values, {"workers.count=1,2", "cache.capacity=1,16,64"}, 7);
        QVERIFY(plan.ok());
        QCOMPARE(plan->variants.size(), std::size_t{6});
        QCOMPARE(plan->seed, std::uint64_t{7});
        QCOMPARE(plan->variants[0][Param::CachePolicy], static_cast<double>(CachePolicy::Assume));
        QVERIFY(assumeFreshness(values));
        QVERIFY(!assumeFreshness(values));
    }

    void whatCannotBeTriedIsRefused()
    {
        for (const char *sweep : {"cache.policy=safe,rfc", "workers.count", "no.such=1"})
            QVERIFY(!planSweep({}, {sweep}, 1).ok());
        QVERIFY(!originLatencyFrom("-3").ok());
        QVERIFY(!originLatencyFrom("soon").ok());
        QVERIFY(!*originLatencyFrom("from-trace"));
        QCOMPARE(**originLatencyFrom("120"), Duration(std::chrono::milliseconds(120)));
    }

    void suggestionsCoverTheRange()
    {
        QCOMPARE(suggestedValues(Param::SchedulerMinProbability), std::string("0.05:0.95:0.05"));
        const auto axis =
            SweepAxis::parse("cache.capacity=" + suggestedValues(Param::CacheCapacity));
        QVERIFY(axis.ok() && axis->values.size() == 9);
        QCOMPARE(axis->values.front(), info(Param::CacheCapacity).minimum);
        QCOMPARE(axis->values.back(), info(Param::CacheCapacity).maximum);
    }

    void aLogWithoutGetIsOfNoUse()
    {
        TraceRecorder recorder;
        QVERIFY(!checkUsable(*recorder.finish({}), "a.log").ok());
        for (const char *method : {"POST", "HEAD"}) {
            TraceEvent event;
            event.method = method;
            event.target = "/a";
            event.session = {1, 1};
            recorder.add(event);
        }
        const Result<void> usable = checkUsable(*recorder.finish({}), "a.log");
        QVERIFY(!usable.ok());
        QCOMPARE(usable.error().text, std::string("a.log holds no GET request, and nothing else "
                                                  "can be fetched beforehand"));
        QVERIFY(checkUsable(*SyntheticLog{.requests = 10}.trace(), "a.log").ok());
    }

    void aPreviewIsTheBeginning()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("a.csv")).toStdString();
        {
            std::ofstream file(path);
            file << "timestamp,client,method,url,status\n";
            for (int i = 0; i < 30; ++i)
                file << 1700000000 + i << ",10.0.0.1,GET,/items/" << i << ",200\n";
        }
        const auto preview = previewLog(path, {}, 10);
        QVERIFY2(preview.ok(), preview.ok() ? "" : preview.error().text.c_str());
        QCOMPARE(preview->events.size(), std::size_t{10});
        QCOMPARE(preview->events[9].event().target, std::string_view("/items/9"));
        const auto roles = rolesIn(*preview);
        QVERIFY(std::ranges::find(roles, "status") != roles.end());
        QVERIFY(std::ranges::find(roles, "duration") == roles.end());
        QVERIFY(!previewLog(path + ".gone", {}, 10).ok());
    }

    void progressIsSaid()
    {
        QCOMPARE(progressText({0, 0}, 5), std::string("simulating 0 %"));
        QCOMPARE(progressText({25, 100}, 10), std::string("simulating 25 %, about 30 s left"));
        QCOMPARE(shareDone({300, 100}), 1.0);
    }
};

QTEST_GUILESS_MAIN(LogQuestionTest)
#include "logquestion_test.moc"
