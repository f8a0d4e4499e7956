// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window on a running loop, driven as a person drives it: by mouse and keyboard.
#include "ui/controls/knobrow.h"
#include "ui/controls/knobslider.h"
#include "ui/controls/switch.h"
#include "ui/models/prefetchestable.h"
#include "ui/panels/exporter.h"
#include "ui/panels/helpviewer.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/timelinespanel.h"
#include "ui/panels/verdictstrip.h"
#include "ui/window/connectdialog.h"
#include "ui/window/mainwindow.h"
#include "ui/window/originbanner.h"
#include "ui/window/sourcebar.h"

#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QPushButton>
#include <QSettings>
#include <QTcpServer>
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
    KnobRow *row(const char *id) { return window.findChild<KnobRow *>(QLatin1String(id)); }
    std::uint64_t requests() { return window.snapshot().demand.requests; }
};

int get(const QString &url)
{
    QNetworkAccessManager http;
    http.setProxy(QNetworkProxy::NoProxy);
    std::unique_ptr<QNetworkReply> reply(http.get(QNetworkRequest(QUrl(url))));
    QSignalSpy done(reply.get(), &QNetworkReply::finished);
    if (!reply->isFinished())
        done.wait(kLong);
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

ConnectDialog *openDialog(MainWindow &window)
{
    QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
    auto *dialog = window.findChild<ConnectDialog *>();
    return dialog;
}

void typeTarget(ConnectDialog &dialog, const QString &target, const QString &listen)
{
    auto *line = dialog.findChild<QComboBox *>()->lineEdit();
    line->selectAll();
    QTest::keyClicks(line, target);
    auto *address = dialog.findChild<QLineEdit *>();
    for (QLineEdit *each : dialog.findChildren<QLineEdit *>())
        if (each->accessibleName() == QStringLiteral("Listen address"))
            address = each;
    address->selectAll();
    QTest::keyClicks(address, listen);
}

} // namespace

class WindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void trafficMovesWithPrefetchOff();
    void theSwitchPrefetches();
    void draggingASliderActsAndUndoBringsItBack();
    void freezesAndGoesOn();
    void theTablesFollowTheRun();
    void stopsAndStarts();
    void copiesTheGatewaysAddress();
    void connectsToARealOriginLosesItAndGetsItBack();
    void aTargetThatDoesNotAnswerIsSaidInTheDialog();
    void nonsenseIsSaidInTheDialog();
    void aFaultOfTheShopIsShown();
    void exportsAReport();
    void keepsItsLayoutAndLook();
    void helpOpensWhereTheFocusIs();
    void everyFocusableWidgetHasAName();

private:
    QTemporaryDir m_config;
};

void WindowTest::initTestCase()
{
    qputenv("QT_NO_GLIB", "1");
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_config.path());
    QCoreApplication::setOrganizationName(QStringLiteral("forefetch"));
    QCoreApplication::setApplicationName(QStringLiteral("forefetch"));
}

void WindowTest::trafficMovesWithPrefetchOff()
{
    Shown shown;
    QVERIFY(!shown.settings().enabled(Param::PrefetchEnabled));
    QTRY_VERIFY_WITH_TIMEOUT(shown.requests() > 10, kLong);
    QCOMPARE(shown.window.snapshot().prefetch.scheduled, std::uint64_t{0});
    QVERIFY(shown.window.windowTitle().contains(QStringLiteral("Demo shop")));
}

