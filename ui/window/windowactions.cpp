// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window's actions and menus.
#include "ui/panels/exporter.h"
#include "ui/panels/helpviewer.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/timelinespanel.h"
#include "ui/theme/icons.h"
#include "ui/window/mainwindow.h"
#include "ui/window/sourcebar.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QUndoStack>

namespace forefetch {

void MainWindow::makeActions()
{
    const auto action = [this](const QString &text, const QKeySequence &keys, auto slot) {
        auto *made = new QAction(text, this);
        made->setShortcut(keys);
        connect(made, &QAction::triggered, this, slot);
        return made;
    };
    m_do.demo = action(tr("&Demo shop"), {}, &MainWindow::startDemo);
    m_do.connect = action(tr("&Connect…"), tr("Ctrl+N"), &MainWindow::askTarget);
    m_do.connect->setToolTip(tr("Connect to a real API (Ctrl+N)"));
    m_do.openLog = action(tr("&Open log or recording…"), QKeySequence::Open, &MainWindow::askLog);
    makeRecordingActions();
    m_do.start = action(tr("&Start"), tr("Ctrl+R"), &MainWindow::startAgain);
    m_do.stop = action(tr("S&top"), tr("Ctrl+."), &MainWindow::stop);
    m_do.restart = action(tr("&Restart"), tr("Ctrl+Shift+R"), &MainWindow::startAgain);
    m_do.restart->setToolTip(tr("Begin anew with an empty cache and model (Ctrl+Shift+R)"));
    m_do.copy = action(tr("Copy &gateway address"), tr("Ctrl+Shift+C"), &MainWindow::copyAddress);
    m_do.prefetch = action(tr("&Prefetch"), tr("Ctrl+P"), [this] { m_knobs->switchPrefetch(); });
    m_do.prefetch->setCheckable(true);
    m_do.filter = action(tr("&Filter the tables"), {}, &MainWindow::showFilter);
    m_do.filter->setShortcuts({QKeySequence(Qt::Key_Slash), QKeySequence::Find});
    m_do.undo = m_undo->createUndoAction(this, tr("&Undo"));
    m_do.undo->setShortcut(QKeySequence::Undo);
    m_do.redo = m_undo->createRedoAction(this, tr("&Redo"));
    for (QAction *each : {m_do.undo, m_do.redo}) // what the tuner did last goes first
        disconnect(each, &QAction::triggered, m_undo, nullptr);
    connect(m_do.undo, &QAction::triggered, this, [this] {
        adoptSteps();
        if (isLive())
            m_undo->undo();
    });
    connect(m_do.redo, &QAction::triggered, this, [this] {
        adoptSteps();
        if (isLive())
            m_undo->redo();
    });
    m_do.redo->setShortcuts({QKeySequence(tr("Ctrl+Y")), QKeySequence(tr("Ctrl+Shift+Z"))});
    m_do.looks = new QActionGroup(this);
    for (const QString &name : {tr("As the &system"), tr("&Light"), tr("&Dark")}) {
        QAction *look = m_do.looks->addAction(name);
        look->setCheckable(true);
        look->setData(m_do.looks->actions().size() - 1);
    }
    connect(m_do.looks, &QActionGroup::triggered, this,
            [this](QAction *chosen) { setLook(static_cast<Look>(chosen->data().toInt())); });
    makePerspectives();
}

void MainWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    makeExporter();
    file->addActions({m_do.openLog, m_do.closeSession});
    file->addSeparator();
    file->addActions({m_do.record, m_do.alert, m_do.compare});
    file->addMenu(m_exporter->menu());
    file->addSeparator();
    QAction *quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(tr("Ctrl+Q"));
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    edit->addActions({m_do.undo, m_do.redo});
    edit->addSeparator();
    edit->addActions({m_do.filter, m_do.copy});
    makeRunMenu();
    makeTuneMenu();
    makeFaultsMenu();
    m_view = menuBar()->addMenu(tr("&View"));
    makeViewMenu();
    makeHelpMenu();
}

void MainWindow::makeExporter()
{
    const auto charts = [this] {
        std::vector<TimeChart *> all;
        for (const Timeline timeline : kTimelines)
            if (m_timelines)
                all.push_back(m_timelines->chart(timeline));
        return all;
    };
    const auto graph = [this] { return source() ? source()->transitionGraph() : nullptr; };
    m_exporter = new Exporter({[this] { return report(); }, charts, graph}, m_theme, this);
    connect(m_exporter, &Exporter::done, this, &MainWindow::tell);
    connect(m_exporter, &Exporter::failed, this,
            [this](const QString &text) { QMessageBox::warning(this, tr("Export"), text); });
}

