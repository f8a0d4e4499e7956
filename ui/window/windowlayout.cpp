// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of the window stand, kept from one start to the next.
#include "ui/panels/exporter.h"
#include "ui/panels/modelpanel.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/tunerpanel.h"
#include "ui/panels/verdictstrip.h"
#include "ui/window/mainwindow.h"
#include "ui/window/sourcebar.h"

#include <QChildEvent>
#include <QDockWidget>
#include <QSettings>
#include <QTabBar>
#include <QToolBar>

#include <algorithm>

namespace forefetch {

QDockWidget *MainWindow::addDock(const QString &name, const QString &title, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::makeDocks()
{
    const auto row = [this](const QString &name, const QString &title) {
        auto *bar = new QToolBar(title, this);
        bar->setObjectName(name);
        bar->setMovable(false);
        bar->toggleViewAction()->setVisible(false);
        addToolBar(bar);
        addToolBarBreak();
        return bar;
    };
    QToolBar *bar = row(QStringLiteral("source"), tr("Source"));
    m_source = new SourceBar({m_do.connect, m_do.start, m_do.stop}, bar);
    connect(m_source, &SourceBar::copied, this,
            [this](const QString &address) { tell(tr("Copied %1").arg(address)); });
    bar->addWidget(m_source);
    row(QStringLiteral("verdict"), tr("Verdict"))->addWidget(m_verdict);
    m_knobsDock = addDock(QStringLiteral("knobs"), tr("Knobs"), Qt::LeftDockWidgetArea);
    m_transitionsDock =
        addDock(QStringLiteral("transitions"), tr("Transitions"), Qt::BottomDockWidgetArea);
    m_tablesDock = addDock(QStringLiteral("tables"), tr("Tables"), Qt::BottomDockWidgetArea);
    m_tables = new TablesPanel(m_theme, m_tablesDock);
    m_tablesDock->setWidget(m_tables);
    m_modelDock = addDock(QStringLiteral("model"), tr("Model"), Qt::BottomDockWidgetArea);
    m_model = new ModelPanel(m_theme, m_modelDock);
    m_modelDock->setWidget(m_model);
    const auto tellCopied = [this](int rows) {
        tell(rows == 1 ? tr("Copied 1 row") : tr("Copied %1 rows").arg(rows));
    };
    connect(m_tables, &TablesPanel::copied, this, tellCopied);
    connect(m_model, &ModelPanel::copied, this, tellCopied);
    makeTunerDock();
    connect(m_tuner, &TunerPanel::copied, this, tellCopied);
    setTabPosition(Qt::BottomDockWidgetArea, QTabWidget::North);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    resize(1440, 900);
    arrange(Perspective::Tune);
}

// Qt makes a tab bar when docks come to share a place, and gives it no name.
void MainWindow::childEvent(QChildEvent *event)
{
    QMainWindow::childEvent(event);
    if (auto *bar = event->polished() ? qobject_cast<QTabBar *>(event->child()) : nullptr)
        bar->setAccessibleName(tr("Panels that share this place"));
}

void MainWindow::restoreLayout()
{
    const QSettings kept;
    restoreGeometry(kept.value(QStringLiteral("window/geometry")).toByteArray());
    m_perspective = static_cast<Perspective>(
        std::clamp(kept.value(QStringLiteral("window/perspective")).toInt(), 0, kPerspectives - 1));
    showPerspective();
    m_exporter->restore(kept);
    m_tables->restore(kept);
    m_model->restore(kept);
    m_tuner->restore(kept);
    const QString look = kept.value(QStringLiteral("window/look")).toString();
    m_look = look == QStringLiteral("light")  ? Look::Light
             : look == QStringLiteral("dark") ? Look::Dark
                                              : Look::System;
}

void MainWindow::saveLayout() const
{
    QSettings kept;
    m_exporter->save(kept);
    m_tables->save(kept);
    m_model->save(kept);
    m_tuner->save(kept);
    kept.setValue(QStringLiteral("window/geometry"), saveGeometry());
    kept.setValue(QStringLiteral("window/perspective"), static_cast<int>(m_perspective));
    keepLayout();
    static constexpr const char *looks[] = {"system", "light", "dark"};
    kept.setValue(QStringLiteral("window/look"),
                  QString::fromLatin1(looks[static_cast<int>(m_look)]));
}

void MainWindow::resetLayout()
{
    arrange(m_perspective);
}

} // namespace forefetch
