// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/context.h"

#include <QtTest>

using namespace forefetch;

class SignOutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDeletedCookieSignsOut_data()
    {
        QTest::addColumn<QByteArray>("setCookie");
        QTest::addColumn<bool>("signsOut");
        QTest::newRow("set") << QByteArray("sid=abc; Path=/; Max-Age=3600") << false;
        QTest::newRow("session cookie") << QByteArray("sid=abc") << false;
        QTest::newRow("max-age zero") << QByteArray("sid=abc; Max-Age=0") << true;
        QTest::newRow("max-age negative") << QByteArray("sid=abc; max-age=-1; Path=/") << true;
        QTest::newRow("max-age empty") << QByteArray("sid=abc; Max-Age=") << false;
        QTest::newRow("max-age 100") << QByteArray("sid=abc; Max-Age=100") << false;
        QTest::newRow("epoch") << QByteArray("sid=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT")
                               << true;
        QTest::newRow("old epoch")
            << QByteArray("sid=x; expires=Thu, 01-Jan-70 00:00:01 GMT") << true;
        QTest::newRow("future") << QByteArray("sid=x; Expires=Fri, 01 Jan 2038 00:00:00 GMT")
                                << false;
        QTest::newRow("empty value") << QByteArray("sid=; Path=/") << true;
        QTest::newRow("no pair") << QByteArray("") << false;
        QTest::newRow("only semicolons") << QByteArray(";;;") << false;
    }

    void aDeletedCookieSignsOut()
    {
        QFETCH(QByteArray, setCookie);
        QFETCH(bool, signsOut);
        Headers headers;
        headers.add("Set-Cookie", "theme=dark");
        headers.add("Set-Cookie", setCookie.toStdString());
        QCOMPARE(clearsCookies(headers), signsOut);
    }
};

QTEST_APPLESS_MAIN(SignOutTest)
#include "signout_test.moc"
