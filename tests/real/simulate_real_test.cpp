// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps of the real logs: every run balances, no run has more hits than the oracle of all, and one
// log gives the same figures in whatever format it is written. Where the logs are absent the test
// passes and says so.
#include "core/simulate/simulationdocument.h"
#include "tests/unit/trace/traces.h"

#include <QtTest>

#include <filesystem>

using namespace forefetch;

namespace {

const std::string kFolder = FOREFETCH_SOURCE_DIR "/../shared/data/";

bool isThere(const std::string &name)
{
    if (std::filesystem::exists(kFolder + name))
        return true;
    qInfo("%s: the log is not here; nothing was read", name.c_str());
    return false;
}

SimulationPlan plan(const char *sweep)
{
    SimulationPlan plan;
    plan.base[Param::CachePolicy] = static_cast<double>(CachePolicy::Assume);
    plan.axes.push_back(SweepAxis::parse(sweep).value());
    plan.variants = variantsOf(plan.base, plan.axes).value();
    return plan;
}

SimulationResult resultOf(TraceReader &reader, const SimulationPlan &asked)
{
    const auto trace = recordTrace(reader, {}, [](std::size_t) { return false; });
    return simulate(*trace, asked, [](const SimulationProgress &) { return true; });
}

// What the runs came to, without what is said of the log.
std::string figuresOf(const SimulationResult &result, const SimulationPlan &asked)
{
    return simulationCsv({"log", RecordedTrace(), asked, result});
}

} // namespace

class SimulateRealTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sweepsBalance_data()
    {
        QTest::addColumn<bool>("helps"); // by the log as it is
        QTest::newRow("semicomplete_2015.access.log.gz") << true;
        QTest::newRow("nasa_jul95.tsv.gz") << true;
        QTest::newRow("thedash_api_2013.jsonl.gz") << true;
        QTest::newRow("aws_cloudtrail_2023.tsv.gz") << false; // 30 and 24 sessions tell too little
        QTest::newRow("openstack_nova_2017.tsv.gz") << false;
    }

    void sweepsBalance()
    {
        QFETCH(bool, helps);
        const std::string name = QTest::currentDataTag();
        if (!isThere(name))
            return;
        auto reader = openTrace(kFolder + name);
        QVERIFY(reader.ok());
        const SimulationPlan asked = plan("scheduler.min_probability=0.1:0.9:0.2");
        const SimulationResult result = resultOf(**reader, asked);
        QVERIFY(result.complete);
        QCOMPARE(result.variants.size(), std::size_t{5});
        for (const Variant &v : result.variants) {
            QVERIFY(v.run.snapshot.prefetch.balances());
            QVERIFY(v.hitRatio.value <= result.yardsticks[0].hitRatios[3].value);
            QVERIFY(v.gain.value > -0.01); // it never harms
        }
        QVERIFY2(result.recommended.variant.has_value() == helps,
                 result.recommended.reason.c_str());
    }

    void everyFormatGivesTheSame()
    {
        if (!isThere("nasa_jul95.tsv.gz"))
            return;
        const SimulationPlan asked = plan("scheduler.min_probability=0.3,0.6");
        const ReadTrace original = drained(openTrace(kFolder + "nasa_jul95.tsv.gz"));
        QCOMPARE(original.events.size(), std::size_t{9'999});
        std::string first;
        for (const TraceFormat format :
             {TraceFormat::Combined, TraceFormat::JsonLines, TraceFormat::Har, TraceFormat::Csv}) {
            auto reader = openTraceText(written(original.events, format), "nasa");
            QVERIFY(reader.ok());
            const std::string figures = figuresOf(resultOf(**reader, asked), asked);
            if (first.empty())
                first = figures;
            QVERIFY2(figures == first, std::string(nameOf(format)).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(SimulateRealTest)
#include "simulate_real_test.moc"
