// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the window on the running demo, driven by mouse and keyboard as a person would: the
// first ten seconds, one picture each (prefetch off, switched on after three, the threshold dragged
// after seven, Ctrl+Z after nine), then what the README and the guide show.
//
//     QT_QPA_PLATFORM=offscreen window_shots FOLDER
//     QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=2 window_shots FOLDER   (the same, twice as fine)
//     QT_QPA_PLATFORM=offscreen window_shots FOLDER long   (every text a third longer, as in German)
//     QT_QPA_PLATFORM=offscreen window_shots FOLDER faults (and with faults of the demo)
//     QT_QPA_PLATFORM=offscreen window_shots FOLDER tuner  (the tuner and its what-if instead)
//     QT_QPA_PLATFORM=offscreen window_shots FOLDER long tuner
//     QT_QPA_PLATFORM=offscreen window_shots FOLDER /var/log/access.log  (and that log, asked)
//
// Prints how long the first frame took, from main to the window's first painting.
#include "core/live/liverun.h"
#include "ui/charts/whatifcurve.h"
#include "ui/controls/knobrow.h"
#include "ui/controls/knobslider.h"
#include "ui/controls/switch.h"
#include "ui/panels/modelpanel.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/tunercontrols.h"
#include "ui/panels/tunerpanel.h"
#include "ui/panels/whatifpane.h"
#include "ui/window/logdialog.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QMenu>
#include <QMenuBar>
#include <QFrame>
#include <QPushButton>
#include <QSettings>
#include <QStyle>
#include <QStyleOptionSlider>
#include <QTemporaryDir>
#include <QTimer>
#include <QTranslator>
#include <QtTest/qtestkeyboard.h>
#include <QtTest/qtestmouse.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <string_view>

using namespace forefetch;

namespace {

// As translations are: German takes a third more room than English, short words half more.
class LongerWords : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *source, const char *, int) const override
    {
        QString text = QString::fromUtf8(source);
        const auto isLetter = [](QChar c) { return c.isLetter(); };
        const auto last = std::find_if(text.rbegin(), text.rend(), isLetter);
        if (last == text.rend() || text.contains(u'<'))
            return text;
        const qsizetype more =
            std::max<qsizetype>(text.size() < 12 ? text.size() / 2 : 0, text.size() / 3);
        const qsizetype at = text.size() - std::distance(text.rbegin(), last);
        return text.insert(at, QStringLiteral("enungsheitlichkeiten").repeated(8).left(more));
    }
};

class FirstFrame : public QObject
{
public:
    explicit FirstFrame(const QElapsedTimer &since) : m_since(since) {}
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_ms < 0)
            m_ms = m_since.elapsed();
        return false;
    }
    qint64 ms() const { return m_ms; }

private:
    const QElapsedTimer &m_since;
    qint64 m_ms = -1;
};

