// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/jsonredact.h"

#include <QtTest>

using namespace forefetch;

class JsonRedactTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsNoCredentialStaysAsItIs_data();
    void whatIsNoCredentialStaysAsItIs();
    void credentialsAreHidden_data();
    void credentialsAreHidden();
    void whatIsNoJsonIsNotShown_data();
    void whatIsNoJsonIsNotShown();
};

void JsonRedactTest::whatIsNoCredentialStaysAsItIs_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("list") << QByteArray(R"([1, 2.5e3,-7, true,null , "a\"b\\", {}, []])");
    QTest::newRow("object") << QByteArray(
        R"({ "id" : 17, "next":"/items?page=2&sort=a", "k": {"a":[]} })");
    QTest::newRow("escapes") << QByteArray(R"({"name":"caf\u00e9 \/ \n","keyword":"x"})");
    QTest::newRow("lone text") << QByteArray(R"("text")");
}

void JsonRedactTest::whatIsNoCredentialStaysAsItIs()
{
    QFETCH(QByteArray, body);
    QCOMPARE(QByteArray::fromStdString(redactedJson(body.toStdString())), body);
}

void JsonRedactTest::credentialsAreHidden_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("text") << QByteArray(R"({"token": "9f3c","a":1})")
                          << QByteArray("{\"token\": \"…\",\"a\":1}");
    QTest::newRow("number") << QByteArray(R"({"pin":1234})") << QByteArray("{\"pin\":\"…\"}");
    QTest::newRow("all within") << QByteArray(R"({"session":{"id":[1,"}"],"b":"\"]"},"c":2})")
                                << QByteArray("{\"session\":\"…\",\"c\":2}");
    QTest::newRow("escaped name") << QByteArray(R"({"to\u006ben":"9f3c"})")
                                  << QByteArray("{\"to\\u006ben\":\"…\"}");
    QTest::newRow("by shape") << QByteArray(R"(["ghp_0123456789abcdefghij", "b"])")
                              << QByteArray("[\"…\", \"b\"]");
    QTest::newRow("escaped shape")
        << QByteArray(R"(["\u0067hp_0123456789abcdefghij"])") << QByteArray("[\"…\"]");
    QTest::newRow("in a link") << QByteArray(R"({"next":"\/a?access_token=9f3c"})")
                               << QByteArray("{\"next\":\"…\"}");
}

void JsonRedactTest::credentialsAreHidden()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, shown);
    QCOMPARE(QByteArray::fromStdString(redactedJson(body.toStdString())), shown);
}

void JsonRedactTest::whatIsNoJsonIsNotShown_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("names without quotes") << QByteArray(R"({token: "9f3c"})");
    QTest::newRow("cut off") << QByteArray(R"({"token": "9f3)");
    QTest::newRow("cut off behind a name") << QByteArray(R"({"token":)");
    QTest::newRow("cut off in a credential") << QByteArray(R"({"token":{"a":[1})");
    QTest::newRow("other brackets") << QByteArray(R"([1})");
    QTest::newRow("too many brackets") << QByteArray(R"({}])");
    QTest::newRow("text quotes") << QByteArray(R"({'token': '9f3c'})");
    QTest::newRow("a lone backslash") << QByteArray("\"\\");
}

void JsonRedactTest::whatIsNoJsonIsNotShown()
{
    QFETCH(QByteArray, body);
    QCOMPARE(redactedJson(body.toStdString()), std::string());
}

QTEST_APPLESS_MAIN(JsonRedactTest)
#include "jsonredact_test.moc"
