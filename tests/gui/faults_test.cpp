// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Faults in the window: the menu, the chip, the key that ends them all, marks on the charts.
#include "ui/charts/timechart.h"
#include "ui/panels/timelinespanel.h"
#include "ui/window/mainwindow.h"
#include "ui/window/sourcebar.h"

#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace forefetch;

namespace {

constexpr int kLong = 20'000; // ms, for a busy machine

// A running demo in a window.
struct Shown
{
    MainWindow window;

    Shown()
    {
        RunPlan plan;
        plan.profile.values = demoSettings();
        plan.profile.values[Param::PrefetchEnabled] = 0;
        plan.users = 20;
        plan.rate = 100;
        const auto begun = window.begin(plan);
        if (!begun)
            qFatal("%s", begun.error().text.c_str());
        window.resize(1280, 800);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window, kLong))
            qFatal("the window does not become active");
    }
    Settings &settings() { return window.run()->session().settings(); }
    FaultBoard &faults() { return window.run()->cast()->faults(); }
    QToolButton *chip() { return window.findChild<SourceBar *>()->faultsChip(); }
};

QMenu *faultsMenu(MainWindow &window)
{
    for (QAction *action : window.menuBar()->actions()) {
        if (action->text() == QStringLiteral("F&aults"))
            return action->menu();
    }
    return nullptr;
}

// As a person does it: opens the menu and clicks the line.
void chooseFault(MainWindow &window, const QString &name)
{
    QMenu *menu = faultsMenu(window);
    QMenuBar *bar = window.menuBar();
    QTest::mouseClick(bar, Qt::LeftButton, {}, bar->actionGeometry(menu->menuAction()).center());
    if (!QTest::qWaitFor([menu] { return menu->isVisible(); }, kLong))
        qFatal("the menu does not open");
    for (QAction *action : menu->actions()) {
        if (action->text() == name)
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
    }
}

} // namespace

class FaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theMenuBeginsAndEndsFaults();
    void oneKeyAndOneClickEndAllFaults();
    void onlyTheDemoHasFaults();

private:
    QTemporaryDir m_config;
};

void FaultsTest::initTestCase()
{
    qputenv("QT_NO_GLIB", "1");
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_config.path());
    QCoreApplication::setOrganizationName(QStringLiteral("forefetch"));
    QCoreApplication::setApplicationName(QStringLiteral("forefetch"));
}

void FaultsTest::theMenuBeginsAndEndsFaults()
{
    Shown shown;
    const FaultBoard &faults = shown.faults();
    QToolButton *chip = shown.chip();
    QVERIFY(!chip->isVisible());
    chooseFault(shown.window, QStringLiteral("errors-30"));
    QVERIFY(faults.isOn(Fault::Errors30));
    QTRY_VERIFY_WITH_TIMEOUT(chip->isVisible(), kLong);
    QCOMPARE(chip->text(), QStringLiteral("Fault: errors-30"));
    QVERIFY(!chip->icon().isNull());
    QVERIFY(shown.window.statusBar()->currentMessage().contains(QStringLiteral("Three answers")));
    chooseFault(shown.window, QStringLiteral("latency-x5"));
    QTRY_COMPARE_WITH_TIMEOUT(chip->text(), QStringLiteral("Faults: latency-x5 + 1"), kLong);
    // Its beginning is a mark on every chart, and in what is exported.
    TimeChart *chart = shown.window.findChild<TimelinesPanel *>()->chart(Timeline::HitRatio);
    QTRY_COMPARE_WITH_TIMEOUT(chart->marksShown(), 2, kLong);
    QCOMPARE(shown.window.snapshot().faults.size(), std::size_t{2});
    chooseFault(shown.window, QStringLiteral("errors-30")); // again: it ends
    QVERIFY(!faults.isOn(Fault::Errors30) && faults.isOn(Fault::LatencyX5));
    QTRY_COMPARE_WITH_TIMEOUT(chart->marksShown(), 3, kLong);
}

void FaultsTest::oneKeyAndOneClickEndAllFaults()
{
    Shown shown;
    FaultBoard &faults = shown.faults();
    QToolButton *chip = shown.chip();
    faults.begin(Fault::Flapping);
    faults.begin(Fault::CacheResize);
    const double whole = shown.settings().number(Param::CacheCapacity);
    QTRY_VERIFY_WITH_TIMEOUT(chip->isVisible(), kLong);
    QTRY_COMPARE_WITH_TIMEOUT(shown.settings().number(Param::CacheCapacity), 1.0, kLong);
    QTest::keyClick(&shown.window, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(faults.now().empty());
    QVERIFY(!chip->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(shown.settings().number(Param::CacheCapacity), whole, kLong);
    faults.begin(Fault::Resets);
    QTRY_VERIFY_WITH_TIMEOUT(chip->isVisible(), kLong);
    QTest::mouseClick(chip, Qt::LeftButton);
    QVERIFY(faults.now().empty());
    QVERIFY(!chip->isVisible());
}

void FaultsTest::onlyTheDemoHasFaults()
{
    Shown shown;
    QMenu *menu = faultsMenu(shown.window);
    const auto enabled = [menu] {
        return std::ranges::count_if(menu->actions(),
                                     [](QAction *a) { return a->isCheckable() && a->isEnabled(); });
    };
    QCOMPARE(enabled(), std::ptrdiff_t{kFaultCount});
    for (QAction *action : menu->actions())
        QVERIFY(!action->isCheckable() || !action->statusTip().isEmpty());
    shown.window.stop();
    QCOMPARE(enabled(), std::ptrdiff_t{0});
    RunPlan gateway;
    gateway.isDemo = false;
    gateway.target = *Origin::parse("http://127.0.0.1:9");
    QVERIFY(shown.window.begin(gateway));
    QCOMPARE(enabled(), std::ptrdiff_t{0});
}

QTEST_MAIN(FaultsTest)
#include "faults_test.moc"
