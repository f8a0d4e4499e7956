// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/freshness.h"
#include "core/cache/httpdate.h"
#include "core/cache/storability.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

const WallTime kNow{std::chrono::seconds(784111777)}; // Sun, 06 Nov 1994 08:49:37 GMT

// "Name: value" lines.
Headers fields(const QByteArray &text)
{
    Headers headers;
    for (const QByteArray &line : text.split('\n')) {
        const auto colon = line.indexOf(':');
        if (colon > 0)
            headers.add(line.left(colon).toStdString(),
                        line.mid(colon + 1).trimmed().toStdString());
    }
    return headers;
}

struct Case
{
    CachePolicy policy = CachePolicy::Safe;
    QByteArray request;
    QByteArray response = "Cache-Control: max-age=60";
    int status = 200;
    std::uint64_t partition = 0;
    bool prefetched = false;
    std::string method = "GET";
};

StorageVerdict ask(const Case &c, float probability = 0.5f)
{
    const RequestHead request{c.method, "/", fields(c.request)};
    const ResponseHead response{c.status, "", fields(c.response)};
    return storageVerdict({request,
                           response,
                           c.policy,
                           300,
                           c.prefetched,
                           probability,
                           kNow,
                           Partition{c.partition},
                           {}});
}

// "own 60", "shared 60", or why not.
QByteArray told(const StorageVerdict &v)
{
    if (!v.store)
        return QByteArray(v.reason.data(), static_cast<int>(v.reason.size()));
    return QByteArray(v.shared ? "shared " : "own ") + QByteArray::number(seconds(v.freshFor)) +
           (v.assumedFreshness ? " assumed" : "");
}

constexpr auto S = CachePolicy::Safe;
constexpr auto R = CachePolicy::Rfc;
constexpr auto A = CachePolicy::Assume;
const char *const kAuth = "Authorization: Bearer x";
const char *const kCookie = "Cookie: sid=1";

} // namespace

Q_DECLARE_METATYPE(Case)

class StorabilityTest : public QObject
{
    Q_OBJECT

    void row(const char *name, const Case &c, const char *expected)
    {
        QTest::newRow(name) << c << QByteArray(expected);
    }

    // RFC 9111, 3: method, status, no-store.
    void basics()
    {
        row("max-age", {}, "own 60");
        row("HEAD", {.method = "HEAD"}, "method");
        row("POST", {.method = "POST"}, "method");
        row("get is another method", {.method = "get"}, "method");
        for (const int status : {200, 203, 204, 300, 301, 302, 307, 308, 404, 405, 410, 414, 501})
            row(qPrintable(QStringLiteral("status %1").arg(status)), {.status = status}, "own 60");
        for (const int status : {100, 103, 206, 304, 201, 400, 401, 403, 416, 500, 503, 600})
            row(qPrintable(QStringLiteral("status %1").arg(status)), {.status = status}, "status");
        row("rfc: any final status", {.policy = R, .status = 500}, "shared 60");
        row("rfc: unknown status", {.policy = R, .status = 299}, "shared 60");
        row("rfc: but no part", {.policy = R, .status = 206}, "status");
        row("rfc: nor a 304", {.policy = R, .status = 304}, "status");
        row("rfc: nor an interim one", {.policy = R, .status = 103}, "status");
        row("rfc: must-understand",
            {.policy = R, .response = "Cache-Control: must-understand, max-age=60", .status = 299},
            "status");
        row("no-store", {.response = "Cache-Control: no-store, max-age=60"}, "no-store");
        row("no-store on another line",
            {.response = "Cache-Control: max-age=60\nCache-Control: No-Store"}, "no-store");
        // 5.2.2.3
        row("rfc: must-understand lifts no-store",
            {.policy = R, .response = "Cache-Control: must-understand, no-store, max-age=60"},
            "shared 60");
        row("must-understand does not lift no-store",
            {.response = "Cache-Control: must-understand, no-store, max-age=60"}, "no-store");
        row("no-store request", {.request = "Cache-Control: no-store"}, "no-store");
        row("no-cache", {.response = "Cache-Control: no-cache, max-age=60"}, "no-cache");
        row("qualified no-cache", {.response = "Cache-Control: no-cache=\"a\", max-age=60"},
            "no-cache");
        row("Pragma alone", {.policy = A, .response = "Pragma: no-cache"}, "no-cache");
        row("Pragma beside Cache-Control",
            {.response = "Pragma: no-cache\nCache-Control: max-age=60"}, "own 60");
        row("malformed", {.response = "Cache-Control: max-age=60, a=\"b"}, "bad-cache-control");
    }

