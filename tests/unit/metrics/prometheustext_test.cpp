// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/openmetrics.h"
#include "core/metrics/prometheustext.h"

#include "tests/unit/metrics/snapshots.h"

#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QtTest>

using namespace forefetch;

class PrometheusTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySampleBelongsToTheFamilyAboveIt();
    void hasEverySampleOfOpenMetrics();
    void promtoolFindsNothing();
    void readsAccept_data();
    void readsAccept();
};

// In this format a sample has its family's own name, but for a summary's sum and count.
void PrometheusTextTest::everySampleBelongsToTheFamilyAboveIt()
{
    const QString text = QString::fromStdString(toPrometheusText(distinct()));
    QString family, type;
    QSet<QString> families;
    int samples = 0;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(QLatin1String("# TYPE "))) {
            family = line.section(u' ', 2, 2);
            type = line.section(u' ', 3, 3);
            QVERIFY2(!families.contains(family), qPrintable(family));
            families.insert(family);
            QVERIFY2((QStringList{QStringLiteral("counter"), QStringLiteral("gauge"),
                                  QStringLiteral("summary")})
                         .contains(type),
                     qPrintable(line));
            QCOMPARE(type == u"counter", family.endsWith(QLatin1String("_total")));
        } else if (line.startsWith(u'#')) {
            QVERIFY2(line.startsWith(QLatin1String("# HELP ") + family + u' '), qPrintable(line));
        } else {
            const QString name =
                line.left(line.indexOf(QRegularExpression(QStringLiteral("[{ ]"))));
            const bool isPart = type == u"summary" && (name == family + QLatin1String("_sum") ||
                                                       name == family + QLatin1String("_count"));
            QVERIFY2(name == family || isPart, qPrintable(line));
            ++samples;
        }
    }
    QVERIFY(samples > 100);
}

void PrometheusTextTest::hasEverySampleOfOpenMetrics()
{
    const auto samplesOf = [](const std::string &text) {
        QStringList lines = QString::fromStdString(text).split(u'\n', Qt::SkipEmptyParts);
        lines.removeIf([](const QString &line) { return line.startsWith(u'#'); });
        return lines;
    };
    QCOMPARE(samplesOf(toPrometheusText(distinct())), samplesOf(toOpenMetrics(distinct())));
}

void PrometheusTextTest::promtoolFindsNothing()
{
    const QString promtool = QStandardPaths::findExecutable(QStringLiteral("promtool"));
    if (promtool.isEmpty())
        QSKIP("there is no promtool here (Debian: prometheus)");
    QProcess process;
    process.start(promtool, {QStringLiteral("check"), QStringLiteral("metrics")});
    QVERIFY(process.waitForStarted());
    process.write(QByteArray::fromStdString(toPrometheusText(distinct())));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    const QByteArray said = process.readAllStandardOutput() + process.readAllStandardError();
    QVERIFY2(process.exitCode() == 0 && said.isEmpty(), said.constData());
}

void PrometheusTextTest::readsAccept_data()
{
    QTest::addColumn<QByteArray>("accept");
    QTest::addColumn<bool>("isOpen");
    QTest::newRow("curl") << QByteArray("*/*") << false;
    QTest::newRow("Prometheus 2")
        << QByteArray("application/openmetrics-text;version=1.0.0,application/openmetrics-text;"
                      "version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1")
        << true;
    QTest::newRow("plain first")
        << QByteArray("text/plain;version=0.0.4, application/openmetrics-text;q=0.5") << false;
    QTest::newRow("refused") << QByteArray("application/openmetrics-text;q=0, */*") << false;
    QTest::newRow("case") << QByteArray("Application/OpenMetrics-Text; Q=0.4") << true;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("commas") << QByteArray(",,;,") << false;
}

void PrometheusTextTest::readsAccept()
{
    QFETCH(QByteArray, accept);
    QTEST(wantsOpenMetrics(accept.toStdString()), "isOpen");
}

QTEST_GUILESS_MAIN(PrometheusTextTest)
#include "prometheustext_test.moc"
