// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/simulation.h"

#include "core/simulate/recommendation.h"
#include "core/simulate/simulationdocument.h"
#include "syntheticlog.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamReader>
#include <QtTest>

#include "core/trace/tracewriter.h"

#include <cmath>
#include <sstream>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

SettingsValues base()
{
    SettingsValues values;
    values[Param::CachePolicy] = static_cast<double>(CachePolicy::Assume);
    values[Param::PredictorModel] = *parseValue(Param::PredictorModel, "first-order");
    return values;
}

SimulationPlan planOf(std::initializer_list<const char *> sweeps,
                      const SettingsValues &values = base())
{
    SimulationPlan plan;
    plan.base = values;
    for (const char *text : sweeps)
        plan.axes.push_back(SweepAxis::parse(text).value());
    plan.variants = variantsOf(plan.base, plan.axes).value();
    return plan;
}

bool goOn(const SimulationProgress &)
{
    return true;
}

std::string jsonOf(const RecordedTrace &trace, const SimulationPlan &plan)
{
    return simulationJson({"log", trace, plan, simulate(trace, plan, goOn)});
}

QJsonObject objectOf(const std::string &json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

std::string errorOf(const char *sweep)
{
    const auto axis = SweepAxis::parse(sweep);
    return axis ? std::string() : axis.error().text;
}

} // namespace

class SimulationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sweepsAreRangesAndLists()
    {
        const SweepAxis axis = *SweepAxis::parse("scheduler.min_probability=0.05:0.95:0.05");
        QCOMPARE(axis.values.size(), std::size_t{19});
        QCOMPARE(axis.values[5], 0.3); // and not 0.30000000000000004
        QCOMPARE(axis.values.back(), 0.95);
        QCOMPARE(SweepAxis::parse("workers.count=1:6:2")->values, (std::vector<double>{1, 3, 5}));
        QCOMPARE(SweepAxis::parse("predictor.model=ppm,first-order")->values.size(),
                 std::size_t{2});
        QVERIFY(errorOf("workers.cuont=1:2:1").find("workers.count") != std::string::npos);
        QVERIFY(errorOf("workers.count=1:2").find("FROM:TO:STEP") != std::string::npos);
        QVERIFY(errorOf("workers.count").find("FROM:TO:STEP") != std::string::npos);
        QVERIFY(!errorOf("workers.count=2:1:1").empty());
        QVERIFY(!errorOf("workers.count=1:2:0").empty());
        QVERIFY(!errorOf("workers.count=1:2:x").empty());
        QVERIFY(!errorOf("workers.count=1:200:1").empty());
        QVERIFY(!errorOf("workers.count=1:2:0.5").empty());
        QVERIFY(!errorOf("scheduler.min_probability=0:1:0.0000001").empty());
        QVERIFY(!errorOf("predictor.model=first-order:ppm:1").empty());
    }

    void variantsAreAllCombinations()
    {
        const SimulationPlan plan = planOf({"workers.count=1,4", "queue.max_size=10,20,30"});
        QCOMPARE(plan.variants.size(), std::size_t{6});
        QCOMPARE(plan.variants[4][Param::WorkersCount], 4.0);
        QCOMPARE(plan.variants[4][Param::QueueMaxSize], 20.0);
        QVERIFY(!variantsOf(base(), {plan.axes[0], plan.axes[0]}).ok());
        QCOMPARE(variantsOf(base(), {})->size(), std::size_t{1});
    }

    void theSameBytesWhateverTheThreads()
    {
        const auto trace = SyntheticLog().trace();
        SimulationPlan plan = planOf({"scheduler.min_probability=0.1:0.9:0.2",
                                      "predictor.model=first-order,kneser-ney,mixture"});
        plan.threads = 1;
        const std::string one = jsonOf(*trace, plan);
        plan.threads = 4;
        QCOMPARE(jsonOf(*SyntheticLog().trace(), plan), one);
        plan.seed = 2;
        QVERIFY(jsonOf(*trace, plan) != one);
    }

    void whatOneVariantGivesDoesNotDependOnTheOthers()
    {
        const auto trace = SyntheticLog().trace();
        const QJsonArray some = objectOf(jsonOf(
            *trace, planOf({"scheduler.min_probability=0.5"})))[QStringLiteral("runs")]
                                    .toArray();
        const QJsonArray more = objectOf(jsonOf(
            *trace, planOf({"scheduler.min_probability=0.1,0.5"})))[QStringLiteral("runs")]
                                    .toArray();
        QJsonObject alone = some[0].toObject();
        QJsonObject among = more[1].toObject();
        alone.remove(QStringLiteral("on_frontier"));
        among.remove(QStringLiteral("on_frontier"));
        QVERIFY(alone == among);
    }

    void everyFormatGivesTheSame_data()
    {
        QTest::addColumn<int>("format");
        for (const TraceFormat format : {TraceFormat::Combined, TraceFormat::JsonLines,
                                         TraceFormat::Har, TraceFormat::Csv, TraceFormat::Tsv})
            QTest::newRow(std::string(nameOf(format)).c_str()) << static_cast<int>(format);
    }

    void everyFormatGivesTheSame()
    {
        QFETCH(int, format);
        const auto runsOf = [](TraceFormat as) {
            std::ostringstream out;
            const auto writer = traceWriter(as, out);
            for (const OwnedEvent &event : SyntheticLog().events())
                writer->write(event.event());
            [[maybe_unused]] const bool finished = writer->finish().ok();
            auto reader = openTraceText(out.str(), "log");
            const auto trace = recordTrace(**reader, {}, [](std::size_t) { return false; });
            const QJsonObject o =
                objectOf(jsonOf(*trace, planOf({"scheduler.min_probability=0.2:0.8:0.3"})));
            return QJsonDocument(
                       QJsonArray{o[QStringLiteral("runs")], o[QStringLiteral("baselines")],
                                  o[QStringLiteral("recommended")], o[QStringLiteral("routes")],
                                  o[QStringLiteral("sessions")]})
                .toJson();
        };
        QCOMPARE(runsOf(static_cast<TraceFormat>(format)), runsOf(TraceFormat::Csv));
    }

    void yardsticksStandBeside()
    {
        const auto trace = SyntheticLog().trace();
        const SimulationPlan plan = planOf({"prefetch.enabled=false,true", "cache.capacity=1,64"});
        const SimulationResult result = simulate(*trace, plan, goOn);
        QVERIFY(result.complete);
        QCOMPARE(result.variants.size(), std::size_t{4});
        QCOMPARE(result.yardsticks.size(), std::size_t{2}); // one of each cache
        for (const Variant &v : result.variants) {
            const YardstickSet &beside = result.yardsticks[v.yardsticks];
            const auto hits = [&](Yardstick y) { return beside[y].snapshot.demand.hits; };
            if (v.settings[Param::PrefetchEnabled] == 0) {
                QCOMPARE(v.run.snapshot.demand.hits, hits(Yardstick::NoPrefetch));
                QCOMPARE(v.run.snapshot.prefetch.scheduled, std::uint64_t{0});
                QCOMPARE(v.gain.value, 0.0);
            }
            QVERIFY(hits(Yardstick::UnlimitedCache) >= hits(Yardstick::NoPrefetch));
            QVERIFY(hits(Yardstick::OracleAll) >= v.run.snapshot.demand.hits);
            QVERIFY(v.run.snapshot.prefetch.balances());
        }
    }

    void whatCanBeLearntIsRecommended()
    {
        const auto trace = SyntheticLog{.jumps = 0.1}.trace();
        const SimulationPlan plan = planOf({"scheduler.min_probability=0.1:0.9:0.2"});
        const SimulationResult result = simulate(*trace, plan, goOn);
        QVERIFY2(result.recommended.variant, result.recommended.reason.c_str());
        const Variant &v = result.variants[*result.recommended.variant];
        QVERIFY(v.gain.low > 0 && v.gain.low <= v.gain.value && v.gain.value <= v.gain.high);
        QVERIFY(result.recommended.settings == v.settings);
        QVERIFY(result.recommended.reason.find("scheduler.min_probability") != std::string::npos);
        QVERIFY(!result.routes.empty());
        QCOMPARE(result.routes.front().route, std::string("/book/{id}"));
    }

    void noiseIsNotRecommended()
    {
        int recommended = 0;
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            const auto trace = SyntheticLog{.seed = seed, .pages = 3000, .jumps = 1}.trace();
            const SimulationPlan plan = planOf({"scheduler.min_probability=0.1:0.9:0.2"});
            const SimulationResult result = simulate(*trace, plan, goOn);
            recommended += result.recommended.variant.has_value();
            QVERIFY(result.recommended.variant.has_value() ||
                    result.recommended.settings[Param::PrefetchEnabled] == 0);
        }
        QVERIFY2(recommended <= 2, qPrintable(QString::number(recommended)));
    }

    void fewSessionsSayTooLittle()
    {
        const auto trace = SyntheticLog{.visitors = 5, .jumps = 0}.trace();
        const SimulationPlan plan = planOf({});
        const SimulationResult result = simulate(*trace, plan, goOn);
        QVERIFY(!result.recommended.variant);
        QVERIFY2(result.recommended.reason.find("Too few sessions (5)") != std::string::npos,
                 result.recommended.reason.c_str());
    }

    void theFrontierHasNoBetterVariant()
    {
        std::vector<Variant> variants(4);
        const double loads[] = {0.1, 0.2, 0.3, 0.3};
        const double hits[] = {0.5, 0.4, 0.6, 0.7};
        for (std::size_t i = 0; i < 4; ++i) {
            variants[i].extraLoad.value = loads[i];
            variants[i].hitRatio.value = hits[i];
        }
        markFrontier(variants);
        QVERIFY(variants[0].isOnFrontier && !variants[1].isOnFrontier);
        QVERIFY(!variants[2].isOnFrontier && variants[3].isOnFrontier);
    }

    // The interval of a ratio against its textbook error (as DemandMeter has it).
    void theBootstrapAgreesWithTheDeltaMethod()
    {
        Random random(3);
        std::vector<SessionTally> sessions(400);
        SessionSums sums;
        for (SessionTally &t : sessions) {
            t.cacheable = 1 + static_cast<std::uint32_t>(random.below(20));
            const double p = random.uniform();
            for (std::uint32_t i = 0; i < t.cacheable; ++i)
                t.hits += random.uniform() < p;
            const double n = t.cacheable, h = t.hits;
            sums.sessions += 1;
            sums.cacheable += t.cacheable;
            sums.hits += t.hits;
            sums.cacheable2 += n * n;
            sums.hits2 += h * h;
            sums.product += n * h;
        }
        const Bootstrap bootstrap(sessions.size(), 1);
        const Interval hit = Bootstrap::interval(bootstrap.resample(sessions), Ratio::Hit);
        QCOMPARE(hit.value, sums.hitRatio());
        QVERIFY(std::abs(hit.error / sums.hitRatioError() - 1) < 0.1);
        QVERIFY(std::abs((hit.high - hit.low) / (3.92 * sums.hitRatioError()) - 1) < 0.15);
        const auto same = bootstrap.resample(sessions);
        QCOMPARE(Bootstrap::difference(same, same, Ratio::Hit).error, 0.0);
    }

    void cancelledItGivesWhatThereIs()
    {
        const auto trace = SyntheticLog{.requests = 20'000}.trace();
        SimulationPlan plan = planOf({"scheduler.min_probability=0.01:0.99:0.01"});
        plan.threads = 1;
        const SimulationResult none = simulate(*trace, plan, [](const auto &) { return false; });
        QVERIFY(!none.complete && none.variants.empty());
        const SimulationResult some =
            simulate(*trace, plan, [](const SimulationProgress &p) { return p.done < p.all / 4; });
        QVERIFY(!some.complete);
        QVERIFY(some.variants.size() < plan.variants.size());
        const QJsonObject o = objectOf(simulationJson({"log", *trace, plan, some}));
        QCOMPARE(o[QStringLiteral("complete")].toBool(true), false);
        QCOMPARE(o[QStringLiteral("runs")].toArray().size(), qsizetype(some.variants.size()));
    }

    void theDocumentsSayTheSame()
    {
        const auto trace = SyntheticLog().trace();
        const SimulationPlan plan = planOf({"scheduler.min_probability=0.2:0.8:0.2"});
        const SimulationResult result = simulate(*trace, plan, goOn);
        const SimulationDocument document{"a<b>&\"c\".log", *trace, plan, result};
        const QJsonObject o = objectOf(simulationJson(document));
        QCOMPARE(o[QStringLiteral("schema")].toInt(), 1);
        QCOMPARE(o[QStringLiteral("runs")].toArray().size(), qsizetype{4});
        for (const QJsonValue &run : o[QStringLiteral("runs")].toArray()) {
            const QJsonObject outcomes = run[QStringLiteral("outcomes")].toObject();
            qint64 sum = 0;
            for (auto it = outcomes.begin(); it != outcomes.end(); ++it)
                sum += it.key() == QLatin1String("scheduled") ? 0 : it.value().toInt();
            QCOMPARE(sum, qint64(outcomes[QStringLiteral("scheduled")].toInt()));
            QVERIFY(outcomes[QStringLiteral("balances")].toBool());
        }
        for (const char *name : {"no_prefetch", "unlimited_cache", "oracle_seen", "oracle_all"})
            QVERIFY(o[QStringLiteral("baselines")][QLatin1String(name)].isObject());
        const std::string csv = simulationCsv(document);
        const auto commas = [](std::string_view line) { return std::ranges::count(line, ','); };
        std::istringstream lines(csv);
        std::string head, line;
        std::getline(lines, head);
        int count = 0;
        for (; std::getline(lines, line); ++count)
            QCOMPARE(commas(line), commas(head));
        QCOMPARE(count, 8);
    }

    void theReportIsWellFormedAndLoadsNothing()
    {
        const auto trace = SyntheticLog().trace();
        const SimulationPlan plan = planOf({"scheduler.min_probability=0.2:0.8:0.2"});
        const SimulationResult result = simulate(*trace, plan, goOn);
        const std::string html = simulationHtml({"a<b>&\"c\".log", *trace, plan, result});
        QXmlStreamReader xml(QString::fromStdString(html));
        while (!xml.atEnd())
            xml.readNext();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(html.find("a&lt;b&gt;&amp;&quot;c&quot;.log") != std::string::npos);
        QVERIFY(html.find("<script") == std::string::npos);
        QVERIFY(html.find("http://") == std::string::npos &&
                html.find("src=") == std::string::npos);
        for (const char *section :
             {"id=\"frontier\"", "id=\"ends\"", "id=\"routes\"", "id=\"runs\"", "id=\"limits\""})
            QVERIFY2(html.find(section) != std::string::npos, section);
    }
};

QTEST_GUILESS_MAIN(SimulationTest)
#include "simulation_test.moc"
