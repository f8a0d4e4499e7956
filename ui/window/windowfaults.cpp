// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window makes go wrong at the demo's shop, its users and its cache.
#include "ui/models/coretexts.h"
#include "ui/window/mainwindow.h"
#include "ui/window/sourcebar.h"

#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

namespace forefetch {

namespace {

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

void MainWindow::makeFaultsMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("F&aults"));
    menu->setToolTipsVisible(true);
    m_do.endFaults = new QAction(tr("&End all faults"), this);
    m_do.endFaults->setShortcut(tr("Ctrl+Shift+F"));
    m_do.endFaults->setStatusTip(tr("Everything is well again at once"));
    connect(m_do.endFaults, &QAction::triggered, this, &MainWindow::endFaults);
    menu->addAction(m_do.endFaults);
    menu->addSeparator();
    m_do.faults = new QActionGroup(this);
    m_do.faults->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
    for (const FaultScenario &scenario : faultScenarios()) {
        QAction *action = m_do.faults->addAction(toText(scenario.name));
        action->setCheckable(true);
        action->setToolTip(sentenceText(scenario.fault));
        action->setStatusTip(action->toolTip());
        connect(action, &QAction::triggered, this,
                [this, fault = scenario.fault](bool on) { setFault(fault, on); });
        menu->addAction(action);
    }
    connect(m_source, &SourceBar::endFaultsAsked, this, &MainWindow::endFaults);
}

void MainWindow::setFault(Fault fault, bool on)
{
    DemoCast *cast = isRunning() && isLive() ? m_run->cast() : nullptr;
    if (cast == nullptr)
        return;
    if (on)
        cast->faults().begin(fault);
    else
        cast->faults().end(fault);
    tell(on ? sentenceText(fault) : tr("%1 is over").arg(toText(scenarioOf(fault).name)));
    showFaults();
}

void MainWindow::endFaults()
{
    DemoCast *cast = isRunning() && isLive() ? m_run->cast() : nullptr;
    if (cast == nullptr)
        return;
    cast->faults().endAll();
    tell(tr("All faults are over"));
    showFaults();
}

// Schedules begin and end some as well, so they are looked at ten times a second.
void MainWindow::showFaults()
{
    if (!m_do.faults)
        return; // the menu is still to come
    DemoCast *cast = isRunning() && isLive() ? m_run->cast() : nullptr;
    const FaultsOn on = cast ? cast->faults().now() : FaultsOn();
    m_do.faults->setEnabled(cast != nullptr);
    m_do.endFaults->setEnabled(!on.empty());
    QStringList names;
    for (const FaultOn &fault : on)
        names.append(toText(scenarioOf(fault.fault).name));
    for (QAction *action : m_do.faults->actions()) {
        const bool isOn = names.contains(action->text());
        if (action->isChecked() != isOn)
            action->setChecked(isOn);
    }
    m_source->showFaults(names);
}

} // namespace forefetch
