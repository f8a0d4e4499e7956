// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/notstorable.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class NotStorableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKeyIsRememberedForAWhileAndForItsPartitionAlone()
    {
        NotStorable notStorable;
        ManualClock clock;
        const Key own{{3, 1}, {77}}, other{{3, 1}, {78}};
        QVERIFY(!notStorable.holds(own, clock.now()));
        notStorable.note(own, clock.now());
        QVERIFY(notStorable.holds(own, clock.now()));
        QVERIFY(!notStorable.holds(other, clock.now()));
        clock.advance(NotStorable::kMemory);
        QVERIFY(!notStorable.holds(own, clock.now()));
    }
};

QTEST_APPLESS_MAIN(NotStorableTest)
#include "notstorable_test.moc"
