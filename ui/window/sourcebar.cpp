// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/sourcebar.h"

#include "ui/theme/icons.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace forefetch {

namespace {

constexpr int kWide = 1100; // for the texts of the buttons

} // namespace

SourceBar::SourceBar(const QList<QAction *> &actions, QWidget *parent)
    : QWidget(parent), m_state(new QLabel(this)), m_title(new QLabel(this)),
      m_gateway(new QLabel(this)), m_target(new QLabel(this))
{
    setProperty("helpTopic", QStringLiteral("sources"));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(space::large, space::small, space::large, space::small);
    line->setSpacing(space::medium);
    m_title->setTextFormat(Qt::PlainText);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    line->addWidget(m_state);
    line->addWidget(m_title);
    addFaultsChip(line);
    line->addSpacing(space::large);
    addGateway(line);
    addButtons(line, actions);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SourceBar::addFaultsChip(QHBoxLayout *line)
{
    m_faults = new QToolButton(this);
    m_faults->setObjectName(QStringLiteral("faultsChip"));
    m_faults->setAccessibleName(tr("No fault"));
    m_faults->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_faults->setMinimumHeight(space::target);
    m_faults->setFocusPolicy(Qt::TabFocus);
    m_faults->hide();
    connect(m_faults, &QToolButton::clicked, this, &SourceBar::endFaultsAsked);
    line->addWidget(m_faults);
}

void SourceBar::showFaults(const QStringList &names)
{
    if (names == m_faultNames)
        return;
    m_faultNames = names;
    m_faults->setVisible(!names.isEmpty());
    if (names.isEmpty())
        return;
    const QString all = names.join(QStringLiteral(", "));
    m_faults->setText(names.size() == 1
                          ? tr("Fault: %1").arg(all)
                          : tr("Faults: %1 + %2").arg(names.first()).arg(names.size() - 1));
    m_faults->setAccessibleName(tr("There now: %1. Ends all faults").arg(all));
    m_faults->setToolTip(tr("%1\nA click ends all faults (Ctrl+Shift+F)").arg(all));
}

void SourceBar::addGateway(QHBoxLayout *line)
{
    m_gateway->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_gateway->setFocusPolicy(Qt::TabFocus);
    m_gateway->setAccessibleName(tr("Gateway address"));
    m_gateway->setToolTip(tr("Point your client here instead of at the API itself"));
    QFont bold = font();
    bold.setBold(true);
    m_gateway->setFont(bold);
    m_copy = new QToolButton(this);
    m_copy->setAccessibleName(tr("Copy the gateway's address"));
    m_copy->setToolTip(tr("Copy the gateway's address (Ctrl+Shift+C)"));
    m_copy->setAutoRaise(true);
    m_copy->setMinimumSize(space::target, space::target);
    m_copy->setFocusPolicy(Qt::TabFocus);
    connect(m_copy, &QToolButton::clicked, this, &SourceBar::copyAddress);
    m_target->setTextFormat(Qt::PlainText);
    m_target->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // what is left
    line->addWidget(m_gateway);
    line->addWidget(m_copy);
    line->addWidget(m_target, 1);
}

void SourceBar::addButtons(QHBoxLayout *line, const QList<QAction *> &actions)
{
    for (QAction *action : actions) {
        auto *made = new QToolButton(this);
        made->setDefaultAction(action);
        made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        made->setAutoRaise(true);
        made->setMinimumHeight(space::target);
        made->setFocusPolicy(Qt::TabFocus);
        made->setAccessibleName(action->text().remove(u'&').remove(u'…'));
        made->setVisible(action->isVisible());
        connect(action, &QAction::changed, made,
                [made, action] { made->setVisible(action->isVisible()); });
        line->addWidget(made);
        m_buttons.append(made);
    }
}

void SourceBar::showSource(const Source &source, bool isRunning)
{
    m_source = source;
    m_running = isRunning;
    m_title->setText(source.title);
    m_gateway->setText(source.gatewayUrl);
    m_copy->setEnabled(!source.gatewayUrl.isEmpty());
    setTheme(m_theme);
    showTexts();
}

void SourceBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    const QString state = m_running ? QStringLiteral("play") : QStringLiteral("stop");
    const QColor &color = m_running ? theme.good : theme.mutedText;
    m_state->setPixmap(icon(state, color, color).pixmap(16, 16));
    m_state->setToolTip(m_running ? tr("Running") : tr("Stopped"));
    m_state->setAccessibleName(m_state->toolTip());
    m_copy->setIcon(icon(QStringLiteral("copy"), theme));
    m_faults->setIcon(icon(QStringLiteral("error"), theme.bad, theme.bad));
    m_faults->setStyleSheet(QStringLiteral("QToolButton { border: 1px solid %1; padding: 1px 6px; }"
                                           "QToolButton:focus { border: 2px solid %2; }")
                                .arg(theme.bad.name(), theme.accent.name()));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme.mutedText);
    m_target->setPalette(muted);
}

void SourceBar::showTexts()
{
    const bool wide = width() >= kWide;
    for (QToolButton *button : m_buttons)
        button->setToolButtonStyle(wide ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    const QString whole = m_running                 ? tr("→ %1").arg(m_source.targetUrl)
                          : m_source.note.isEmpty() ? tr("stopped")
                                                    : m_source.note;
    m_target->setText(fontMetrics().elidedText(whole, Qt::ElideRight, qMax(40, m_target->width())));
    m_target->setToolTip(m_source.targetUrl);
}

void SourceBar::copyAddress()
{
    QGuiApplication::clipboard()->setText(m_source.gatewayUrl);
    Q_EMIT copied(m_source.gatewayUrl);
}

void SourceBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showTexts();
}

} // namespace forefetch
