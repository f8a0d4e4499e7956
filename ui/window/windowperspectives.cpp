// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window is arranged for: tuning, presenting, investigating.
#include "ui/window/mainwindow.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QMenuBar>
#include <QSettings>
#include <QStatusBar>

namespace forefetch {

namespace {

constexpr int kLayoutVersion = 6; // another one when docks are added or renamed

} // namespace

void MainWindow::makePerspectives()
{
    m_do.perspectives = new QActionGroup(this);
    const auto add = [this](const QString &name, const QString &tip, int key) {
        QAction *made = m_do.perspectives->addAction(name);
        made->setCheckable(true);
        made->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key)));
        made->setToolTip(tip);
        made->setStatusTip(tip);
        addAction(made); // its key works while the menus are hidden
    };
    add(tr("&Tune"), tr("Knobs, time lines, and the graph with all other panels behind it"),
        Qt::Key_1);
    add(tr("&Present"), tr("Verdict, knobs, time lines and the graph: what a room can take in"),
        Qt::Key_2);
    add(tr("&Investigate"), tr("The tables first, with the model and the graph beside them"),
        Qt::Key_3);
    connect(m_do.perspectives, &QActionGroup::triggered, this, [this](QAction *chosen) {
        const qsizetype place = m_do.perspectives->actions().indexOf(chosen);
        setPerspective(static_cast<Perspective>(place));
    });
    m_do.present = new QAction(tr("Pre&senter mode"), this);
    m_do.present->setCheckable(true);
    m_do.present->setShortcut(QKeySequence(Qt::Key_F11));
    connect(m_do.present, &QAction::triggered, this, &MainWindow::setPresenting);
    addAction(m_do.present);
    m_do.leave = new QAction(tr("Leave the presenter mode"), this);
    m_do.leave->setShortcut(QKeySequence(Qt::Key_Escape));
    m_do.leave->setEnabled(false);
    connect(m_do.leave, &QAction::triggered, this, [this] { setPresenting(false); });
    addAction(m_do.leave);
}

// As it is at first, and after "Reset layout".
void MainWindow::arrange(Perspective perspective)
{
    const bool tunes = perspective == Perspective::Tune;
    const bool investigates = perspective == Perspective::Investigate;
    for (QDockWidget *dock :
         {m_knobsDock, m_transitionsDock, m_tablesDock, m_modelDock, m_tunerDock}) {
        removeDockWidget(dock);
        dock->setFloating(false);
    }
    addDockWidget(Qt::LeftDockWidgetArea, m_knobsDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_transitionsDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_tablesDock);
    if (investigates) // side by side: what is selected in the graph filters the tables
        splitDockWidget(m_tablesDock, m_transitionsDock, Qt::Horizontal);
    else
        tabifyDockWidget(m_transitionsDock, m_tablesDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_modelDock);
    tabifyDockWidget(m_tablesDock, m_modelDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_tunerDock);
    tabifyDockWidget(m_modelDock, m_tunerDock);
    m_knobsDock->setVisible(!investigates);
    m_transitionsDock->show();
    m_tablesDock->setVisible(tunes || investigates);
    m_modelDock->setVisible(tunes || investigates);
    m_tunerDock->setVisible(tunes);
    (investigates ? m_tablesDock : m_transitionsDock)->raise();
    resizeDocks({m_knobsDock}, {340}, Qt::Horizontal);
    resizeDocks({m_transitionsDock}, {investigates ? height() / 2 : 300}, Qt::Vertical);
    if (investigates)
        resizeDocks({m_tablesDock, m_transitionsDock}, {2 * width() / 3, width() / 3},
                    Qt::Horizontal);
}

QByteArray MainWindow::layoutKept(Perspective perspective) const
{
    return QSettings()
        .value(QStringLiteral("window/layout%1").arg(static_cast<int>(perspective)))
        .toByteArray();
}

void MainWindow::keepLayout() const
{
    QSettings().setValue(QStringLiteral("window/layout%1").arg(static_cast<int>(m_perspective)),
                         saveState(kLayoutVersion));
}

void MainWindow::setPerspective(Perspective perspective)
{
    if (perspective != m_perspective) {
        keepLayout();
        m_perspective = perspective;
        showPerspective();
    }
    m_do.perspectives->actions().at(static_cast<int>(m_perspective))->setChecked(true);
}

void MainWindow::showPerspective()
{
    if (!restoreState(layoutKept(m_perspective), kLayoutVersion))
        arrange(m_perspective);
    m_do.perspectives->actions().at(static_cast<int>(m_perspective))->setChecked(true);
}

void MainWindow::setPresenting(bool on)
{
    if (on == m_presenting)
        return;
    m_presenting = on;
    if (on) {
        m_statesBefore = windowState();
        m_perspectiveBefore = m_perspective;
        setPerspective(Perspective::Present);
    } else {
        setPerspective(m_perspectiveBefore);
    }
    menuBar()->setVisible(!on);
    statusBar()->setVisible(!on);
    setWindowState(on ? m_statesBefore | Qt::WindowFullScreen : m_statesBefore);
    m_do.present->setChecked(on);
    m_do.leave->setEnabled(on);
    applyLook();
}

} // namespace forefetch
