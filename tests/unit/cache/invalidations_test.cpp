// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/invalidations.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class InvalidationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnswerFetchedBeforeIsOldAndOneFetchedAfterIsNot()
    {
        Invalidations invalidations;
        ManualClock clock;
        const ResourceId cart{7, 1};
        const TimePoint before = clock.now();
        QVERIFY(!invalidations.since(cart, before));
        clock.advance(1s);
        invalidations.note(cart, clock.now());
        QVERIFY(invalidations.since(cart, before));
        // In the same instant nobody knows which came first: not stored.
        QVERIFY(invalidations.since(cart, clock.now()));
        clock.advance(1ns);
        QVERIFY(!invalidations.since(cart, clock.now()));
        QVERIFY(!invalidations.since(ResourceId{8, 1}, before));
    }
};

QTEST_APPLESS_MAIN(InvalidationsTest)
#include "invalidations_test.moc"
