// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/declinedroutes.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class DeclinedRoutesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void retryAfterIsSecondsOrADate_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<double>("expected"); // s; the standard is 10
        QTest::newRow("absent") << QByteArray() << 10.0;
        QTest::newRow("seconds") << QByteArray("120") << 120.0;
        QTest::newRow("zero") << QByteArray("0") << 0.0;
        QTest::newRow("capped") << QByteArray("999999") << 3600.0;
        QTest::newRow("too many digits") << QByteArray("99999999999999") << 10.0;
        QTest::newRow("negative") << QByteArray("-5") << 10.0;
        QTest::newRow("trailing junk") << QByteArray("5s") << 10.0;
        QTest::newRow("date ahead") << QByteArray("Thu, 01 Jan 2026 00:02:00 GMT") << 120.0;
        QTest::newRow("date behind") << QByteArray("Wed, 31 Dec 2025 23:00:00 GMT") << 0.0;
        QTest::newRow("bad date") << QByteArray("Thu, 41 Jan 2026 00:02:00 GMT") << 10.0;
    }

    void retryAfterIsSecondsOrADate()
    {
        QFETCH(QByteArray, value);
        QFETCH(double, expected);
        Headers headers;
        if (!value.isEmpty())
            headers.add("Retry-After", value.toStdString());
        const ManualClock clock; // 2026-01-01T00:00:00Z
        QCOMPARE(seconds(retryAfter(headers, clock.wallNow(), 10s)), expected);
    }

    void aPauseHoldsForTheRouteAlone()
    {
        Interner interner(100);
        DeclinedRoutes declined(interner);
        ManualClock clock;
        const ResourceId item = interner.intern("/items/1");
        const ResourceId sibling = interner.intern("/items/2?full=1");
        const ResourceId other = interner.intern("/orders");
        QVERIFY(declined.pause(item, clock.now(), clock.now() + 5s));
        QVERIFY(!declined.pause(sibling, clock.now(), clock.now() + 5s)); // it was paused
        QVERIFY(declined.isPaused(item, clock.now()));
        QVERIFY(declined.isPaused(sibling, clock.now()));
        QVERIFY(!declined.isPaused(other, clock.now()));
        clock.advance(5s);
        QVERIFY(!declined.isPaused(item, clock.now()));
    }

    void aShorterPauseDoesNotEndALongerOne()
    {
        Interner interner(100);
        DeclinedRoutes declined(interner);
        ManualClock clock;
        const ResourceId item = interner.intern("/items/1");
        declined.pause(item, clock.now(), clock.now() + 60s);
        declined.pause(item, clock.now(), clock.now() + 1s);
        clock.advance(30s);
        QVERIFY(declined.isPaused(item, clock.now()));
    }

    void requestsOfOneKindShareAPlace_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<bool>("alike");
        QTest::newRow("another number") << QByteArray("/users/17") << QByteArray("/users/4") << true;
        QTest::newRow("another query") << QByteArray("/l?p=1") << QByteArray("/l?p=2") << true;
        QTest::newRow("another word") << QByteArray("/api/items") << QByteArray("/api/cart") << false;
        QTest::newRow("deeper") << QByteArray("/users/17") << QByteArray("/users/17/orders") << false;
        QTest::newRow("another method") << QByteArray("POST /cart") << QByteArray("/cart") << false;
    }

    void requestsOfOneKindShareAPlace()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(bool, alike);
        QCOMPARE(kindSlotOf(a.toStdString()) == kindSlotOf(b.toStdString()), alike);
    }
};

QTEST_APPLESS_MAIN(DeclinedRoutesTest)
#include "declinedroutes_test.moc"