    // 3.5, 5.2.2.7, 5.2.2.9, 7.3: whose it is.
    void sharing()
    {
        const char *const isPrivate = "Cache-Control: private, max-age=60";
        const char *const isPublic = "Cache-Control: public, max-age=60";
        row("private, no partition", {.response = isPrivate}, "private");
        row("private, own partition", {.response = isPrivate, .partition = 7}, "own 60");
        row("assume: private, no partition", {.policy = A, .response = isPrivate}, "private");
        row("rfc: private", {.policy = R, .response = isPrivate, .partition = 7}, "private");
        row("rfc: private, prefetched",
            {.policy = R, .response = isPrivate, .partition = 7, .prefetched = true}, "own 60");
        row("private and public",
            {.response = "Cache-Control: public, private, max-age=60", .partition = 7}, "own 60");
        row("qualified private", {.response = "Cache-Control: private=\"x\", max-age=60"},
            "private");
        row("public", {.response = isPublic}, "shared 60");
        row("public to credentials", {.request = kAuth, .response = isPublic, .partition = 7},
            "shared 60");
        row("s-maxage to credentials",
            {.request = kAuth, .response = "Cache-Control: s-maxage=60", .partition = 7},
            "shared 60");
        row("public with arguments is not public",
            {.request = kCookie, .response = "Cache-Control: public=1, max-age=60", .partition = 7},
            "own 60");
    }

    // 3.5
    void credentials()
    {
        const char *const isPublic = "Cache-Control: public, max-age=60";
        row("Authorization, own partition", {.request = kAuth, .partition = 7}, "own 60");
        row("Authorization, no partition", {.request = kAuth}, "authorization");
        row("rfc: Authorization", {.policy = R, .request = kAuth, .partition = 7}, "authorization");
        row("rfc: Authorization and must-revalidate",
            {.policy = R,
             .request = kAuth,
             .response = "Cache-Control: must-revalidate, max-age=60",
             .partition = 7},
            "shared 60");
        row("Authorization and must-revalidate",
            {.request = kAuth,
             .response = "Cache-Control: must-revalidate, max-age=60",
             .partition = 7},
            "own 60");
        row("rfc: must-revalidate does not share what a cookie brought",
            {.policy = R,
             .request = kCookie,
             .response = "Cache-Control: must-revalidate, max-age=60",
             .partition = 7},
            "own 60");
        row("rfc: Authorization and public",
            {.policy = R, .request = kAuth, .response = isPublic, .partition = 7}, "shared 60");
        row("rfc: Authorization, prefetched",
            {.policy = R, .request = kAuth, .partition = 7, .prefetched = true}, "own 60");
        row("Cookie", {.request = kCookie, .partition = 7}, "own 60");
        row("rfc: Cookie", {.policy = R, .request = kCookie, .partition = 7}, "own 60");
        row("rfc: no credentials", {.policy = R}, "shared 60");
        row("rfc: prefetched without credentials", {.policy = R, .prefetched = true}, "own 60");
    }

    // 7.3
    void cookies()
    {
        row("Set-Cookie", {.response = "Cache-Control: public, max-age=60\nSet-Cookie: a=b"},
            "set-cookie");
        row("assume: Set-Cookie", {.policy = A, .response = "Set-Cookie: a=b"}, "set-cookie");
        row("rfc: Set-Cookie",
            {.policy = R, .response = "Cache-Control: max-age=60\nSet-Cookie: a=b"}, "shared 60");
        row("rfc: Set-Cookie to credentials stays there",
            {.policy = R,
             .request = kCookie,
             .response = "Cache-Control: public, max-age=60\nSet-Cookie: a=b",
             .partition = 7},
            "own 60");
    }

