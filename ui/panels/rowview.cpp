// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/rowview.h"

#include "ui/panels/rowdelegate.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QSettings>

#include <algorithm>

namespace forefetch {

namespace {

constexpr int kLeastTarget = 185; // width of a column that takes what room is left

} // namespace

RowView::RowView(LiveTable &table, const Theme &theme, QWidget *parent)
    : QTableView(parent), m_table(table), m_theme(theme), m_delegate(new RowDelegate(theme, this))
{
    setModel(&table);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false); // Tab leaves the table
    setEditTriggers(NoEditTriggers);
    setContextMenuPolicy(Qt::DefaultContextMenu);
    makeHeader();
}

void RowView::makeHeader()
{
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(space::target);
    verticalHeader()->setDefaultSectionSize(space::target);
    QHeaderView *head = horizontalHeader();
    head->setHighlightSections(false);
    head->setSectionsMovable(true);
    head->setMinimumSectionSize(2 * space::target);
    head->setContextMenuPolicy(Qt::CustomContextMenu);
    head->setAccessibleName(tr("Columns"));
    for (int column = 0; column < m_table.columnCount(); ++column)
        setColumnHidden(column, !m_table.columns()[static_cast<std::size_t>(column)].isShown);
    head->setSortIndicator(m_table.sortColumn(), m_table.sortOrder());
    setSortingEnabled(true);
    head->setSortIndicatorShown(false); // the table says it in the head's text
    connect(head, &QHeaderView::sectionResized, this, [this] {
        if (!m_fitting)
            m_sizedByHand = true;
    });
    connect(head, &QWidget::customContextMenuRequested, this, [this](const QPoint &where) {
        QMenu menu(this);
        fillMenu(menu, horizontalHeader()->logicalIndexAt(where));
        menu.exec(horizontalHeader()->mapToGlobal(where));
    });
}

void RowView::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_delegate->setTheme(theme);
    fitColumns();
    viewport()->update();
}

void RowView::setEmptyText(const QString &text)
{
    if (text == m_emptyText)
        return;
    m_emptyText = text;
    setAccessibleDescription(text);
    viewport()->update();
}

// The row that is to stay where it is on the screen; -1: none, what is newest is to be seen.
int RowView::anchorRow() const
{
    const int first = verticalScrollBar()->value();
    const int last = first + viewport()->height() / space::target;
    const int current = currentIndex().row();
    if (current >= first && current <= last &&
        selectionModel()->isRowSelected(current, QModelIndex()))
        return current;
    return first > 0 ? first : -1;
}

void RowView::change(const std::function<void()> &change)
{
    const int anchor = anchorRow();
    const std::uint64_t key = m_table.keyAt(anchor);
    const int first = verticalScrollBar()->value();
    // A current row that has made room must not take the view along to its neighbour.
    setAutoScroll(false);
    change();
    setAutoScroll(true);
    const int now = anchor < 0 ? -1 : m_table.rowOf(key);
    if (now >= 0 && now != anchor) {
        updateGeometries(); // so that the range of the scroll bar is known
        verticalScrollBar()->setValue(first + now - anchor);
    }
}

std::vector<int> RowView::selectedRows() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

QString RowView::selectedText() const
{
    std::vector<int> columns;
    for (int visual = 0; visual < m_table.columnCount(); ++visual) {
        if (const int column = horizontalHeader()->logicalIndex(visual); !isColumnHidden(column))
            columns.push_back(column);
    }
    const std::vector<int> rows = selectedRows();
    if (rows.empty())
        return {};
    QString out;
    const auto line = [&](const auto &textOf) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            QString text = textOf(columns[i]);
            text.replace(u'\t', u' ').replace(u'\n', u' ').replace(u'\r', u' ');
            out += (i == 0 ? QString() : QStringLiteral("\t")) + text;
        }
        out += u'\n';
    };
    line([&](int column) { return m_table.columns()[static_cast<std::size_t>(column)].title; });
    for (const int row : rows)
        line([&](int column) { return m_table.textAt(row, column); });
    return out;
}

