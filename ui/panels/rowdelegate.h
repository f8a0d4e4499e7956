// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/livetable.h"
#include "ui/theme/theme.h"

#include <QAbstractItemDelegate>

namespace forefetch {

// Draws the cells of a LiveTable by itself, with marker and text, since a style draws a cell ten
// times more slowly, and tables are drawn anew with each of their updates.
//
// Thread: the GUI thread.
class RowDelegate : public QAbstractItemDelegate
{
    Q_OBJECT

public:
    static constexpr int kPadding = space::small + 2;

    RowDelegate(const Theme &theme, QObject *parent);

    void setTheme(const Theme &theme) { m_theme = theme; }
    QColor colorOf(RowSign::Tone tone) const;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    Theme m_theme;
};

} // namespace forefetch
