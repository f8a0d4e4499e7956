// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The base of the tables: slots, order, filter, and indexes that follow their rows.
#include "core/time/random.h"
#include "ui/models/livetable.h"
#include "ui/models/rowslots.h"

#include <QAbstractItemModelTester>
#include <QtTest>

#include <deque>
#include <map>

using namespace forefetch;

namespace {

// A table of numbers: column 0 is the key, column 1 a value.
class Numbers : public LiveTable
{
public:
    explicit Numbers(std::size_t capacity)
        : LiveTable({{QStringLiteral("Key"), {}, QStringLiteral("0"), true, false},
                     {QStringLiteral("Value"), {}, {}, false, true}},
                    capacity, 0, Qt::DescendingOrder, nullptr),
          m_values(capacity)
    {
    }
    void set(std::uint64_t key, int value) { m_values[put(key)] = value; }
    using LiveTable::commit;
    using LiveTable::retain;

protected:
    QString text(Slot slot, int column) const override
    {
        return column == 0 ? QString::number(rows().key(slot))
                           : QStringLiteral("v%1").arg(m_values[slot]);
    }
    std::optional<RowSign> sign(Slot, int) const override { return std::nullopt; }
    int compare(Slot a, Slot b, int column) const override
    {
        return column == 0 ? threeWay(rows().key(a), rows().key(b))
                           : threeWay(m_values[a], m_values[b]);
    }
    bool isOn(Slot slot, const EdgeFilter &edge) const override { return edge.to == text(slot, 1); }

private:
    std::vector<int> m_values;
};

// What the table promises, with no thought of speed.
struct Twin
{
    std::size_t capacity;
    std::deque<std::uint64_t> ages; // oldest first
    std::map<std::uint64_t, int> values;
    std::map<std::uint64_t, int> births; // of a key: the when-th row it is
    int born = 0;
    int column = 0;
    bool ascending = false;
    QString filter;

    void set(std::uint64_t key, int value)
    {
        if (!values.contains(key)) {
            if (ages.size() == capacity) {
                values.erase(ages.front());
                ages.pop_front();
            }
            ages.push_back(key);
            births[key] = ++born;
        }
        values[key] = value;
    }
    void retain(const std::vector<std::uint64_t> &keys)
    {
        std::erase_if(ages, [&](auto key) { return !std::ranges::count(keys, key); });
        std::erase_if(values, [&](const auto &v) { return !std::ranges::count(keys, v.first); });
    }
    std::vector<std::uint64_t> shown() const
    {
        std::vector<std::uint64_t> keys;
        for (const auto &[key, value] : values)
            if (QStringLiteral("v%1").arg(value).contains(filter, Qt::CaseInsensitive))
                keys.push_back(key);
        std::ranges::sort(keys, [this](std::uint64_t a, std::uint64_t b) {
            if (column == 1 && values.at(a) != values.at(b))
                return (values.at(a) < values.at(b)) == ascending;
            return column == 1 || !ascending ? a > b : a < b;
        });
        return keys;
    }
};

std::vector<std::uint64_t> keysOf(const LiveTable &table)
{
    std::vector<std::uint64_t> keys;
    for (int row = 0; row < table.rowCount(); ++row)
        keys.push_back(table.keyAt(row));
    return keys;
}

} // namespace

class LiveTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slotsAreARing();
    void showsTheNewestFirst();
    void filtersInAnyCase();
    void filtersByEdge();
    void equalsStayNewestFirst();
    void behavesAsItsTwin();
    void tellsInWholeBatches();
    void aReusedSlotIsAnotherRow();
};

