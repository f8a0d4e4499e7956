// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/windowtuner.h"

#include "core/simulate/simulationrun.h"
#include "tunedloop.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace forefetch;

namespace {

constexpr std::size_t kWindow = 400; // requests
const double kMixture = *parseValue(Param::PredictorModel, "mixture");

} // namespace

class WindowTunerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsRecordedWhileNobodyWants();
    void aReplaySaysWhatCame();
    void theCurveHoldsWhatComesAtEachThreshold();
    void whatWasNeverFetchedMakesABand();
    void oraclesStandAboveTheGrid();
    void adviceMovesNoKnob();
    void adviceIsAppliedAndTakenBack();
    void simulateTunes();
};

void WindowTunerTest::nothingIsRecordedWhileNobodyWants()
{
    const auto trace = bookTrace(3000);
    TunedLoop loop(*trace, settingsWith(TunerMode::Off, 0.3));
    QVERIFY(!loop.runToWindow(2 * kWindow));
    QCOMPARE(loop.tuner.view()->figures.windows, std::uint64_t{0});
    loop.tuner.setWatched(true);
    QVERIFY(!loop.runToWindow(kWindow - 50));
    QVERIFY(loop.runToWindow(100));
    QVERIFY(!loop.tuner.view()->whatIf.empty());
    QCOMPARE(loop.tuner.view()->figures.steps, std::uint64_t{0});
    loop.tuner.setWatched(false);
    QVERIFY(!loop.runToWindow(2 * kWindow));
    QVERIFY(loop.tuner.view()->whatIf.empty());
}

// The what-if at the settings in force is held against what really came.
void WindowTunerTest::aReplaySaysWhatCame()
{
    const auto trace = bookTrace(3000);
    for (const double minProbability : {0.1, 0.5}) {
        SettingsValues values = settingsWith(TunerMode::Advise, minProbability);
        values[Param::TunerAgent] = static_cast<double>(TunerAgent::HillClimb); // quick
        TunedLoop loop(*trace, values);
        for (int i = 0; i < 5; ++i) {
            loop.tuner.setWatched(i == 4);
            QVERIFY(loop.runToWindow(kWindow + 50));
        }
        const auto view = loop.tuner.view();
        QCOMPARE(view->lastWindow.size(), std::size_t{1});
        // All of the window, however slowly it came.
        QVERIFY(std::abs(sumOf(view->lastWindow.front().outcome).cacheable - kWindow) <= 5);
        const Estimate replayed = rewardOf(view->lastWindow.front().outcome, view->weights);
        QVERIFY2(view->reward.value > 0.3 || minProbability < 0.5,
                 qPrintable(QString::number(view->reward.value)));
        QVERIFY2(std::abs(replayed.value - view->reward.value) < 0.02,
                 qPrintable(QStringLiteral("replayed %1, came %2")
                                .arg(replayed.value)
                                .arg(view->reward.value)));
    }
}

