// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Instances elsewhere, shown in place of what runs here.
#include "core/admin/fleetrun.h"
#include "ui/controls/rulesbutton.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/timelinespanel.h"
#include "ui/panels/transitionspanel.h"
#include "ui/window/attachbar.h"
#include "ui/window/mainwindow.h"

#include <QSettings>
#include <QUndoStack>

#include <utility>

namespace forefetch {

// What belongs to the instances, up to detach().
struct MainWindow::Attached
{
    std::vector<std::unique_ptr<RemoteRun>> instances;
    std::unique_ptr<FleetRun> all; // of several
    std::unique_ptr<Settings> sum; // those of the first, for panels that show the sum
    RemoteRun *chosen = nullptr;   // null: the sum
    std::uint64_t generation = 0;  // of the chosen one, as it is shown
    RealClock clock;

    RunSource *source() const
    {
        return chosen != nullptr ? static_cast<RunSource *>(chosen) : all.get();
    }
    Settings &settings() const { return chosen != nullptr ? chosen->settings() : *sum; }
};

void MainWindow::makeAttachBar()
{
    m_attachBar = new AttachBar(this);
    connect(m_attachBar, &AttachBar::chosen, this, &MainWindow::showInstance);
    connect(m_attachBar, &AttachBar::leaveAsked, this, &MainWindow::detach);
    connect(m_attachedUndo, &QUndoStack::indexChanged, this, &MainWindow::showUndo);
}

// What can be taken back is what was done to what is shown.
void MainWindow::showUndo()
{
    const QUndoStack &stack = m_attached ? *m_attachedUndo : *m_undo;
    m_do.undo->setEnabled(stack.canUndo());
    m_do.redo->setEnabled(stack.canRedo());
}

RunSource *MainWindow::attachedSource() const
{
    return m_attached ? m_attached->source() : nullptr;
}

Settings &MainWindow::attachedSettings() const
{
    return m_attached->settings();
}

// Empty where the knobs act; else why they do not.
QString MainWindow::whyNotTurned() const
{
    if (m_past)
        return tr("A recording cannot be changed");
    if (!m_attached)
        return {};
    const RemoteRun *chosen = m_attached->chosen;
    if (chosen == nullptr)
        return tr("These are the figures of several instances: choose one to turn its knobs");
    if (!chosen->isConnected())
        return tr("The connection is lost");
    if (!chosen->note())
        return tr("The instance has not said yet whether it may be changed");
    return chosen->note()->mayChange ? QString() : QString::fromStdString(chosen->note()->whyNot);
}

void MainWindow::attach(std::vector<AttachTarget> targets)
{
    forgetAttached();
    leavePast();
    m_attached = std::make_shared<Attached>();
    std::vector<RemoteRun *> instances;
    for (AttachTarget &target : targets) {
        auto run = std::make_unique<RemoteRun>(std::move(target.instance), std::move(target.token),
                                               m_attached->clock);
        run->setRefused([this](const std::string &why) { tell(QString::fromStdString(why)); });
        instances.push_back(run.get());
        m_attached->instances.push_back(std::move(run));
    }
    if (instances.size() > 1) {
        m_attached->all = std::make_unique<FleetRun>(instances, m_attached->clock);
        m_attached->sum = std::make_unique<Settings>(m_attached->clock);
    }
    for (RemoteRun *instance : instances)
        instance->start();
    m_attachBar->begin(std::move(instances));
    showInstance(m_attachBar->instance());
    m_timer.start(std::chrono::milliseconds(100));
}

void MainWindow::showInstance(int instance)
{
    if (!m_attached)
        return;
    forgetPanels();
    m_attachedUndo->clear();
    m_attached->chosen = instance == AttachBar::kAll
                             ? nullptr
                             : m_attached->instances[static_cast<std::size_t>(instance)].get();
    m_attached->generation = m_attached->chosen != nullptr ? m_attached->chosen->generation() : 0;
    showUndo();
    adopt();
    tick();
}

void MainWindow::forgetAttached()
{
    if (!m_attached)
        return;
    m_attachBar->end();
    forgetPanels();
    m_attachedUndo->clear();
    m_attached.reset();
    showUndo();
}

void MainWindow::detach()
{
    if (!m_attached)
        return;
    forgetAttached();
    if (!m_run)
        return startDemo(); // there is nothing else to be shown
    adopt();
    tick();
}

// Ten times a second, whether the window is seen or not.
void MainWindow::tickAttached()
{
    if (m_attached->all) {
        m_attached->all->tick();
        const SettingsValues first = m_attached->instances.front()->settings().values();
        [[maybe_unused]] const bool same = m_attached->sum->apply(first, "instance").ok();
    }
    m_attachBar->update(m_attached->clock.now());
    const RemoteRun *chosen = m_attached->chosen;
    if (chosen != nullptr && chosen->generation() != m_attached->generation)
        return showInstance(m_attachBar->instance()); // it was started anew
    const QString why = whyNotTurned();
    if (m_knobs->isEnabled() == !why.isEmpty())
        m_knobs->setEnabled(why.isEmpty());
    if (m_knobs->toolTip() != why)
        m_knobs->setToolTip(why);
    m_transitions->rules()->setEnabled(false); // of this window's own runs
}

void MainWindow::askAttach()
{
    const QString key = QStringLiteral("attach/addresses");
    auto *dialog = new AttachDialog(QSettings().value(key).toString(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, key] {
        QSettings().setValue(key, dialog->addresses());
        attach(dialog->targets());
    });
    dialog->open();
}

} // namespace forefetch
