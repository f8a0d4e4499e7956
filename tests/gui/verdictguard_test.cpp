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
        QTest::addColumn<QString>("word");
        QTest::newRow("brake") << "braking"
                               << "Braking: at 12.5 %";
        QTest::newRow("recovery") << "recovering"
                                  << "Recovering: at 12.5 %";
        QTest::newRow("breaker") << "breaker_open"
                                 << "Stopped: origin fails";
        QTest::newRow("memory") << "memory_low"
                                << "Stopped: little memory";
        QTest::newRow("harm") << "harm_off"
                              << "Switched off: it did harm";
    }

    void itSaysWhatItDoesAndWhy()
    {
        QFETCH(QString, state);
        QFETCH(QString, word);
        VerdictStrip strip;
        Snapshot s;
        s.guard.state = state.toStdString();
        s.guard.rateFactor = 0.125;
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
