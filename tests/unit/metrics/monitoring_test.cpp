// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Holds the dashboard and the alert rules against what is exported: every metric that they ask
// for is there, with the labels and values that they name.
#include "core/metrics/openmetrics.h"
#include "core/metrics/snapshot.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QtTest>

using namespace forefetch;

namespace {

QString read(const char *name)
{
    QFile file(QStringLiteral(FOREFETCH_SOURCE_DIR "/resources/monitoring/") +
               QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// The samples of a run that has held back a session, so that every family has one.
QStringList samples()
{
    return QString::fromStdString(toOpenMetrics(Snapshot{})).split(u'\n');
}

void ask(const QString &query, const QStringList &exported)
{
    static const QRegularExpression metric(QStringLiteral("(forefetch_\\w+)(?:\\{([^}]*)\\})?"));
    static const QRegularExpression matcher(QStringLiteral("(\\w+)=(~?)\"([^\"]*)\""));
    for (auto at = metric.globalMatch(query); at.hasNext();) {
        const QRegularExpressionMatch found = at.next();
        QStringList matching;
        for (const QString &sample : exported)
            if (sample.startsWith(found.captured(1) + u'{') ||
                sample.startsWith(found.captured(1) + u' '))
                matching << sample;
        QVERIFY2(!matching.isEmpty(), qPrintable(found.captured(1)));
        for (auto by = matcher.globalMatch(found.captured(2)); by.hasNext();) {
            const QRegularExpressionMatch label = by.next();
            if (label.captured(1) == QStringLiteral("instance")) // Prometheus' own
                continue;
            for (const QString &value : label.captured(3).split(u'|'))
                QVERIFY2(matching.filter(QRegularExpression(label.captured(1) +
                                                            QStringLiteral("=\"") + value + u'"'))
                                 .size() > 0,
                         qPrintable(found.captured(0) + u' ' + value));
        }
    }
}

} // namespace

class MonitoringTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDashboardAsksForWhatThereIs()
    {
        const QJsonDocument document = QJsonDocument::fromJson(read("dashboard.json").toUtf8());
        const QJsonArray panels = document[QStringLiteral("panels")].toArray();
        QVERIFY(panels.size() > 10);
        const QStringList exported = samples();
        for (const QJsonValue &panel : panels)
            for (const QJsonValue &target : panel[QStringLiteral("targets")].toArray())
                ask(target[QStringLiteral("expr")].toString(), exported);
    }

    void theAlertsAskForWhatThereIs()
    {
        const QString rules = read("alerts.yml");
        QVERIFY(rules.contains(QStringLiteral("ForefetchHarm")));
        ask(rules, samples());
    }

    void anUnknownMetricWouldBeNoticed()
    {
        QVERIFY(samples().filter(QStringLiteral("forefetch_requests_total{")).size() > 3);
        QVERIFY(samples().filter(QStringLiteral("forefetch_no_such_total")).isEmpty());
    }
};

QTEST_APPLESS_MAIN(MonitoringTest)
#include "monitoring_test.moc"
