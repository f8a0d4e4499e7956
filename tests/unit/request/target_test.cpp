// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/target.h"

#include <QtTest>

using namespace forefetch;

class TargetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parametersAreSortedAndEncoded()
    {
        QCOMPARE(targetOf("/api/users/123", {{"details", "full"}}),
                 std::string("/api/users/123?details=full"));
        QCOMPARE(targetOf("/search?q=a", {{"page", "2"}}), std::string("/search?q=a&page=2"));
        QCOMPARE(targetOf("/s", {{"b", "1"}, {"a", "2"}}),
                 targetOf("/s", {{"a", "2"}, {"b", "1"}}));
        QCOMPARE(targetOf("/s", {{"q", "a&b=c d/é"}}), std::string("/s?q=a%26b%3Dc%20d%2F%C3%A9"));
        QCOMPARE(targetOf("/s?", {{"a", "1"}}), std::string("/s?a=1"));
        QCOMPARE(targetOf("/s", {}), std::string("/s"));
    }

    // Two requests that a separator in a value could make look alike.
    void unescapedSeparatorsDoNotCollide()
    {
        QVERIFY(targetOf("/s", {{"a", "1&b=2"}}) != targetOf("/s", {{"a", "1"}, {"b", "2"}}));
        QVERIFY(targetOf("/s", {{"a=1", "2"}}) != targetOf("/s", {{"a", "1=2"}}));
        QVERIFY(targetOf("/s", {{"a", "x?y"}}) != targetOf("/s?y", {{"a", "x"}}));
        QVERIFY(targetOf("/s", {{"a", "1"}, {"a", "1"}}) != targetOf("/s", {{"a", "1"}}));
        QVERIFY(targetOf("/s", {{"", ""}}) != targetOf("/s", {}));
    }

    void splitsAndDecodes()
    {
        QCOMPARE(pathOf("/a/b?c=d"), std::string_view("/a/b"));
        QCOMPARE(pathOf("/a/b"), std::string_view("/a/b"));
        QCOMPARE(paramsOf("/a?x=1+2&&y=%41%zz&flag&=v&t=a=b%"),
                 (Params{{"x", "1 2"}, {"y", "A%zz"}, {"flag", ""}, {"", "v"}, {"t", "a=b%"}}));
        QVERIFY(paramsOf("/a").empty());
        QVERIFY(paramsOf("/a?").empty());
    }

    void refusesWhatIsNoTarget()
    {
        QVERIFY(validateTarget("/"));
        QVERIFY(validateTarget("/items?page=2&q=%20"));
        for (const char *bad :
             {"", "items", "http://x/", "*", "/a b", "/a\tb", "/a\r\nX: y", "/a#b", "/a\x7f"})
            QVERIFY2(!validateTarget(bad), bad);
        QVERIFY(!validateTarget(std::string_view("/a\0b", 4)));
        QVERIFY(validateTarget("/ab#").error().text.find("position 3") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TargetTest)
#include "target_test.moc"
