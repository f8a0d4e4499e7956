// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/sessiontable.h"

#include <QtTest>

#include <memory>
#include <utility>

using namespace forefetch;

class SessionTableTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theOneUsedLongestAgoMakesRoom();
    void anotherSessionOfTheSameClientBeginsAfresh();
    void fewerKeepsTheNewest();
    void isDividedFromABudget();
};

using Table = SessionTable<std::unique_ptr<int>>; // what can be moved alone

void SessionTableTest::theOneUsedLongestAgoMakesRoom()
{
    Table table(100);
    for (std::uint32_t i = 0; i < 100; ++i)
        table.touch({i, 1}) = std::make_unique<int>(static_cast<int>(i));
    QVERIFY(*table.touch({0, 1}) == 0);
    table.touch({100, 1});
    QCOMPARE(table.size(), std::size_t(100));
    QVERIFY(table.find({0, 1}) != nullptr);
    QVERIFY(table.find({1, 1}) == nullptr);
    table.forget({0, 1});
    QVERIFY(table.find({0, 1}) == nullptr);
    QVERIFY(table.touch({0, 1}) == nullptr); // a fresh one
}

void SessionTableTest::anotherSessionOfTheSameClientBeginsAfresh()
{
    Table table(10);
    table.touch({3, 1}) = std::make_unique<int>(1);
    QVERIFY(table.find({3, 2}) == nullptr);
    QVERIFY(table.touch({3, 2}) == nullptr);
    QVERIFY(table.find({3, 1}) == nullptr);
    QCOMPARE(table.size(), std::size_t(1));
}

void SessionTableTest::fewerKeepsTheNewest()
{
    Table table(1'000);
    for (std::uint32_t i = 0; i < 500; ++i)
        table.touch({i, 1}) = std::make_unique<int>(static_cast<int>(i));
    const std::size_t before = table.bytes();
    table.setMaxSessions(10);
    QCOMPARE(table.size(), std::size_t(10));
    QVERIFY(table.bytes() < before / 4);
    for (std::uint32_t i = 490; i < 500; ++i)
        QCOMPARE(**std::as_const(table).find({i, 1}), static_cast<int>(i));
    table.touch({1'000, 1});
    QVERIFY(table.find({490, 1}) == nullptr);
    QVERIFY(table.find({491, 1}) != nullptr);
}

void SessionTableTest::isDividedFromABudget()
{
    QCOMPARE(Table::within(0, 100), std::size_t(1));
    QCOMPARE(Table::within(1 << 30, 100), std::size_t(100));
    const std::size_t most = Table::within(1 << 16, 100'000);
    Table table(most);
    for (std::uint32_t i = 0; i < 2 * most; ++i)
        table.touch({i, 1});
    QCOMPARE(table.size(), most);
    QVERIFY(table.bytes() <= (1 << 16) + 8'192); // a piece more
}

QTEST_APPLESS_MAIN(SessionTableTest)
#include "sessiontable_test.moc"
