// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/settingcommand.h"

#include "ui/models/coretexts.h"
#include <QCoreApplication>

namespace forefetch {

SettingCommand::SettingCommand(Settings &settings, Param param, double to, int gesture)
    : m_settings(settings), m_param(param), m_from(settings.number(param)), m_to(to),
      m_gesture(gesture)
{
    setText(labelText(param));
}

void SettingCommand::redo()
{
    if (!m_settings.set(m_param, m_to, "user"))
        setObsolete(true); // refused: there is nothing to take back
}

void SettingCommand::undo()
{
    if (!m_settings.set(m_param, m_from, "undo"))
        setObsolete(true);
}

bool SettingCommand::mergeWith(const QUndoCommand *later)
{
    const auto *other = dynamic_cast<const SettingCommand *>(later);
    if (m_gesture == 0 || other == nullptr || other->m_param != m_param ||
        other->m_gesture != m_gesture)
        return false;
    m_to = other->m_to;
    setObsolete(m_to == m_from);
    return true;
}

ProfileCommand::ProfileCommand(Settings &settings, const SettingsValues &to, const QString &name)
    : m_settings(settings), m_from(settings.values()), m_to(to)
{
    setText(QCoreApplication::translate("ProfileCommand", "profile %1").arg(name));
}

void ProfileCommand::redo()
{
    if (!m_settings.apply(m_to, "profile"))
        setObsolete(true);
}

void ProfileCommand::undo()
{
    SettingsValues values = m_settings.values();
    for (const ParamInfo &row : parameterTable()) {
        if (m_from[row.param] != m_to[row.param])
            values[row.param] = m_from[row.param];
    }
    if (!m_settings.apply(values, "undo"))
        setObsolete(true);
}

} // namespace forefetch
