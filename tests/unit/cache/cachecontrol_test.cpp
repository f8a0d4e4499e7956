// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/cachecontrol.h"

#include <QtTest>

using namespace forefetch;

namespace {

constexpr int kAbsent = -1;

CacheControl said(std::initializer_list<const char *> lines)
{
    Headers headers;
    for (const char *line : lines)
        headers.add("Cache-Control", line);
    return CacheControl::of(headers);
}

int maxAgeOf(const char *line)
{
    const auto value = said({line}).maxAge;
    return value ? static_cast<int>(std::min<std::int64_t>(value->count(), INT_MAX)) : kAbsent;
}

} // namespace

class CacheControlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void maxAge_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("expected");
        const auto row = [](const char *line, int expected) {
            QTest::newRow(line) << QByteArray(line) << expected;
        };
        row("max-age=60", 60);
        row("Max-Age=60", 60);
        row("max-age=\"60\"", 60);
        row("max-age=\"6\\0\"", 60);
        row("public, max-age=60", 60);
        row("public,max-age=60,foo", 60);
        row(" , ,\tmax-age=60 , ", 60);
        row("foo=\"max-age=1\", max-age=60", 60);
        row("foo=\"a, max-age=1\\\", b\", max-age=60", 60);
        row("max-age=60, max-age=60", 60);
        row("max-age=007", 7);
        row("max-age=99999999999999999999999999", INT_MAX);
        row("max-age=2147483648", INT_MAX);
        row("max-age", 0);
        row("max-age=", 0);
        row("max-age=-1", 0);
        row("max-age=+1", 0);
        row("max-age=1.5", 0);
        row("max-age=60s", 0);
        row("max-age=60 s", 0);
        row("max-age= 60", 0);
        row("max-age =60", 0);
        row("max-age=60;public", 0);
        row("max-age=\" 60\"", 0);
        row("max-age=60, max-age=61", 0);
        row("max-age=60, max-age=0", 0);
        row("max-agex=60", kAbsent);
        row("x-max-age=60", kAbsent);
        row("foo=\"max-age=60\"", kAbsent);
        row("", kAbsent);
        row(";max-age=60", kAbsent);
    }

    void maxAge()
    {
        QFETCH(QByteArray, line);
        QFETCH(int, expected);
        QCOMPARE(maxAgeOf(line.constData()), expected);
    }

    void flagsInAnyCaseAndPlace()
    {
        const CacheControl c = said({"NO-STORE, No-Cache", "Private", "must-Understand"});
        QVERIFY(c.present && c.noStore && c.noCache && c.isPrivate && c.mustUnderstand);
        QVERIFY(!c.isPublic && !c.malformed && !c.maxAge && !c.sMaxAge);
        QVERIFY(!CacheControl::of(Headers()).present);
    }

    void whatForbidsDoesSoWithAnyArgument()
    {
        QVERIFY(said({"private=\"Set-Cookie\""}).isPrivate);
        QVERIFY(said({"no-cache=\"Set-Cookie\""}).noCache);
        QVERIFY(said({"no-cache=Set-Cookie"}).noCache);
        QVERIFY(said({"no-store=x"}).noStore);
        QVERIFY(said({"no-store; max-age=60"}).noStore);
    }

    void whatAllowsMustBeExact()
    {
        QVERIFY(said({"public"}).isPublic);
        QVERIFY(!said({"public=yes"}).isPublic);
        QVERIFY(!said({"public; x"}).isPublic);
        QVERIFY(!said({"\"public\""}).isPublic);
    }

    void anUnfinishedStringMakesItMalformed()
    {
        QVERIFY(said({"max-age=60, foo=\"bar, no-store"}).malformed);
        QVERIFY(said({"foo \"bar"}).malformed);
        QVERIFY(!said({"max-age=60, foo=\"bar\", no-store"}).malformed);
        // But it hides nothing of the next line.
        const CacheControl c = said({"foo=\"bar", "no-store"});
        QVERIFY(c.malformed && c.noStore);
    }

    void deltaSeconds()
    {
        QCOMPARE(parseDeltaSeconds("0"), std::optional(std::chrono::seconds(0)));
        QCOMPARE(parseDeltaSeconds("99999999999"), std::optional(std::chrono::seconds(2147483648)));
        for (const char *bad : {"", " 1", "1 ", "-1", "+1", "0x1", "1e3", "1,2"})
            QVERIFY2(!parseDeltaSeconds(bad), bad);
    }
};

QTEST_APPLESS_MAIN(CacheControlTest)
#include "cachecontrol_test.moc"
