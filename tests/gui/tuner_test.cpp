// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tuner's panel on a pipeline in virtual time, driven by mouse and keyboard.
#include "tests/unit/simulate/tunedloop.h"
#include "ui/controls/settingcommand.h"
#include "ui/controls/tunersteps.h"
#include "ui/models/journaltable.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tunercontrols.h"
#include "ui/panels/tunerpanel.h"
#include "ui/panels/whypane.h"

#include <QApplication>
#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QTabBar>
#include <QTranslator>
#include <QUndoStack>
#include <QtTest>

using namespace forefetch;

namespace {

// A panel wired to a loop as the window wires it.
struct Bench
{
    std::unique_ptr<RecordedTrace> trace = bookTrace(3000);
    TunedLoop loop;
    QUndoStack undo;
    TunerSteps steps{loop.settings, undo};
    TunerPanel panel{Theme::light()};
    bool isRunning = true;

    explicit Bench(TunerMode mode, double minProbability = 0.95)
        : loop(*trace, settingsWith(mode, minProbability))
    {
        const auto ask = [this](void (WindowTuner::*what)()) {
            (loop.tuner.*what)();
            loop.tuner.obey();
            update();
        };
        QObject::connect(&panel, &TunerPanel::applyAsked, [=] { ask(&WindowTuner::apply); });
        QObject::connect(&panel, &TunerPanel::dismissAsked, [=] { ask(&WindowTuner::dismiss); });
        QObject::connect(&panel, &TunerPanel::resumeAsked, [=] { ask(&WindowTuner::resume); });
        QObject::connect(&panel, &TunerPanel::anchorAsked,
                         [=] { ask(&WindowTuner::restoreAnchor); });
        QObject::connect(&panel, &TunerPanel::changeAsked, [this](Param param, double value) {
            undo.push(new SettingCommand(loop.settings, param, value, 0));
            update();
        });
        panel.begin(loop.clock());
        panel.resize(1080, 300);
        panel.show();
        panel.activateWindow();
        if (!QTest::qWaitForWindowActive(&panel))
            qFatal("the panel does not become active");
        update();
    }
    void update()
    {
        steps.adopt();
        panel.update({loop.tuner.view(), loop.settings.values(), isRunning, loop.tuner.requests(),
                      loop.clock().now()});
    }
    bool window()
    {
        const bool ended = loop.runToWindow(500);
        update();
        return ended;
    }
    bool untilSuggestion()
    {
        for (int i = 0; i < 5 && !loop.tuner.view()->suggestion; ++i) {
            if (!window())
                return false;
        }
        return loop.tuner.view()->suggestion.has_value();
    }
    TunerControls *controls() { return panel.controls(); }
    TunePoint point() { return pointOf(loop.settings.values()); }
};

// As translations are: German takes a third more room than English.
class LongerWords : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *source, const char *, int) const override
    {
        const QString text = QString::fromUtf8(source);
        const qsizetype end = text.lastIndexOf(QRegularExpression(QStringLiteral("[a-z]"))) + 1;
        return text.left(end) + text.left(end / 3).remove(u'%').remove(u' ') + text.mid(end);
    }
};

void click(QWidget *widget)
{
    QTest::mouseClick(widget, Qt::LeftButton);
}

} // namespace

class TunerPanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::light()); }
    void modeAndAgentAreSettingsLikeOthers();
    void saysWhatItIsDoing();
    void aSuggestionIsAppliedAndTakenBack();
    void aSuggestionIsDismissed();
    void adviceMovesNoKnob();
    void whyOpensTheFigures();
    void automaticStepsAreUndoneExactly();
    void aPersonsChangeStaysAboveTheTunersStep();
    void goesBackToTheAnchor();
    void saysWhyItStoppedAndResumes();
    void theJournalTellsWhatCame();
    void fitsAndHasNames_data();
    void fitsAndHasNames();
};

