// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The live what-if: its figures, the curve, the map and the table, driven by mouse and keyboard.
#include "ui/charts/chartface.h"
#include "ui/charts/rewardmap.h"
#include "ui/charts/spreadbars.h"
#include "ui/charts/whatifcurve.h"
#include "ui/models/whatiftable.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tunerpanel.h"
#include "ui/panels/whatifpane.h"
#include "ui/theme/ramp.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPushButton>
#include <QTabBar>
#include <QtTest>

#include <cmath>

using namespace forefetch;

namespace {

// More hits for each threshold that is lower, and more waste: the best threshold is in between. A
// larger batch gives some of both.
OutcomeGroups outcomeAt(const TunePoint &point, double lost = 0)
{
    OutcomeGroups groups{};
    const double open = point.prefetches() ? 1 - point.minProbability : 0;
    const double more = point.prefetches() ? 0.01 * std::log2(point.batch) : 0;
    for (std::size_t i = 0; i < kOutcomeGroups; ++i) {
        Outcome &group = groups[i];
        group.cacheable = 100;
        group.hits = 100 * (0.3 + 0.3 * open - 0.1 * open * open + more - lost * open) +
                     static_cast<double>(i % 3);
        group.attempts = 100 * (0.6 * open + more);
        group.wasted = 100 * (0.5 * open * open + more);
        group.sent = group.cacheable - group.hits;
        group.served = group.attempts - group.wasted;
    }
    return groups;
}

std::shared_ptr<TunerView> viewAt(const TunePoint &at)
{
    auto view = std::make_shared<TunerView>();
    view->weights = {.waste = 0.5, .load = 0};
    view->at = at;
    for (const TunePoint &point : gridOver({})) {
        view->whatIf.push_back({point, outcomeAt(point)});
        if (point.batch != 10)
            continue;
        view->whatIfQuick.push_back({point, outcomeAt(point, -0.02)});
        view->whatIfSlow.push_back({point, outcomeAt(point, 0.05)});
    }
    view->oracleSeen = 0.7;
    view->oracleAll = 0.9;
    view->unfetched = 0.04;
    view->cpu = 0.1;
    view->length = std::chrono::seconds(20);
    return view;
}

SettingsValues valuesAt(const TunePoint &point)
{
    return withPoint(SettingsValues(), point);
}

} // namespace

class WhatIfTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::light()); }
    void init();
    void figuresAreWhatTheViewSays();
    void bandsHoldChanceAndWhatIsNotKnown();
    void thePointOfNowMovesAtOnce();
    void followsTheBatchOfNow();
    void choosesByMouseAndKeyboard();
    void theMapChoosesAndUses();
    void theTableIsItsTwin();
    void saysWhatLiesBehindIt();
    void saysWhyThereIsNothing();
    void longNamesGiveWayToTheirValues();
    void mapsAreReadableInEveryColour();

private:
    void show(const TunePoint &at)
    {
        m_panel->update({viewAt(at), valuesAt(at), true, 0, TimePoint{}});
        QCoreApplication::processEvents();
    }

    std::unique_ptr<TunerPanel> m_panel;
};

