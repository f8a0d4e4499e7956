// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/headers.h"
#include "core/request/request.h"

#include <QtTest>

using namespace forefetch;

class HeadersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreComparedWithoutCase()
    {
        Headers h;
        h.add("Cache-Control", "max-age=60");
        QVERIFY(h.has("cache-control"));
        QCOMPARE(h.value("CACHE-CONTROL"), std::string_view("max-age=60"));
        QVERIFY(!h.has("cache-controls"));
        QVERIFY(equalsIgnoringCase("ETag", "etag"));
        QVERIFY(!equalsIgnoringCase("@", "`")); // 0x40 and 0x60: not letters
    }

    void linesOfOneNameAreJoined()
    {
        Headers h;
        h.add("Vary", "Accept");
        h.add("X", "1");
        h.add("vary", "Cookie");
        QCOMPARE(*h.joined("Vary"), std::string("Accept, Cookie"));
        QVERIFY(!h.joined("Age").has_value());
        QCOMPARE(h.values("vary").size(), std::size_t{2});
        QCOMPARE(h.value("Vary"), std::string_view("Accept"));
    }

    void setLeavesOne()
    {
        Headers h;
        h.add("A", "1");
        h.add("B", "2");
        h.add("a", "3");
        h.set("a", "4");
        QCOMPARE(h.size(), std::size_t{2});
        QCOMPARE(h.value("A"), std::string_view("4"));
        h.set("C", "5");
        QCOMPARE(h.value("c"), std::string_view("5"));
        QCOMPARE(h.remove("A"), std::size_t{1});
        QCOMPARE(h.bytes(), std::size_t{4});
    }

    void methodsAreCaseSensitive()
    {
        QCOMPARE(methodFrom("GET"), Method::Get);
        QCOMPARE(methodFrom("get"), Method::Other);
        QCOMPARE(methodFrom("OTHER"), Method::Other);
        QCOMPARE(nameOf(Method::Patch), std::string_view("PATCH"));
        for (const Method m : {Method::Get, Method::Head, Method::Options})
            QVERIFY(isSafe(m));
        for (const Method m :
             {Method::Post, Method::Put, Method::Delete, Method::Patch, Method::Other})
            QVERIFY(!isSafe(m));
    }
};

QTEST_APPLESS_MAIN(HeadersTest)
#include "headers_test.moc"