void TunerPanelTest::modeAndAgentAreSettingsLikeOthers()
{
    Bench b(TunerMode::Off);
    QVERIFY(b.controls()->modeButton(TunerMode::Off)->isChecked());
    click(b.controls()->modeButton(TunerMode::Advise));
    QCOMPARE(b.loop.settings.integer(Param::TunerMode), std::int64_t(TunerMode::Advise));
    QTest::keyClick(b.controls()->modeButton(TunerMode::Advise), Qt::Key_Right);
    QCOMPARE(b.loop.settings.integer(Param::TunerMode), std::int64_t(TunerMode::Auto));
    b.controls()->agentBox()->setFocus();
    QTest::keyClick(b.controls()->agentBox(), Qt::Key_Down);
    QCOMPARE(b.loop.settings.integer(Param::TunerAgent), std::int64_t(TunerAgent::HillClimb));
    QCOMPARE(b.undo.count(), 3);
    for (int i = 0; i < 3; ++i)
        b.undo.undo();
    b.update();
    QCOMPARE(b.loop.settings.integer(Param::TunerMode), std::int64_t(TunerMode::Off));
    QVERIFY(b.controls()->modeButton(TunerMode::Off)->isChecked());
    QCOMPARE(b.controls()->agentBox()->currentText(), QStringLiteral("replay"));
}

void TunerPanelTest::saysWhatItIsDoing()
{
    Bench b(TunerMode::Advise);
    QVERIFY2(b.controls()->sentence().contains(QStringLiteral("looks at the traffic first")),
             qPrintable(b.controls()->sentence()));
    QVERIFY(b.untilSuggestion());
    QVERIFY(b.controls()->sentence().contains(QStringLiteral("suggests a move")));
    QVERIFY(b.loop.settings.set(Param::PrefetchEnabled, 0, "user").ok());
    b.update();
    QVERIFY(b.controls()->sentence().contains(QStringLiteral("prefetching is off")));
    QVERIFY(b.loop.settings.set(Param::TunerMode, 0, "user").ok());
    b.update();
    QVERIFY(b.controls()->sentence().startsWith(QStringLiteral("Off")));
    b.isRunning = false;
    b.update();
    QVERIFY(b.controls()->sentence().startsWith(QStringLiteral("Nothing runs")));
    QVERIFY(!b.controls()->modeButton(TunerMode::Auto)->isEnabled());
    QVERIFY(!b.controls()->anchorButton()->isEnabled());
}

void TunerPanelTest::aSuggestionIsAppliedAndTakenBack()
{
    Bench b(TunerMode::Advise);
    QVERIFY(!b.controls()->card()->isVisible());
    QVERIFY(b.untilSuggestion());
    QVERIFY(b.controls()->card()->isVisible());
    const SettingsValues before = b.loop.settings.values();
    const TunePoint to = b.loop.tuner.view()->suggestion->to;
    const QString text = b.controls()->suggestionText();
    QVERIFY2(text.startsWith(QStringLiteral("Minimum probability: 0.95 → ")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("Expected: +")), qPrintable(text));
    click(b.controls()->applyButton());
    QCOMPARE(b.point(), to);
    QVERIFY(!b.controls()->card()->isVisible());
    QCOMPARE(b.undo.count(), 1);
    QVERIFY(b.undo.undoText().contains(QStringLiteral("Minimum probability 0.95 → ")));
    b.undo.undo();
    QVERIFY(b.loop.settings.values() == before);
    b.undo.redo();
    QCOMPARE(b.point(), to);
    QCOMPARE(b.loop.settings.changes().back().source, std::string("redo"));
    b.update(); // what is undone and redone is no new step
    QCOMPARE(b.undo.count(), 1);
}

void TunerPanelTest::aSuggestionIsDismissed()
{
    Bench b(TunerMode::Advise);
    QVERIFY(b.untilSuggestion());
    const SettingsValues before = b.loop.settings.values();
    QTest::keyClick(b.controls()->dismissButton(), Qt::Key_Space);
    QVERIFY(!b.controls()->card()->isVisible());
    QVERIFY(b.loop.settings.values() == before);
    QCOMPARE(b.undo.count(), 0);
    const RowView *journal = b.panel.journal();
    QCOMPARE(journal->table().textAt(0, JournalTable::State), QStringLiteral("dismissed"));
}