void LiveTableTest::slotsAreARing()
{
    RowSlots slots3(3);
    QCOMPARE(slots3.oldest(), RowSlots::kNone);
    const auto a = slots3.take(10);
    slots3.take(20);
    slots3.take(30);
    QCOMPARE(slots3.size(), std::size_t{3});
    QCOMPARE(slots3.take(40), a); // the oldest made room
    QCOMPARE(slots3.find(10), RowSlots::kNone);
    QCOMPARE(slots3.key(slots3.oldest()), std::uint64_t{20});
    slots3.release(slots3.find(30)); // from the middle
    QCOMPARE(slots3.size(), std::size_t{2});
    slots3.take(50);
    slots3.take(60); // 20 goes
    QVERIFY(slots3.find(20) == RowSlots::kNone && slots3.find(40) != RowSlots::kNone);
    QCOMPARE(slots3.key(slots3.oldest()), std::uint64_t{40});
    slots3.clear();
    QCOMPARE(slots3.size(), std::size_t{0});
    QCOMPARE(slots3.oldest(), RowSlots::kNone);
}

void LiveTableTest::showsTheNewestFirst()
{
    Numbers table(3);
    for (const int key : {1, 2, 3, 4})
        table.set(static_cast<std::uint64_t>(key), key * 10);
    QCOMPARE(table.rowCount(), 0); // not before it is committed
    table.commit();
    QCOMPARE(keysOf(table), (std::vector<std::uint64_t>{4, 3, 2}));
    QCOMPARE(table.textAt(0, 1), QStringLiteral("v40"));
    QCOMPARE(table.rowOf(2), 2);
    QCOMPARE(table.rowOf(1), -1);
    QCOMPARE(table.textAt(3, 0), QString());
    QCOMPARE(table.headerData(1, Qt::Horizontal).toString(), QStringLiteral("Value"));
    table.clear();
    QCOMPARE(table.rowCount(), 0);
    QCOMPARE(table.total(), std::size_t{0});
}

void LiveTableTest::filtersInAnyCase()
{
    Numbers table(10);
    table.set(1, 17);
    table.set(2, 71);
    table.set(3, 99);
    table.commit();
    table.setFilter(QStringLiteral("V7"));
    QCOMPARE(keysOf(table), std::vector<std::uint64_t>{2});
    table.setFilter(QStringLiteral("7"));
    QCOMPARE(keysOf(table), (std::vector<std::uint64_t>{2, 1}));
    QCOMPARE(table.total(), std::size_t{3});
    table.set(3, 7); // now it fits
    table.set(2, 8); // now it does not
    table.commit();
    QCOMPARE(keysOf(table), (std::vector<std::uint64_t>{3, 1}));
    table.setFilter(QStringLiteral("1")); // of key 1 too, but keys are not searched
    QCOMPARE(keysOf(table), std::vector<std::uint64_t>{1});
    table.setFilter({});
    QCOMPARE(table.rowCount(), 3);
}

void LiveTableTest::filtersByEdge()
{
    Numbers table(10);
    table.set(1, 17);
    table.set(2, 71);
    table.commit();
    table.setEdge(EdgeFilter{{}, QStringLiteral("v17")});
    QVERIFY(table.isFiltered());
    QCOMPARE(keysOf(table), std::vector<std::uint64_t>{1});
    table.setFilter(QStringLiteral("71")); // both have to hold
    QCOMPARE(table.rowCount(), 0);
    table.setFilter({});
    table.setEdge(std::nullopt);
    QCOMPARE(table.rowCount(), 2);
}

void LiveTableTest::equalsStayNewestFirst()
{
    Numbers table(10);
    for (std::uint64_t key = 1; key <= 6; ++key)
        table.set(key, key % 2 == 0 ? 5 : 3);
    table.commit();
    table.sort(1, Qt::AscendingOrder);
    QCOMPARE(keysOf(table), (std::vector<std::uint64_t>{5, 3, 1, 6, 4, 2}));
    table.sort(1, Qt::DescendingOrder);
    QCOMPARE(keysOf(table), (std::vector<std::uint64_t>{6, 4, 2, 5, 3, 1}));
    table.set(7, 5);
    table.commit();
    QCOMPARE(keysOf(table), (std::vector<std::uint64_t>{7, 6, 4, 2, 5, 3, 1}));
}

