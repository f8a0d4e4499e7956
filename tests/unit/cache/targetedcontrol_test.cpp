// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/targetedcontrol.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

CacheControl said(const char *cdn, const char *plain = "max-age=7")
{
    Headers headers;
    headers.add("Cache-Control", plain);
    headers.add("CDN-Cache-Control", cdn);
    return controlForShared(headers);
}

} // namespace

class TargetedControlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // RFC 9213, 2.2.
    void itStandsForCacheControl()
    {
        QVERIFY(said("max-age=60").maxAge == 60s);
        QVERIFY(said("max-age=60", "no-store").targeted);
        QVERIFY(!said("max-age=60", "no-store").noStore);
        QVERIFY(said("no-store").noStore);
        QVERIFY(said("private").isPrivate);
        QVERIFY(said("private=\"x\"").isPrivate);
        QVERIFY(said("no-cache=(a b);p=1").noCache);
        QVERIFY(!said("private").maxAge); // what Cache-Control says counts no longer
        QVERIFY(said("s-maxage=1, must-revalidate, stale-if-error=5").sMaxAge == 1s);
        QVERIFY(said("stale-while-revalidate=5").staleWhileRevalidate == 5s);
        QVERIFY(said("foo, bar=:YQ==:, max-age=60;x=?1").maxAge == 60s);
        QVERIFY(said("max-age=1, max-age=60").maxAge == 60s); // RFC 8941, 3.2: the last
        QVERIFY(said("max-age=99999999999").maxAge == 2147483648s);
        QVERIFY(said("max-age=-1").maxAge == 0s);
        QVERIFY(!said("private=?0").isPrivate);
    }

    // RFC 9213, 2.1: as if it were not there.
    void whatCannotBeReadIsIgnored_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"", " ", "max-age=60, &&&&", "max-age=\"60\"", "max-age",
                                 "max-age=60.5", "MaX-aGe=60", "max-age =60", "max-age= 60",
                                 "max-age=60,", "max-age=60 foo", "max-age=", "a=\"x", "a=(1 2",
                                 "a=:YQ", "a=?2", "no-store=1", "max-age=1234567890123456"})
            QTest::newRow(line) << QByteArray(line);
    }

    void whatCannotBeReadIsIgnored()
    {
        QFETCH(QByteArray, line);
        const CacheControl control = said(line.constData());
        QVERIFY(!control.targeted);
        QVERIFY(control.maxAge == 7s);
    }

    void withoutItCacheControlSpeaks()
    {
        Headers headers;
        headers.add("Cache-Control", "no-cache, max-age=7");
        QVERIFY(controlForShared(headers).noCache);
        QVERIFY(!controlForShared(headers).targeted);
    }
};

QTEST_APPLESS_MAIN(TargetedControlTest)
#include "targetedcontrol_test.moc"
