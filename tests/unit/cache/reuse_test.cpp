// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/reuse.h"

#include <QtTest>

using namespace forefetch;

namespace {

RequestHead requestWith(const char *method, std::initializer_list<HeaderField> fields)
{
    RequestHead request{method, "/", {}};
    for (const HeaderField &f : fields)
        request.headers.add(f.name, f.value);
    return request;
}

// "look store uri-miss"
QByteArray told(const RequestHead &request)
{
    const ReuseVerdict v = reuseVerdict(request);
    QByteArray text = v.lookUp ? "look" : "-";
    text += v.mayStore ? " store " : " - ";
    return text + (v.mustNotForward() ? QByteArray("504") : QByteArray(v.forward.data()));
}

CacheEntry stored(std::initializer_list<HeaderField> fields, int status = 200)
{
    ResponseHead head{status, "OK", {}};
    for (const HeaderField &f : fields)
        head.headers.add(f.name, f.value);
    CacheEntry entry;
    entry.head = std::make_shared<const ResponseHead>(head);
    return entry;
}

bool answers304(const CacheEntry &entry, std::initializer_list<HeaderField> request)
{
    return notModified(entry, requestWith("GET", request).headers).has_value();
}

const char *const kEarlier = "Sun, 06 Nov 1994 08:49:36 GMT";
const char *const kThen = "Sun, 06 Nov 1994 08:49:37 GMT";
const char *const kLater = "Sun, 06 Nov 1994 08:49:38 GMT";

} // namespace

class ReuseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requests()
    {
        QCOMPARE(told(requestWith("GET", {})), "look store uri-miss");
        QCOMPARE(told(requestWith("HEAD", {})), "look - uri-miss");
        for (const char *method : {"POST", "PUT", "DELETE", "OPTIONS", "PURGE", "get"})
            QCOMPARE(told(requestWith(method, {})), "- - method");
    }

    void cacheControl_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *line, const char *expected) {
            QTest::newRow(line) << QByteArray(line) << QByteArray(expected);
        };
        row("foo", "look store uri-miss");
        row("max-stale=60", "look store uri-miss"); // allowed, never needed
        row("no-transform", "look store uri-miss");
        row("no-store", "- - request");
        row("no-cache", "- store request");
        row("No-Cache", "- store request");
        row("max-age=0", "- store request");
        row("max-age=60", "- store request");
        row("max-age=x", "- store request");
        row("min-fresh=5", "- store request");
        row("foo=\"bar", "- - request");
        row("only-if-cached", "look - 504");
        row("only-if-cached, no-cache", "- - 504");
    }

    void cacheControl()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, expected);
        QCOMPARE(told(requestWith("GET", {{"Cache-Control", line.toStdString()}})), expected);
    }

    void pragmaCountsAlone()
    {
        QCOMPARE(told(requestWith("GET", {{"Pragma", "no-cache"}})), "- store request");
        QCOMPARE(told(requestWith("GET", {{"Pragma", "x"}})), "look store uri-miss");
        QCOMPARE(told(requestWith("GET", {{"Pragma", "no-cache"}, {"Cache-Control", "foo"}})),
                 "look store uri-miss");
    }

    void whatTheKeyDoesNotSayBypasses()
    {
        for (const char *name : {"If-Match", "If-Unmodified-Since", "Transfer-Encoding",
                                 "X-HTTP-Method-Override", "X-Original-URL"})
            QCOMPARE(told(requestWith("GET", {{name, "x"}})), "- - bypass");
        QCOMPARE(told(requestWith("GET", {{"Content-Length", "5"}})), "- - bypass");
        QCOMPARE(told(requestWith("GET", {{"Content-Length", "0"}})), "look store uri-miss");
        QCOMPARE(told(requestWith("GET", {{"Upgrade", "websocket"}})), "- - bypass");
        QCOMPARE(told(requestWith("GET", {{"Upgrade", "h2c"}})), "look store uri-miss");
        QCOMPARE(told(requestWith("GET", {{"If-None-Match", "\"a\""}})), "look store uri-miss");
    }

    // A part may come from a stored whole (RFC 9111, 3.3).
    void partsAreLookedUpAndNotStored()
    {
        QCOMPARE(told(requestWith("GET", {{"Range", "bytes=0-1"}})), "look - bypass");
        QCOMPARE(told(requestWith("HEAD", {{"Range", "bytes=0-1"}})), "look - uri-miss");
        QCOMPARE(told(requestWith("GET", {{"Range", "x"}, {"Cache-Control", "no-cache"}})),
                 "- - request");
    }

    void storedHeadsHaveNoConnectionFields()
    {
        const CacheEntry entry = stored({{"Connection", "close, X-Hop , ,x-other"},
                                         {"Keep-Alive", "timeout=5"},
                                         {"X-Hop", "1"},
                                         {"X-Other", "2"},
                                         {"Transfer-Encoding", "chunked"},
                                         {"Trailer", "x"},
                                         {"Proxy-Authenticate", "Basic"},
                                         {"Age", "7"},
                                         {"Content-Type", "text/plain"},
                                         {"Cache-Control", "max-age=60"}});
        const ResponseHead head = storedHead(*entry.head);
        QCOMPARE(head.status, 200);
        QCOMPARE(head.headers.size(), std::size_t(2));
        QVERIFY(head.headers.has("Content-Type") && head.headers.has("Cache-Control"));
    }

    // RFC 9110, 8.8.3.2 and 13.1.2
    void ifNoneMatch_data()
    {
        QTest::addColumn<QByteArray>("etag");
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<bool>("same");
        const auto row = [](const char *name, const char *etag, const char *list, bool same) {
            QTest::newRow(name) << QByteArray(etag) << QByteArray(list) << same;
        };
        row("same", "\"a\"", "\"a\"", true);
        row("other", "\"a\"", "\"b\"", false);
        row("weak stored", "W/\"a\"", "\"a\"", true);
        row("weak asked", "\"a\"", "W/\"a\"", true);
        row("weak both", "W/\"a\"", "W/\"a\"", true);
        row("w is no W", "\"a\"", "w/\"a\"", false);
        row("in list", "\"b\"", "\"a\" , \"b\",\"c\"", true);
        row("empty members", "\"b\"", ",, \"b\" ,", true);
        row("comma within", "\"a,b\"", "\"a,b\"", true);
        row("part of another", "\"a\"", "\"a,b\"", false);
        row("empty tags", "\"\"", "\"\"", true);
        row("star", "\"a\"", "*", true);
        row("star without ETag", "", " * ", true);
        row("without ETag", "", "\"a\"", false);
        row("unquoted", "\"a\"", "a", false);
        row("unquoted stored", "a", "a", false);
        row("unfinished", "\"a\"", "\"a\", \"b", false);
        row("junk between", "\"a\"", "\"a\" x, \"b\"", false);
        row("empty", "\"a\"", "", false);
    }

    void ifNoneMatch()
    {
        QFETCH(QByteArray, etag);
        QFETCH(QByteArray, list);
        QFETCH(bool, same);
        const CacheEntry entry = etag.isEmpty() ? stored({{"Last-Modified", kThen}})
                                                : stored({{"ETag", etag.toStdString()}});
        QCOMPARE(answers304(entry, {{"If-None-Match", list.toStdString()}}), same);
    }

    // 13.1.3
    void ifModifiedSince()
    {
        const CacheEntry modified = stored({{"Last-Modified", kThen}, {"Date", kLater}});
        QVERIFY(answers304(modified, {{"If-Modified-Since", kThen}}));
        QVERIFY(answers304(modified, {{"If-Modified-Since", kLater}}));
        QVERIFY(!answers304(modified, {{"If-Modified-Since", kEarlier}}));
        QVERIFY(!answers304(modified, {{"If-Modified-Since", "yesterday"}}));
        QVERIFY(!answers304(modified,
                            {{"If-Modified-Since", kLater}, {"If-Modified-Since", kEarlier}}));
        // RFC 9111, 4.3.2: by Date where there is no Last-Modified.
        const CacheEntry dated = stored({{"Date", kThen}});
        QVERIFY(answers304(dated, {{"If-Modified-Since", kThen}}));
        QVERIFY(!answers304(dated, {{"If-Modified-Since", kEarlier}}));
        QVERIFY(!answers304(stored({}), {{"If-Modified-Since", kThen}}));
        // If-None-Match alone decides.
        QVERIFY(!answers304(modified, {{"If-None-Match", "\"x\""}, {"If-Modified-Since", kLater}}));
        QVERIFY(!answers304(modified, {}));
    }

    void a304CarriesWhatItMust()
    {
        const CacheEntry entry = stored({{"ETag", "\"a\""},
                                         {"Date", kThen},
                                         {"Vary", "Accept"},
                                         {"Vary", "Foo"},
                                         {"Content-Type", "text/plain"},
                                         {"Content-Length", "5"},
                                         {"Set-Cookie", "a=b"}});
        const auto head = notModified(entry, requestWith("GET", {{"If-None-Match", "*"}}).headers);
        QCOMPARE(head->status, 304);
        QCOMPARE(head->headers.size(), std::size_t(4));
        QVERIFY(!head->headers.has("Content-Length"));
        QVERIFY(!answers304(stored({{"ETag", "\"a\""}}, 404), {{"If-None-Match", "\"a\""}}));
        QVERIFY(!notModified(CacheEntry(), Headers())); // virtual time: no head
    }
};

QTEST_APPLESS_MAIN(ReuseTest)
#include "reuse_test.moc"