void MainWindow::makeHelpMenu()
{
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    QAction *guide = help->addAction(
        tr("&Guide"), this, [this] { showHelp(HelpViewer::topicOf(QApplication::focusWidget())); });
    guide->setShortcut(QKeySequence::HelpContents);
    help->addAction(tr("&Quick reference"), this,
                    [this] { showHelp(QStringLiteral("parameters")); });
    help->addSeparator();
    help->addAction(tr("&About Forefetch"), this, &MainWindow::showAbout);
}

void MainWindow::showHelp(const QString &topic)
{
    if (!m_help) {
        m_help = new HelpViewer(m_theme, this);
        m_help->setWindowFlag(Qt::Window);
        m_help->setWindowTitle(tr("Help"));
    }
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
    m_help->showTopic(topic);
}

void MainWindow::showAbout()
{
    QMessageBox::about(
        this, tr("About Forefetch"),
        tr("<b>Forefetch %1</b><p>A workbench for predictive API prefetching: "
           "learns which request comes next, fetches it beforehand, and shows "
           "whether that helped.</p><p>GPL-3.0-or-later. Qt %2.</p>")
            .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion())));
}

void MainWindow::makeRunMenu()
{
    QMenu *run = menuBar()->addMenu(tr("&Run"));
    run->addActions({m_do.demo, m_do.connect});
    run->addSeparator();
    run->addActions({m_do.start, m_do.stop, m_do.restart});
    run->addSeparator();
    run->addAction(m_do.prefetch);
}

// Anew for each run: some of its actions are the run's panels'.
void MainWindow::makeViewMenu()
{
    m_view->clear();
    if (m_timelines) {
        m_view->addActions({m_timelines->freezeAction(), m_timelines->liveAction(),
                            m_timelines->backAction(), m_timelines->forwardAction(),
                            m_timelines->segmentsAction()});
        m_view->addSeparator();
    }
    QMenu *perspectives = m_view->addMenu(tr("Pe&rspective"));
    perspectives->addActions(m_do.perspectives->actions());
    m_view->addAction(m_do.present);
    m_view->addSeparator();
    m_view->addAction(m_knobsDock->toggleViewAction());
    m_view->addAction(m_transitionsDock->toggleViewAction());
    m_view->addAction(m_tablesDock->toggleViewAction());
    m_view->addAction(m_modelDock->toggleViewAction());
    m_view->addAction(m_tunerDock->toggleViewAction());
    m_view->addAction(tr("&Reset layout"), this, &MainWindow::resetLayout);
    m_view->addSeparator();
    QMenu *look = m_view->addMenu(tr("&Colours"));
    look->addActions(m_do.looks->actions());
}

void MainWindow::showActions()
{
    if (!m_source)
        return;
    const bool running = isRunning() && isLive(); // what is past cannot be acted on
    m_do.start->setEnabled(isLive() && !running);
    m_do.start->setVisible(!running);
    m_do.stop->setVisible(running);
    m_do.stop->setEnabled(running);
    m_do.restart->setEnabled(running);
    m_do.copy->setEnabled(running);
    m_do.prefetch->setEnabled(isLive());
    m_do.record->setEnabled(isLive());
    m_do.alert->setEnabled(isLive());
    m_do.closeSession->setEnabled(m_past && m_run);
    showFaults();
    showTuneActions();
    m_do.looks->actions().at(static_cast<int>(m_look))->setChecked(true);
    m_do.demo->setIcon(icon(QStringLiteral("play"), m_theme));
    m_do.connect->setIcon(icon(QStringLiteral("connect"), m_theme));
    m_do.openLog->setIcon(icon(QStringLiteral("folder"), m_theme));
    m_do.start->setIcon(icon(QStringLiteral("play"), m_theme));
    m_do.stop->setIcon(icon(QStringLiteral("stop"), m_theme));
    m_do.restart->setIcon(icon(QStringLiteral("restart"), m_theme));
    m_do.copy->setIcon(icon(QStringLiteral("copy"), m_theme));
    m_do.undo->setIcon(icon(QStringLiteral("undo"), m_theme));
    m_do.redo->setIcon(icon(QStringLiteral("redo"), m_theme));
    m_do.record->setIcon(icon(QStringLiteral("record"), m_theme));
    m_do.compare->setIcon(icon(QStringLiteral("compare"), m_theme));
    m_do.closeSession->setIcon(icon(QStringLiteral("live"), m_theme));
    const SourceBar::Source text = sourceText();
    m_source->showSource(text, running);
    if (m_past)
        setWindowTitle(tr("Forefetch — %1").arg(text.title));
    else if (m_run)
        setWindowTitle(
            tr("Forefetch — %1").arg(m_run->plan().isDemo ? tr("Demo shop") : text.targetUrl));
}

void MainWindow::showFilter()
{
    m_tablesDock->show();
    m_tablesDock->raise();
    m_tables->focusFilter();
}

void MainWindow::copyAddress()
{
    m_source->copyAddress();
}

} // namespace forefetch
