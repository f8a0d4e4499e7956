// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/extraloadcap.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class ExtraLoadCapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneIsAlwaysAllowed()
    {
        ExtraLoadCap cap;
        const TimePoint now(100s);
        QVERIFY(cap.admits(now, 1));
        cap.sent(now);
        QVERIFY(!cap.admits(now, 1));
        QVERIFY(!cap.admits(now, 10)); // ten times nothing
        QVERIFY(!cap.admits(now + 9900ms, 1));
        QVERIFY(cap.admits(now + 10100ms, 1));
    }

    void capOfZeroSendsNothing()
    {
        ExtraLoadCap cap;
        for (int i = 0; i < 100; ++i)
            cap.demand(TimePoint(100s));
        QVERIFY(!cap.admits(TimePoint(100s), 0));
        QVERIFY(cap.admits(TimePoint(100s), 0.01));
    }

    void demandMakesRoom()
    {
        ExtraLoadCap cap;
        const TimePoint now(100s);
        for (int i = 0; i < 8; ++i)
            cap.demand(now);
        for (int i = 0; i < 4; ++i) {
            QVERIFY(cap.admits(now, 0.5));
            cap.sent(now);
        }
        QVERIFY(!cap.admits(now, 0.5));
        QCOMPARE(cap.extraLoad(now), 0.5);
        cap.demand(now + 1s);
        cap.demand(now + 1s);
        QVERIFY(cap.admits(now + 1s, 0.5));
        // What was asked for ten seconds ago carries nothing any more.
        cap.sent(now + 1s);
        QVERIFY(!cap.admits(now + 10s, 0.5));
    }

    void saysWhenToAskAgain()
    {
        ExtraLoadCap cap;
        QCOMPARE(cap.opensAt(TimePoint(100s)), kNever);
        cap.sent(TimePoint(100s + 30ms));
        cap.sent(TimePoint(104s));
        const TimePoint opens = cap.opensAt(TimePoint(105s));
        QVERIFY(opens > TimePoint(110s) && opens <= TimePoint(110200ms));
        QVERIFY(!cap.admits(opens, 1)); // the second one is still there
        QVERIFY(cap.admits(cap.opensAt(opens), 1));
    }

    void aLongSilenceForgetsAll()
    {
        ExtraLoadCap cap;
        for (int i = 0; i < 50; ++i) {
            cap.demand(TimePoint(100s));
            cap.sent(TimePoint(100s));
        }
        const TimePoint later(100s + 24h + 12800ms);
        QCOMPARE(cap.extraLoad(later), 0.0);
        QCOMPARE(cap.rate(later), 0.0);
        QVERIFY(cap.admits(later, 1));
    }
};

QTEST_APPLESS_MAIN(ExtraLoadCapTest)
#include "extraloadcap_test.moc"
