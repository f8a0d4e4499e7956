// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/liverun.h"

#include <QDialog>
#include <QTcpSocket>
#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace forefetch {

// Asks for a real API and how clients are told apart; before it is accepted, the target has
// answered a connection, or the user has said "anyway".
//
//     ConnectDialog dialog(recentTargets, this);
//     connect(&dialog, &QDialog::accepted, [&] { begin(dialog.plan()); });
//     dialog.open();
//
// Nothing blocks: the connection is tried in the background, at most 5 s, and can be given up.
// Thread: the GUI thread.
class ConnectDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ConnectDialog(const QStringList &recentTargets, QWidget *parent = nullptr);
    ~ConnectDialog() override;

    // What was asked for, with the default settings; after acceptance.
    RunPlan plan() const { return m_plan; }
    QString problem() const;

public Q_SLOTS:
    void accept() override;
    void reject() override;

private:
    enum class SessionBy { AddressAndAgent, Cookie, Header };

    void buildForm(const QStringList &recentTargets);
    void buildButtons();
    Result<RunPlan> read() const;
    void probe();
    void probed(const QString &failure);
    void tell(const QString &text, bool isProblem);
    void showKeyName();

    RunPlan m_plan;
    QComboBox *m_target = nullptr;
    QLineEdit *m_listen = nullptr;
    QComboBox *m_sessionBy = nullptr;
    QLineEdit *m_keyName = nullptr;
    QLabel *m_message = nullptr;
    QPushButton *m_connect = nullptr;
    QPushButton *m_anyway = nullptr;
    QTcpSocket m_socket;
    QTimer m_timeout;
};

} // namespace forefetch
