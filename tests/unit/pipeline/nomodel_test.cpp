// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pipeline/pipeline.h"

#include <QtTest>

using namespace forefetch;

namespace {

class NoFetcher final : public Fetcher
{
public:
    void start(const FetchRequest &, FetchSink &) override {}
    void cancel(PrefetchId) override {}
};

} // namespace

class NoModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsToldToAModelThatIsNone()
    {
        ManualClock clock;
        Settings settings(clock);
        NoFetcher fetcher;
        PipelineOptions options;
        options.maxResources = options.maxSessions = 100;
        Pipeline pipeline(settings, clock, fetcher, options);
        QVERIFY(pipeline.start().ok());
        int told = 0;
        pipeline.setModelFeed([&](const Exchange &exchange) {
            ++told;
            pipeline.learn(exchange);
        });
        const auto request = [&] {
            Demand d = pipeline.arrive(RequestHead{"GET", "/a", {}}, "10.0.0.1");
            pipeline.finish(d, {.result = DemandResult::Bypassed, .status = 200});
        };
        request();
        QCOMPARE(told, 2);
        QVERIFY(settings.set(Param::PredictorModel, *parseValue(Param::PredictorModel, "none"), "")
                    .ok());
        request(); // takes the old model away
        QCOMPARE(pipeline.predictor().name(), std::string_view("none"));
        const int before = told;
        request();
        QCOMPARE(told, before);
        QVERIFY(
            settings
                .set(Param::PredictorModel, *parseValue(Param::PredictorModel, "first-order"), "")
                .ok());
        request();
        QCOMPARE(told, before + 2);
        QCOMPARE(pipeline.snapshot().predictor.observations, std::uint64_t(1));
    }
};

QTEST_APPLESS_MAIN(NoModelTest)
#include "nomodel_test.moc"
