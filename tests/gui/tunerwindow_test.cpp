// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tuner in the window on a running demo: its menu and keys, its steps on the undo stack, the
// what-if that follows a knob.
#include "ui/charts/timechart.h"
#include "ui/charts/whatifcurve.h"
#include "ui/controls/knobrow.h"
#include "ui/controls/knobslider.h"
#include "ui/panels/timelinespanel.h"
#include "ui/panels/tunercontrols.h"
#include "ui/panels/tunerpanel.h"
#include "ui/panels/whatifpane.h"
#include "ui/window/mainwindow.h"

#include <QFrame>
#include <QMenu>
#include <QMenuBar>
#include <QRadioButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

using namespace forefetch;

namespace {

constexpr int kLong = 20'000;     // ms, for a busy machine
constexpr int kWindows = 150'000; // two windows of traffic, and what they take to be replayed

// A running demo in a window, whose windows of traffic are soon over.
struct Shown
{
    MainWindow window;

    explicit Shown(TunerMode mode = TunerMode::Off)
    {
        RunPlan plan;
        plan.profile.values = demoSettings();
        plan.profile.values[Param::SchedulerMinProbability] = 0.9;
        plan.profile.values[Param::TunerMode] = static_cast<double>(mode);
        plan.profile.values[Param::WorkersCount] = 8;
        plan.profile.values[Param::WorkersMaxRequestsPerSecond] = 100;
        plan.users = 100;
        plan.rate = 200;
        const auto begun = window.begin(plan);
        if (!begun)
            qFatal("%s", begun.error().text.c_str());
        window.resize(1280, 800);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window, kLong))
            qFatal("the window does not become active");
        const QRadioButton *off = panel()->controls()->modeButton(TunerMode::Off);
        if (!QTest::qWaitFor([off] { return off->isEnabled(); }, kLong))
            qFatal("the tuner cannot be used");
    }
    Settings &settings() { return window.run()->session().settings(); }
    TunerPanel *panel() { return window.findChild<TunerPanel *>(); }
    TunePoint point() { return pointOf(settings().values()); }
    void key(Qt::Key key, Qt::KeyboardModifiers with = Qt::ControlModifier)
    {
        QTest::keyClick(&window, key, with);
    }
};

// As a person does it: opens the menu and clicks the line.
void chooseInTune(MainWindow &window, const QString &text)
{
    QMenuBar *bar = window.menuBar();
    for (QAction *top : bar->actions()) {
        if (top->text() != QStringLiteral("&Tune"))
            continue;
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->actionGeometry(top).center());
        if (!QTest::qWaitFor([top] { return top->menu()->isVisible(); }, kLong))
            qFatal("the menu does not open");
        for (QAction *action : top->menu()->actions()) {
            if (action->text() == text)
                QTest::mouseClick(top->menu(), Qt::LeftButton, {},
                                  top->menu()->actionGeometry(action).center());
        }
    }
}

} // namespace

class TunerWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theMenuAndThePanelSetTheMode();
    void aStepOfTheTunerIsOneStepOfUndo();
    void theWhatIfFollowsTheSlider();
    void aLiveSuggestionIsAppliedAndTakenBack();

private:
    QTemporaryDir m_config;
};

void TunerWindowTest::initTestCase()
{
    qputenv("QT_NO_GLIB", "1");
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_config.path());
    QCoreApplication::setOrganizationName(QStringLiteral("forefetch"));
    QCoreApplication::setApplicationName(QStringLiteral("forefetch"));
}

