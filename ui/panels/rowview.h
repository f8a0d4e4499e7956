// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/livetable.h"
#include "ui/theme/theme.h"

#include <QTableView>

#include <functional>

class QMenu;
class QSettings;

namespace forefetch {

class RowDelegate;

// The view of one LiveTable. While rows stream in, what one looks at stays where it is: the row
// that is selected, or else, where it is scrolled away from the top, the first row in sight.
//
//     auto *view = new RowView(requests, theme, this);
//     view->change([&] { requests.read(…); });
//
// By keyboard: S sorts by the column of the current cell and turns the order about, Ctrl+C copies
// the selected rows, Esc lets go of them, the menu key says what else there is.
// Thread: the GUI thread.
class RowView : public QTableView
{
    Q_OBJECT

public:
    RowView(LiveTable &table, const Theme &theme, QWidget *parent);

    void setTheme(const Theme &theme);
    // What stands there while there is no row.
    void setEmptyText(const QString &text);
    const QString &emptyText() const { return m_emptyText; }
    LiveTable &table() const { return m_table; }
    // Runs what changes the table.
    void change(const std::function<void()> &change);
    // The selected rows as tab-separated text, in the order shown, with a line of heads; the hidden
    // columns are left out. Empty when no row is selected.
    QString selectedText() const;
    std::vector<int> selectedRows() const; // ascending
    // Columns and order as somebody left them.
    void save(QSettings &settings, const QString &name) const;
    void restore(const QSettings &settings, const QString &name);

public Q_SLOTS:
    void copySelected();

Q_SIGNALS:
    void copied(int rows);
    void rowsSelected(bool any);
    void escaped(); // with nothing selected

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;

private:
    void makeHeader();
    void fitColumns();
    int usualWidth(int column) const;
    int anchorRow() const;
    void sortBy(int column);
    void fillMenu(QMenu &menu, int column);
    void fillColumns(QMenu &menu);

    LiveTable &m_table;
    Theme m_theme;
    RowDelegate *m_delegate;
    QString m_emptyText;
    bool m_sizedByHand = false;
    bool m_fitting = false;
};

} // namespace forefetch