void RowView::copySelected()
{
    const QString text = selectedText();
    if (text.isEmpty())
        return;
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT copied(static_cast<int>(selectedRows().size()));
}

void RowView::sortBy(int column)
{
    const bool turn = column == m_table.sortColumn() && m_table.sortOrder() == Qt::AscendingOrder;
    change([&] { sortByColumn(column, turn ? Qt::DescendingOrder : Qt::AscendingOrder); });
}

void RowView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelected();
    } else if (event->key() == Qt::Key_Escape) {
        if (!selectionModel()->hasSelection())
            Q_EMIT escaped();
        clearSelection();
        setCurrentIndex({});
        scrollToTop();
    } else if (event->key() == Qt::Key_S && event->modifiers() == Qt::NoModifier) {
        sortBy(std::max(0, currentIndex().column()));
    } else {
        QTableView::keyPressEvent(event);
    }
}

int RowView::usualWidth(int column) const
{
    const TableColumn &c = m_table.columns()[static_cast<std::size_t>(column)];
    if (c.sample.isEmpty())
        return kLeastTarget;
    const bool hasSign =
        m_table.signAt(0, column).has_value() || c.sample.contains(u'▲') || c.sample.contains(u'▽');
    const int text = fontMetrics().horizontalAdvance(c.sample) + 2 * RowDelegate::kPadding +
                     space::small + (hasSign ? space::medium : 0);
    const QString head = c.title + QStringLiteral(" ↓");
    return std::max(text, horizontalHeader()->fontMetrics().horizontalAdvance(head) +
                              2 * RowDelegate::kPadding + space::small);
}

// What has a usual width gets it; targets share the rest.
void RowView::fitColumns()
{
    if (m_sizedByHand)
        return;
    m_fitting = true;
    int rest = viewport()->width();
    std::vector<int> flexible;
    for (int column = 0; column < m_table.columnCount(); ++column) {
        if (isColumnHidden(column))
            continue;
        if (m_table.columns()[static_cast<std::size_t>(column)].sample.isEmpty()) {
            flexible.push_back(column);
            continue;
        }
        setColumnWidth(column, usualWidth(column));
        rest -= columnWidth(column);
    }
    for (std::size_t i = 0; i < flexible.size(); ++i) {
        const int share = rest / static_cast<int>(flexible.size() - i);
        setColumnWidth(flexible[i], std::max(kLeastTarget, share));
        rest -= share;
    }
    m_fitting = false;
}

// By the number of columns, so that those of another version are not mistaken for these.
void RowView::save(QSettings &settings, const QString &name) const
{
    const QString place = name + QString::number(m_table.columnCount());
    settings.setValue(place, horizontalHeader()->saveState());
    settings.setValue(place + QStringLiteral("-by-hand"), m_sizedByHand);
}

void RowView::restore(const QSettings &settings, const QString &name)
{
    const QString place = name + QString::number(m_table.columnCount());
    const QByteArray kept = settings.value(place).toByteArray();
    if (kept.isEmpty())
        return;
    m_fitting = true;
    horizontalHeader()->restoreState(kept);
    m_fitting = false;
    m_sizedByHand = settings.value(place + QStringLiteral("-by-hand")).toBool();
    m_table.sort(horizontalHeader()->sortIndicatorSection(),
                 horizontalHeader()->sortIndicatorOrder());
    fitColumns();
}

void RowView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

// The font is known for certain only now.
void RowView::showEvent(QShowEvent *event)
{
    QTableView::showEvent(event);
    fitColumns();
}

void RowView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitColumns();
}

void RowView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_table.rowCount() > 0 || m_emptyText.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(m_theme.mutedText);
    const int margin = 2 * space::large;
    painter.drawText(viewport()->rect().adjusted(margin, space::medium, -margin, -space::medium),
                     Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

void RowView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT rowsSelected(selectionModel()->hasSelection());
}

} // namespace forefetch
