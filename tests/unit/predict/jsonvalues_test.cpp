// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/jsonvalues.h"

#include <QtTest>

#include <map>

using namespace forefetch;

namespace {

std::map<std::string, std::string> read(std::string_view body, std::string_view target,
                                        const JsonBudget &budget = {})
{
    JsonReader reader;
    reader.setOrigins({"https://api.example.com"});
    JsonPlaces places;
    JsonValues values;
    reader.read(body, target, places, values, budget);
    std::map<std::string, std::string> out;
    for (const JsonValues::Value &v : values.values)
        out[std::string(places.text(v.place)) + "#" + std::to_string(v.index)] =
            std::string(v.link ? "link " : "") + std::string(values.text(v));
    return out;
}

} // namespace

class JsonValuesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesPlaces();
    void resolvesLinks();
    void passesCredentialsOver();
    void keepsWithinItsBudget();
    void readsWhatStandsBeforeAFault();
};

void JsonValuesTest::namesPlaces()
{
    const auto v =
        read(R"({"items":[{"id":7,"tag":"desk lamp"},{"id":8}],"price":3.5,"ok":true})", "/items");
    QCOMPARE(v.at("$.items[*].id#0"), std::string("7"));
    QCOMPARE(v.at("$.items[*].id#1"), std::string("8"));
    QCOMPARE(v.at("$.items[*].tag#0"), std::string("desk%20lamp"));
    QCOMPARE(v.size(), std::size_t(3));
}

void JsonValuesTest::resolvesLinks()
{
    const auto v = read(R"({"a":"/x/1","b":"?page=2","c":"https://api.example.com/y?z=1#top",
        "d":"https://elsewhere.example/y","e":"//elsewhere.example/y","f":"../up",
        "g":"https://api.example.com.evil.example/y","h":"/a b","i":"./side"})",
                        "/list/all?page=1");
    QCOMPARE(v.at("$.a#0"), std::string("link /x/1"));
    QCOMPARE(v.at("$.b#0"), std::string("link /list/all?page=2"));
    QCOMPARE(v.at("$.c#0"), std::string("link /y?z=1"));
    QCOMPARE(v.at("$.f#0"), std::string("link /up"));
    QCOMPARE(v.at("$.i#0"), std::string("link /list/side"));
    for (const char *elsewhere : {"$.d#0", "$.e#0", "$.g#0", "$.h#0"})
        QVERIFY(!v.contains(elsewhere) || !v.at(elsewhere).starts_with("link"));
}

void JsonValuesTest::passesCredentialsOver()
{
    const auto v = read(R"({"access_token":"abc123","session":{"id":"q7"},"id":"ok1",
        "jwt":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
        "next":"/feed?access_token=abc123"})",
                        "/");
    QCOMPARE(v.size(), std::size_t(1));
    QCOMPARE(v.at("$.id#0"), std::string("ok1"));
}

void JsonValuesTest::keepsWithinItsBudget()
{
    std::string list = "[0";
    for (int i = 1; i < 1000; ++i)
        list += "," + std::to_string(i);
    const auto v = read("{\"l\":" + list + "],\"after\":5}", "/");
    QCOMPARE(v.size(), JsonBudget().entries + 1); // the list's first ones, and what follows it
    QVERIFY(v.contains("$.after#0"));
    QVERIFY(read(std::string(300, '[') + "1" + std::string(300, ']'), "/").empty());
    QVERIFY(read("{\"a\":1}", "/", {.bytes = 3}).empty());
}

void JsonValuesTest::readsWhatStandsBeforeAFault()
{
    QCOMPARE(read(R"({"id":7,"x":tru)", "/").count("$.id#0"), std::size_t(1));
    QVERIFY(read("", "/").empty());
    QVERIFY(read("<html>", "/").empty());
    QVERIFY(read("42", "/").empty());
}

QTEST_GUILESS_MAIN(JsonValuesTest)
#include "jsonvalues_test.moc"