// The same traffic is really run at each threshold, and held against what was foretold of it from
// a run at another one.
void WindowTunerTest::theCurveHoldsWhatComesAtEachThreshold()
{
    constexpr RewardWeights kHitsAlone{.waste = 0, .load = 0};
    const auto trace = bookTrace(3000);
    std::size_t first = 0, last = 0; // requests that the windows count
    const auto foretell = [&](double minProbability) {
        SettingsValues values = settingsWith(TunerMode::Advise, minProbability);
        values[Param::PredictorModel] = kMixture;
        values[Param::TunerAgent] = static_cast<double>(TunerAgent::HillClimb); // quick
        TunedLoop loop(*trace, values);
        for (int i = 0; i < 6; ++i) {
            first = i == 2 ? loop.requests() : first;
            loop.tuner.setWatched(i == 5);
            if (!loop.runToWindow(kWindow + 50))
                qFatal("no window ended");
        }
        last = loop.requests();
        return loop.tuner.view();
    };
    const auto run = [&](double minProbability) {
        SettingsValues values = settingsWith(TunerMode::Off, minProbability);
        values[Param::PredictorModel] = kMixture;
        TunedLoop loop(*trace, values);
        loop.runToWindow(first);
        const std::uint64_t before = loop.demand().hits;
        loop.runToWindow(last - first);
        return static_cast<double>(loop.demand().hits - before) /
               static_cast<double>(last - first);
    };
    const auto hits = [&](const Replayed &r) { return rewardOf(r.outcome, kHitsAlone); };
    std::map<double, double> real; // by threshold
    std::size_t within = 0, points = 0;
    QStringList texts;
    for (const double at : {0.2, 0.5}) {
        const auto view = foretell(at);
        QCOMPARE(view->whatIfQuick.size(), std::size_t{11});
        QCOMPARE(view->whatIfSlow.size(), std::size_t{11});
        for (std::size_t i = 0; i < view->whatIfSlow.size(); ++i, ++points) {
            const TunePoint point = view->whatIfSlow[i].point;
            const auto middle = std::ranges::find(view->whatIf, point, &Replayed::point);
            QVERIFY(middle != view->whatIf.end());
            if (!real.contains(point.minProbability))
                real[point.minProbability] = run(point.minProbability);
            const double came = real[point.minProbability];
            const double low = std::min(hits(*middle).low(), hits(view->whatIfSlow[i]).low());
            const double high = std::max(hits(*middle).high(), hits(view->whatIfQuick[i]).high());
            within += came >= low && came <= high ? 1 : 0;
            texts << QStringLiteral("from %1 at %2: %3 in %4 to %5")
                         .arg(at)
                         .arg(point.minProbability)
                         .arg(came)
                         .arg(low)
                         .arg(high);
        }
    }
    qInfo("%zu of %zu points within their band", within, points);
    QVERIFY2(100 * within >= 95 * points, qPrintable(texts.join(u'\n')));
}

// A model of routes knows the next page before anybody has turned to it.
void WindowTunerTest::whatWasNeverFetchedMakesABand()
{
    const auto trace = bookTrace(3000);
    SettingsValues values = settingsWith(TunerMode::Off, 0.3);
    values[Param::PredictorModel] = kMixture;
    TunedLoop loop(*trace, values);
    loop.tuner.setWatched(true);
    for (int i = 0; i < 2; ++i)
        QVERIFY(loop.runToWindow(kWindow + 50));
    const auto view = loop.tuner.view();
    QVERIFY(view->unfetched > 0 && view->unfetched < 1);
    const auto hits = [](const std::vector<Replayed> &row) {
        return sumOf(row.front().outcome).hits; // at the lowest threshold
    };
    QVERIFY2(hits(view->whatIfQuick) >= hits(view->whatIfSlow),
             qPrintable(QStringLiteral("%1 %2")
                            .arg(hits(view->whatIfQuick))
                            .arg(hits(view->whatIfSlow))));
    QVERIFY(view->length > Duration{});
    loop.tuner.setWatched(false);
}

void WindowTunerTest::oraclesStandAboveTheGrid()
{
    const auto trace = bookTrace(3000);
    SettingsValues values = settingsWith(TunerMode::Advise, 0.3);
    values[Param::TunerAgent] = static_cast<double>(TunerAgent::HillClimb); // quick
    TunedLoop loop(*trace, values);
    for (int i = 0; i < 3; ++i) {
        loop.tuner.setWatched(i == 2);
        QVERIFY(loop.runToWindow(kWindow + 50));
    }
    const auto view = loop.tuner.view();
    double best = 0;
    for (const Replayed &replayed : view->whatIf)
        best = std::max(best, sumOf(replayed.outcome).hitRatio());
    QVERIFY2(view->oracleSeen >= best - 1e-9 && view->oracleAll >= view->oracleSeen,
             qPrintable(QStringLiteral("best %1, oracles %2 and %3")
                            .arg(best)
                            .arg(view->oracleSeen)
                            .arg(view->oracleAll)));
    QVERIFY(view->oracleAll <= 1);
}

