// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window is arranged for, and the presenter's mode, by keyboard. With the name of a folder
// in FOREFETCH_SHOTS it leaves pictures there.
#include "core/live/liverun.h"
#include "ui/panels/verdictstrip.h"
#include "ui/window/mainwindow.h"

#include <QDockWidget>
#include <QMenuBar>
#include <QSettings>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QtTest>

using namespace forefetch;
using Perspective = MainWindow::Perspective;

class PerspectivesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_config.path());
        QCoreApplication::setOrganizationName(QStringLiteral("forefetch"));
        QCoreApplication::setApplicationName(QStringLiteral("forefetch"));
    }
    void init()
    {
        QSettings().clear();
        open();
    }
    void cleanup() { m_window.reset(); }

    void eachShowsWhatItIsFor()
    {
        QCOMPARE(m_window->perspective(), Perspective::Tune);
        QVERIFY(isSeen("knobs") && isSeen("transitions"));
        QVERIFY(!dock("tuner")->isHidden()); // behind the graph
        press(Qt::Key_2);
        QCOMPARE(m_window->perspective(), Perspective::Present);
        QVERIFY(isSeen("knobs") && isSeen("transitions"));
        QVERIFY(dock("tables")->isHidden() && dock("model")->isHidden());
        QVERIFY(dock("tuner")->isHidden());
        shoot("present");
        press(Qt::Key_3);
        QVERIFY(isSeen("tables") && isSeen("transitions")); // side by side
        QVERIFY(dock("knobs")->isHidden());
        shoot("investigate");
        press(Qt::Key_1);
        QVERIFY(isSeen("knobs") && isSeen("transitions"));
        QVERIFY(!dock("tuner")->isHidden());
    }

    void eachKeepsItsLayout()
    {
        press(Qt::Key_3);
        dock("model")->hide();
        press(Qt::Key_1);
        QVERIFY(!dock("model")->isHidden());
        press(Qt::Key_3);
        QVERIFY(dock("model")->isHidden());
        QVERIFY(m_window->close());
        open(); // the next start
        QCOMPARE(m_window->perspective(), Perspective::Investigate);
        QVERIFY(dock("model")->isHidden());
        QAction *reset = nullptr;
        for (QAction *each : m_window->findChildren<QAction *>()) {
            if (each->text() == QStringLiteral("&Reset layout"))
                reset = each;
        }
        QVERIFY(reset);
        reset->trigger();
        QVERIFY(!dock("model")->isHidden());
    }

    void presentsOnTheWholeScreen()
    {
        press(Qt::Key_3);
        auto *verdict = m_window->findChild<VerdictStrip *>();
        const double before = m_window->font().pointSizeF();
        const int height = verdict->height();
        press(Qt::Key_F11, Qt::NoModifier);
        QVERIFY(m_window->isPresenting());
        QVERIFY(m_window->isFullScreen());
        QVERIFY(!m_window->menuBar()->isVisible());
        QVERIFY(!m_window->statusBar()->isVisible());
        QCOMPARE(m_window->perspective(), Perspective::Present);
        QVERIFY(m_window->font().pointSizeF() > 1.3 * before);
        QTRY_VERIFY(verdict->height() > height); // its texts have grown, too
        shoot("presenter");
        press(Qt::Key_Escape, Qt::NoModifier);
        QVERIFY(!m_window->isPresenting());
        QVERIFY(!m_window->isFullScreen());
        QVERIFY(m_window->menuBar()->isVisible());
        QCOMPARE(m_window->perspective(), Perspective::Investigate); // as it was
        QCOMPARE(m_window->font().pointSizeF(), before);
        press(Qt::Key_F11, Qt::NoModifier);
        QVERIFY(m_window->close()); // and it does not come back so
        open();
        QVERIFY(!m_window->isPresenting());
        QCOMPARE(m_window->perspective(), Perspective::Investigate);
    }

private:
    void open()
    {
        m_window = std::make_unique<MainWindow>();
        RunPlan plan;
        plan.profile.values = demoSettings();
        plan.users = 20;
        plan.rate = 100;
        QVERIFY(m_window->begin(plan).ok());
        m_window->resize(1440, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    QDockWidget *dock(const char *name) const
    {
        return m_window->findChild<QDockWidget *>(QLatin1String(name));
    }
    bool isSeen(const char *name) const { return !dock(name)->visibleRegion().isEmpty(); }
    void press(Qt::Key key, Qt::KeyboardModifiers with = Qt::ControlModifier)
    {
        QTest::keyClick(m_window.get(), key, with);
        QCoreApplication::processEvents();
    }
    void shoot(const char *name)
    {
        const QString folder = qEnvironmentVariable("FOREFETCH_SHOTS");
        if (folder.isEmpty())
            return;
        QTest::qWait(6000); // until there is something to see
        m_window->grab().save(QStringLiteral("%1/%2.png").arg(folder, QLatin1String(name)));
    }

    QTemporaryDir m_config;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(PerspectivesTest)
#include "perspectives_test.moc"
