// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/fairshares.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

SessionId session(std::uint32_t n)
{
    return {n, 1};
}

// As the pipeline does it while prefetches wait.
int scheduled(FairShares &shares, SessionId who, RouteSlot route, TimePoint now, int wanted)
{
    int got = 0;
    for (; got < wanted && shares.allow(who, route, now); ++got)
        shares.scheduled(who, route, now);
    return got;
}

} // namespace

class FairSharesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoIsAloneMayHaveEverything()
    {
        FairShares shares;
        QCOMPARE(scheduled(shares, session(1), 1, TimePoint(10s), 500), 500);
    }

    void aSessionGetsItsShareAmongMany()
    {
        FairShares shares;
        const TimePoint now(10s);
        for (std::uint32_t s = 1; s <= 20; ++s)
            scheduled(shares, session(s), static_cast<RouteSlot>(s), now, 20);
        // 400 in all: an eighth of what comes of it, and a few.
        const int crawler = scheduled(shares, session(77), 77, now, 1000);
        QVERIFY2(crawler > 50 && crawler < 70, qPrintable(QString::number(crawler)));
        QCOMPARE(scheduled(shares, session(3), 3, now, 1), 1); // the others go on
    }

    void twoMayHaveHalfEach()
    {
        FairShares shares;
        const TimePoint now(10s);
        for (int i = 0; i < 200; ++i) {
            scheduled(shares, session(1), 1, now, 1);
            scheduled(shares, session(2), 2, now, 1);
        }
        QVERIFY(shares.allow(session(1), 1, now));
        const int more = scheduled(shares, session(1), 1, now, 1000);
        QVERIFY2(more < 20, qPrintable(QString::number(more)));
    }

    void aRouteMayHaveHalf()
    {
        FairShares shares;
        const TimePoint now(10s);
        for (std::uint32_t s = 0; s < 100; ++s)
            scheduled(shares, session(s), static_cast<RouteSlot>(1 + s % 4), now, 1);
        int images = 0;
        for (std::uint32_t s = 100; s < 400; ++s)
            images += scheduled(shares, session(s), 200, now, 1);
        QVERIFY2(images > 90 && images < 120, qPrintable(QString::number(images)));
    }

    void theWindowMovesOn()
    {
        FairShares shares;
        for (std::uint32_t s = 1; s <= 20; ++s)
            scheduled(shares, session(s), static_cast<RouteSlot>(s), TimePoint(10s), 20);
        scheduled(shares, session(77), 77, TimePoint(10s), 1000);
        QVERIFY(!shares.allow(session(77), 77, TimePoint(15s)));
        QVERIFY(shares.allow(session(77), 77, TimePoint(20s)));
        QVERIFY(shares.allow(session(77), 77, TimePoint(1h)));
    }
};

QTEST_APPLESS_MAIN(FairSharesTest)
#include "fairshares_test.moc"
