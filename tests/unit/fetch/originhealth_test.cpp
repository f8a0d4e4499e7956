// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/originhealth.h"

#include <QtTest>

using namespace forefetch;

class OriginHealthTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHealthyOneHasNothingToSay()
    {
        OriginHealth health;
        health.answered(200, TimePoint(Duration(1)));
        QVERIFY(!health.state().isFailing());
        QCOMPARE(health.state().what, std::string());
    }

    void failuresAreCountedUntilAnAnswer()
    {
        OriginHealth health;
        health.failed("refused", TimePoint(Duration(10)));
        health.failed("no route", TimePoint(Duration(20)));
        const OriginHealth::State state = health.state();
        QCOMPARE(state.failuresInARow, std::uint64_t{2});
        QCOMPARE(state.what, std::string("no route"));
        QVERIFY(state.since == TimePoint(Duration(10)));
        QVERIFY(state.newest == TimePoint(Duration(20)));
        health.answered(404, TimePoint(Duration(30))); // an answer, and not the server's fault
        QVERIFY(!health.state().isFailing());
        health.failed("refused", TimePoint(Duration(40)));
        QCOMPARE(health.state().failuresInARow, std::uint64_t{1});
    }

    void aServerErrorIsAFailure()
    {
        OriginHealth health;
        health.answered(503, TimePoint(Duration(1)));
        QVERIFY(health.state().isFailing());
        QCOMPARE(health.state().what, std::string("answers with status 503"));
    }
};

QTEST_APPLESS_MAIN(OriginHealthTest)
#include "originhealth_test.moc"
