// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/durations.h"

#include <QTest>

using namespace forefetch;
using namespace std::chrono_literals;

class DurationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatPeopleWrite_data();
    void readsWhatPeopleWrite();
    void refusesTheRest_data();
    void refusesTheRest();
    void showsAClock();
};

void DurationsTest::readsWhatPeopleWrite_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("milliseconds");
    QTest::newRow("seconds") << QByteArray("30s") << qint64(30'000);
    QTest::newRow("bare") << QByteArray("45") << qint64(45'000);
    QTest::newRow("minutes") << QByteArray("5m") << qint64(300'000);
    QTest::newRow("hours") << QByteArray("2h") << qint64(7'200'000);
    QTest::newRow("days") << QByteArray("1d") << qint64(86'400'000);
    QTest::newRow("milliseconds") << QByteArray("500ms") << qint64(500);
    QTest::newRow("fraction") << QByteArray("1.5s") << qint64(1'500);
    QTest::newRow("sum") << QByteArray("1h30m") << qint64(5'400'000);
}

void DurationsTest::readsWhatPeopleWrite()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, milliseconds);
    const Result<Duration> duration = parseDuration(text.toStdString());
    QVERIFY(duration.ok());
    QCOMPARE(std::chrono::round<std::chrono::milliseconds>(*duration).count(), milliseconds);
}

void DurationsTest::refusesTheRest_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", "s", "30 s", "5x", "-5s", "0", "0s", "1h30", "30s5", "367d",
                             "1e3s", "nan", "inf", "99999999999999999999h", "5mm"})
        QTest::newRow(text) << QByteArray(text);
}

void DurationsTest::refusesTheRest()
{
    QFETCH(QByteArray, text);
    const Result<Duration> duration = parseDuration(text.toStdString());
    QVERIFY(!duration.ok());
    QVERIFY(duration.error().text.find('"' + text.toStdString() + '"') != std::string::npos);
}

void DurationsTest::showsAClock()
{
    QCOMPARE(clockText(0), std::string("0:00"));
    QCOMPARE(clockText(59.9), std::string("0:59"));
    QCOMPARE(clockText(754), std::string("12:34"));
    QCOMPARE(clockText(3'661), std::string("1:01:01"));
    QCOMPARE(clockText(-1), std::string("0:00"));
}

QTEST_GUILESS_MAIN(DurationsTest)
#include "durations_test.moc"
