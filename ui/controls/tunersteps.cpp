// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/tunersteps.h"

#include "ui/charts/changemarks.h"

#include <QCoreApplication>
#include <QUndoStack>

#include <utility>

namespace forefetch {

TunerStepCommand::TunerStepCommand(Settings &settings, std::vector<SettingsChange> changes)
    : m_settings(settings), m_changes(std::move(changes))
{
    QStringList moves;
    for (const SettingsChange &change : m_changes)
        moves << changeText(change);
    setText(QCoreApplication::translate("TunerStepCommand", "tuner: %1")
                .arg(moves.join(QStringLiteral(", "))));
}

void TunerStepCommand::redo()
{
    if (!std::exchange(m_isDone, false))
        move(&SettingsChange::to, "redo");
}

void TunerStepCommand::undo()
{
    move(&SettingsChange::from, "undo");
}

void TunerStepCommand::move(double SettingsChange::*to, std::string_view source)
{
    SettingsValues values = m_settings.values();
    for (const SettingsChange &change : m_changes)
        values[change.param] = change.*to;
    if (!m_settings.apply(values, source))
        setObsolete(true);
}

TunerSteps::TunerSteps(Settings &settings, QUndoStack &undo)
    : m_settings(settings), m_undo(undo), m_seen(settings.revision())
{
}

void TunerSteps::adopt()
{
    if (m_settings.revision() == m_seen)
        return;
    std::vector<SettingsChange> step;
    const auto take = [this, &step] {
        if (!step.empty())
            m_undo.push(new TunerStepCommand(m_settings, std::exchange(step, {})));
    };
    for (SettingsChange &change : m_settings.changes(m_seen)) {
        if (change.revision != m_seen)
            take();
        m_seen = change.revision;
        if (change.source == "tuner")
            step.push_back(std::move(change));
    }
    take();
}

} // namespace forefetch