// A hundred runs at any settings, by any agent, with people who dismiss and look or do not.
void WindowTunerTest::adviceMovesNoKnob()
{
    constexpr std::uint64_t kShort = 60;
    const auto trace = SyntheticLog{.pages = 40, .requests = 130, .withStatus = false}.trace();
    std::uint64_t suggestions = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        Random random(seed);
        SettingsValues values =
            settingsWith(TunerMode::Advise, static_cast<double>(random.below(101)) / 100);
        values[Param::TunerAgent] = static_cast<double>(random.below(3));
        values[Param::TunerWasteWeight] = static_cast<double>(random.below(21)) / 10;
        values[Param::TunerLoadWeight] = static_cast<double>(random.below(21)) / 10;
        values[Param::SchedulerMaxPrefetchPerSchedule] = static_cast<double>(random.below(12));
        TunedLoop loop(*trace, values, {.requests = kShort, .tuner = {.envelope = {0.3, 0.6, 2}}});
        loop.tuner.setWatched(random.below(20) == 0);
        while (loop.runToWindow(kShort + 20)) {
            if (random.below(3) == 0)
                loop.tuner.dismiss();
        }
        QVERIFY(loop.tuner.view()->figures.windows > 0);
        suggestions += loop.tuner.view()->figures.suggestions;
        QVERIFY(loop.settings.values() == values);
        QCOMPARE(loop.settings.revision(), Revision{0});
        QCOMPARE(loop.tuner.view()->figures.steps, std::uint64_t{0});
    }
    qInfo("%llu suggestions", static_cast<unsigned long long>(suggestions));
    QVERIFY(suggestions > 0);
}

void WindowTunerTest::adviceIsAppliedAndTakenBack()
{
    const auto trace = bookTrace(3000);
    TunedLoop loop(*trace, settingsWith(TunerMode::Advise, 0.95));
    const TunePoint before = pointOf(loop.settings.values());
    for (int i = 0; i < 4 && !loop.tuner.view()->suggestion; ++i)
        QVERIFY(loop.runToWindow(kWindow + 50));
    const auto suggestion = loop.tuner.view()->suggestion;
    QVERIFY(suggestion);
    QCOMPARE(pointOf(loop.settings.values()), before);
    loop.tuner.apply();
    QCOMPARE(pointOf(loop.settings.values()), suggestion->to);
    QCOMPARE(loop.settings.changes().back().source, std::string("tuner"));
    loop.tuner.obey();
    QCOMPARE(loop.tuner.view()->figures.steps, std::uint64_t{1});
    loop.tuner.restoreAnchor();
    QCOMPARE(pointOf(loop.settings.values()), before);
}

void WindowTunerTest::simulateTunes()
{
    const auto trace = bookTrace(6500);
    const SettingsValues values = settingsWith(TunerMode::Auto, 0.95);
    const auto tape = recordPredictions(*trace, values, {});
    TunerView view;
    const auto tuned =
        simulate(*trace, tape, values, {.onTuned = [&](const TunerView &v) { view = v; }});
    const auto again = simulate(*trace, tape, values, {});
    const auto untouched = simulate(*trace, tape, settingsWith(TunerMode::Off, 0.95), {});
    QVERIFY(view.figures.steps > 0);
    QVERIFY(tuned->snapshot.demand.hitRatio > untouched->snapshot.demand.hitRatio + 0.1);
    QCOMPARE(again->snapshot.demand.hits, tuned->snapshot.demand.hits);
    for (const TuneStep &step : view.journal)
        QVERIFY2(TuneEnvelope().holds(step.to), textOf(step.to).c_str());
}

QTEST_APPLESS_MAIN(WindowTunerTest)
#include "windowtuner_test.moc"