void WindowTest::theSwitchPrefetches()
{
    Shown shown;
    auto *knob = shown.window.findChild<Switch *>();
    QTest::mouseClick(knob, Qt::LeftButton);
    QVERIFY(shown.settings().enabled(Param::PrefetchEnabled));
    QTRY_VERIFY_WITH_TIMEOUT(shown.window.snapshot().prefetch.scheduled > 0, kLong);
    QVERIFY(shown.window.snapshot().prefetch.balances());
    QTest::keyClick(&shown.window, Qt::Key_P, Qt::ControlModifier);
    QVERIFY(!shown.settings().enabled(Param::PrefetchEnabled));
    QTest::keyClick(&shown.window, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(shown.settings().enabled(Param::PrefetchEnabled));
}

void WindowTest::draggingASliderActsAndUndoBringsItBack()
{
    Shown shown;
    KnobRow *row = shown.row("scheduler.min_probability");
    auto *slider = row->findChild<KnobSlider *>();
    slider->setFocus();
    const double before = shown.settings().number(Param::SchedulerMinProbability);
    QTest::keyClick(slider, Qt::Key_PageUp);
    const double after = shown.settings().number(Param::SchedulerMinProbability);
    QVERIFY(after > before);
    auto *box = row->findChild<QDoubleSpinBox *>();
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, QStringLiteral("0.62"));
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(shown.settings().number(Param::SchedulerMinProbability), 0.62);
    auto *timelines = shown.window.findChild<TimelinesPanel *>();
    timelines->setFocus();
    QTest::keyClick(&shown.window, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(shown.settings().number(Param::SchedulerMinProbability), after);
    QTest::keyClick(&shown.window, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(shown.settings().number(Param::SchedulerMinProbability), before);
    QTest::keyClick(&shown.window, Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(shown.settings().number(Param::SchedulerMinProbability), after);
    // Each of the five changes is marked on every chart.
    QTRY_COMPARE_WITH_TIMEOUT(timelines->chart(Timeline::HitRatio)->marksShown(), 5, kLong);
    QCOMPARE(timelines->chart(Timeline::Outcomes)->marksShown(), 5);
}

void WindowTest::freezesAndGoesOn()
{
    Shown shown;
    auto *timelines = shown.window.findChild<TimelinesPanel *>();
    timelines->setFocus();
    QTest::keyClick(&shown.window, Qt::Key_Space);
    QVERIFY(timelines->isFrozen());
    const std::uint64_t then = shown.requests();
    QTRY_VERIFY_WITH_TIMEOUT(shown.requests() > then + 20, kLong); // what is measured goes on
    QTest::keyClick(&shown.window, Qt::Key_L);
    QVERIFY(!timelines->isFrozen());
}

void WindowTest::theTablesFollowTheRun()
{
    Shown shown;
    auto *tables = shown.window.findChild<TablesPanel *>();
    QVERIFY(tables->visibleRegion().isEmpty()); // the graph is in front
    QTRY_VERIFY_WITH_TIMEOUT(shown.requests() > 10, kLong);
    QCOMPARE(tables->view()->table().total(), std::size_t{0}); // nothing is read
    QTest::keyClick(&shown.window, Qt::Key_Slash);
    QTRY_VERIFY(!tables->visibleRegion().isEmpty());
    QVERIFY(tables->filterField()->hasFocus());
    const LiveTable &requests = tables->view(TablesPanel::Tab::Requests)->table();
    QTRY_VERIFY_WITH_TIMEOUT(requests.rowCount() > 10, kLong);
    tables->view()->setFocus();
    QTest::keyClick(&shown.window, Qt::Key_Space);
    QVERIFY(tables->isFrozen());
    QTest::keyClick(&shown.window, Qt::Key_L);
    QVERIFY(!tables->isFrozen());
    QVERIFY(shown.settings().set(Param::PrefetchEnabled, 1, "test").ok());
    tables->setTab(TablesPanel::Tab::Prefetches);
    const LiveTable &prefetches = tables->view()->table();
    const auto answered = [&] {
        for (int row = 0; row < prefetches.rowCount(); ++row)
            if (prefetches.textAt(row, PrefetchesTable::Status) == QStringLiteral("200"))
                return true;
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(answered(), kLong);
    QTest::keyClick(&shown.window, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier); // anew
    QCOMPARE(tables->view()->table().total(), std::size_t{0});
}

void WindowTest::stopsAndStarts()
{
    Shown shown;
    QTRY_VERIFY_WITH_TIMEOUT(shown.requests() > 10, kLong);
    QVERIFY(shown.settings().set(Param::WorkersCount, 7, "user").ok());
    QTest::keyClick(&shown.window, Qt::Key_Period, Qt::ControlModifier);
    QVERIFY(!shown.window.isRunning());
    const std::uint64_t then = shown.requests();
    QTest::qWait(150);
    QCOMPARE(shown.requests(), then);
    QTest::keyClick(&shown.window, Qt::Key_R, Qt::ControlModifier);
    QVERIFY(shown.window.isRunning());
    QCOMPARE(shown.settings().number(Param::WorkersCount), 7.0); // what was set, holds
    QTRY_VERIFY_WITH_TIMEOUT(shown.requests() > 10, kLong);
}

void WindowTest::copiesTheGatewaysAddress()
{
    Shown shown;
    QTest::mouseClick(shown.window.findChild<SourceBar *>()->copyButton(), Qt::LeftButton);
    const QString address = QGuiApplication::clipboard()->text();
    QCOMPARE(address, QString::fromStdString(shown.window.run()->gatewayUrl()));
    QCOMPARE(get(address + QStringLiteral("/api/catalogue")), 200);
}

void WindowTest::connectsToARealOriginLosesItAndGetsItBack()
{
    const RealClock clock;
    ShopServer::Options options;
    auto api = std::make_unique<ShopServer>(options, clock);
    const auto bound = api->start();
    QVERIFY(bound.ok());
    options.listen = *bound;
    Shown shown;
    ConnectDialog *dialog = openDialog(shown.window);
    QVERIFY(dialog);
    const QString target = QStringLiteral("http://") + QString::fromStdString(bound->text());
    typeTarget(*dialog, target, QStringLiteral("127.0.0.1:0"));
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.window.run()->plan().isDemo, kLong);
    QVERIFY(shown.window.windowTitle().contains(target));
    const QString gateway = QString::fromStdString(shown.window.run()->gatewayUrl());
    QCOMPARE(get(gateway + QStringLiteral("/api/catalogue")), 200);

    auto *banner = shown.window.findChild<OriginBanner *>();
    QVERIFY(!banner->isVisible());
    api.reset();
    const QString search = QStringLiteral("/api/search?q=lamp");
    QVERIFY(get(gateway + search) >= 500);
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), kLong);
    QVERIFY2(banner->text().contains(target), qPrintable(banner->text()));

    api = std::make_unique<ShopServer>(options, clock);
    const auto again = api->start();
    QVERIFY2(again.ok(), again.ok() ? "" : again.error().text.c_str());
    QTRY_COMPARE_WITH_TIMEOUT(get(gateway + search), 200, kLong);
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(QStringLiteral("answers again")), kLong);
}

