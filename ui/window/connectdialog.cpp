// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/connectdialog.h"

#include "ui/theme/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QNetworkProxy>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace forefetch {

ConnectDialog::ConnectDialog(const QStringList &recentTargets, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Connect to an API"));
    buildForm(recentTargets);
    buildButtons();
    setMinimumWidth(520);
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_timeout.setSingleShot(true);
    connect(&m_socket, &QTcpSocket::connected, this, [this] { probed({}); });
    connect(&m_socket, &QTcpSocket::errorOccurred, this,
            [this] { probed(m_socket.errorString()); });
    connect(&m_timeout, &QTimer::timeout, this, [this] { probed(tr("no answer within 5 s")); });
}

ConnectDialog::~ConnectDialog()
{
    m_socket.disconnect(this);
}

void ConnectDialog::buildForm(const QStringList &recentTargets)
{
    auto *column = new QVBoxLayout(this);
    column->setSpacing(space::large);
    auto *intro =
        new QLabel(tr("Forefetch stands between your client and the API: it listens here, "
                      "forwards to the target, learns, and serves what it has cached."),
                   this);
    intro->setWordWrap(true);
    column->addWidget(intro);
    auto *form = new QFormLayout;
    form->setSpacing(space::medium);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_target = new QComboBox(this);
    m_target->setEditable(true);
    m_target->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_target->addItems(recentTargets);
    m_target->setCurrentText(recentTargets.isEmpty() ? QString() : recentTargets.first());
    m_target->lineEdit()->setPlaceholderText(QStringLiteral("https://api.example.com/v2"));
    m_target->setAccessibleName(tr("Target URL"));
    m_listen = new QLineEdit(QStringLiteral("127.0.0.1:8080"), this);
    m_listen->setAccessibleName(tr("Listen address"));
    m_listen->setToolTip(tr("Where your client connects; port 0 is any free one"));
    m_sessionBy = new QComboBox(this);
    m_sessionBy->addItems({tr("address and browser"), tr("a cookie"), tr("a header")});
    m_sessionBy->setAccessibleName(tr("What tells clients apart"));
    m_keyName = new QLineEdit(this);
    m_keyName->setAccessibleName(tr("Name of the cookie or header"));
    form->addRow(tr("&Target"), m_target);
    form->addRow(tr("&Listen on"), m_listen);
    form->addRow(tr("Clients told &apart by"), m_sessionBy);
    form->addRow(tr("&Name"), m_keyName);
    column->addLayout(form);
    connect(m_sessionBy, &QComboBox::currentIndexChanged, this, &ConnectDialog::showKeyName);
    showKeyName();
    m_message = new QLabel(this);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setMinimumHeight(fontMetrics().height() * 2);
    m_message->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(m_message);
}

void ConnectDialog::buildButtons()
{
    auto *box = new QDialogButtonBox(this);
    m_connect = box->addButton(tr("&Connect"), QDialogButtonBox::AcceptRole);
    m_connect->setDefault(true);
    m_anyway = box->addButton(tr("Start any&way"), QDialogButtonBox::ActionRole);
    m_anyway->setToolTip(tr("Start the gateway although the target does not answer yet"));
    m_anyway->hide();
    box->addButton(QDialogButtonBox::Cancel);
    for (QAbstractButton *each : box->buttons())
        each->setAccessibleName(each->text().remove(u'&'));
    connect(box, &QDialogButtonBox::accepted, this, &ConnectDialog::accept);
    connect(box, &QDialogButtonBox::rejected, this, &ConnectDialog::reject);
    connect(m_anyway, &QPushButton::clicked, this, [this] { QDialog::accept(); });
    // It would start what was tried, not what has been typed since.
    connect(m_target, &QComboBox::editTextChanged, m_anyway, &QWidget::hide);
    layout()->addWidget(box);
}

void ConnectDialog::showKeyName()
{
    const bool named = m_sessionBy->currentIndex() != static_cast<int>(SessionBy::AddressAndAgent);
    m_keyName->setEnabled(named);
    m_keyName->setPlaceholderText(m_sessionBy->currentIndex() == static_cast<int>(SessionBy::Cookie)
                                      ? QStringLiteral("sid")
                                      : QStringLiteral("X-Device-Id"));
}

Result<RunPlan> ConnectDialog::read() const
{
    RunPlan plan;
    plan.isDemo = false;
    Result<Origin> target = Origin::parse(m_target->currentText().trimmed().toStdString());
    if (!target)
        return target.error();
    Result<ListenAddress> listen = ListenAddress::parse(m_listen->text().trimmed().toStdString());
    if (!listen)
        return listen.error();
    const auto by = static_cast<SessionBy>(m_sessionBy->currentIndex());
    const std::string name = m_keyName->text().trimmed().toStdString();
    Result<SessionKey> key = SessionKey::parse(by == SessionBy::Cookie   ? "cookie:" + name
                                               : by == SessionBy::Header ? "header:" + name
                                                                         : "ip+ua");
    if (!key)
        return key.error();
    plan.target = std::move(*target);
    plan.listen = std::move(*listen);
    plan.sessionKey = std::move(*key);
    return plan;
}

void ConnectDialog::accept()
{
    Result<RunPlan> asked = read();
    m_anyway->hide();
    if (!asked) {
        tell(QString::fromStdString(asked.error().text), true);
        return;
    }
    m_plan = std::move(*asked);
    probe();
}

void ConnectDialog::reject()
{
    m_timeout.stop();
    m_socket.abort();
    QDialog::reject();
}

void ConnectDialog::probe()
{
    m_connect->setEnabled(false);
    tell(tr("Connecting to %1 …").arg(QString::fromStdString(m_plan.target.text())), false);
    m_timeout.start(std::chrono::seconds(5));
    m_socket.abort();
    m_socket.connectToHost(QString::fromStdString(m_plan.target.host), m_plan.target.port);
}

void ConnectDialog::probed(const QString &failure)
{
    if (m_connect->isEnabled())
        return; // the socket that the time-out closed
    m_timeout.stop();
    m_connect->setEnabled(true);
    m_socket.abort();
    if (failure.isEmpty()) {
        QDialog::accept();
        return;
    }
    m_anyway->show();
    tell(tr("The target %1 does not answer: %2. Is it running, and is the port right?")
             .arg(QString::fromStdString(m_plan.target.text()), failure),
         true);
}

void ConnectDialog::tell(const QString &text, bool isProblem)
{
    const Theme theme = Theme::fromSystem(palette());
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, isProblem ? theme.bad : theme.text);
    m_message->setPalette(colours);
    m_message->setText(text);
    m_message->setAccessibleName(text);
}

QString ConnectDialog::problem() const
{
    return m_message->text();
}

} // namespace forefetch