    // 4.1
    void varying()
    {
        const QByteArray isPublic = "Cache-Control: public, max-age=60\nVary: ";
        row("Vary", {.response = isPublic + "Accept"}, "shared 60");
        row("Vary: *", {.response = isPublic + "*"}, "vary");
        row("Vary: * within", {.response = isPublic + "Accept, *, Foo"}, "vary");
        row("Vary: * on the second line", {.response = isPublic + "Accept\nVary: *"}, "vary");
        row("rfc: Vary: *", {.policy = R, .response = isPublic + "*"}, "vary");
        row("Vary: no name", {.response = isPublic + "Accept Foo"}, "vary");
        row("Vary: empty members", {.response = isPublic + ",, Accept ,"}, "shared 60");
        row("Vary: empty", {.response = isPublic}, "shared 60");
        row("Vary: Cookie",
            {.request = kCookie, .response = isPublic + "Accept, COOKIE", .partition = 7},
            "own 60");
        row("Vary: Authorization",
            {.request = kAuth, .response = isPublic + "Authorization", .partition = 7}, "own 60");
    }

    // 4.2.1
    void lifetimes()
    {
        const QByteArray date = "Date: Sun, 06 Nov 1994 08:49:37 GMT\n";
        const QByteArray expires = date + "Expires: Sun, 06 Nov 1994 08:51:17 GMT"; // 100 s
        row("Expires", {.response = expires}, "own 100");
        row("Expires without Date", {.response = "Expires: Sun, 06 Nov 1994 08:51:17 GMT"},
            "own 100");
        row("Expires with a bad Date",
            {.response = "Date: today\nExpires: Sun, 06 Nov 1994 08:51:17 GMT"}, "own 100");
        row("max-age before Expires", {.response = expires + "\nCache-Control: max-age=7"},
            "own 7");
        row("max-age=0 before Expires", {.response = expires + "\nCache-Control: max-age=0"},
            "not-fresh");
        row("s-maxage before max-age", {.response = "Cache-Control: max-age=7, s-maxage=70"},
            "shared 70");
        row("s-maxage=0 before max-age", {.response = "Cache-Control: max-age=7, s-maxage=0"},
            "not-fresh");
        row("Expires: 0", {.response = date + "Expires: 0"}, "not-fresh");
        row("assume: Expires: 0 is said too", {.policy = A, .response = "Expires: 0"}, "not-fresh");
        row("Expires in the past", {.response = date + "Expires: Sun, 06 Nov 1994 08:49:00 GMT"},
            "not-fresh");
        row("Expires as Date", {.response = date + "Expires: Sun, 06 Nov 1994 08:49:37 GMT"},
            "not-fresh");
        row("Expires in another zone",
            {.response = date + "Expires: Sun, 06 Nov 1994 09:51:17 CET"}, "not-fresh");
        row("two Expires", {.response = expires + "\nExpires: Sun, 06 Nov 1994 08:59:37 GMT"},
            "not-fresh");
        row("Expires far away", {.response = date + "Expires: Fri, 31 Dec 9999 23:59:59 GMT"},
            "own 2.14748e+09");
        row("max-age without a number", {.response = "Cache-Control: max-age=x"}, "not-fresh");
        row("max-age twice", {.response = "Cache-Control: max-age=60, max-age=61"}, "not-fresh");
        row("nothing said", {.response = "Content-Type: text/plain"}, "no-freshness");
        row("rfc: nothing said", {.policy = R, .response = ""}, "no-freshness");
        row("public alone says nothing", {.response = "Cache-Control: public"}, "no-freshness");
        row("assume", {.policy = A, .response = ""}, "own 300 assumed");
        row("assume: public", {.policy = A, .response = "Cache-Control: public"},
            "shared 300 assumed");
        row("assume: said", {.policy = A}, "own 60");
        row("assume: 404 is no assumption", {.policy = A, .response = "", .status = 404},
            "no-freshness");
        row("assume: nor is a redirect", {.policy = A, .response = "", .status = 302},
            "no-freshness");
        row("assume: no-store", {.policy = A, .response = "Cache-Control: no-store"}, "no-store");
    }

    // 4.2.2
    void guesses()
    {
        const QByteArray date = "Date: Sun, 06 Nov 1994 08:49:37 GMT\n";
        const QByteArray modified =
            date + "Last-Modified: Sun, 06 Nov 1994 08:32:57 GMT"; // 1,000 s
        row("rfc: Last-Modified alone", {.policy = R, .response = modified}, "shared 100");
        row("safe does not guess", {.response = modified}, "no-freshness");
        row("rfc: no guess for this status", {.policy = R, .response = modified, .status = 403},
            "no-freshness");
        row("rfc: but when public",
            {.policy = R, .response = modified + "\nCache-Control: public", .status = 599},
            "shared 100");
        row("rfc: at most a day",
            {.policy = R, .response = date + "Last-Modified: Sun, 06 Nov 1983 08:32:57 GMT"},
            "shared 86400");
    }