void wait(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

class Photographer
{
public:
    Photographer(MainWindow &window, QString folder) : m_window(window), m_folder(std::move(folder))
    {
    }

    void shoot(const QString &name)
    {
        const QString path = m_folder + QLatin1Char('/') + name + QStringLiteral(".png");
        if (!m_window.grab().save(path))
            std::fprintf(stderr, "cannot write %s\n", qPrintable(path));
    }

    // The handle of a knob, dragged to a share of its way.
    void drag(const char *id, double to)
    {
        auto *slider = m_window.findChild<KnobRow *>(QLatin1String(id))->findChild<KnobSlider *>();
        QStyleOptionSlider option;
        option.initFrom(slider);
        option.orientation = Qt::Horizontal;
        option.minimum = slider->minimum();
        option.maximum = slider->maximum();
        option.sliderPosition = option.sliderValue = slider->sliderPosition();
        const QRect handle = slider->style()->subControlRect(QStyle::CC_Slider, &option,
                                                             QStyle::SC_SliderHandle, slider);
        const QPoint goal(static_cast<int>(to * slider->width()), slider->height() / 2);
        QTest::mousePress(slider, Qt::LeftButton, {}, handle.center());
        for (int step = 1; step <= 10; ++step)
            QTest::mouseMove(slider, handle.center() + (goal - handle.center()) * step / 10, 20);
        QTest::mouseRelease(slider, Qt::LeftButton, {}, goal);
    }

    void firstTenSeconds()
    {
        QElapsedTimer clock;
        clock.start();
        for (int second = 1; second <= 10; ++second) {
            wait(static_cast<int>(std::max<qint64>(1, second * 1000 - clock.elapsed())));
            shoot(QStringLiteral("second-%1").arg(second, 2, 10, QLatin1Char('0')));
            if (second == 3)
                QTest::mouseClick(m_window.findChild<Switch *>(), Qt::LeftButton);
            if (second == 7)
                drag("scheduler.min_probability", 0.06);
            if (second == 9)
                QTest::keyClick(&m_window, Qt::Key_Z, Qt::ControlModifier);
        }
    }

    // The parts of the model and the reason of a prefetch, as they look in this size and colours.
    void model(const QString &suffix)
    {
        m_window.findChild<QDockWidget *>(QStringLiteral("model"))->raise();
        auto *panel = m_window.findChild<ModelPanel *>();
        for (const auto &[tab, name] :
             {std::pair(ModelPanel::Tab::Reliability, QStringLiteral("reliability-")),
              std::pair(ModelPanel::Tab::Routes, QStringLiteral("routes-")),
              std::pair(ModelPanel::Tab::Expected, QStringLiteral("expected-"))}) {
            panel->setTab(tab);
            wait(1500);
            if (tab == ModelPanel::Tab::Expected) {
                panel->expected()->selectRow(0);
                wait(300);
            }
            shoot(name + suffix);
        }
        panel->expected()->clearSelection();
        m_window.findChild<QDockWidget *>(QStringLiteral("tables"))->raise();
        auto *tables = m_window.findChild<TablesPanel *>();
        tables->setTab(TablesPanel::Tab::Prefetches);
        wait(800);
        tables->view()->selectRow(1);
        wait(400);
        shoot(QStringLiteral("why-") + suffix);
        tables->view()->clearSelection();
        m_window.findChild<QDockWidget *>(QStringLiteral("transitions"))->raise();
        wait(1500);
        shoot(QStringLiteral("graph-") + suffix);
    }

    void tour()
    {
        m_window.setLook(MainWindow::Look::Light);
        wait(15'000);
        shoot(QStringLiteral("window-light"));
        model(QStringLiteral("light"));
        m_window.setLook(MainWindow::Look::Dark);
        wait(500);
        shoot(QStringLiteral("window-dark"));
        model(QStringLiteral("dark"));
        m_window.findChild<QDockWidget *>(QStringLiteral("tables"))->raise();
        auto *tables = m_window.findChild<TablesPanel *>();
        tables->setTab(TablesPanel::Tab::Prefetches);
        wait(800);
        shoot(QStringLiteral("tables-dark"));
        m_window.setLook(MainWindow::Look::Light);
        m_window.resize(1024, 700);
        wait(800);
        shoot(QStringLiteral("small-light"));
        model(QStringLiteral("small"));
    }

    // Two faults, their menu, and the charts once they are over.
    void faults()
    {
        FaultBoard &board = m_window.run()->cast()->faults();
        for (const auto look : {MainWindow::Look::Light, MainWindow::Look::Dark}) {
            const QString name = look == MainWindow::Look::Light ? QStringLiteral("faults-light")
                                                                 : QStringLiteral("faults-dark");
            m_window.setLook(look);
            board.begin(Fault::LatencyX5);
            wait(3000);
            board.begin(Fault::Errors30);
            wait(4000);
            shoot(name);
            for (QAction *action : m_window.menuBar()->actions()) {
                if (action->text() == QStringLiteral("F&aults"))
                    action->menu()->grab().save(m_folder + u'/' + name +
                                                QStringLiteral("-menu.png"));
            }
            board.endAll();
            wait(3000);
        }
        m_window.setLook(MainWindow::Look::Light);
        shoot(QStringLiteral("faults-over"));
    }

    // The tuner with a suggestion, why it is made, and what other settings would come to.
    void tuner()
    {
        wait(500);
        m_window.findChild<QDockWidget *>(QStringLiteral("tuner"))->raise();
        auto *panel = m_window.findChild<TunerPanel *>();
        shoot(QStringLiteral("tuner-empty"));
        for (int second = 0; second < 100 && panel->controls()->card()->isHidden(); ++second)
            wait(1000);
        wait(500);
        tunerTabs(QStringLiteral("light"));
        m_window.setLook(MainWindow::Look::Dark);
        tunerTabs(QStringLiteral("dark"));
        m_window.resize(1024, 700);
        tunerTabs(QStringLiteral("small-dark"));
        m_window.setLook(MainWindow::Look::Light);
        tunerTabs(QStringLiteral("small-light"));
        m_window.resize(1440, 900);
        panel->setTab(TunerPanel::Tab::Advice);
        QTest::keyClick(&m_window, Qt::Key_Return, Qt::ControlModifier);
        wait(1000);
        shoot(QStringLiteral("tuner-applied"));
    }

    void tunerTabs(const QString &suffix)
    {
        auto *panel = m_window.findChild<TunerPanel *>();
        panel->setTab(TunerPanel::Tab::Advice);
        wait(600);
        shoot(QStringLiteral("tuner-") + suffix);
        panel->controls()->whyButton()->click();
        wait(300);
        shoot(QStringLiteral("tuner-why-") + suffix);
        panel->controls()->whyButton()->click();
        panel->setTab(TunerPanel::Tab::Curve);
        wait(300);
        shoot(QStringLiteral("whatif-") + suffix);
        WhatIfCurve *curve = panel->whatIf()->curve();
        curve->setFocus();
        QTest::keyClick(curve, Qt::Key_End);
        QTest::keyClick(curve, Qt::Key_Left);
        wait(200);
        shoot(QStringLiteral("whatif-chosen-") + suffix);
        panel->setTab(TunerPanel::Tab::Figures);
        wait(300);
        shoot(QStringLiteral("figures-") + suffix);
        panel->whatIf()->setChosen(std::nullopt);
    }

    // A log in its own window: read, simulated, answered.
    void log(const QString &path)
    {
        m_window.openLog({.path = path.toStdString()});
        auto *dialog = m_window.findChild<LogDialog *>();
        for (const auto look : {MainWindow::Look::Light, MainWindow::Look::Dark}) {
            m_window.setLook(look);
            const QString name =
                look == MainWindow::Look::Light ? QStringLiteral("light") : QStringLiteral("dark");
            wait(3000);
            dialog->grab().save(m_folder + QStringLiteral("/log-%1.png").arg(name));
            QTest::mouseClick(dialog->runButton(), Qt::LeftButton);
            wait(6000);
            dialog->grab().save(m_folder + QStringLiteral("/answer-%1.png").arg(name));
            m_window.openLog({.path = path.toStdString()});
        }
    }

private:
    MainWindow &m_window;
    QString m_folder;
};

} // namespace

int main(int argc, char **argv)
{
    QElapsedTimer since;
    since.start();
    QApplication application(argc, argv);
    QStringList options = application.arguments().mid(2);
    const bool longer = options.removeAll(QStringLiteral("long")) > 0;
    const bool withTuner = options.removeAll(QStringLiteral("tuner")) > 0;
    const bool withFaults = options.removeAll(QStringLiteral("faults")) > 0;
    if (argc < 2 || options.size() > 1 || !QDir().mkpath(QString::fromLocal8Bit(argv[1]))) {
        std::fputs("usage: window_shots FOLDER [long] [tuner | faults | LOG]\n", stderr);
        return 2;
    }
    LongerWords words;
    if (longer)
        QCoreApplication::installTranslator(&words);
    const QTemporaryDir config; // nobody's own layout
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, config.path());
    QCoreApplication::setOrganizationName(QStringLiteral("forefetch"));
    QCoreApplication::setApplicationName(QStringLiteral("shots"));
    qputenv("QT_NO_GLIB", "1");
    MainWindow window;
    FirstFrame frame(since);
    window.installEventFilter(&frame);
    RunPlan plan;
    plan.profile.values = demoSettings();
    plan.profile.values[Param::PrefetchEnabled] = withTuner ? 1 : 0;
    if (withTuner) {
        plan.rate = 200; // windows end sooner
        plan.users = 100;
        plan.profile.values[Param::WorkersMaxRequestsPerSecond] = 100;
        plan.profile.values[Param::WorkersCount] = 8;
        plan.profile.values[Param::SchedulerMinProbability] = 0.8;
        plan.profile.values[Param::TunerMode] = static_cast<double>(TunerMode::Advise);
    }
    if (const auto begun = window.begin(plan); !begun) {
        std::fprintf(stderr, "%s\n", begun.error().text.c_str());
        return 1;
    }
    window.resize(1440, 900);
    window.show();
    Photographer photographer(window, QString::fromLocal8Bit(argv[1]));
    if (withTuner) {
        photographer.tuner();
        return 0;
    }
    photographer.firstTenSeconds();
    std::printf("first frame after %lld ms\n", static_cast<long long>(frame.ms()));
    photographer.tour();
    if (withFaults)
        photographer.faults();
    else if (!options.isEmpty())
        photographer.log(options.front());
    return 0;
}
