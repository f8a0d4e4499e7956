// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/contextrows.h"

#include "core/time/random.h"

#include <QtTest>

using namespace forefetch;

// The table of counts at its cap: what goes, what stays, and that finding stays cheap.
class ContextRowsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsUsedOutlivesWhatIsNot();
    void searchesStayShortWhileColdRowsGo();

private:
    static constexpr std::size_t kBudget = 2 << 20;
    // Contexts that come once each, as those of a target with ever new addresses do.
    static void addOnes(ContextRows &rows, Random &random, std::uint32_t count)
    {
        for (std::uint32_t i = 0; i < count; ++i)
            rows.add(random() | 1, i, 1);
    }
};

void ContextRowsTest::whatIsUsedOutlivesWhatIsNot()
{
    ContextRows rows(kBudget);
    Random random(1);
    for (int round = 0; round < 400; ++round) {
        for (std::uint64_t hot = 1; hot <= 1000; ++hot)
            rows.add(hot << 32 | 7, 3, 1);
        addOnes(rows, random, 1000);
    }
    QVERIFY(rows.forgotten() > 100'000);
    QVERIFY(rows.bytes() <= kBudget);
    QVERIFY(rows.isConsistent());
    for (std::uint64_t hot = 1; hot <= 1000; ++hot)
        QCOMPARE(rows.find(hot << 32 | 7).total, 400.0F);
}

// Linear probing at three quarters full, as at random (Knuth, volume 3, section 6.4): a longest
// search of some hundred steps. Emptied from end to end it had thousands.
void ContextRowsTest::searchesStayShortWhileColdRowsGo()
{
    ContextRows rows(kBudget);
    Random random(2);
    std::size_t longest = 0;
    for (int round = 0; round < 100; ++round) {
        addOnes(rows, random, 5000);
        longest = std::max(longest, rows.longestSearch());
    }
    QVERIFY(rows.forgotten() > 400'000);
    QVERIFY(rows.isConsistent());
    QVERIFY2(longest < 400, qPrintable(QString::number(longest)));
}

QTEST_GUILESS_MAIN(ContextRowsTest)
#include "contextrows_test.moc"
