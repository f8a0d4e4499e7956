// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/period.h"
#include "ui/models/rowslots.h"
#include "ui/models/targettexts.h"

#include <QAbstractTableModel>
#include <QColor>

#include <optional>
#include <span>
#include <vector>

namespace forefetch {

struct TableColumn
{
    QString title;
    QString tip;    // of the head
    QString sample; // as wide as its widest usual text; empty: takes what room is left
    bool isNumber = false;
    bool isSearched = false; // by the filter
    bool isShown = true;     // at first
};

// The marker before a text, so that its meaning needs no colour.
struct RowSign
{
    enum class Tone { Hit, Miss, Useful, Wasted, Quiet, Bad };
    QString marker; // "▲"
    Tone tone = Tone::Quiet;
};

// An edge of the transition graph, as texts of requests or of routes; an empty end is any.
struct EdgeFilter
{
    QString from;
    QString to;
    friend bool operator==(const EdgeFilter &, const EdgeFilter &) = default;
};

// Rows that come, change and go many times a second, sorted and filtered: the base of the tables.
// A fixed number of rows is kept; the first to come makes room. Who derives keeps the rows by slot
// and says how two compare; changes become visible together, in one insertion, one reordering and
// one removal, in which every persistent index (so every selection) follows its row.
//
//     RowSlots::Slot s = put(record.id);      // new, or known and changed
//     m_rows[s] = record;
//     ...
//     commit();                               // after the last
//
// Rows that are equal in the column sorted by stand with the newest first, in either direction.
// Thread: the GUI thread.
class LiveTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    using Slot = RowSlots::Slot;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

    // Rows that have this text in a column that is searched, in any case; empty: all.
    void setFilter(const QString &text);
    const QString &filter() const { return m_filter; }
    void setEdge(const std::optional<EdgeFilter> &edge);
    const std::optional<EdgeFilter> &edge() const { return m_edge; }
    // Rows of what happened then, as far as a table knows when its rows happened.
    void setPeriod(const std::optional<Period> &period);
    const std::optional<Period> &period() const { return m_period; }
    bool isFiltered() const { return !m_filter.isEmpty() || m_edge || m_period; }
    std::size_t total() const { return m_slots.size(); } // shown or not
    void clear();

    const std::vector<TableColumn> &columns() const { return m_columns; }
    std::uint64_t keyAt(int row) const;
    int rowOf(std::uint64_t key) const; // -1: not there, or not shown
    QString textAt(int row, int column) const;
    std::optional<RowSign> signAt(int row, int column) const;

protected:
    LiveTable(std::vector<TableColumn> columns, std::size_t capacity, int sortColumn,
              Qt::SortOrder order, QObject *parent);

    // The slot of this row, which has changed or is new.
    Slot put(std::uint64_t key);
    bool holds(std::uint64_t key) const { return m_slots.find(key) != RowSlots::kNone; }
    // All others go, before those that are new are put.
    void retain(std::span<const std::uint64_t> keys);
    void commit();
    const RowSlots &rows() const { return m_slots; }

    virtual QString text(Slot slot, int column) const = 0;
    virtual QString tip(Slot slot, int column) const { return text(slot, column); }
    virtual std::optional<RowSign> sign(Slot slot, int column) const = 0;
    // Less than, equal to or greater than 0.
    virtual int compare(Slot a, Slot b, int column) const = 0;
    // Of two that are equal, which came later; the greater key, where nothing else says so.
    virtual int compareAge(Slot a, Slot b) const;
    virtual bool isOn(Slot slot, const EdgeFilter &edge) const = 0;
    virtual bool isWithin(Slot, const Period &) const { return true; }

private:
    struct State
    {
        bool touched = false; // put since the last commit
        bool fresh = false;   // belongs to another key than at the last commit
        bool stays = false;   // within retain()
        int place = -1;       // its row
        int next = -1;        // during a commit: the row that it goes to
    };

    bool passes(Slot slot) const;
    bool comesBefore(Slot a, Slot b) const;
    void refilter();
    void arrange();
    std::size_t planMoves();
    void insertAtEnd();
    void reorder();
    void removeAtEnd(std::size_t leaving);
    void tellTouched();

    std::vector<TableColumn> m_columns;
    RowSlots m_slots;
    std::vector<State> m_states; // by slot
    std::vector<Slot> m_touched;
    std::vector<Slot> m_order;    // what is shown, by row
    std::vector<Slot> m_arranged; // what is to be shown
    std::vector<Slot> m_leaving;
    std::vector<int> m_moves; // by old row: the new one
    int m_sortColumn;
    Qt::SortOrder m_sortOrder;
    QString m_filter;
    std::optional<EdgeFilter> m_edge;
    std::optional<Period> m_period;
};

// -1, 0 or 1.
template <typename T>
int threeWay(const T &a, const T &b)
{
    return a < b ? -1 : b < a ? 1 : 0;
}

} // namespace forefetch
