// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/accesslog.h"
#include "core/gateway/cachestatus.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class AccessLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreJson()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("access.log"));
        ManualClock clock;
        {
            auto log = AccessLog::open(path.toStdString(), clock, 7);
            QVERIFY(log.ok());
            RequestHead request{"GET", "/items?q=\"x\"&token=secret", {}};
            request.headers.add("User-Agent", "a\"b\\c");
            request.headers.add("Authorization", "Bearer secret");
            Exchange exchange;
            exchange.at = clock.now();
            exchange.session = {3, 4};
            clock.advance(250ms);
            DemandEnd end;
            end.result = DemandResult::Hit;
            end.status = 200;
            end.bytes = 12;
            for (int i = 0; i < 100; ++i)
                (*log)->record(AccessLog::lineOf(request, "10.0.0.7"), exchange, end);
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        QCOMPARE(lines.size(), 101);
        QVERIFY(!lines.first().contains("secret"));
        const QJsonObject o = QJsonDocument::fromJson(lines.first()).object();
        QCOMPARE(o[QStringLiteral("time_iso8601")].toString(),
                 QStringLiteral("2026-01-01T00:00:00.250Z"));
        QCOMPARE(o[QStringLiteral("remote_addr")].toString(), QStringLiteral("10.0.0.7"));
        QCOMPARE(o[QStringLiteral("request_method")].toString(), QStringLiteral("GET"));
        QCOMPARE(o[QStringLiteral("request_uri")].toString(),
                 QStringLiteral("/items?q=\"x\"&token=…"));
        QCOMPARE(o[QStringLiteral("status")].toInt(), 200);
        QCOMPARE(o[QStringLiteral("body_bytes_sent")].toInt(), 12);
        QCOMPARE(o[QStringLiteral("request_time")].toDouble(), 0.25);
        QCOMPARE(o[QStringLiteral("http_user_agent")].toString(), QStringLiteral("a\"b\\c"));
        QCOMPARE(o[QStringLiteral("cache")].toString(), QStringLiteral("hit"));
        QCOMPARE(o[QStringLiteral("session")].toString().size(), 16);
    }

    void anUnusableFileIsAnError()
    {
        ManualClock clock;
        const auto log = AccessLog::open("/no/such/folder/log", clock, 1);
        QVERIFY(!log.ok());
        QVERIFY(log.error().text.find("/no/such/folder/log") != std::string::npos);
    }

    void cacheStatusSaysWhatHappened()
    {
        CacheEntry entry;
        const TimePoint start{};
        entry.storedAt = start;
        entry.freshUntil = start + 60s;
        entry.ageWhenStored = 5s;
        std::string lines;
        hitLines(entry, start + 18s, lines);
        QCOMPARE(lines, std::string("Age: 23\r\nCache-Status: forefetch; hit; ttl=42\r\n"
                                    "Via: 1.1 forefetch\r\n"));
        entry.prefetch = PrefetchId(1);
        hitLines(entry, start + 61s, lines);
        QVERIFY(lines.find("hit; ttl=-1; detail=prefetched\r\n") != std::string::npos);
        ForwardStatus status;
        status.forward = "uri-miss";
        status.stored = true;
        forwardLines(status, lines);
        QCOMPARE(lines, std::string("Cache-Status: forefetch; fwd=uri-miss; stored\r\n"
                                    "Via: 1.1 forefetch\r\n"));
        status.stored = false;
        status.collapsed = status.prefetch = true;
        forwardLines(status, lines);
        QVERIFY(lines.starts_with(
            "Cache-Status: forefetch; fwd=uri-miss; collapsed; detail=prefetch\r\n"));
    }
};

QTEST_APPLESS_MAIN(AccessLogTest)
#include "accesslog_test.moc"