void WindowTest::aTargetThatDoesNotAnswerIsSaidInTheDialog()
{
    QTcpServer server; // for a port that nobody listens on afterwards
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const quint16 port = server.serverPort();
    server.close();
    Shown shown;
    ConnectDialog *dialog = openDialog(shown.window);
    QVERIFY(dialog);
    typeTarget(*dialog, QStringLiteral("http://127.0.0.1:%1").arg(port),
               QStringLiteral("127.0.0.1:0"));
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(dialog->problem().contains(QStringLiteral("does not answer")), kLong);
    QVERIFY(shown.window.run()->plan().isDemo); // still runs
    for (QPushButton *button : dialog->findChildren<QPushButton *>())
        if (button->accessibleName() == QStringLiteral("Start anyway"))
            QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.window.run()->plan().isDemo, kLong);
}

void WindowTest::nonsenseIsSaidInTheDialog()
{
    Shown shown;
    ConnectDialog *dialog = openDialog(shown.window);
    QVERIFY(dialog);
    typeTarget(*dialog, QStringLiteral("ftp://files"), QStringLiteral("127.0.0.1:0"));
    QTest::keyClick(dialog, Qt::Key_Return);
    QVERIFY(dialog->isVisible());
    QVERIFY2(dialog->problem().contains(QStringLiteral("http")), qPrintable(dialog->problem()));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(shown.window.run()->plan().isDemo);
}

void WindowTest::aFaultOfTheShopIsShown()
{
    Shown shown;
    shown.window.run()->cast()->faults().begin(Fault::Errors100);
    auto *banner = shown.window.findChild<OriginBanner *>();
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(QStringLiteral("503")), kLong);
    shown.window.run()->cast()->faults().endAll();
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(QStringLiteral("answers again")), kLong);
}

void WindowTest::exportsAReport()
{
    Shown shown;
    QTRY_VERIFY_WITH_TIMEOUT(shown.requests() > 10, kLong);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("report.html"));
    shown.window.exporter()->setFileChooser([&](const QString &, const QString &) { return path; });
    QTest::keyClick(&shown.window, Qt::Key_E, Qt::ControlModifier);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString html = QString::fromUtf8(file.readAll());
    QVERIFY(html.contains(QStringLiteral("<svg")) && html.contains(QStringLiteral("Demo shop")));
    QVERIFY(html.contains(QString::fromStdString(shown.window.run()->gatewayUrl())));
}

void WindowTest::keepsItsLayoutAndLook()
{
    {
        Shown shown;
        shown.window.setLook(MainWindow::Look::Dark);
        shown.window.resize(1111, 777);
        QVERIFY(shown.window.close());
    }
    Shown shown;
    QVERIFY(shown.window.theme().isDark);
    shown.window.setLook(MainWindow::Look::Light);
    QVERIFY(!shown.window.theme().isDark);
    QVERIFY(shown.window.close());
}

void WindowTest::helpOpensWhereTheFocusIs()
{
    Shown shown;
    shown.row("workers.count")->findChild<KnobSlider *>()->setFocus();
    QTest::keyClick(&shown.window, Qt::Key_F1);
    auto *help = shown.window.findChild<HelpViewer *>();
    QVERIFY(help && help->isVisible());
    QCOMPARE(help->page(), std::size_t{1}); // where the parameters stand
    QVERIFY(help->knows(QStringLiteral("sources")));
    QVERIFY(help->knows(QStringLiteral("parameters")));
}

void WindowTest::everyFocusableWidgetHasAName()
{
    Shown shown;
    ConnectDialog dialog({});
    QStringList nameless;
    for (const QWidget *root :
         {static_cast<const QWidget *>(&shown.window), static_cast<const QWidget *>(&dialog)})
        for (const QWidget *widget : root->findChildren<QWidget *>()) {
            const bool inner = widget->focusProxy() != nullptr ||
                               widget->objectName().startsWith(QStringLiteral("qt_")) ||
                               widget->inherits("QComboBoxListView") ||
                               qobject_cast<const QLineEdit *>(widget) != nullptr;
            if (widget->focusPolicy() != Qt::NoFocus && !inner &&
                widget->accessibleName().isEmpty())
                nameless << QString::fromLatin1(widget->metaObject()->className());
        }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u' ')));
}

QTEST_MAIN(WindowTest)
#include "window_test.moc"
