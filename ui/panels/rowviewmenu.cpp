// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The menu of a table: copy, sort, and which columns there are.
#include "ui/panels/rowview.h"

#include <QContextMenuEvent>
#include <QMenu>

#include <algorithm>

namespace forefetch {

void RowView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    fillMenu(menu, byKey ? std::max(0, currentIndex().column()) : columnAt(event->pos().x()));
    menu.exec(event->globalPos());
}

void RowView::fillMenu(QMenu &menu, int column)
{
    QAction *copy = menu.addAction(tr("&Copy rows"), this, &RowView::copySelected);
    copy->setShortcut(QKeySequence::Copy);
    copy->setEnabled(selectionModel()->hasSelection());
    menu.addSeparator();
    if (column >= 0 && column < m_table.columnCount()) {
        const QString title = m_table.columns()[static_cast<std::size_t>(column)].title;
        menu.addAction(tr("Sort by %1, &ascending").arg(title), this, [this, column] {
            change([&] { sortByColumn(column, Qt::AscendingOrder); });
        });
        menu.addAction(tr("Sort by %1, &descending").arg(title), this, [this, column] {
            change([&] { sortByColumn(column, Qt::DescendingOrder); });
        });
        menu.addSeparator();
    }
    fillColumns(*menu.addMenu(tr("C&olumns")));
}

void RowView::fillColumns(QMenu &menu)
{
    int shown = 0;
    for (int column = 0; column < m_table.columnCount(); ++column)
        shown += isColumnHidden(column) ? 0 : 1;
    for (int column = 0; column < m_table.columnCount(); ++column) {
        QAction *each = menu.addAction(m_table.columns()[static_cast<std::size_t>(column)].title);
        each->setCheckable(true);
        each->setChecked(!isColumnHidden(column));
        each->setEnabled(isColumnHidden(column) || shown > 1); // one has to stay
        connect(each, &QAction::toggled, this, [this, column](bool on) {
            setColumnHidden(column, !on);
            fitColumns();
        });
    }
    menu.addSeparator();
    menu.addAction(tr("&Fit widths"), this, [this] {
        m_sizedByHand = false;
        fitColumns();
    });
}

} // namespace forefetch