void WhatIfTest::init()
{
    m_panel = std::make_unique<TunerPanel>(Theme::light());
    m_panel->resize(1080, 320);
    m_panel->setTab(TunerPanel::Tab::Curve);
    m_panel->show();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void WhatIfTest::figuresAreWhatTheViewSays()
{
    const WhatIfFigures figures = whatIfFigures(*viewAt({0.3, 10}));
    QCOMPARE(figures.points.size(), std::size_t{45});
    QCOMPARE(figures.thresholds.size(), std::size_t{11});
    QCOMPARE(figures.batches, (std::vector<double>{1, 2, 4, 10}));
    const WhatIfPoint &best = figures.points[*figures.best];
    for (const WhatIfPoint &p : figures.points)
        QVERIFY(p.reward.value <= best.reward.value);
    const std::vector<WhatIfPoint> curve = figures.curveAt(10);
    QCOMPARE(curve.size(), std::size_t{12});
    QVERIFY(!curve.front().point.prefetches());
    QCOMPARE(curve.back().point.minProbability, 0.05);
    QVERIFY(curve.front().isOnFrontier && curve.back().isOnFrontier);
    // Half-way between two that were tried.
    const auto now = figures.estimateAt({0.35, 10});
    QVERIFY(now);
    const double middle = (figures.find({0.3, 10})->hits + figures.find({0.4, 10})->hits) / 2;
    QVERIFY(std::abs(now->hits - middle) < 1e-12);
    QCOMPARE(figures.estimateAt({1, 10})->hits, figures.find({0.9, 10})->hits); // the end
    QVERIFY(!figures.estimateAt({0.3, 0})->point.prefetches());
    QVERIFY(figures.spreadOverThresholds({0.3, 10}) > figures.spreadOverBatches({0.3, 10}));
    QVERIFY(figures.spreadOverBatches({0.3, 10}) > 0);
}

void WhatIfTest::bandsHoldChanceAndWhatIsNotKnown()
{
    const WhatIfFigures figures = whatIfFigures(*viewAt({0.3, 10}));
    const WhatIfPoint &p = *figures.find({0.2, 10}), &q = *figures.find({0.2, 4});
    QVERIFY(p.low < p.hits - 0.035 && p.high > p.hits + 0.01); // slow and quick answers
    QVERIFY(q.low < q.hits && q.high > q.hits);                // chance alone
    QVERIFY(q.high - q.low < p.high - p.low);
}

void WhatIfTest::thePointOfNowMovesAtOnce()
{
    show({0.3, 10});
    WhatIfCurve *curve = m_panel->whatIf()->curve();
    const QPointF before = curve->placeOfNow().value();
    const QImage shown = curve->grab().toImage();
    QElapsedTimer timer;
    timer.start();
    constexpr int kMoves = 50;
    for (int i = 0; i < kMoves; ++i) {
        m_panel->follow(valuesAt({0.3 + 0.01 * (i + 1), 10}));
        curve->repaint();
    }
    qInfo("%.2f ms a move", static_cast<double>(timer.nsecsElapsed()) / 1e6 / kMoves);
    QVERIFY(curve->placeOfNow().value().x() < before.x()); // a higher threshold, less load
    QVERIFY(curve->grab().toImage() != shown);
    QVERIFY(curve->headText().startsWith(QStringLiteral("Now 0.8")));
}

void WhatIfTest::followsTheBatchOfNow()
{
    show({0.3, 10});
    WhatIfCurve *curve = m_panel->whatIf()->curve();
    QCOMPARE(curve->points().back().point.batch, 10.0);
    m_panel->follow(valuesAt({0.3, 3}));
    QCOMPARE(curve->points().back().point.batch, 4.0); // the nearest that was tried
    m_panel->follow(valuesAt({0.3, 0}));
    QVERIFY(curve->headText().contains(QStringLiteral("no prefetching")));
}

void WhatIfTest::choosesByMouseAndKeyboard()
{
    show({0.3, 10});
    WhatIfPane *pane = m_panel->whatIf();
    WhatIfCurve *curve = pane->curve();
    QVERIFY(!pane->useButton()->isEnabled());
    const WhatIfPoint target = curve->points()[6];
    QTest::mouseClick(curve, Qt::LeftButton, {}, curve->placeOf(target).toPoint());
    QVERIFY(pane->chosenPoint() == target.point);
    QVERIFY(pane->map()->chosenPoint() == target.point);
    QVERIFY2(curve->headText().contains(QStringLiteral("hits")), qPrintable(curve->headText()));
    curve->setFocus();
    QTest::keyClick(curve, Qt::Key_Right);
    QVERIFY(pane->chosenPoint() == curve->points()[7].point);
    QTest::keyClick(curve, Qt::Key_End);
    QVERIFY(pane->chosenPoint() == curve->points().back().point);
    QTest::keyClick(curve, Qt::Key_Escape);
    QVERIFY(!pane->chosenPoint() && !pane->map()->chosenPoint());
    QTest::mousePress(curve, Qt::LeftButton, {}, curve->placeOf(curve->points()[3]).toPoint());
    QTest::mouseMove(curve, curve->placeOf(curve->points()[9]).toPoint());
    QTest::mouseRelease(curve, Qt::LeftButton, {}, curve->placeOf(curve->points()[9]).toPoint());
    QVERIFY(pane->chosenPoint() == curve->points()[9].point);
}

void WhatIfTest::theMapChoosesAndUses()
{
    show({0.3, 10});
    WhatIfPane *pane = m_panel->whatIf();
    QSignalSpy used(m_panel.get(), &TunerPanel::useAsked);
    const TunePoint target{0.5, 2};
    QTest::mouseClick(pane->map(), Qt::LeftButton, {},
                      pane->map()->cellOf(target).center().toPoint());
    QVERIFY(pane->chosenPoint() == target);
    QVERIFY(pane->curve()->chosenPoint() == target);
    QVERIFY2(pane->map()->headText().contains(QStringLiteral("batch 2")),
             qPrintable(pane->map()->headText()));
    pane->map()->setFocus();
    QTest::keyClick(pane->map(), Qt::Key_Up);
    QTest::keyClick(pane->map(), Qt::Key_Left);
    QVERIFY(pane->chosenPoint() == (TunePoint{0.4, 4}));
    QVERIFY(pane->useButton()->isEnabled());
    QTest::mouseClick(pane->useButton(), Qt::LeftButton);
    QCOMPARE(used.count(), 1);
    QVERIFY(used.front().front().value<TunePoint>() == (TunePoint{0.4, 4}));
    m_panel->follow(valuesAt({0.4, 4}));
    QVERIFY(!pane->useButton()->isEnabled()); // that is where the knobs stand
}

void WhatIfTest::theTableIsItsTwin()
{
    show({0.3, 10});
    RowView *table = m_panel->figures();
    QCOMPARE(table->table().rowCount(), 45);
    QVERIFY(table->table().textAt(0, WhatIfTable::Mark).contains(QStringLiteral("best")));
    m_panel->setTab(TunerPanel::Tab::Figures);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualRect(table->table().index(2, 0)).center());
    const auto point = static_cast<WhatIfTable &>(table->table()).pointAt(2);
    QVERIFY(point && m_panel->whatIf()->chosenPoint() == point);
    int now = 0;
    for (int row = 0; row < table->table().rowCount(); ++row)
        now += table->table().textAt(row, WhatIfTable::Mark).contains(QStringLiteral("now"));
    QCOMPARE(now, 1);
    QCOMPARE(m_panel->stateText(), QStringLiteral("45 settings"));
}

