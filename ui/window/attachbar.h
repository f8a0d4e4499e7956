// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/remoterun.h"
#include "ui/theme/theme.h"

#include <QFrame>

#include <vector>

class QComboBox;
class QLabel;
class QToolButton;

namespace forefetch {

// Above everything while the window shows instances elsewhere: which one, or all of them summed,
// whether it may be turned, and when the connection is lost: why, since when, and how soon it is
// tried again.
//
//     bar->begin({&a, &b});               // their order is that of the choice
//     bar->update(clock.now());           // 10 Hz
//     connect(bar, &AttachBar::chosen, …);
//
// Thread: the GUI thread.
class AttachBar : public QFrame
{
    Q_OBJECT

public:
    static constexpr int kAll = -1; // the sum

    explicit AttachBar(QWidget *parent = nullptr);

    // They outlive what follows, up to end().
    void begin(std::vector<RemoteRun *> instances);
    void end();
    using QFrame::update;
    void update(TimePoint now);
    void setTheme(const Theme &theme);

    int instance() const; // the chosen one's place, or kAll
    void choose(int instance);
    QString text() const;
    QComboBox *choice() const { return m_choice; }
    QToolButton *retryButton() const { return m_retry; }
    QToolButton *leaveButton() const { return m_leave; }

Q_SIGNALS:
    void chosen(int instance);
    void leaveAsked();

private:
    QString stateOf(const RemoteRun &instance, TimePoint now) const;
    QString stateOfAll(TimePoint now) const;
    void colour();

    Theme m_theme = Theme::light();
    std::vector<RemoteRun *> m_instances;
    bool m_isLost = false;
    QLabel *m_icon;
    QLabel *m_text;
    QComboBox *m_choice;
    QToolButton *m_retry;
    QToolButton *m_leave;
};

} // namespace forefetch