    // RFC 9213
    void targeted()
    {
        const QByteArray expires = "Expires: Sun, 06 Nov 1994 08:51:17 GMT"; // in 100 s
        row("CDN-Cache-Control", {.response = expires + "\nCDN-Cache-Control: max-age=7"}, "own 7");
        row("CDN-Cache-Control: private", {.response = expires + "\nCDN-Cache-Control: private"},
            "private");
        row("CDN-Cache-Control before no-store",
            {.response = "Cache-Control: no-store\nCDN-Cache-Control: max-age=7"}, "own 7");
    }

    // 4.2.3, 5.1
    void ages()
    {
        const QByteArray maxAge = "Cache-Control: max-age=60\n";
        row("Age", {.response = maxAge + "Age: 20"}, "own 40");
        row("Age as old as max-age", {.response = maxAge + "Age: 60"}, "not-fresh");
        row("Age in list", {.response = maxAge + "Age: 20, 0"}, "own 40");
        row("Age on two lines", {.response = maxAge + "Age: 20\nAge: 0"}, "own 40");
        row("Age with prefix", {.response = maxAge + "Age: a20"}, "own 60");
        row("Age with suffix", {.response = maxAge + "Age: 20s"}, "own 60");
        row("Age with parameter", {.response = maxAge + "Age: 20;x=1"}, "own 60");
        row("negative Age", {.response = maxAge + "Age: -20"}, "own 60");
        row("Age with fraction", {.response = maxAge + "Age: 20.0"}, "own 60");
        row("huge Age", {.response = maxAge + "Age: 99999999999999999999"}, "not-fresh");
        row("old Date", {.response = maxAge + "Date: Sun, 06 Nov 1994 08:49:07 GMT"}, "own 30");
        row("older of Age and Date",
            {.response = maxAge + "Age: 50\nDate: Sun, 06 Nov 1994 08:49:07 GMT"}, "own 10");
        row("Date in the future", {.response = maxAge + "Date: Sun, 06 Nov 1994 09:49:07 GMT"},
            "own 60");
        row("assume: Age", {.policy = A, .response = "Age: 100"}, "own 200 assumed");
    }

private Q_SLOTS:
    void decides_data()
    {
        QTest::addColumn<Case>("given");
        QTest::addColumn<QByteArray>("expected");
        basics();
        sharing();
        credentials();
        cookies();
        varying();
        lifetimes();
        guesses();
        targeted();
        ages();
    }

    void decides()
    {
        QFETCH(Case, given);
        QFETCH(QByteArray, expected);
        QCOMPARE(told(ask(given)), expected);
    }

    // 4.2.4, 4.3.4; RFC 5861: what is kept although it is stale, and for what.
    void keeping_data()
    {
        QTest::addColumn<QByteArray>("response");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("expected"); // kept for; revalidating, error, unreachable: s
        const auto kept = [](const char *name, const char *response, const char *expected,
                             int status = 200) {
            QTest::newRow(name) << QByteArray(response) << status << QByteArray(expected);
        };
        const char *const tag = "ETag: \"a\"\nCache-Control: ";
        kept("no validator", "Cache-Control: max-age=60", "3600; 0 0 3600");
        kept("ETag", "Cache-Control: max-age=60\nETag: \"a\"", "86400; 0 0 3600");
        kept("Last-Modified", "Last-Modified: x", "86400; 0 0 3600");
        kept("nothing", "A: b", "0; 0 0 0");
        kept("no-cache", "ETag: \"a\"\nCache-Control: no-cache", "86400; 0 0 0");
        kept("no-cache, no validator", "Cache-Control: no-cache", "0; 0 0 0");
        kept("no-store", "ETag: \"a\"\nCache-Control: no-store", "0; 0 0 0");
        kept("no validation of errors", "ETag: \"a\"", "0; 0 0 0", 404);
        kept("windows", "Cache-Control: max-age=1, stale-while-revalidate=5, stale-if-error=7200",
             "7200; 5 7200 7200");
        kept("stale from the start", "Cache-Control: max-age=0, stale-while-revalidate=5",
             "5; 5 0 0");
        for (const char *must :
             {"must-revalidate", "proxy-revalidate", "s-maxage=60", "no-cache"}) {
            const QByteArray line = QByteArray(tag) + "max-age=60, stale-if-error=9, " + must;
            kept(must, line.constData(), "86400; 0 0 0");
        }
    }

