// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/livetable.h"

#include <algorithm>

namespace forefetch {

LiveTable::LiveTable(std::vector<TableColumn> columns, std::size_t capacity, int sortColumn,
                     Qt::SortOrder order, QObject *parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns)), m_slots(capacity),
      m_states(capacity), m_sortColumn(sortColumn), m_sortOrder(order)
{
}

int LiveTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int LiveTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant LiveTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Slot slot = m_order[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(slot, index.column());
    case Qt::ToolTipRole:
        return tip(slot, index.column());
    case Qt::TextAlignmentRole:
        return int((m_columns[static_cast<std::size_t>(index.column())].isNumber ? Qt::AlignRight
                                                                                 : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant LiveTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const TableColumn &column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole: // a style's own arrow would stand on the text of what is right-aligned
        return section != m_sortColumn ? column.title
               : m_sortOrder == Qt::AscendingOrder
                   ? tr("%1 ↑", "column in ascending order").arg(column.title)
                   : tr("%1 ↓", "column in descending order").arg(column.title);
    case Qt::ToolTipRole:
        return column.tip;
    case Qt::TextAlignmentRole:
        return int((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

std::uint64_t LiveTable::keyAt(int row) const
{
    return row < 0 || row >= rowCount() ? 0 : m_slots.key(m_order[static_cast<std::size_t>(row)]);
}

int LiveTable::rowOf(std::uint64_t key) const
{
    const Slot slot = m_slots.find(key);
    return slot == RowSlots::kNone ? -1 : m_states[slot].place;
}

QString LiveTable::textAt(int row, int column) const
{
    return row < 0 || row >= rowCount() ? QString()
                                        : text(m_order[static_cast<std::size_t>(row)], column);
}

std::optional<RowSign> LiveTable::signAt(int row, int column) const
{
    return row < 0 || row >= rowCount() ? std::nullopt
                                        : sign(m_order[static_cast<std::size_t>(row)], column);
}

int LiveTable::compareAge(Slot a, Slot b) const
{
    return threeWay(m_slots.key(a), m_slots.key(b));
}

bool LiveTable::comesBefore(Slot a, Slot b) const
{
    if (const int order = compare(a, b, m_sortColumn); order != 0)
        return (order < 0) == (m_sortOrder == Qt::AscendingOrder);
    return compareAge(a, b) > 0;
}

bool LiveTable::passes(Slot slot) const
{
    if (m_edge && !isOn(slot, *m_edge))
        return false;
    if (m_period && !isWithin(slot, *m_period))
        return false;
    if (m_filter.isEmpty())
        return true;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (m_columns[i].isSearched &&
            text(slot, static_cast<int>(i)).contains(m_filter, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

void LiveTable::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount())
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    refilter();
}

void LiveTable::setFilter(const QString &text)
{
    if (text == m_filter)
        return;
    m_filter = text;
    refilter();
}

void LiveTable::setEdge(const std::optional<EdgeFilter> &edge)
{
    if (edge == m_edge)
        return;
    m_edge = edge;
    refilter();
}

void LiveTable::setPeriod(const std::optional<Period> &period)
{
    if (period == m_period)
        return;
    m_period = period;
    refilter();
}

LiveTable::Slot LiveTable::put(std::uint64_t key)
{
    Slot slot = m_slots.find(key);
    const bool isNew = slot == RowSlots::kNone;
    if (isNew)
        slot = m_slots.take(key);
    State &state = m_states[slot];
    state.fresh = state.fresh || isNew;
    if (!state.touched)
        m_touched.push_back(slot);
    state.touched = true;
    return slot;
}

void LiveTable::retain(std::span<const std::uint64_t> keys)
{
    for (State &state : m_states)
        state.stays = false;
    for (const std::uint64_t key : keys) {
        if (const Slot slot = m_slots.find(key); slot != RowSlots::kNone)
            m_states[slot].stays = true;
    }
    for (Slot slot = 0; slot < m_states.size(); ++slot) {
        if (m_slots.isTaken(slot) && !m_states[slot].stays)
            m_slots.release(slot);
    }
}

void LiveTable::clear()
{
    beginResetModel();
    m_slots.clear();
    m_states.assign(m_states.size(), {});
    m_touched.clear();
    m_order.clear();
    endResetModel();
}

// What stays as it is keeps its order; the rest is sorted and merged in.
void LiveTable::commit()
{
    const auto before = [this](Slot a, Slot b) { return comesBefore(a, b); };
    m_arranged.clear();
    for (const Slot slot : m_order) {
        if (m_slots.isTaken(slot) && !m_states[slot].touched)
            m_arranged.push_back(slot);
    }
    const auto kept = static_cast<std::ptrdiff_t>(m_arranged.size());
    for (const Slot slot : m_touched) {
        if (m_slots.isTaken(slot) && passes(slot))
            m_arranged.push_back(slot);
    }
    std::sort(m_arranged.begin() + kept, m_arranged.end(), before);
    std::inplace_merge(m_arranged.begin(), m_arranged.begin() + kept, m_arranged.end(), before);
    arrange();
}

// All anew, when the order or the filter is another one.
void LiveTable::refilter()
{
    m_arranged.clear();
    for (Slot slot = 0; slot < m_states.size(); ++slot) {
        if (m_slots.isTaken(slot) && passes(slot))
            m_arranged.push_back(slot);
    }
    std::sort(m_arranged.begin(), m_arranged.end(),
              [this](Slot a, Slot b) { return comesBefore(a, b); });
    arrange();
}

// From m_order to m_arranged.
void LiveTable::arrange()
{
    const std::size_t leaving = planMoves();
    const bool moves = leaving > 0 || m_order != m_arranged;
    if (moves) {
        insertAtEnd();
        reorder();
        removeAtEnd(leaving);
    }
    for (std::size_t row = 0; row < m_order.size(); ++row)
        m_states[m_order[row]].place = static_cast<int>(row);
    if (!moves)
        tellTouched();
    for (const Slot slot : m_touched)
        m_states[slot].touched = m_states[slot].fresh = false;
    m_touched.clear();
}

// Where each row goes: to its new place, or behind all others, to be removed. How many are.
std::size_t LiveTable::planMoves()
{
    for (State &state : m_states)
        state.place = state.next = -1;
    for (std::size_t row = 0; row < m_arranged.size(); ++row)
        m_states[m_arranged[row]].next = static_cast<int>(row);
    m_leaving.clear();
    m_moves.resize(m_order.size());
    for (std::size_t row = 0; row < m_order.size(); ++row) {
        State &state = m_states[m_order[row]];
        if (state.next >= 0 && !state.fresh) {
            state.place = static_cast<int>(row);
            m_moves[row] = state.next;
        } else {
            m_moves[row] = static_cast<int>(m_arranged.size() + m_leaving.size());
            m_leaving.push_back(m_order[row]);
        }
    }
    return m_leaving.size();
}

void LiveTable::insertAtEnd()
{
    const std::size_t before = m_order.size();
    const std::size_t added = m_arranged.size() + m_leaving.size() - before;
    if (added == 0)
        return;
    beginInsertRows({}, static_cast<int>(before), static_cast<int>(before + added - 1));
    for (const Slot slot : m_arranged) {
        if (m_states[slot].place >= 0)
            continue;
        m_order.push_back(slot);
        m_moves.push_back(m_states[slot].next);
    }
    endInsertRows();
}

void LiveTable::reorder()
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    m_order = m_arranged;
    m_order.insert(m_order.end(), m_leaving.begin(), m_leaving.end());
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    to.reserve(from.size());
    for (const QModelIndex &index : from)
        to.append(this->index(m_moves[static_cast<std::size_t>(index.row())], index.column()));
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void LiveTable::removeAtEnd(std::size_t leaving)
{
    if (leaving == 0)
        return;
    const std::size_t left = m_order.size() - leaving;
    beginRemoveRows({}, static_cast<int>(left), static_cast<int>(m_order.size() - 1));
    m_order.resize(left);
    endRemoveRows();
}

void LiveTable::tellTouched()
{
    int first = rowCount(), last = -1;
    for (const Slot slot : m_touched) {
        if (const int row = m_slots.isTaken(slot) ? m_states[slot].place : -1; row >= 0) {
            first = std::min(first, row);
            last = std::max(last, row);
        }
    }
    if (last >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

} // namespace forefetch
