// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/snapshotjson.h"
#include "tests/unit/metrics/snapshots.h"

#include <QtTest>

using namespace forefetch;

class SnapshotCsvTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csvHasTheVeryFigures();
    void csvQuotesAsRfc4180Says();
};

void SnapshotCsvTest::csvHasTheVeryFigures()
{
    const std::string text = toJson(distinct());
    const QStringList lines =
        QString::fromStdString(toCsv(distinct())).split(QStringLiteral("\r\n"));
    QCOMPARE(lines.first(), QStringLiteral("group,name,value"));
    QVERIFY(lines.last().isEmpty());
    const QJsonObject object = parsed(text);
    std::set<QString> seen;
    for (qsizetype i = 1; i + 1 < lines.size(); ++i) {
        const QStringList fields = lines[i].split(u',');
        QCOMPARE(fields.size(), 3);
        const bool outside = fields[0] == u"snapshot";
        QJsonValue value = object.value(outside ? fields[1] : fields[0]);
        if (fields[0] == u"settings")
            value = value.toObject().value(fields[1]);
        else if (!outside)
            value = within(value.toObject(), qPrintable(fields[1]));
        QVERIFY2(!value.isUndefined(), qPrintable(lines[i]));
        QCOMPARE(fields[2], value.isDouble() ? fields[2] : value.toVariant().toString());
        if (value.isDouble())
            QCOMPARE(fields[2].toDouble(), value.toDouble());
        seen.insert(outside ? fields[1] : fields[0] + u'.' + fields[1]);
    }
    // None here; their lines are numbered.
    seen.insert({QStringLiteral("guard.events"), QStringLiteral("tuner.outside_settings")});
    QCOMPARE(seen, names(object));
}

void SnapshotCsvTest::csvQuotesAsRfc4180Says()
{
    Snapshot s;
    s.source = "a,b \"c\"\nd";
    const std::string csv = toCsv(s);
    QVERIFY(csv.find("snapshot,source,\"a,b \"\"c\"\"\nd\"\r\n") != std::string::npos);
    QVERIFY(csv.find("snapshot,schema,1\r\n") != std::string::npos);
    QVERIFY(csv.find("settings,prefetch.enabled,true\r\n") != std::string::npos);
    QVERIFY(csv.find("demand,latency_ms.p50,0\r\n") != std::string::npos);
}

QTEST_APPLESS_MAIN(SnapshotCsvTest)
#include "snapshotcsv_test.moc"
