// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"

#include <QUndoCommand>

namespace forefetch {

// One change of one parameter that can be taken back. Changes of the same gesture (one drag of a
// slider, from press to release) are one step; a drag that ends where it began is none.
// Gesture 0 stands alone.
//
//     stack.push(new SettingCommand(settings, Param::WorkersCount, 8, gesture));
//
// The settings outlive the stack.
// Thread: the GUI's.
class SettingCommand : public QUndoCommand
{
public:
    SettingCommand(Settings &settings, Param param, double to, int gesture);

    void redo() override;
    void undo() override;
    int id() const override { return 1; }
    bool mergeWith(const QUndoCommand *later) override;

private:
    Settings &m_settings;
    Param m_param;
    double m_from;
    double m_to;
    int m_gesture;
};

// A whole profile as one step. Taking it back touches only what the profile changed.
//
// Thread: the GUI's.
class ProfileCommand : public QUndoCommand
{
public:
    ProfileCommand(Settings &settings, const SettingsValues &to, const QString &name);

    void redo() override;
    void undo() override;

private:
    Settings &m_settings;
    SettingsValues m_from;
    SettingsValues m_to;
};

} // namespace forefetch
