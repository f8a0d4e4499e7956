// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/isotime.h"

#include <QtTest>

using namespace forefetch;

class IsoTimeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAndReads()
    {
        const auto at = [](std::int64_t ms) { return WallTime(std::chrono::milliseconds(ms)); };
        QCOMPARE(isoTime(at(0)), std::string("1970-01-01T00:00:00.000Z"));
        QCOMPARE(isoTime(at(1767225600000)), std::string("2026-01-01T00:00:00.000Z"));
        QCOMPARE(isoTime(at(951827696789)), std::string("2000-02-29T12:34:56.789Z"));
        QCOMPARE(isoTime(at(-1)), std::string("1969-12-31T23:59:59.999Z"));
        for (const std::int64_t ms : {-1LL, 0LL, 951827696789LL, 4102444799999LL})
            QCOMPARE(*parseIsoTime(isoTime(at(ms))), at(ms));
        QCOMPARE(*parseIsoTime("2026-01-01T00:00:00Z"), at(1767225600000));
    }

    void refusesOtherForms()
    {
        for (const char *text :
             {"", "2026-01-01", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00",
              "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-01-01T24:00:00Z",
              "2026-01-01T00:60:00Z", "2026-01-01T00:00:00.00Z", "2026-01-01T00:00:0xZ",
              "2026-01-01T00:00:00.000+00:00", "-026-01-01T00:00:00Z"})
            QVERIFY2(!parseIsoTime(text), text);
    }
};

QTEST_APPLESS_MAIN(IsoTimeTest)
#include "isotime_test.moc"
