// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTest>

// Headless is chosen by the program: of Qt, forefetchctl links Core and Network alone.
class ForefetchctlLinkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linksCoreAndNetworkAlone();
};

void ForefetchctlLinkTest::linksCoreAndNetworkAlone()
{
    QProcess readelf;
    readelf.start(QStringLiteral("readelf"), {QStringLiteral("-d"), QStringLiteral(FOREFETCHCTL)});
    QVERIFY(readelf.waitForFinished());
    QCOMPARE(readelf.exitCode(), 0);
    QStringList qt;
    for (const QByteArray &line : readelf.readAllStandardOutput().split('\n'))
        if (line.contains("(NEEDED)") && line.contains("libQt6"))
            qt << QString::fromLatin1(line.mid(line.indexOf('[') + 1).chopped(1));
    qt.sort();
    QCOMPARE(
        qt, (QStringList{QStringLiteral("libQt6Core.so.6"), QStringLiteral("libQt6Network.so.6")}));
}

QTEST_GUILESS_MAIN(ForefetchctlLinkTest)
#include "forefetchctl_test.moc"
