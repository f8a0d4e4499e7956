// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/ranges.h"

#include <QtTest>

using namespace forefetch;

namespace {

CacheEntry stored(const std::string &body, std::initializer_list<HeaderField> fields = {},
                  int status = 200)
{
    ResponseHead head{status, "OK", {}};
    for (const HeaderField &f : fields)
        head.headers.add(f.name, f.value);
    CacheEntry entry;
    entry.head = std::make_shared<const ResponseHead>(head);
    entry.body = std::make_shared<const std::string>(body);
    return entry;
}

// "206 bytes 0-1/11: 01", "416 bytes */11:", or "whole".
QByteArray told(const CacheEntry &entry, const char *range, const char *ifRange = nullptr)
{
    Headers request;
    request.add("Range", range);
    if (ifRange)
        request.add("If-Range", ifRange);
    const auto answer = rangeAnswer(entry, request);
    if (!answer)
        return "whole";
    const std::string text = std::to_string(answer->head.status) + " " +
                             std::string(answer->head.headers.value("Content-Range")) + ": " +
                             entry.body->substr(answer->offset, answer->length);
    return QByteArray::fromStdString(text).trimmed();
}

} // namespace

class RangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // RFC 9110, 14.
    void oneRange_data()
    {
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *range, const char *expected) {
            QTest::newRow(range) << QByteArray(expected);
        };
        row("bytes=0-1", "206 bytes 0-1/11: 01");
        row("Bytes=0-1", "206 bytes 0-1/11: 01");
        row("bytes= 3-3", "206 bytes 3-3/11: 3");
        row("bytes=1-", "206 bytes 1-10/11: 123456789A");
        row("bytes=9-99", "206 bytes 9-10/11: 9A");
        row("bytes=9-99999999999999999999999", "206 bytes 9-10/11: 9A");
        row("bytes=-1", "206 bytes 10-10/11: A");
        row("bytes=-99", "206 bytes 0-10/11: 0123456789A");
        row("bytes=11-", "416 bytes */11:");
        row("bytes=99999999999999999999999-", "416 bytes */11:");
        row("bytes=-0", "416 bytes */11:");
        // Ignored: the whole is always right.
        for (const char *range : {"bytes=0-1,3-4", "bytes=2-1", "bytes=", "bytes=-", "bytes=a-b",
                                  "bytes=0-1x", "lines=0-1", "0-1", "bytes=1--2", "bytes 0-1"})
            row(range, "whole");
    }

    void oneRange()
    {
        QFETCH(QByteArray, expected);
        QCOMPARE(told(stored("0123456789A"), QTest::currentDataTag()), expected);
    }

    // 13.1.5.
    void ifRange()
    {
        const char *const then = "Sun, 06 Nov 1994 08:49:37 GMT";
        const CacheEntry entry = stored("0123", {{"ETag", "\"a\""},
                                                 {"Last-Modified", then},
                                                 {"Date", "Sun, 06 Nov 1994 09:00:00 GMT"}});
        QVERIFY(told(entry, "bytes=0-1", "\"a\"").startsWith("206"));
        QVERIFY(told(entry, "bytes=0-1", then).startsWith("206"));
        QCOMPARE(told(entry, "bytes=0-1", "\"b\""), QByteArray("whole"));
        QCOMPARE(told(entry, "bytes=0-1", "W/\"a\""), QByteArray("whole"));
        QCOMPARE(told(entry, "bytes=0-1", "Sun, 06 Nov 1994 08:49:38 GMT"), QByteArray("whole"));
        QCOMPARE(told(entry, "bytes=0-1", ""), QByteArray("whole"));
        // Modified in the second in which it was sent: the date may stand for two bodies.
        const CacheEntry young = stored("0123", {{"Last-Modified", then}, {"Date", then}});
        QCOMPARE(told(young, "bytes=0-1", then), QByteArray("whole"));
    }

    void onlyOfAWhole()
    {
        QCOMPARE(told(stored("0123", {}, 404), "bytes=0-1"), QByteArray("whole"));
        QCOMPARE(told(stored(""), "bytes=0-1"), QByteArray("416 bytes */0:"));
        Headers two;
        two.add("Range", "bytes=0-1");
        two.add("Range", "bytes=2-3");
        QVERIFY(!rangeAnswer(stored("0123"), two));
    }

    void aPartHasTheFieldsOfTheWhole()
    {
        Headers request;
        request.add("Range", "bytes=0-1");
        const auto answer =
            rangeAnswer(stored("0123", {{"ETag", "\"a\""}, {"Content-Length", "4"}}), request);
        QVERIFY(answer.has_value());
        QVERIFY(answer->head.headers.has("ETag"));
        QVERIFY(!answer->head.headers.has("Content-Length"));
    }
};

QTEST_APPLESS_MAIN(RangesTest)
#include "ranges_test.moc"
