// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/origin.h"

#include <QDialog>

#include <string>
#include <vector>

class QLabel;
class QLineEdit;

namespace forefetch {

// An instance to attach to, with what opens it.
struct AttachTarget
{
    Origin instance;
    std::string token; // empty: only to look at
};

// The addresses, as people write them, with the token of each (tokenFor()); the error says which
// one is none, or what is wrong with the token's file.
Result<std::vector<AttachTarget>> attachTargets(const QStringList &addresses,
                                                const std::string &tokenFile);

// Asks which running instances are to be shown: one address or several, and the file with the
// token where one is needed.
//
//     AttachDialog dialog(lastAddresses, this);
//     connect(&dialog, &QDialog::accepted, [&] { window.attach(dialog.targets()); });
//     dialog.open();
//
// Thread: the GUI thread.
class AttachDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AttachDialog(const QString &addresses, QWidget *parent = nullptr);

    std::vector<AttachTarget> targets() const { return m_targets; } // after acceptance
    QString addresses() const;
    QString problem() const;
    QLineEdit *addressEdit() const { return m_addresses; }

public Q_SLOTS:
    void accept() override;

private:
    void chooseFile();

    std::vector<AttachTarget> m_targets;
    QLineEdit *m_addresses;
    QLineEdit *m_tokenFile;
    QLabel *m_problem;
};

} // namespace forefetch
