// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/profile.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

class QBoxLayout;
class QComboBox;
class QLabel;
class QPushButton;
class QUndoStack;

namespace forefetch {

class KnobRow;
class PrefetchRules;
class Switch;

// Every parameter of the table by its group, with the prefetch switch on top, profiles, and undo.
// What is changed here acts at once, and every gesture is one step of the undo stack.
//
//     auto *knobs = new KnobsPanel(settings, undoStack, this);
//     connect(&timer, &QTimer::timeout, knobs, &KnobsPanel::refresh); // 10 Hz
//
// Settings and stack outlive the panel; the stack may be the window's, with its Ctrl+Z.
// Thread: the GUI's.
class KnobsPanel : public QWidget
{
    Q_OBJECT

public:
    KnobsPanel(Settings &settings, QUndoStack &undo, QWidget *parent = nullptr);

    // Shows what others changed (the API, a tuner, undo); nothing to do while nobody did.
    void refresh();
    void setTheme(const Theme &theme);
    // What a saved file keeps beside the values: the description and the cookies of the partition.
    void setProfile(const Profile &profile);
    // The rules in force, which a profile that is loaded replaces and one that is saved holds. They
    // outlive the panel.
    void setRules(PrefetchRules *rules) { m_rules = rules; }
    // As by a hand on the switch: one step of the undo stack.
    void switchPrefetch();
    Result<void> loadFile(const QString &path);
    Result<void> saveFile(const QString &path);

Q_SIGNALS:
    // Something is about to be changed, undone or redone here.
    void changing();

private:
    QWidget *buildTop();
    QWidget *buildProfiles();
    QWidget *buildUndo();
    QWidget *buildGroups();
    void addRow(const ParamInfo &row, QBoxLayout *column);
    QString withMnemonic(const QString &label);
    void change(Param param, double value, int gesture);
    void chooseProfile(int index);
    void askLoad();
    void askSave();
    void tell(const Result<void> &done);
    void showProfile();

    Settings &m_settings;
    QUndoStack &m_undo;
    std::uint32_t m_revision;
    Profile m_profile;
    PrefetchRules *m_rules = nullptr;
    std::vector<SettingsValues> m_builtIn; // the values of builtInProfiles()
    QString m_usedMnemonics;
    Switch *m_switch = nullptr;
    QLabel *m_prefetch = nullptr; // beside it
    QComboBox *m_profiles = nullptr;
    QLabel *m_message = nullptr;
    std::vector<KnobRow *> m_rows;
    std::vector<QLabel *> m_titles;
};

} // namespace forefetch
