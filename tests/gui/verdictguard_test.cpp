// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/snapshot.h"
#include "ui/panels/verdictstrip.h"

#include <QLabel>
#include <QtTest>

using namespace forefetch;

class VerdictGuardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inGoodTimesTheGuardIsNotSeen()
    {
        VerdictStrip strip;
        Snapshot s;
        for (const char *state : {"clear", "capped", "demand_first"}) {
            s.guard.state = state;
            strip.update(s);
            QVERIFY(!strip.sentence().contains(QStringLiteral("Guard")));
        }
    }

    void itSaysWhatItDoesAndWhy_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<double>("factor");
        QTest::addColumn<QString>("word");
        QTest::newRow("brake") << "braking" << 0.125 << "Braking: at 12.5 %";
        QTest::newRow("stop") << "braking" << 0.0 << "Braking: at 0";
        QTest::newRow("recovery") << "recovering" << 0.125 << "Recovering: at 12.5 %";
        QTest::newRow("old rate") << "recovering" << 1.0 << "Recovering: evenly paced";
        QTest::newRow("almost") << "recovering" << 0.9999 << "Recovering: at 99.9 %";
        QTest::newRow("breaker") << "breaker_open" << 1.0 << "Stopped: origin fails";
        QTest::newRow("memory") << "memory_low" << 1.0 << "Stopped: little memory";
        QTest::newRow("harm") << "harm_off" << 1.0 << "Switched off: it did harm";
    }

    void itSaysWhatItDoesAndWhy()
    {
        QFETCH(QString, state);
        QFETCH(double, factor);
        QFETCH(QString, word);
        VerdictStrip strip;
        Snapshot s;
        s.guard.state = state.toStdString();
        s.guard.rateFactor = factor;
        for (std::uint64_t i = 1; i <= 9; ++i)
            s.guard.events.push_back(
                {i, {}, {}, GuardAction::Brake, "reason number " + std::to_string(i), 5, 2});
        strip.update(s);
        QVERIFY2(strip.sentence().contains(QStringLiteral("Guard: ")) &&
                     strip.sentence().contains(word),
                 qPrintable(strip.sentence()));
        QString tip;
        for (const QLabel *label : strip.findChildren<QLabel *>()) {
            if (label->text().contains(word))
                tip = label->toolTip();
        }
        QVERIFY(tip.endsWith(QStringLiteral("reason number 9")));
        QCOMPARE(tip.split(u'\n').size(), 5);
        s.guard.state = "clear";
        strip.update(s);
        QVERIFY(!strip.sentence().contains(word));
    }
};

QTEST_MAIN(VerdictGuardTest)
#include "verdictguard_test.moc"
