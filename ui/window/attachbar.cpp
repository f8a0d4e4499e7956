// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/attachbar.h"

#include "ui/theme/icons.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

QString toText(const std::string &text)
{
    return QString::fromStdString(text);
}

int secondsOf(Duration duration)
{
    return std::max(0, static_cast<int>(std::chrono::ceil<std::chrono::seconds>(duration).count()));
}

QToolButton *button(const QString &text, const QString &tip, QWidget *parent)
{
    auto *made = new QToolButton(parent);
    made->setText(text);
    made->setToolTip(tip);
    made->setAccessibleName(tip);
    made->setToolButtonStyle(Qt::ToolButtonTextOnly);
    return made;
}

} // namespace

AttachBar::AttachBar(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)),
      m_choice(new QComboBox(this)), m_retry(button(tr("Try now"), tr("Try to connect now"), this)),
      m_leave(button(tr("Detach"), tr("Let go of the instances"), this))
{
    setObjectName(QStringLiteral("attachBar"));
    setAccessibleName(tr("Attached instances"));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(space::large, space::small, space::large, space::small);
    line->setSpacing(space::medium);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setAccessibleName(tr("State of the connection"));
    m_choice->setAccessibleName(tr("Which instance is shown"));
    m_choice->setToolTip(tr("Which instance is shown, or all of them as one"));
    line->addWidget(m_icon);
    line->addWidget(m_text, 1);
    line->addWidget(m_choice);
    line->addWidget(m_retry);
    line->addWidget(m_leave);
    connect(m_choice, &QComboBox::currentIndexChanged, this,
            [this](int) { Q_EMIT chosen(instance()); });
    connect(m_leave, &QToolButton::clicked, this, &AttachBar::leaveAsked);
    connect(m_retry, &QToolButton::clicked, this, [this] {
        for (RemoteRun *each : m_instances)
            if (!each->isConnected())
                each->tryNow();
    });
    hide();
}

void AttachBar::begin(std::vector<RemoteRun *> instances)
{
    m_instances = std::move(instances);
    {
        const QSignalBlocker blocker(m_choice);
        m_choice->clear();
        if (m_instances.size() > 1)
            m_choice->addItem(tr("All %1 instances").arg(m_instances.size()), kAll);
        for (std::size_t i = 0; i < m_instances.size(); ++i)
            m_choice->addItem(toText(m_instances[i]->instance().authority()), static_cast<int>(i));
        m_choice->setCurrentIndex(0);
    }
    m_choice->setVisible(m_instances.size() > 1);
    colour();
    show();
}

void AttachBar::end()
{
    m_instances.clear();
    hide();
}

int AttachBar::instance() const
{
    return m_choice->currentData().toInt();
}

void AttachBar::choose(int instance)
{
    m_choice->setCurrentIndex(m_choice->findData(instance));
}

QString AttachBar::text() const
{
    return m_text->text();
}

QString AttachBar::stateOf(const RemoteRun &instance, TimePoint now) const
{
    if (!instance.isConnected()) {
        const int next = secondsOf(instance.nextTry() - now);
        const QString again = next == 0 ? tr("Trying again now.")
                                        : tr("Trying again in %n second(s).", nullptr, next);
        if (!instance.hasFigures())
            return tr("Not connected: %1. %2").arg(toText(instance.problem()), again);
        return tr("Connection lost %n second(s) ago: %1. What is shown is from before. %2", nullptr,
                  secondsOf(now - instance.lostAt()))
            .arg(toText(instance.problem()), again);
    }
    const QString what = tr("Attached to %1").arg(toText(instance.instance().text()));
    if (!instance.note())
        return what;
    return instance.note()->mayChange
               ? tr("%1. What you change here is changed there.").arg(what)
               : tr("%1, to look at only: %2.").arg(what, toText(instance.note()->whyNot));
}

QString AttachBar::stateOfAll(TimePoint now) const
{
    QStringList lost;
    for (const RemoteRun *each : m_instances)
        if (!each->isConnected())
            lost << toText(each->instance().authority());
    if (lost.isEmpty())
        return tr("The figures of %1 instances, summed. Choose one to see its requests and to turn "
                  "its knobs.")
            .arg(m_instances.size());
    const auto first = std::ranges::find_if(
        m_instances, [](const RemoteRun *each) { return !each->isConnected(); });
    return tr("Not connected to %1; the last figures count. %2")
        .arg(lost.join(QStringLiteral(", ")), stateOf(**first, now));
}

void AttachBar::update(TimePoint now)
{
    if (m_instances.empty())
        return;
    const int chosenOne = instance();
    const bool isAll = chosenOne == kAll;
    const auto isLost = [](const RemoteRun *each) { return !each->isConnected(); };
    const bool lost = isAll ? std::ranges::any_of(m_instances, isLost)
                            : isLost(m_instances[static_cast<std::size_t>(chosenOne)]);
    const QString text =
        isAll ? stateOfAll(now) : stateOf(*m_instances[static_cast<std::size_t>(chosenOne)], now);
    if (m_text->text() != text)
        m_text->setText(text);
    m_retry->setVisible(lost);
    if (std::exchange(m_isLost, lost) != lost) {
        setAccessibleDescription(text);
        colour();
    }
}

void AttachBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    colour();
}

void AttachBar::colour()
{
    const QColor &color = m_isLost ? m_theme.bad : m_theme.accent;
    const QString name = m_isLost ? QStringLiteral("error") : QStringLiteral("connect");
    m_icon->setPixmap(icon(name, color, color).pixmap(18, 18));
    setStyleSheet(QStringLiteral("#attachBar { background: %1; border: 1px solid %2; }")
                      .arg(m_theme.surface.name(), color.name()));
}

} // namespace forefetch
