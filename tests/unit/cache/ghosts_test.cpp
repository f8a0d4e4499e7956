// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/ghosts.h"

#include <QtTest>

using forefetch::Ghosts;

class GhostsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGhostIsTakenOnce()
    {
        Ghosts ghosts;
        QVERIFY(!ghosts.take(1));
        ghosts.add(1, 10, 100);
        QCOMPARE(ghosts.bytes(), std::uint64_t(10));
        QVERIFY(ghosts.take(1));
        QVERIFY(!ghosts.take(1));
        QCOMPARE(ghosts.bytes(), std::uint64_t(0));
    }

    void theOldestAreForgotten()
    {
        Ghosts ghosts;
        for (std::uint64_t n = 1; n <= 1000; ++n)
            ghosts.add(n, 2, 100);
        QCOMPARE(ghosts.size(), std::size_t(50));
        QVERIFY(!ghosts.take(950));
        for (std::uint64_t n = 951; n <= 1000; ++n)
            QVERIFY(ghosts.take(n));
    }

    void whoIsEvictedAgainIsTheNewest()
    {
        Ghosts ghosts;
        for (const std::uint64_t n : {1, 2, 3, 1, 4})
            ghosts.add(n, 1, 3);
        QVERIFY(!ghosts.take(2));
        QVERIFY(ghosts.take(1) && ghosts.take(3) && ghosts.take(4));
    }

    void whatIsLargerThanAllLeavesNone()
    {
        Ghosts ghosts;
        ghosts.add(1, 1, 10);
        ghosts.add(2, 11, 10);
        QCOMPARE(ghosts.size(), std::size_t(0));
        ghosts.add(3, 1, 10);
        QVERIFY(ghosts.take(3));
    }

    // Those that are taken in the middle must not fill the ring for ever.
    void whatWasTakenGivesItsPlaceBack()
    {
        Ghosts ghosts;
        ghosts.add(0, 1, 100); // stays the oldest for long
        for (std::uint64_t n = 1; n <= 100'000; ++n) {
            ghosts.add(n, 1, 100);
            QVERIFY(ghosts.take(n));
        }
        QCOMPARE(ghosts.size(), std::size_t(1));
        QVERIFY(ghosts.take(0));
    }
};

QTEST_APPLESS_MAIN(GhostsTest)
#include "ghosts_test.moc"
