// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window from right to left, as for Arabic or Hebrew: it opens, mirrors itself, and charts,
// graph and tables draw. With the name of a folder in FOREFETCH_SHOTS it leaves pictures there.
#include "core/live/liverun.h"
#include "ui/charts/timechart.h"
#include "ui/graph/graphview.h"
#include "ui/panels/modelpanel.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tablespanel.h"
#include "ui/window/mainwindow.h"
#include "ui/window/sourcebar.h"

#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace forefetch;

namespace {

constexpr int kLong = 30'000; // ms, for a busy machine

// An empty picture has a few colours.
bool isDrawn(const QPixmap &picture)
{
    const QImage image = picture.toImage().convertToFormat(QImage::Format_RGB32);
    QSet<QRgb> colours;
    for (int y = 0; y < image.height() && colours.size() <= 8; ++y) {
        for (int x = 0; x < image.width(); ++x)
            colours.insert(image.pixel(x, y));
    }
    return colours.size() > 8;
}

} // namespace

class RightToLeftTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_config.path());
        QCoreApplication::setOrganizationName(QStringLiteral("forefetch"));
        QCoreApplication::setApplicationName(QStringLiteral("forefetch"));
        QApplication::setLayoutDirection(Qt::RightToLeft);
        RunPlan plan;
        plan.profile.values = demoSettings();
        plan.users = 20;
        plan.rate = 200;
        m_window = std::make_unique<MainWindow>();
        QVERIFY(m_window->begin(plan).ok());
        m_window->resize(1440, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get(), kLong));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->snapshot().demand.requests > 600, kLong);
    }
    void cleanupTestCase() { m_window.reset(); }

    void isMirrored()
    {
        const auto *source = m_window->findChild<SourceBar *>();
        const auto labels = source->findChildren<QLabel *>(); // its title is the first with a text
        const auto title = std::ranges::find_if(
            labels, [](const QLabel *label) { return !label->text().isEmpty(); });
        QVERIFY(title != labels.end());
        QVERIFY((*title)->x() > source->width() / 2);
        QAction *file = m_window->menuBar()->actions().first();
        QVERIFY(m_window->menuBar()->actionGeometry(file).x() > m_window->width() / 2);
    }

    void chartsDraw()
    {
        int drawn = 0;
        for (TimeChart *chart : m_window->findChildren<TimeChart *>()) {
            if (!chart->isVisible())
                continue;
            QVERIFY2(isDrawn(chart->grab()), qPrintable(chart->accessibleName()));
            ++drawn;
        }
        QVERIFY(drawn >= 4);
    }

    void graphDraws()
    {
        m_window->findChild<QDockWidget *>(QStringLiteral("transitions"))->raise();
        const auto graphs = m_window->findChildren<GraphView *>(); // that of a period is hidden
        const auto seen = std::ranges::find_if(graphs, &GraphView::isVisible);
        QVERIFY(seen != graphs.end());
        QTRY_VERIFY_WITH_TIMEOUT(isDrawn((*seen)->grab()), kLong);
        QTest::mouseClick(*seen, Qt::LeftButton, {}, (*seen)->rect().center());
        shoot("graph");
    }

    void tablesAndModelAnswer()
    {
        m_window->findChild<QDockWidget *>(QStringLiteral("tables"))->raise();
        auto *tables = m_window->findChild<TablesPanel *>();
        tables->setTab(TablesPanel::Tab::Requests);
        QTRY_VERIFY_WITH_TIMEOUT(tables->view()->model()->rowCount() > 10, kLong);
        tables->view()->setFocus();
        tables->view()->selectRow(0);
        QTest::keyClick(tables->view(), Qt::Key_Down);
        QTest::qWait(300);
        shoot("tables");
        m_window->findChild<QDockWidget *>(QStringLiteral("model"))->raise();
        for (const auto tab :
             {ModelPanel::Tab::Reliability, ModelPanel::Tab::Routes, ModelPanel::Tab::Expected}) {
            m_window->findChild<ModelPanel *>()->setTab(tab);
            QTest::qWait(200);
        }
        shoot("model");
    }

    void perspectivesAndPresenting()
    {
        for (const auto perspective :
             {MainWindow::Perspective::Present, MainWindow::Perspective::Investigate}) {
            m_window->setPerspective(perspective);
            QTest::qWait(100);
        }
        m_window->setPresenting(true);
        QTest::qWait(100);
        m_window->setPresenting(false);
        QVERIFY(m_window->isVisible());
    }

private:
    void shoot(const char *name) const
    {
        const QString folder = qEnvironmentVariable("FOREFETCH_SHOTS");
        if (!folder.isEmpty())
            m_window->grab().save(folder + QStringLiteral("/rtl-%1.png").arg(QLatin1String(name)));
    }

    QTemporaryDir m_config;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(RightToLeftTest)
#include "righttoleft_test.moc"