void WhatIfTest::saysWhatLiesBehindIt()
{
    show({0.3, 10});
    const QString basis = m_panel->whatIf()->basis();
    QVERIFY(basis.contains(QLocale().toString(1600) + QStringLiteral(" requests")));
    for (const char *word : {"4.0 % of the predictions", "0.5 % of one core", "at most 5.0 %"})
        QVERIFY2(basis.contains(QLatin1String(word)), qPrintable(basis));
    const QString summary = m_panel->whatIf()->curve()->summary();
    QVERIFY(summary.contains(QStringLiteral("oracle of all URLs has hits 90.0 %")));
    QVERIFY(m_panel->whatIf()->curve()->accessibleDescription() == summary);
    QVERIFY(m_panel->whatIf()->map()->accessibleDescription().contains(
        QStringLiteral("0.05, batch 1:")));
    QCOMPARE(m_panel->whatIf()->bars()->bars().size(), std::size_t{2});
    QVERIFY(m_panel->whatIf()->bars()->summary().contains(QStringLiteral("points")));
}

void WhatIfTest::saysWhyThereIsNothing()
{
    m_panel->update({std::make_shared<TunerView>(), valuesAt({}), true, 123, TimePoint{}});
    const WhatIfCurve *curve = m_panel->whatIf()->curve();
    QVERIFY2(curve->summary().contains(QStringLiteral("123 requests so far")),
             qPrintable(curve->summary()));
    QVERIFY(m_panel->isLooking());
    m_panel->update({std::make_shared<TunerView>(), valuesAt({}), false, 0, TimePoint{}});
    QVERIFY(curve->summary().startsWith(QStringLiteral("Nothing runs")));
    show({0.3, 10});
    m_panel->hide();
    QVERIFY(!m_panel->isLooking());
}

void WhatIfTest::longNamesGiveWayToTheirValues()
{
    const QFontMetricsF fm(QApplication::font());
    const QString name = QStringLiteral("oracle, all URLsenungsheit"), value = QStringLiteral("90.0 %");
    const double whole = fm.horizontalAdvance(name + u' ' + value);
    QCOMPARE(besideValue(fm, name, value, whole + 1), QString(name + u' ' + value));
    const QString cut = besideValue(fm, name, value, 0.7 * whole);
    QVERIFY2(fm.horizontalAdvance(cut) <= 0.7 * whole, qPrintable(cut));
    QVERIFY2(cut.startsWith(QStringLiteral("oracle")) && cut.endsWith(u' ' + value),
             qPrintable(cut));
}

void WhatIfTest::mapsAreReadableInEveryColour()
{
    for (int i = 0; i <= 100; ++i) {
        const QColor ground = rampColor(i / 100.0);
        QVERIFY2(contrast(inkOn(ground), ground) >= 4.5, qPrintable(ground.name()));
    }
    for (int i = 1; i <= 9; ++i) // ever lighter
        QVERIFY(contrast(rampColor(i / 9.0), Qt::black) >
                contrast(rampColor((i - 1) / 9.0), Qt::black));
}

QTEST_MAIN(WhatIfTest)
#include "whatif_test.moc"
