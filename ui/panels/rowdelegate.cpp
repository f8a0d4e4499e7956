// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/rowdelegate.h"

#include <QPainter>

namespace forefetch {

RowDelegate::RowDelegate(const Theme &theme, QObject *parent)
    : QAbstractItemDelegate(parent), m_theme(theme)
{
}

QColor RowDelegate::colorOf(RowSign::Tone tone) const
{
    switch (tone) {
    case RowSign::Tone::Hit:
        return m_theme.color(Meaning::Hit);
    case RowSign::Tone::Miss:
        return m_theme.color(Meaning::Miss);
    case RowSign::Tone::Useful:
        return m_theme.color(Meaning::Useful);
    case RowSign::Tone::Wasted:
        return m_theme.color(Meaning::Wasted);
    case RowSign::Tone::Bad:
        return m_theme.bad;
    case RowSign::Tone::Quiet:
        break;
    }
    return m_theme.mutedText;
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    const auto *table = static_cast<const LiveTable *>(index.model());
    const bool isSelected = option.state & QStyle::State_Selected;
    if (isSelected)
        painter->fillRect(option.rect, m_theme.accent);
    const QColor ink = isSelected ? m_theme.accentText : m_theme.text;
    QRect room = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    painter->setFont(option.font);
    if (const auto sign = table->signAt(index.row(), index.column())) {
        painter->setPen(isSelected ? ink : colorOf(sign->tone));
        const int width = option.fontMetrics.height();
        painter->drawText(QRect(room.left(), room.top(), width, room.height()), Qt::AlignCenter,
                          sign->marker);
        room.setLeft(room.left() + width + space::small);
    }
    painter->setPen(ink);
    const TableColumn &column = table->columns()[static_cast<std::size_t>(index.column())];
    const QString text = table->textAt(index.row(), index.column());
    // An address reads from left to right in every language.
    const bool isAddress = option.direction == Qt::RightToLeft && text.startsWith(u'/');
    painter->setLayoutDirection(isAddress ? Qt::LeftToRight : option.direction);
    // The beginnings of targets are alike, and so are their ends.
    painter->drawText(
        room, int(column.isNumber || isAddress ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
        option.fontMetrics.elidedText(
            text, column.sample.isEmpty() ? Qt::ElideMiddle : Qt::ElideRight, room.width()));
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(isSelected ? m_theme.accentText : m_theme.accent);
        painter->drawRect(option.rect.adjusted(1, 1, -2, -2));
    }
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *table = static_cast<const LiveTable *>(index.model());
    const QString text = table->textAt(index.row(), index.column());
    return {option.fontMetrics.horizontalAdvance(text) + 2 * kPadding, space::target};
}

} // namespace forefetch