void TunerWindowTest::theMenuAndThePanelSetTheMode()
{
    Shown shown;
    QVERIFY(!shown.panel()->isLooking());
    shown.key(Qt::Key_T);
    QTRY_VERIFY(shown.panel()->isLooking());
    QTRY_VERIFY(shown.panel()->controls()->modeButton(TunerMode::Off)->hasFocus());
    chooseInTune(shown.window, QStringLiteral("&Advise"));
    QCOMPARE(shown.settings().integer(Param::TunerMode), std::int64_t(TunerMode::Advise));
    QVERIFY(shown.panel()->controls()->modeButton(TunerMode::Advise)->isChecked());
    QTest::mouseClick(shown.panel()->controls()->modeButton(TunerMode::Auto), Qt::LeftButton);
    QCOMPARE(shown.settings().integer(Param::TunerMode), std::int64_t(TunerMode::Auto));
    QCOMPARE(shown.settings().changes().back().source, std::string("user"));
    shown.key(Qt::Key_Z);
    shown.key(Qt::Key_Z);
    QCOMPARE(shown.settings().integer(Param::TunerMode), std::int64_t(TunerMode::Off));
    shown.key(Qt::Key_Return); // there is nothing to apply
    QCOMPARE(shown.settings().changes().back().source, std::string("undo"));
}

void TunerWindowTest::aStepOfTheTunerIsOneStepOfUndo()
{
    Shown shown;
    auto *slider = shown.window.findChild<KnobRow *>(QStringLiteral("workers.count"))
                       ->findChild<KnobSlider *>();
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    const SettingsValues before = shown.settings().values();
    QVERIFY(shown.settings().apply(withPoint(before, {0.4, 3}), "tuner").ok());
    const SettingsValues after = shown.settings().values();
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right); // before the window has looked
    auto *timelines = shown.window.findChild<TimelinesPanel *>();
    QTRY_COMPARE_WITH_TIMEOUT(timelines->chart(Timeline::HitRatio)->marksShown(), 3, kLong);
    shown.key(Qt::Key_Z);
    QVERIFY(shown.settings().values() == after);
    shown.key(Qt::Key_Z);
    QVERIFY(shown.settings().values() == before);
    QVERIFY(shown.settings().apply(withPoint(before, {0.5, 2}), "tuner").ok());
    shown.key(Qt::Key_Z); // at once: it is the tuner's step that goes
    QVERIFY(shown.settings().values() == before);
}

void TunerWindowTest::theWhatIfFollowsTheSlider()
{
    Shown shown;
    shown.key(Qt::Key_T);
    shown.panel()->setTab(TunerPanel::Tab::Curve);
    WhatIfCurve *curve = shown.panel()->whatIf()->curve();
    QVERIFY(!curve->placeOfNow());
    QTRY_VERIFY_WITH_TIMEOUT(curve->placeOfNow().has_value(), kWindows);
    QVERIFY(curve->points().size() > 10);
    const QPointF before = *curve->placeOfNow();
    auto *slider = shown.window.findChild<KnobRow *>(QStringLiteral("scheduler.min_probability"))
                       ->findChild<KnobSlider *>();
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Home);
    QVERIFY(*curve->placeOfNow() != before); // no tick in between
    QVERIFY2(curve->headText().startsWith(QStringLiteral("Now 0:")), qPrintable(curve->headText()));
    QVERIFY(!shown.panel()->view().whatIf.empty());
    QVERIFY(shown.panel()->view().oracleAll >= shown.panel()->view().oracleSeen);
}

void TunerWindowTest::aLiveSuggestionIsAppliedAndTakenBack()
{
    Shown shown(TunerMode::Advise);
    const SettingsValues before = shown.settings().values();
    TunerControls *controls = shown.panel()->controls();
    QTRY_VERIFY_WITH_TIMEOUT(!controls->card()->isHidden(), kWindows);
    QVERIFY(shown.settings().values() == before); // it has moved no knob
    const TunePoint to = shown.panel()->view().suggestion->to;
    shown.key(Qt::Key_Return);
    QVERIFY(shown.settings().values() == withPoint(before, to));
    QTRY_VERIFY_WITH_TIMEOUT(controls->card()->isHidden(), kLong);
    shown.key(Qt::Key_B); // back to the anchor
    QVERIFY(shown.settings().values() == before);
    shown.key(Qt::Key_Z);
    QVERIFY(shown.point() == to);
    shown.key(Qt::Key_Z);
    QVERIFY(shown.settings().values() == before);
}

QTEST_MAIN(TunerWindowTest)
#include "tunerwindow_test.moc"
