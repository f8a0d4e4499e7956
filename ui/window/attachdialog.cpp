// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/attachdialog.h"

#include "core/admin/adminclient.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace forefetch {

Result<std::vector<AttachTarget>> attachTargets(const QStringList &addresses,
                                                const std::string &tokenFile)
{
    std::vector<AttachTarget> targets;
    for (const QString &address : addresses) {
        const Result<Origin> instance = instanceFrom(address.toStdString());
        if (!instance)
            return instance.error();
        Result<std::string> token = tokenFor(*instance, tokenFile);
        if (!token)
            return token.error();
        targets.push_back({*instance, std::move(*token)});
    }
    if (targets.empty())
        return invalid("an address is missing, such as http://127.0.0.1:9464");
    return targets;
}

AttachDialog::AttachDialog(const QString &addresses, QWidget *parent)
    : QDialog(parent), m_addresses(new QLineEdit(addresses, this)),
      m_tokenFile(new QLineEdit(this)), m_problem(new QLabel(this))
{
    setWindowTitle(tr("Attach to running instances"));
    setMinimumWidth(520);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(space::large);
    auto *intro = new QLabel(tr("Shows what gateways elsewhere do, in the same panels. Each is "
                                "reached at its admin address, which it prints when it starts."),
                             this);
    intro->setWordWrap(true);
    column->addWidget(intro);
    auto *form = new QFormLayout;
    form->setSpacing(space::medium);
    m_addresses->setPlaceholderText(QStringLiteral("http://127.0.0.1:9464"));
    m_addresses->setAccessibleName(tr("Admin addresses, parted by spaces"));
    form->addRow(tr("&Addresses"), m_addresses);
    auto *file = new QHBoxLayout;
    m_tokenFile->setPlaceholderText(tr("not needed to look at an instance on this machine"));
    m_tokenFile->setAccessibleName(tr("File with the token"));
    auto *browse = new QPushButton(tr("&Browse…"), this);
    file->addWidget(m_tokenFile, 1);
    file->addWidget(browse);
    form->addRow(tr("&Token file"), file);
    column->addLayout(form);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    column->addWidget(m_problem);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *attach = buttons->addButton(tr("Attach"), QDialogButtonBox::AcceptRole);
    attach->setDefault(true);
    column->addWidget(buttons);
    connect(browse, &QPushButton::clicked, this, &AttachDialog::chooseFile);
    connect(buttons, &QDialogButtonBox::accepted, this, &AttachDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &AttachDialog::reject);
    connect(m_addresses, &QLineEdit::textEdited, m_problem, &QLabel::clear);
}

void AttachDialog::chooseFile()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("File with the token"));
    if (!file.isEmpty())
        m_tokenFile->setText(file);
}

QString AttachDialog::addresses() const
{
    return m_addresses->text().simplified();
}

QString AttachDialog::problem() const
{
    return m_problem->text();
}

void AttachDialog::accept()
{
    static const QRegularExpression between(QStringLiteral("[\\s,]+"));
    auto targets = attachTargets(addresses().split(between, Qt::SkipEmptyParts),
                                 m_tokenFile->text().trimmed().toStdString());
    if (!targets) {
        m_problem->setText(QString::fromStdString(targets.error().text));
        m_addresses->setFocus();
        return;
    }
    m_targets = std::move(*targets);
    QDialog::accept();
}

} // namespace forefetch
