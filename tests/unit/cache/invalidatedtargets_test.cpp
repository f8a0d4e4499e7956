// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/invalidatedtargets.h"
#include "core/cache/variants.h"

#include <QtTest>

using namespace forefetch;

namespace {

// What Location adds to the target of the request itself; empty: nothing.
std::string named(const char *location, const char *target = "/a/b?c=d")
{
    ResponseHead answer{201, "", {}};
    answer.headers.add("Location", location);
    const auto targets = invalidatedTargets({"POST", target, {}}, answer, "api.test:8080");
    return targets.size() > 1 ? targets[1] : std::string();
}

} // namespace

class InvalidatedTargetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // RFC 9111, 4.4.
    void itsOwnTargetAndWhatItNames()
    {
        ResponseHead answer{200, "", {}};
        answer.headers.add("Content-Location", "/items/17");
        answer.headers.add("Location", "http://api.test:8080/items?page=1#top");
        const auto targets = invalidatedTargets({"PUT", "/items", {}}, answer, "api.test:8080");
        QCOMPARE(targets, (std::vector<std::string>{"/items", "/items?page=1", "/items/17"}));
    }

    // RFC 3986, 5.2.
    void references()
    {
        QCOMPARE(named("/x"), std::string("/x"));
        QCOMPARE(named("x"), std::string("/a/x"));
        QCOMPARE(named("?x=1"), std::string("/a/b?x=1"));
        QCOMPARE(named("//API.test:8080/x"), std::string("/x"));
        QCOMPARE(named("HTTP://api.test:8080?q"), std::string("/?q"));
        QCOMPARE(named("http://api.test:8080"), std::string("/"));
        QCOMPARE(named(""), std::string("/a/b?c=d"));
    }

    void anotherOriginIsNoBusinessOfIts()
    {
        for (const char *location : {"http://other.test/x", "//other.test/x", "http://api.test/x",
                                     "http://api.test:8080@other.test/x", "http:x"})
            QVERIFY2(named(location).empty(), location);
    }

    void variantsHaveKeysOfTheirOwn()
    {
        const Key key{{3, 1}, Partition{7}};
        const auto of = [&](std::vector<std::pair<std::string, std::string>> values,
                            std::uint64_t secret = 1) {
            return variantKey(key, values, {secret, 2});
        };
        QCOMPARE(of({{"foo", "1"}}), of({{"foo", "1"}}));
        QCOMPARE(of({{"foo", "1"}}).resource, key.resource);
        QVERIFY(of({{"foo", "1"}}) != key);
        QVERIFY(!of({{"foo", "1"}}).partition.isPublic());
        QVERIFY(of({{"foo", "1"}}) != of({{"foo", "2"}}));
        QVERIFY(of({{"a", "1 1:b 1:2"}}) != of({{"a", "1"}, {"b", "2"}}));
        QVERIFY(of({{"foo", "1"}}, 1) != of({{"foo", "1"}}, 9)); // not to be reckoned from outside
        const Key other{{3, 1}, Partition{8}};
        QVERIFY(variantKey(other, {{"foo", "1"}}, {1, 2}) != of({{"foo", "1"}}));
    }
};

QTEST_APPLESS_MAIN(InvalidatedTargetsTest)
#include "invalidatedtargets_test.moc"
