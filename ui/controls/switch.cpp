// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/switch.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace forefetch {

namespace {

constexpr int kFocusRoom = 3; // for the ring around the track

QString word(bool on)
{
    return on ? Switch::tr("on") : Switch::tr("off");
}

} // namespace

Switch::Switch(QWidget *parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Switch::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void Switch::setLarge(bool large)
{
    m_isLarge = large;
    QFont larger = font();
    larger.setBold(large);
    setFont(larger);
    updateGeometry();
}

int Switch::wordWidth() const
{
    const QFontMetrics metrics = fontMetrics();
    return std::max(metrics.horizontalAdvance(word(true)), metrics.horizontalAdvance(word(false)));
}

QSize Switch::sizeHint() const
{
    const int height = std::max(trackHeight() + 2 * kFocusRoom, space::target);
    return {trackHeight() * 2 + 2 * kFocusRoom + space::medium + wordWidth(), height};
}

void Switch::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const double trackWidth = trackHeight() * 2.0;
    const double left = mirrored ? width() - kFocusRoom - trackWidth : kFocusRoom;
    const QRectF track(left, (height() - trackHeight()) / 2.0, trackWidth, trackHeight());
    paintTrack(painter, track);

    const double textLeft = mirrored ? 0 : track.right() + space::medium;
    painter.setPen(isEnabled() ? m_theme.text : m_theme.mutedText);
    painter.drawText(QRectF(textLeft, 0, wordWidth() + 1, height()),
                     (mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
                     word(isChecked()));
}

void Switch::paintTrack(QPainter &painter, const QRectF &track) const
{
    const double radius = track.height() / 2;
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), radius + 2, radius + 2);
    }
    const bool lit = isChecked() && isEnabled();
    painter.setPen(QPen(lit ? m_theme.accent : m_theme.mutedText, 1));
    painter.setBrush(lit ? m_theme.accent : (underMouse() ? m_theme.grid : m_theme.surface));
    painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);

    const double size = track.height() - 8;
    const bool right = isChecked() != (layoutDirection() == Qt::RightToLeft);
    const double left = right ? track.right() - size - 4 : track.left() + 4;
    painter.setPen(Qt::NoPen);
    painter.setBrush(lit ? m_theme.accentText : m_theme.mutedText);
    painter.drawEllipse(QRectF(left, track.top() + 4, size, size));
}

bool Switch::event(QEvent *event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave)
        update();
    return QAbstractButton::event(event);
}

} // namespace forefetch
