// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/origin.h"

#include <QtTest>

using namespace forefetch;

class OriginTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("authority");
        QTest::addColumn<int>("port");
        const auto row = [](const char *url, const char *text, const char *authority, int port) {
            QTest::newRow(url) << QByteArray(url) << QByteArray(text) << QByteArray(authority)
                               << port;
        };
        row("http://a", "http://a", "a", 80);
        row("HTTP://A:80/", "http://a", "a", 80);
        row("https://a", "https://a", "a", 443);
        row("https://a:80/v2/", "https://a:80/v2", "a:80", 80);
        row("http://[::1]:8080", "http://[::1]:8080", "[::1]:8080", 8080);
        row("http://127.0.0.1:3000/a//b/", "http://127.0.0.1:3000/a//b", "127.0.0.1:3000", 3000);
        row("http://münchen.example/", "http://xn--mnchen-3ya.example", "xn--mnchen-3ya.example",
            80);
    }

    void parses()
    {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, authority);
        QFETCH(int, port);
        const auto origin = Origin::parse(url.toStdString());
        QVERIFY2(origin.ok(), origin.ok() ? "" : origin.error().text.c_str());
        QCOMPARE(origin->text(), text.toStdString());
        QCOMPARE(origin->authority(), authority.toStdString());
        QCOMPARE(static_cast<int>(origin->port), port);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *url, const char *says) {
            QTest::newRow(url) << QByteArray(url) << QByteArray(says);
        };
        row("", "empty");
        row("localhost:3000", "scheme");
        row("ftp://a", "scheme");
        row("http://", "host");
        row("http:///path", "host");
        row("http://u:p@a", "credentials");
        row("http://a?x=1", "query");
        row("http://a#f", "fragment");
        row("http://a:99999", "usable");
        row("http://a:0", "port");
        row("http://a b", "usable");
    }

    void refuses()
    {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, says);
        const auto origin = Origin::parse(url.toStdString());
        QVERIFY(!origin.ok());
        QVERIFY2(origin.error().text.find(says.toStdString()) != std::string::npos,
                 origin.error().text.c_str());
    }

    void targetsLieUnderTheBasePath()
    {
        QCOMPARE(Origin::parse("http://a/v2/")->targetFor("/x?y=1"), std::string("/v2/x?y=1"));
        QCOMPARE(Origin::parse("http://a/")->targetFor("/"), std::string("/"));
        QVERIFY(Origin::parse("http://a/v2")->sameServer(*Origin::parse("http://A:80")));
        QVERIFY(!Origin::parse("http://a")->sameServer(*Origin::parse("https://a:80")));
    }
};

QTEST_APPLESS_MAIN(OriginTest)
#include "origin_test.moc"
