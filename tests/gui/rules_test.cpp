// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rules about what is selected in the graph, by mouse and keyboard, on a running demo; and taken
// back.
#include "core/live/liverun.h"
#include "ui/controls/rulesbutton.h"
#include "ui/graph/graphview.h"
#include "ui/panels/transitionspanel.h"
#include "ui/window/mainwindow.h"

#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>

using namespace forefetch;

class RulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_config.path());
        QCoreApplication::setOrganizationName(QStringLiteral("forefetch"));
        QCoreApplication::setApplicationName(QStringLiteral("forefetch"));
    }

    void saysWhatARuleIs()
    {
        QCOMPARE(ruleText({"/a"}), QStringLiteral("Never: /a"));
        QCOMPARE(ruleText({"/a", "/b", 0.6}), QStringLiteral("From 0.6 on: /a after /b"));
    }

    void aRuleIsMadeAndTakenBack()
    {
        MainWindow window;
        RunPlan plan;
        plan.profile.values = demoSettings();
        plan.users = 20;
        plan.rate = 100;
        QVERIFY(window.begin(plan).ok());
        window.resize(1440, 900);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto *panel = window.findChild<TransitionsPanel *>();
        PrefetchRules &rules = window.run()->session().pipeline().rules();
        RulesButton *button = panel->rules();
        QCOMPARE(button->text(), QStringLiteral("Rules"));
        choose(*button, {}); // nothing is selected: nothing to choose
        QVERIFY(rules.isEmpty());

        button->setSelection(QStringLiteral("/items/{number}"),
                             QStringLiteral("/items/{number}/stock"));
        choose(*button, {Qt::Key_N});
        QCOMPARE(*rules.list(),
                 (PrefetchRuleList{{"/items/{number}/stock", "/items/{number}", 2}}));
        QTRY_COMPARE(button->text(), QStringLiteral("Rules: 1"));
        // Of the same edge another one: in its place.
        choose(*button, {Qt::Key_O, Qt::Key_Down, Qt::Key_Return}); // the second: 0.5
        QCOMPARE(rules.list()->size(), std::size_t(1));
        QCOMPARE(rules.list()->front().minProbability, 0.5);
        press(window, Qt::Key_Z);
        QVERIFY(rules.list()->front().isNever());
        press(window, Qt::Key_Z);
        QVERIFY(rules.isEmpty());
        press(window, Qt::Key_Y);
        QVERIFY(!rules.isEmpty());
        QTRY_COMPARE(button->text(), QStringLiteral("Rules: 1"));
        choose(*button, {Qt::Key_T}); // take it away
        QVERIFY(rules.isEmpty());
    }

    // Selecting in the graph is what a rule is about.
    void isAboutWhatIsSelected()
    {
        TransitionsPanel panel(Theme::light());
        Q_EMIT panel.graph()->nodeSelected(QStringLiteral("/items/{number}"));
        PrefetchRuleList chosen;
        connect(panel.rules(), &RulesButton::chosen, this,
                [&chosen](const PrefetchRuleList &rules) { chosen = rules; });
        panel.show();
        choose(*panel.rules(), {Qt::Key_N});
        QCOMPARE(chosen, (PrefetchRuleList{{"/items/{number}", "", 2}}));
        Q_EMIT panel.graph()->nodeSelected(QStringLiteral("POST /login"));
        chosen.clear();
        choose(*panel.rules(), {Qt::Key_N});
        QVERIFY(chosen.empty()); // never prefetched anyway
    }

private:
    // Without a window system a menu that was closed stays the active window.
    static void press(QWidget &window, Qt::Key key)
    {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QApplication::setActiveWindow(&window);
        QTest::keyClick(&window, key, Qt::ControlModifier);
    }
    // Opens the menu by a click and presses keys in what is open then.
    void choose(RulesButton &button, const std::vector<Qt::Key> &keys)
    {
        QTimer::singleShot(0, this, [keys] {
            for (const Qt::Key key : keys) {
                if (QWidget *popup = QApplication::activePopupWidget())
                    QTest::keyClick(popup, key);
            }
            while (QWidget *popup = QApplication::activePopupWidget())
                popup->close();
        });
        QTest::mouseClick(&button, Qt::LeftButton);
        QCoreApplication::processEvents();
    }

    QTemporaryDir m_config;
};

QTEST_MAIN(RulesTest)
#include "rules_test.moc"
