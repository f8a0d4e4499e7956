// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/runcomparison.h"

#include "core/metrics/snapshotjson.h"

#include <QXmlStreamReader>
#include <QtTest>

#include <algorithm>

using namespace forefetch;

namespace {

std::string snapshotText(std::uint64_t hits, std::uint64_t cacheable, double threshold = 0.3)
{
    Snapshot s;
    s.source = "demo";
    s.settings[Param::SchedulerMinProbability] = threshold;
    s.demand.requests = s.demand.cacheable = cacheable;
    s.demand.hits = hits;
    s.demand.misses = cacheable - hits;
    s.demand.hitRatio = static_cast<double>(hits) / static_cast<double>(cacheable);
    return toJson(s);
}

std::string simulationText(double hits, double low, double high, int requests = 100)
{
    return "{\"schema\":1,\"source\":\"simulate\",\"requests\":" + std::to_string(requests) +
           ",\"runs\":[{\"settings\":{\"workers.count\":2},\"swept\":{\"workers.count\":2},"
           "\"cacheable\":90,\"hit_ratio\":" +
           std::to_string(hits) + ",\"hit_ratio_interval\":[" + std::to_string(low) + "," +
           std::to_string(high) + "]}]}";
}

const ComparedFigure &figure(const RunComparison &c, std::string_view name)
{
    return *std::ranges::find(c.differences, name, &ComparedFigure::name);
}

} // namespace

class RunComparisonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsMoreThanChance()
    {
        const auto clear = compareRuns(snapshotText(400, 1000), snapshotText(500, 1000, 0.5));
        const ComparedFigure &f = figure(*clear, "demand.hit_ratio");
        QCOMPARE(f.delta(), 0.1);
        QVERIFY(f.isDistinguishable());
        // p₁ − p₂ ± 1.96 √(Σ pq / n), with one hit and one miss added to each.
        QVERIFY(std::abs(f.low - 0.0567) < 0.001 && std::abs(f.high - 0.1430) < 0.001);
        QCOMPARE(clear->settingsChanged.size(), std::size_t{1});
        QCOMPARE(clear->settingsChanged[0].id, std::string("scheduler.min_probability"));
        QCOMPARE(clear->settingsChanged[0].b, std::string("0.5"));
        QVERIFY(clear->inputsEqual());
        const auto unclear = compareRuns(snapshotText(40, 100), snapshotText(45, 100));
        QVERIFY(!figure(*unclear, "demand.hit_ratio").isDistinguishable());
        QVERIFY(!figure(*unclear, "demand.latency_ms.p95").hasInterval);
    }

    void warnsOfOtherInputs()
    {
        const auto c = compareRuns(snapshotText(40, 100), snapshotText(45, 101));
        QVERIFY(!c->inputsEqual());
        QVERIFY(comparisonText(*c, "a", "b").find("THE INPUTS DIFFER") != std::string::npos);
        QVERIFY(comparisonJson(*c).find("\"inputs_equal\": false") != std::string::npos);
    }

    void comparesSweepsPointByPoint()
    {
        const auto c =
            compareRuns(simulationText(0.5, 0.45, 0.55), simulationText(0.7, 0.65, 0.75));
        const ComparedFigure &f = figure(*c, "workers.count=2 hit_ratio");
        QVERIFY(f.isDistinguishable());
        QVERIFY(std::abs(f.high - f.low - 2 * std::sqrt(2 * 0.05 * 0.05)) < 1e-6);
        QVERIFY(!figure(*c, "workers.count=2 extra_load").hasInterval);
        QVERIFY(!compareRuns(simulationText(0.5, 0.4, 0.6), simulationText(0.5, 0.4, 0.6, 99))
                     ->inputsEqual());
    }

    void refusesWhatCannotBeCompared()
    {
        QVERIFY(!compareRuns("{}", snapshotText(1, 2)).ok());
        QVERIFY(!compareRuns(simulationText(0.5, 0.4, 0.6), snapshotText(1, 2)).ok());
        QVERIFY(!compareRuns("no json", "{}").ok());
    }

    void thePageIsWellFormed()
    {
        const auto c = compareRuns(snapshotText(40, 100), snapshotText(45, 101, 0.5));
        QXmlStreamReader xml(QString::fromStdString(comparisonHtml(*c, "a<&>.json", "b\".json")));
        while (!xml.atEnd())
            xml.readNext();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        const std::string markdown = comparisonMarkdown(*c, "a", "b");
        QVERIFY(markdown.find("| demand.hit_ratio | 40.0 % |") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(RunComparisonTest)
#include "runcomparison_test.moc"