// Random changes, compared with the twin; indexes that are kept follow their rows.
void LiveTableTest::behavesAsItsTwin()
{
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        Random random(seed);
        Numbers table(40);
        QAbstractItemModelTester tester(&table,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        Twin twin{.capacity = 40, .ages = {}, .values = {}};
        std::uint64_t next = 1;
        for (int step = 0; step < 60; ++step) {
            std::map<std::uint64_t, std::pair<QPersistentModelIndex, int>> kept;
            for (int row = 0; row < table.rowCount(); row += 2)
                kept[table.keyAt(row)] = {table.index(row, 1), twin.births[table.keyAt(row)]};
            const std::uint64_t kind = random.below(8);
            if (kind == 0) {
                twin.filter = random.below(2) == 0 ? QString() : QString::number(random.below(5));
                table.setFilter(twin.filter);
            } else if (kind == 1) {
                twin.column = static_cast<int>(random.below(2));
                twin.ascending = random.below(2) == 0;
                table.sort(twin.column, twin.ascending ? Qt::AscendingOrder : Qt::DescendingOrder);
            } else {
                if (kind == 2) {
                    std::vector<std::uint64_t> keys;
                    for (const auto &[key, value] : twin.values)
                        if (random.below(3) > 0)
                            keys.push_back(key);
                    table.retain(keys);
                    twin.retain(keys);
                }
                for (std::uint64_t n = random.below(20); n > 0; --n) {
                    const bool isNew = twin.values.empty() || random.below(2) == 0;
                    const std::uint64_t key = isNew ? next++ : 1 + random.below(next - 1);
                    const int value = static_cast<int>(random.below(30));
                    table.set(key, value);
                    twin.set(key, value);
                }
                table.commit();
            }
            QCOMPARE(keysOf(table), twin.shown());
            for (int row = 0; row < table.rowCount(); ++row) {
                QCOMPARE(table.rowOf(table.keyAt(row)), row);
                QCOMPARE(table.textAt(row, 1),
                         QStringLiteral("v%1").arg(twin.values.at(table.keyAt(row))));
            }
            for (const auto &[key, index] : kept) {
                // One that went and came again within a step is a new row.
                const bool isThere = table.rowOf(key) >= 0 && twin.births[key] == index.second;
                QCOMPARE(index.first.isValid(), isThere);
                QVERIFY(!isThere || table.keyAt(index.first.row()) == key);
                QVERIFY(!isThere || index.first.column() == 1);
            }
        }
    }
}

void LiveTableTest::tellsInWholeBatches()
{
    Numbers table(100);
    QSignalSpy inserted(&table, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&table, &QAbstractItemModel::rowsRemoved);
    QSignalSpy laid(&table, &QAbstractItemModel::layoutChanged);
    QSignalSpy changed(&table, &QAbstractItemModel::dataChanged);
    for (std::uint64_t key = 1; key <= 100; ++key)
        table.set(key, 1);
    table.commit();
    QCOMPARE(inserted.count(), 1);
    for (std::uint64_t key = 101; key <= 130; ++key)
        table.set(key, 1);
    table.commit();
    QCOMPARE(inserted.count(), 2);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(laid.count(), 2);
    QCOMPARE(changed.count(), 0);
    table.set(120, 9); // where it stands
    table.commit();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), table.rowOf(120));
    QCOMPARE(laid.count(), 2);
    table.commit(); // nothing
    QCOMPARE(changed.count(), 1);
}

void LiveTableTest::aReusedSlotIsAnotherRow()
{
    Numbers table(2);
    table.set(1, 1);
    table.set(2, 2);
    table.commit();
    const QPersistentModelIndex one = table.index(table.rowOf(1), 0);
    const QPersistentModelIndex two = table.index(table.rowOf(2), 0);
    table.set(3, 3); // in the slot of 1
    table.commit();
    QVERIFY(!one.isValid());
    QVERIFY(two.isValid());
    QCOMPARE(table.keyAt(two.row()), std::uint64_t{2});
}

QTEST_GUILESS_MAIN(LiveTableTest)
#include "livetable_test.moc"
