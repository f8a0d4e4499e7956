// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tuner in the window: its menu, what is asked of it, and its steps on the undo stack.
#include "ui/controls/settingcommand.h"
#include "ui/controls/tunersteps.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/tunercontrols.h"
#include "ui/panels/tunerpanel.h"
#include "ui/window/mainwindow.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QFrame>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QUndoStack>

#include <algorithm>

namespace forefetch {

void MainWindow::makeTunerDock()
{
    m_tunerDock = addDock(QStringLiteral("tuner"), tr("Tuner"), Qt::BottomDockWidgetArea);
    m_tuner = new TunerPanel(m_theme, m_tunerDock);
    m_tunerDock->setWidget(m_tuner);
    connect(m_tuner, &TunerPanel::changeAsked, this, [this](Param param, double value) {
        pushSettings({{param, value}}, {});
    });
    connect(m_tuner, &TunerPanel::useAsked, this, &MainWindow::usePoint);
    connect(m_tuner, &TunerPanel::applyAsked, this, [this] { askTuner(&LiveTuner::apply); });
    connect(m_tuner, &TunerPanel::dismissAsked, this, [this] { askTuner(&LiveTuner::dismiss); });
    connect(m_tuner, &TunerPanel::resumeAsked, this, [this] { askTuner(&LiveTuner::resume); });
    connect(m_tuner, &TunerPanel::anchorAsked, this,
            [this] { askTuner(&LiveTuner::restoreAnchor); });
    connect(m_undo, &QUndoStack::indexChanged, this, [this] {
        if (source())
            m_tuner->follow(shownSettings().values());
    });
}

void MainWindow::makeTuneMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Tune"));
    menu->setToolTipsVisible(true);
    m_do.tunerModes = new QActionGroup(this);
    const std::array names{tr("Tuner &off"), tr("&Advise"), tr("A&utomatic")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        QAction *mode = m_do.tunerModes->addAction(names[i]);
        mode->setCheckable(true);
        mode->setData(static_cast<int>(i));
        mode->setToolTip(m_tuner->controls()->modeButton(static_cast<TunerMode>(i))->toolTip());
        menu->addAction(mode);
    }
    connect(m_do.tunerModes, &QActionGroup::triggered, this, [this](QAction *chosen) {
        pushSettings({{Param::TunerMode, chosen->data().toDouble()}}, {});
    });
    menu->addSeparator();
    const auto action = [&](const QString &text, const QKeySequence &keys, QPushButton *button) {
        QAction *made = menu->addAction(text, button, &QPushButton::click);
        made->setShortcut(keys);
        made->setToolTip(button->toolTip());
        return made;
    };
    const TunerControls *controls = m_tuner->controls();
    m_do.applyAdvice =
        action(tr("A&pply the suggestion"), tr("Ctrl+Return"), controls->applyButton());
    m_do.dismissAdvice =
        action(tr("&Dismiss the suggestion"), tr("Ctrl+D"), controls->dismissButton());
    m_do.toAnchor = action(tr("&Back to anchor"), tr("Ctrl+B"), controls->anchorButton());
    m_do.resumeTuner = action(tr("&Resume"), {}, controls->resumeButton());
    menu->addSeparator();
    QAction *show = menu->addAction(tr("&Show the tuner"), this, [this] {
        m_tunerDock->show();
        m_tunerDock->raise();
        m_tuner->controls()->modeButton(TunerMode::Off)->setFocus(Qt::ShortcutFocusReason);
    });
    show->setShortcut(tr("Ctrl+T"));
    connect(menu, &QMenu::aboutToShow, this, &MainWindow::showTuneActions);
}

void MainWindow::beginTuning()
{
    m_tuner->begin(source()->clock());
}

// What the tuner did comes to the stack before what a person does next.
void MainWindow::adoptSteps()
{
    if (m_steps)
        m_steps->adopt();
}

void MainWindow::refreshTuner()
{
    if (isLive())
        m_run->session().tuner().setWatched(m_tuner->isLooking());
    RunSource &shown = *source();
    auto view = shown.tunerView();
    if (!view)
        view = std::make_shared<const TunerView>();
    m_tuner->update({view, shownSettings().values(), isRunning() && isLive(), shown.tunerRequests(),
                     shown.clock().now(), LiveTuner::kCpuShare});
    showTuneActions();
}

// A shortcut of what is disabled does nothing.
void MainWindow::showTuneActions()
{
    const bool running = isRunning() && isLive();
    const TunerControls *controls = m_tuner->controls();
    m_do.tunerModes->setEnabled(running);
    if (source()) {
        const auto mode = shownSettings().integer(Param::TunerMode);
        m_do.tunerModes->actions().at(static_cast<int>(mode))->setChecked(true);
    }
    const bool isOffered = !controls->card()->isHidden();
    m_do.applyAdvice->setEnabled(isOffered);
    m_do.dismissAdvice->setEnabled(isOffered);
    m_do.toAnchor->setEnabled(controls->anchorButton()->isEnabled());
    m_do.resumeTuner->setEnabled(!controls->stoppedText().isEmpty());
}

void MainWindow::askTuner(void (LiveTuner::*what)())
{
    if (!isRunning() || !isLive())
        return;
    adoptSteps();
    (m_run->session().tuner().*what)();
    adoptSteps();
    refreshTuner();
}

// One step of the stack, named where there are several.
void MainWindow::pushSettings(const std::vector<std::pair<Param, double>> &values,
                              const QString &name)
{
    Settings *settings = isLive() ? &m_run->session().settings() : nullptr;
    const auto isNew = [settings](const auto &each) {
        return settings->number(each.first) != each.second;
    };
    if (!settings || std::ranges::none_of(values, isNew))
        return;
    adoptSteps();
    if (values.size() > 1)
        m_undo->beginMacro(name);
    for (const auto &[param, value] : values)
        m_undo->push(new SettingCommand(*settings, param, value, 0));
    if (values.size() > 1)
        m_undo->endMacro();
    m_knobs->refresh();
    refreshTuner();
}

void MainWindow::usePoint(const TunePoint &point)
{
    if (!isLive())
        return;
    const Settings &settings = m_run->session().settings();
    std::vector<std::pair<Param, double>> values;
    // Without prefetching the threshold says nothing: it stays where it is.
    if (point.prefetches() &&
        point.minProbability != settings.number(Param::SchedulerMinProbability))
        values.emplace_back(Param::SchedulerMinProbability, point.minProbability);
    if (point.batch != settings.number(Param::SchedulerMaxPrefetchPerSchedule))
        values.emplace_back(Param::SchedulerMaxPrefetchPerSchedule, point.batch);
    if (values.empty())
        return;
    pushSettings(values, tr("to %1").arg(pointText(point)));
    tell(tr("%1. Ctrl+Z takes it back.").arg(pointText(point)));
}

} // namespace forefetch
