// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/httpdate.h"

#include <QtTest>

using namespace forefetch;

namespace {

// 1994-11-06T08:49:37Z, the example of RFC 9110, 5.6.7.
constexpr qint64 kExample = 784111777;
constexpr qint64 kNone = -1;

qint64 secondsOf(const char *text)
{
    const auto when = parseHttpDate(text);
    return when ? std::chrono::duration_cast<std::chrono::seconds>(when->time_since_epoch()).count()
                : kNone;
}

} // namespace

class HttpDateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("expected");
        const auto row = [](const char *name, const char *text, qint64 expected) {
            QTest::newRow(name) << QByteArray(text) << expected;
        };
        row("IMF-fixdate", "Sun, 06 Nov 1994 08:49:37 GMT", kExample);
        row("RFC 850", "Sunday, 06-Nov-94 08:49:37 GMT", kExample);
        row("asctime", "Sun Nov  6 08:49:37 1994", kExample);
        row("asctime, two-digit day", "Wed Nov 16 08:49:37 1994", kExample + 10 * 86400);
        row("any case (RFC 9111, 4.2)", "sUN, 06 nOV 1994 08:49:37 gmt", kExample);
        row("epoch", "Thu, 01 Jan 1970 00:00:00 GMT", 0);
        row("29 February of a leap year", "Thu, 29 Feb 2024 00:00:00 GMT", 1709164800);
        row("leap second", "Sat, 31 Dec 2016 23:59:60 GMT", 1483228800);
        row("empty", "", kNone);
        row("a number", "0", kNone);
        row("another zone", "Sun, 06 Nov 1994 08:49:37 UTC", kNone);
        row("a numeric zone", "Sun, 06 Nov 1994 08:49:37 +0000", kNone);
        row("no zone", "Sun, 06 Nov 1994 08:49:37", kNone);
        row("wrong weekday", "Mon, 06 Nov 1994 08:49:37 GMT", kNone);
        row("no weekday", "06 Nov 1994 08:49:37 GMT", kNone);
        row("long weekday in IMF-fixdate", "Sunday, 06 Nov 1994 08:49:37 GMT", kNone);
        row("short weekday in RFC 850", "Sun, 06-Nov-94 08:49:37 GMT", kNone);
        row("one-digit day", "Sun, 6 Nov 1994 08:49:37 GMT", kNone);
        row("two-digit year in IMF-fixdate", "Sun, 06 Nov 94 08:49:37 GMT", kNone);
        row("five-digit year", "Sun, 06 Nov 11994 08:49:37 GMT", kNone);
        row("no comma", "Sun 06 Nov 1994 08:49:37 GMT", kNone);
        row("two spaces", "Sun, 06  Nov 1994 08:49:37 GMT", kNone);
        row("space before", " Sun, 06 Nov 1994 08:49:37 GMT", kNone);
        row("space after", "Sun, 06 Nov 1994 08:49:37 GMT ", kNone);
        row("junk after", "Sun, 06 Nov 1994 08:49:37 GMT; x", kNone);
        row("month as a number", "Sun, 06 11 1994 08:49:37 GMT", kNone);
        row("hour 24", "Sun, 06 Nov 1994 24:00:00 GMT", kNone);
        row("minute 60", "Sun, 06 Nov 1994 08:60:37 GMT", kNone);
        row("second 61", "Sun, 06 Nov 1994 08:49:61 GMT", kNone);
        row("day 0", "Sun, 00 Nov 1994 08:49:37 GMT", kNone);
        row("31 November", "Thu, 31 Nov 1994 08:49:37 GMT", kNone);
        row("29 February of another year", "Wed, 29 Feb 2023 00:00:00 GMT", kNone);
        row("negative", "Sun, -6 Nov 1994 08:49:37 GMT", kNone);
        row("time without seconds", "Sun, 06 Nov 1994 08:49 GMT", kNone);
        row("ISO 8601", "1994-11-06T08:49:37Z", kNone);
    }

    void reads()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, expected);
        QCOMPARE(secondsOf(text.constData()), expected);
    }

    // RFC 9110, 5.6.7: more than 50 years in the future is a century earlier.
    void twoDigitYearsGoByNow()
    {
        const auto yearOf = [](const char *text, int now) {
            using namespace std::chrono;
            const sys_days today = year(now) / 6 / 1;
            const auto when = parseHttpDate(text, today);
            return when ? static_cast<int>(year_month_day(floor<days>(*when)).year()) : 0;
        };
        QCOMPARE(yearOf("Monday, 01-Jan-76 00:00:00 GMT", 2025), 0); // 1976-01-01 is a Thursday
        QCOMPARE(yearOf("Thursday, 01-Jan-76 00:00:00 GMT", 2025), 1976);
        QCOMPARE(yearOf("Wednesday, 01-Jan-76 00:00:00 GMT", 2026), 2076);
        QCOMPARE(yearOf("Saturday, 01-Jan-00 00:00:00 GMT", 2025), 2000);
        QCOMPARE(yearOf("Friday, 01-Jan-10 00:00:00 GMT", 1999), 2010);
    }

    void writesWhatItReads()
    {
        const WallTime when{std::chrono::milliseconds(kExample * 1000 + 999)};
        QCOMPARE(formatHttpDate(when), std::string("Sun, 06 Nov 1994 08:49:37 GMT"));
        for (qint64 s = 0; s < 4102444800; s += 86400 * 37 + 12345) {
            const WallTime t{std::chrono::seconds(s)};
            QVERIFY(parseHttpDate(formatHttpDate(t)) == t);
        }
    }
};

QTEST_APPLESS_MAIN(HttpDateTest)
#include "httpdate_test.moc"