    void keeping()
    {
        QFETCH(QByteArray, response);
        QFETCH(int, status);
        QFETCH(QByteArray, expected);
        const StorageVerdict v = ask({.response = response, .status = status});
        const auto s = [](Duration d) { return QByteArray::number(seconds(d)); };
        QCOMPARE(s(v.keepFor) + "; " + s(v.stale.whileRevalidating) + ' ' + s(v.stale.ifError) +
                     ' ' + s(v.stale.ifUnreachable),
                 expected);
        QCOMPARE(ask({.response = response, .status = status, .prefetched = true}).keepFor,
                 Duration(0));
    }

    void anAssumptionLastsAsLongAsItsConfidence()
    {
        const Case prefetch{.policy = A, .response = "", .prefetched = true};
        QCOMPARE(ask(prefetch, 0.5f).freshFor, Duration(300s));
        QCOMPARE(ask(prefetch, 0.01f).freshFor, Duration(60s));
        QCOMPARE(ask(prefetch, 1.0f).freshFor, Duration(600s));
        QCOMPARE(confidenceTtl(86'400, 1), Duration(600s));
        QCOMPARE(confidenceTtl(100, 0.4), Duration(80s));
    }

    void theDelayOfTheAnswerIsPartOfItsAge()
    {
        const RequestHead request{"GET", "/", {}};
        const ResponseHead response{200, "", fields("Cache-Control: max-age=60\nAge: 10")};
        const auto v = storageVerdict({request, response, S, 300, false, 0, kNow, {}, 5s});
        QCOMPARE(v.initialAge, Duration(15s));
        QCOMPARE(v.freshFor, Duration(45s));
    }

    void ageGrowsFromWhatItWas()
    {
        CacheEntry entry;
        entry.storedAt = TimePoint(100s);
        entry.ageWhenStored = 20s;
        QCOMPARE(ageOf(entry, TimePoint(105s)), Duration(25s));
        QCOMPARE(ageOf(entry, TimePoint(95s)), Duration(20s)); // never less
    }

    void variantsAreTold_data()
    {
        QTest::addColumn<QByteArray>("vary");
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<bool>("same");
        const auto variant = [](const char *name, const char *vary, const char *first,
                                const char *second, bool same) {
            QTest::newRow(name) << QByteArray(vary) << QByteArray(first) << QByteArray(second)
                                << same;
        };
        variant("same", "Accept", "Accept: a", "Accept: a", true);
        variant("other", "Accept", "Accept: a", "Accept: b", false);
        variant("names in any case", "ACCEPT", "accept: a", "Accept: a", true);
        variant("values are exact", "Accept", "Accept: a", "Accept: A", false);
        variant("absent twice", "Accept", "", "", true);
        variant("absent, then there", "Accept", "", "Accept: a", false);
        variant("there, then absent", "Accept", "Accept: a", "", false);
        variant("absent is not empty", "Accept", "", "Accept:", false);
        variant("space in lists", "Accept", "Accept: a, b", "Accept: a ,b", true);
        variant("lines are a list", "Accept", "Accept: a, b", "Accept: a\nAccept: b", true);
        variant("order counts", "Accept", "Accept: a, b", "Accept: b, a", false);
        variant("two names", "Accept, Foo", "Accept: a\nFoo: 1", "Accept: a\nFoo: 2", false);
        variant("two lines", "Accept\nVary: Foo", "Accept: a\nFoo: 1", "Accept: a\nFoo: 2", false);
        variant("what is not named", "Accept", "Accept: a\nFoo: 1", "Accept: a\nFoo: 2", true);
    }

    void variantsAreTold()
    {
        QFETCH(QByteArray, vary);
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        QFETCH(bool, same);
        const auto v =
            ask({.request = first, .response = "Cache-Control: max-age=60\nVary: " + vary});
        QVERIFY(v.store);
        CacheEntry entry;
        entry.vary = v.vary;
        QCOMPARE(varyMatches(entry, fields(second)), same);
    }
};

QTEST_APPLESS_MAIN(StorabilityTest)
#include "storability_test.moc"
