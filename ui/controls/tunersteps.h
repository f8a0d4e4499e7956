// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"

#include <QUndoCommand>

#include <vector>

class QUndoStack;

namespace forefetch {

// A step that the tuner has made. It is done already when it comes to the stack; taking it back
// restores exactly the values that it moved.
//
// Thread: the GUI's.
class TunerStepCommand : public QUndoCommand
{
public:
    // The changes of one revision.
    TunerStepCommand(Settings &settings, std::vector<SettingsChange> changes);

    void redo() override;
    void undo() override;

private:
    void move(double SettingsChange::*to, std::string_view source);

    Settings &m_settings;
    std::vector<SettingsChange> m_changes;
    bool m_isDone = true;
};

// Brings the tuner's steps to the undo stack, one command each, however they were made: by itself,
// because a suggestion was applied, or back to the anchor.
//
//     TunerSteps steps(settings, stack);
//     steps.adopt();    // from time to time, and before anything else comes to the stack
//
// Settings and stack outlive it.
// Thread: the GUI's.
class TunerSteps
{
public:
    TunerSteps(Settings &settings, QUndoStack &undo);

    void adopt();

private:
    Settings &m_settings;
    QUndoStack &m_undo;
    std::uint32_t m_seen; // revision
};

} // namespace forefetch