void TunerPanelTest::adviceMovesNoKnob()
{
    Bench b(TunerMode::Advise);
    const SettingsValues before = b.loop.settings.values();
    while (b.window())
        continue;
    QVERIFY(b.loop.tuner.view()->figures.suggestions > 0);
    QVERIFY(b.loop.settings.values() == before);
    QCOMPARE(b.undo.count(), 0);
}

void TunerPanelTest::whyOpensTheFigures()
{
    Bench b(TunerMode::Advise);
    QVERIFY(b.untilSuggestion());
    QVERIFY(!b.panel.why()->isVisible());
    click(b.controls()->whyButton());
    QVERIFY(b.panel.why()->isVisible());
    const QString text = b.panel.why()->why().plain();
    for (const char *word : {"95 % interval", "Hit ratio", "Extra load", "Wasted", "sessions",
                             "windows of traffic", "of one core"})
        QVERIFY2(text.contains(QLatin1String(word)), qPrintable(text));
    QTest::keyClick(b.panel.why(), Qt::Key_Escape);
    QVERIFY(!b.panel.why()->isVisible());
    b.panel.resize(640, 300); // there the figures take the journal's place
    click(b.controls()->whyButton());
    QVERIFY(b.panel.why()->isVisible() && !b.panel.journal()->isVisible());
    click(b.controls()->whyButton());
    QVERIFY(!b.panel.why()->isVisible() && b.panel.journal()->isVisible());
}

void TunerPanelTest::automaticStepsAreUndoneExactly()
{
    Bench b(TunerMode::Auto);
    std::vector<SettingsValues> before;
    while (true) {
        const SettingsValues values = b.loop.settings.values();
        const bool ended = b.window();
        if (b.loop.settings.values() != values) {
            before.push_back(values);
            QVERIFY(TuneEnvelope().holds(b.point()));
        }
        if (!ended)
            break;
    }
    QVERIFY(!before.empty());
    QCOMPARE(static_cast<std::size_t>(b.undo.count()), before.size());
    for (auto values = before.rbegin(); values != before.rend(); ++values) {
        b.undo.undo();
        QVERIFY(b.loop.settings.values() == *values);
    }
}

// The tuner moves, and before anybody looks a person moves the same knob.
void TunerPanelTest::aPersonsChangeStaysAboveTheTunersStep()
{
    Bench b(TunerMode::Off, 0.5);
    const SettingsValues first = b.loop.settings.values();
    QVERIFY(b.loop.settings.apply(withPoint(first, {0.2, 4}), "tuner").ok());
    const SettingsValues second = b.loop.settings.values();
    b.steps.adopt(); // as the window does before each push
    b.undo.push(new SettingCommand(b.loop.settings, Param::SchedulerMinProbability, 0.7, 0));
    QVERIFY(b.loop.settings.apply(withPoint(b.loop.settings.values(), {0.6, 2}), "tuner").ok());
    QVERIFY(b.loop.settings.apply(withPoint(b.loop.settings.values(), {0.4, 2}), "tuner").ok());
    b.steps.adopt();
    QCOMPARE(b.undo.count(), 4);
    for (int i = 0; i < 3; ++i)
        b.undo.undo();
    QVERIFY(b.loop.settings.values() == second);
    b.undo.undo();
    QVERIFY(b.loop.settings.values() == first);
}

void TunerPanelTest::goesBackToTheAnchor()
{
    Bench b(TunerMode::Advise);
    QVERIFY(!b.controls()->anchorButton()->isEnabled());
    QVERIFY(b.untilSuggestion());
    QVERIFY(!b.controls()->anchorButton()->isEnabled()); // that is where it stands
    click(b.controls()->applyButton());
    QVERIFY(b.controls()->anchorButton()->isEnabled());
    QVERIFY2(b.controls()->anchorText().contains(QStringLiteral("→ 0.95")),
             qPrintable(b.controls()->anchorText()));
    const TunePoint applied = b.point();
    click(b.controls()->anchorButton());
    QCOMPARE(b.point(), (TunePoint{0.95, 10}));
    QVERIFY(!b.controls()->anchorButton()->isEnabled());
    QCOMPARE(b.undo.count(), 2);
    b.undo.undo();
    QCOMPARE(b.point(), applied);
}

