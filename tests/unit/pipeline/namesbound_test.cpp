// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The names of requests have their part of predictor.max_memory, and enough of them for the cache.
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

class NamesBoundTest : public QObject
{
    Q_OBJECT

    // How many of so many strangers' targets are still known by name.
    static std::size_t kept(std::shared_ptr<Interner> shared, double memory, double capacity)
    {
        constexpr int kTargets = 15'000;
        ManualClock clock;
        Settings settings(clock);
        NoFetcher fetcher;
        PipelineOptions options;
        options.interner = std::move(shared);
        Pipeline pipeline(settings, clock, fetcher, options);
        pipeline.setModelFeed([](const Exchange &) {});
        // While it runs.
        if (!settings.set(Param::PredictorMaxMemory, memory, "").ok() ||
            !settings.set(Param::CacheCapacity, capacity, "").ok())
            return 0;
        for (int i = 0; i < kTargets; ++i)
            (void)pipeline.arrive(RequestHead{"GET", "/a/" + std::to_string(i), {}}, "10.0.0.1");
        return pipeline.interner().size();
    }

private Q_SLOTS:
    void aQuarterIsForNames()
    {
        const std::size_t one = kept(nullptr, 1, 1);
        QVERIFY2(one > 4'000 && one < 8'000, qPrintable(QString::number(one)));
        const std::size_t two = kept(nullptr, 2, 1);
        QVERIFY(two > one * 19 / 10 && two < one * 21 / 10);
        QCOMPARE(kept(nullptr, 64, 1), std::size_t(15'000));
    }

    void aLargeCacheHasTheNamesOfWhatItHolds()
    {
        QCOMPARE(kept(nullptr, 1, 2), kept(nullptr, 2, 1));
        QCOMPARE(kept(nullptr, 1, 1024), std::size_t(15'000));
    }

    void aTableOfOthersIsTheirs()
    {
        QCOMPARE(kept(std::make_shared<Interner>(), 1, 1), std::size_t(15'000));
    }
};

QTEST_GUILESS_MAIN(NamesBoundTest)
#include "namesbound_test.moc"
