// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/originbanner.h"

#include "ui/theme/icons.h"

#include <QHBoxLayout>
#include <QLabel>

namespace forefetch {

namespace {

constexpr Duration kRecoveredTime = std::chrono::seconds(5);

} // namespace

OriginBanner::OriginBanner(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("originBanner"));
    setAccessibleName(tr("State of the target"));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(space::large, space::medium, space::large, space::medium);
    line->setSpacing(space::medium);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setAccessibleName(tr("State of the target"));
    line->addWidget(m_icon, 0, Qt::AlignTop);
    line->addWidget(m_text, 1);
    hide();
}

void OriginBanner::update(const OriginHealth::State &health, const QString &origin, TimePoint now)
{
    if (health.isFailing()) {
        const auto ago = std::chrono::duration_cast<std::chrono::seconds>(now - health.since);
        present(Shows::Failing,
                tr("The target %1 fails: %2. Requests failed in the last %n second(s): %3. What is "
                   "cached is still served; the rest gets an error until the target is back.",
                   nullptr, static_cast<int>(ago.count()) + 1)
                    .arg(origin, QString::fromStdString(health.what))
                    .arg(health.failuresInARow));
        return;
    }
    if (m_shows == Shows::Failing) {
        m_recoveredAt = now;
        present(Shows::Recovered, tr("The target %1 answers again.").arg(origin));
    } else if (m_shows == Shows::Recovered && now - m_recoveredAt > kRecoveredTime) {
        present(Shows::Nothing, {});
    }
}

void OriginBanner::present(Shows what, const QString &text)
{
    m_text->setText(text);
    setAccessibleDescription(text);
    if (m_shows == what)
        return;
    m_shows = what;
    colour();
    setVisible(what != Shows::Nothing);
}

void OriginBanner::setTheme(const Theme &theme)
{
    m_theme = theme;
    colour();
}

void OriginBanner::colour()
{
    const bool failing = m_shows == Shows::Failing;
    const QColor &color = failing ? m_theme.bad : m_theme.good;
    m_icon->setPixmap(icon(failing ? QStringLiteral("error") : QStringLiteral("ok"), color, color)
                          .pixmap(18, 18));
    setStyleSheet(QStringLiteral("#originBanner { background: %1; border: 1px solid %2; }")
                      .arg(m_theme.surface.name(), color.name()));
}

QString OriginBanner::text() const
{
    return m_shows == Shows::Nothing ? QString() : m_text->text();
}

} // namespace forefetch