void TunerPanelTest::saysWhyItStoppedAndResumes()
{
    Bench b(TunerMode::Auto, 0.5);
    TunerView view;
    view.mode = TunerMode::Auto;
    view.stopped = "3 promises in a row were not kept; the last one: promised +2.1 points.";
    QSignalSpy asked(&b.panel, &TunerPanel::resumeAsked);
    const auto show = [&] {
        b.panel.update({std::make_shared<TunerView>(view), b.loop.settings.values(), true, 0,
                        b.loop.clock().now()});
    };
    QVERIFY(!b.controls()->resumeButton()->isVisible());
    show();
    QVERIFY(b.controls()->resumeButton()->isVisible());
    QVERIFY(b.controls()->stoppedText().contains(QStringLiteral("not kept")));
    QVERIFY(b.controls()->sentence().startsWith(QStringLiteral("Stopped")));
    click(b.controls()->resumeButton()); // what is asked brings the tuner's own view back
    QCOMPARE(asked.count(), 1);
    QVERIFY(!b.controls()->resumeButton()->isVisible());
}

void TunerPanelTest::theJournalTellsWhatCame()
{
    Bench b(TunerMode::Advise);
    QVERIFY(b.untilSuggestion());
    click(b.controls()->applyButton());
    RowView *journal = b.panel.journal();
    const auto state = [journal] { return journal->table().textAt(0, JournalTable::State); };
    journal->sortByColumn(JournalTable::Time, Qt::AscendingOrder);
    QCOMPARE(state(), QStringLiteral("being scored"));
    for (int i = 0; i < 3 && state() == QStringLiteral("being scored"); ++i)
        QVERIFY(b.window());
    QVERIFY2(state() == QStringLiteral("kept") || state() == QStringLiteral("broken"),
             qPrintable(state()));
    QVERIFY(journal->table().signAt(0, JournalTable::State).has_value());
    QCOMPARE(journal->table().textAt(0, JournalTable::By), QStringLiteral("you"));
    QVERIFY(journal->table().textAt(0, JournalTable::Promised).startsWith(u'+'));
    QVERIFY(journal->table().textAt(0, JournalTable::Got).contains(QStringLiteral(" ± ")));
    QTest::mouseClick(journal->viewport(), Qt::LeftButton, {},
                      journal->visualRect(journal->table().index(0, 0)).center());
    QVERIFY(b.panel.why()->isVisible());
    QVERIFY(b.panel.why()->why().plain().contains(QStringLiteral("What came")));
}

void TunerPanelTest::fitsAndHasNames_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("dark");
    QTest::newRow("wide, light") << 1100 << false;
    QTest::newRow("narrow, dark") << 640 << true;
    QTest::newRow("wide, long words") << 1100 << true;
}

// No text is cut, and nothing that takes the focus is without a name.
void TunerPanelTest::fitsAndHasNames()
{
    QFETCH(int, width);
    QFETCH(bool, dark);
    LongerWords longer;
    if (QLatin1String(QTest::currentDataTag()).contains(QLatin1String("long")))
        QCoreApplication::installTranslator(&longer);
    const Theme theme = dark ? Theme::dark() : Theme::light();
    applyTheme(*qApp, theme);
    Bench b(TunerMode::Advise);
    b.panel.setTheme(theme);
    b.panel.resize(width, 300);
    QVERIFY(b.untilSuggestion());
    QCOMPARE(b.panel.width(), width); // it needs no more
    QCoreApplication::processEvents();
    QVERIFY(b.controls()->widget()->width() <= b.controls()->viewport()->width());
    for (const QLabel *label : b.controls()->findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        QVERIFY2(label->wordWrap() ? label->height() >= label->heightForWidth(label->width())
                                   : label->width() >= label->sizeHint().width(),
                 qPrintable(label->text()));
    }
    for (int tab = 0; tab < TunerPanel::kTabs; ++tab) {
        b.panel.setTab(static_cast<TunerPanel::Tab>(tab));
        for (const QWidget *widget : b.panel.findChildren<QWidget *>()) {
            if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible() &&
                widget->focusProxy() == nullptr)
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
    }
    applyTheme(*qApp, Theme::light());
}

QTEST_MAIN(TunerPanelTest)
#include "tuner_test.moc"
