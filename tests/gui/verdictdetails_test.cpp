// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/snapshot.h"
#include "ui/panels/verdictdetails.h"
#include "ui/panels/verdictstrip.h"

#include <QClipboard>
#include <QToolButton>
#include <QtTest>

using namespace forefetch;

namespace {

QString textOf(const QList<VerdictSection> &sections)
{
    return VerdictCard({}, sections, nullptr).text();
}

// 1,000 requests, 800 of them cacheable: 240 hits (60 on prefetches, 100 on assumed freshness).
Snapshot someTraffic()
{
    Snapshot s;
    s.demand.requests = 1000;
    s.demand.cacheable = 800;
    s.demand.bypassed = 200;
    s.demand.hits = 240;
    s.demand.hitsPrefetched = 60;
    s.demand.hitsAssumed = 100;
    s.demand.late = 40;
    s.demand.misses = 520;
    s.misses.by[static_cast<std::size_t>(MissReason::NeverSeen)] = 300;
    s.misses.by[static_cast<std::size_t>(MissReason::BelowThreshold)] = 220;
    return s;
}

QToolButton *question(const VerdictStrip &strip, const QString &text)
{
    for (QToolButton *button : strip.findChildren<QToolButton *>())
        if (button->text() == text)
            return button;
    return nullptr;
}

VerdictCard *openCard(const VerdictStrip &strip)
{
    for (VerdictCard *card : strip.findChildren<VerdictCard *>())
        if (card->isVisible())
            return card;
    return nullptr;
}

} // namespace

class VerdictDetailsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whyTellsWhereTheHitsComeFrom()
    {
        const QString text = textOf(whyVerdict(someTraffic(), {}));
        for (const char *line : {"can be cached: 800 (80.0 %)", "Hits on prefetches: 60 (7.5 %)",
                                 "had fetched: 180 (22.5 %)", "in flight: 40 (5.0 %)",
                                 "Misses: 520 (65.0 %)", "freshness: 100 (41.7 %)", "max-age"})
            QVERIFY2(text.contains(QLatin1String(line)), line);
    }

    void theMostFrequentReasonComesFirstAndIsAdvisedOn()
    {
        const QList<VerdictSection> sections = whyVerdict(someTraffic(), {});
        const VerdictSection &misses = sections[1];
        QCOMPARE(misses.rows.size(), 2);
        QVERIFY(misses.rows[0].value.startsWith(QStringLiteral("300 (57.7 %)")));
        QVERIFY(!misses.advice.isEmpty());
    }

    void whereNothingCanBeCachedItSaysSo()
    {
        Snapshot s;
        s.demand.requests = 100;
        s.demand.cacheable = 10;
        QVERIFY(textOf(whyVerdict(s, {})).contains(QStringLiteral("little to gain")));
        QVERIFY(!textOf(whyVerdict(someTraffic(), {})).contains(QStringLiteral("little to gain")));
    }

    void howSureNeedsAControlGroup()
    {
        QVERIFY(textOf(howSureVerdict(someTraffic(), {})).contains(QStringLiteral("Held back")));
    }

    void howSureTellsHowManyMoreItTakes()
    {
        Comparison c{.verdict = Verdict::Unsure,
                     .treated = 0.33,
                     .heldBack = 0.23,
                     .difference = 0.1,
                     .halfWidth = 0.2,
                     .isKnown = true,
                     .isBySession = true,
                     .sessions = 50};
        const QString text = textOf(howSureVerdict(someTraffic(), c));
        QVERIFY2(text.contains(QStringLiteral("+10.0 ± 20.0")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("about 200 sessions")), qPrintable(text));
        c.verdict = Verdict::Helps;
        QVERIFY(!textOf(howSureVerdict(someTraffic(), c)).contains(QStringLiteral("about")));
        c.verdict = Verdict::Unsure;
        c.sessions = 5;
        QVERIFY(textOf(howSureVerdict(someTraffic(), c)).contains(QStringLiteral("At least 12")));
    }

    void aClickOpensAndEscapeCloses()
    {
        VerdictStrip strip;
        strip.update(someTraffic());
        strip.resize(1200, 60);
        strip.show();
        for (const char *name : {"Why?", "How sure?"}) {
            QToolButton *button = question(strip, QString::fromLatin1(name));
            QVERIFY(button != nullptr);
            QTest::mouseClick(button, Qt::LeftButton);
            QPointer<VerdictCard> card = openCard(strip);
            QVERIFY(card != nullptr);
            QTest::keyClick(card, Qt::Key_C, Qt::ControlModifier);
            QCOMPARE(QGuiApplication::clipboard()->text(), card->text());
            QTest::keyClick(card, Qt::Key_Escape);
            QTRY_VERIFY(card.isNull());
        }
    }

    void theKeyboardReachesBoth()
    {
        VerdictStrip strip;
        strip.update(someTraffic());
        strip.show();
        QApplication::setActiveWindow(&strip);
        QToolButton *why = question(strip, QStringLiteral("Why?"));
        why->setFocus();
        QTest::keyClick(why, Qt::Key_Space);
        QVERIFY(openCard(strip) != nullptr);
        QTest::keyClick(openCard(strip), Qt::Key_Escape);
    }
};

QTEST_MAIN(VerdictDetailsTest)
#include "verdictdetails_test.moc"
