// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/spreadbars.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

constexpr double kBarHeight = 7;

QString valueText(double spread)
{
    return QLocale().toString(100 * spread, 'f', 1);
}

} // namespace

SpreadBars::SpreadBars(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAccessibleName(tr("How much each knob matters now"));
    setToolTip(tr("How far the reward goes up and down on the latest traffic over one knob's "
                  "values, in points, with the other where it is"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void SpreadBars::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void SpreadBars::setBars(std::vector<Bar> bars)
{
    if (bars == m_bars)
        return;
    m_bars = std::move(bars);
    setAccessibleDescription(summary());
    updateGeometry();
    update();
}

QString SpreadBars::summary() const
{
    QStringList parts;
    for (const Bar &bar : m_bars)
        parts << tr("%1: %2 points").arg(bar.name, valueText(bar.spread));
    return parts.join(QStringLiteral(". "));
}

double SpreadBars::rowHeight() const
{
    return std::ceil(QFontMetricsF(font()).height()) + kBarHeight + space::small;
}

QSize SpreadBars::sizeHint() const
{
    return {190, static_cast<int>(std::ceil(rowHeight() * static_cast<double>(m_bars.size())))};
}

QSize SpreadBars::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

void SpreadBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    double most = 1e-9;
    for (const Bar &bar : m_bars)
        most = std::max(most, bar.spread);
    const QFontMetricsF fm(font());
    double top = 0;
    for (const Bar &bar : m_bars) {
        const QRectF row(0, top, width(), std::ceil(fm.height()));
        const QString value = valueText(bar.spread);
        const double room = width() - fm.horizontalAdvance(value) - space::medium;
        painter.setPen(m_theme.text);
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                         fm.elidedText(bar.name, Qt::ElideRight, room));
        painter.setPen(m_theme.mutedText);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, value);
        const QRectF track(0, row.bottom(), width(), kBarHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.grid);
        painter.drawRoundedRect(track, 2, 2);
        painter.setBrush(m_theme.neutral);
        painter.drawRoundedRect(
            QRectF(track.topLeft(), QSizeF(track.width() * bar.spread / most, kBarHeight)), 2, 2);
        top += rowHeight();
    }
}

} // namespace forefetch
