// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/headermapping.h"

#include <QtTest>

using namespace forefetch;

namespace {

QByteArray bytes(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

} // namespace

class HeaderMappingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void locations_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        const auto row = [](const char *origin, const char *from, const char *to) {
            QTest::addRow("%s %s", origin, from)
                << QByteArray(origin) << QByteArray(from) << QByteArray(to);
        };
        row("http://api", "http://api/x?y#z", "http://gw:8080/x?y#z");
        row("http://api", "http://API:80/x", "http://gw:8080/x");
        row("http://api", "HTTP://api", "http://gw:8080/");
        row("http://api", "http://api?q", "http://gw:8080/?q");
        row("http://api", "//api/x", "//gw:8080/x");
        row("http://api", "/x", "/x");
        row("http://api", "x/y", "x/y");
        row("http://api", "?page=2", "?page=2");
        row("http://api", "", "");
        row("http://api", "http://other/x", "http://other/x");
        row("http://api", "http://api.evil/x", "http://api.evil/x");
        row("http://api", "http://api@evil/x", "http://api@evil/x");
        row("http://api", "http://api:81/x", "http://api:81/x");
        row("http://api", "https://api/x", "https://api/x");
        row("http://api", "mailto:a@b", "mailto:a@b");
        row("https://api", "https://api:443/x", "http://gw:8080/x");
        row("https://api", "http://api/x", "http://api/x");
        row("http://api:3000/v2", "http://api:3000/v2/x", "http://gw:8080/x");
        row("http://api:3000/v2", "http://api:3000/v2", "http://gw:8080/");
        row("http://api:3000/v2", "http://api:3000/v2?a", "http://gw:8080/?a");
        row("http://api:3000/v2", "http://api:3000/v20/x", "http://api:3000/v20/x");
        row("http://api:3000/v2", "/v2/x", "/x");
        row("http://api:3000/v2", "/v2", "/");
        row("http://api:3000/v2", "/login", "http://api:3000/login");
        row("http://[::1]:3000", "http://[::1]:3000/x", "http://gw:8080/x");
    }

    void locations()
    {
        QFETCH(QByteArray, origin);
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        const Origin o = *Origin::parse(origin.toStdString());
        QCOMPARE(bytes(mapLocation(from.toStdString(), o, "gw:8080")), to);
    }

    void withoutAnAuthorityLocationsBecomePaths()
    {
        const Origin o = *Origin::parse("http://api/v2");
        QCOMPARE(mapLocation("http://api/v2/x", o, ""), std::string("/x"));
    }

    void cookies_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        const auto row = [](const char *from, const char *to) {
            QTest::newRow(from) << QByteArray(from) << QByteArray(to);
        };
        row("a=b", "a=b");
        row("a=b; Domain=api.example.com", "a=b");
        row("a=b;domain=.api;path=/v2/x", "a=b; Path=/x");
        row("a=b; Path=/v2", "a=b; Path=/");
        row("a=b; Path=/v2/", "a=b; Path=/");
        row("a=b; Path=/", "a=b; Path=/");
        row("a=b; Path=/v20", "a=b; Path=/v20");
        row("a=b; Secure; HttpOnly", "a=b; HttpOnly");
        row("a=b; SECURE; SameSite=None; Partitioned", "a=b");
        row("a=b; SameSite=Lax", "a=b; SameSite=Lax");
        row("a=b; Max-Age=5; Expires=Wed, 21 Oct 2026 07:28:00 GMT",
            "a=b; Max-Age=5; Expires=Wed, 21 Oct 2026 07:28:00 GMT");
        row("a=\"x; Secure", "a=\"x");
        row("a=b;;; ; HttpOnly", "a=b; HttpOnly");
    }

    void cookies()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        const Origin o = *Origin::parse("https://api/v2");
        QCOMPARE(bytes(mapSetCookie(from.toStdString(), o)), to);
    }

    void requestsLoseWhatIsNotTheirs()
    {
        RequestHead request{"GET", "/x?y=1", {}};
        for (const auto &[name, value] :
             std::vector<std::pair<const char *, const char *>>{{"Host", "gw"},
                                                                {"Connection", "close, X-One"},
                                                                {"connection", "x-two"},
                                                                {"X-One", "1"},
                                                                {"X-Two", "2"},
                                                                {"X-Three", "3"},
                                                                {"Keep-Alive", "5"},
                                                                {"Proxy-Authorization", "Basic x"},
                                                                {"Proxy-Connection", "keep-alive"},
                                                                {"TE", "trailers"},
                                                                {"Trailer", "X"},
                                                                {"Transfer-Encoding", "chunked"},
                                                                {"Upgrade", "websocket"},
                                                                {"Expect", "100-continue"},
                                                                {"Via", "1.0 old"},
                                                                {"X-Forwarded-For", "1.2.3.4"},
                                                                {"X-Forwarded-Proto", "https"},
                                                                {"Authorization", "Bearer t"},
                                                                {"Cookie", "a=b"}})
            request.headers.add(name, value);
        const RequestHead mapped =
            originRequest(request, *Origin::parse("https://api:8443/v2"), "10.0.0.7", false);
        QCOMPARE(mapped.target, std::string("/v2/x?y=1"));
        const Headers &h = mapped.headers;
        QCOMPARE(h.joined("host").value(), std::string("api:8443"));
        QCOMPARE(h.joined("via").value(), std::string("1.0 old, 1.1 forefetch"));
        QCOMPARE(h.joined("x-forwarded-for").value(), std::string("1.2.3.4, 10.0.0.7"));
        QCOMPARE(h.joined("x-forwarded-proto").value(), std::string("http"));
        QCOMPARE(h.joined("x-forwarded-host").value(), std::string("gw"));
        QCOMPARE(h.joined("authorization").value(), std::string("Bearer t"));
        QCOMPARE(h.joined("cookie").value(), std::string("a=b"));
        QCOMPARE(h.joined("x-three").value(), std::string("3"));
        QCOMPARE(h.size(), std::size_t(8));
    }

    void whatNoKeyKnowsDoesNotSteerTheAnswer()
    {
        RequestHead request{"GET", "/x", {}};
        request.headers.add("Host", "evil");
        for (const char *name :
             {"X-Forwarded-Host", "x-forwarded-scheme", "X-Forwarded-Port", "Forwarded", "X-Host",
              "X-Forwarded-For", "X-HTTP-Host-Override", "X-Real-IP", "Front-End-Https"})
            request.headers.add(name, "evil");
        const Origin origin = *Origin::parse("http://api");
        for (const HeaderField &field : originRequest(request, origin, "10.0.0.7", true).headers)
            QVERIFY2(field.value.find("evil") == std::string::npos, field.name.c_str());
        // What is for nobody else may know by which name the client came.
        QCOMPARE(originRequest(request, origin, "10.0.0.7", false).headers.value("x-forwarded-host"),
                 std::string_view("evil"));
    }

    void responsesAreCopiedOnlyWhereTheyMustBe()
    {
        Headers plain;
        plain.add("Content-Type", "a");
        QVERIFY(!needsMapping(plain));
        plain.add("set-cookie", "a=b; Secure");
        plain.add("Set-Cookie", "c=d; Domain=x");
        QVERIFY(needsMapping(plain));
        const ResponseHead mapped =
            clientResponse({200, "OK", plain}, *Origin::parse("http://api"), "gw");
        QCOMPARE(mapped.headers.joined("set-cookie").value(), std::string("a=b, c=d"));
        QCOMPARE(mapped.headers.value("content-type"), std::string_view("a"));
    }
};

QTEST_APPLESS_MAIN(HeaderMappingTest)
#include "headermapping_test.moc"
