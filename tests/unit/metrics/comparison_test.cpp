// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/comparison.h"
#include "core/metrics/snapshot.h"
#include "core/time/random.h"
#include "tests/unit/metrics/shopvisits.h"

#include <QtTest>

#include <cmath>

using namespace forefetch;

namespace {

DemandFigures demand(std::uint64_t cacheable, std::uint64_t hits)
{
    DemandFigures f;
    f.requests = f.cacheable = cacheable;
    f.hits = hits;
    f.misses = cacheable - hits;
    f.hitRatio = cacheable == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(cacheable);
    return f;
}

// Sessions of ten requests each, of which so many were hits.
SessionSums sumsOf(const std::vector<int> &hits)
{
    SessionSums s;
    for (const int h : hits) {
        ++s.sessions;
        s.cacheable += 10;
        s.hits += static_cast<std::uint64_t>(h);
        s.cacheable2 += 100;
        s.hits2 += h * h;
        s.product += 10 * h;
    }
    return s;
}

} // namespace

class ComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verdicts_data();
    void verdicts();
    void intervalIsThatOfTwoProportions();
    void intervalKnowsThatRequestsOfASessionAreAlike();
    void watchingAllTheTimeIsNotMisled();
    void anEffectIsFound();
    void whatIsAskedForIsReckonedIn();
    void threePointsAreFoundInTwentyThousandRequests();
};

void ComparisonTest::verdicts_data()
{
    QTest::addColumn<quint64>("hits");
    QTest::addColumn<quint64>("n");
    QTest::addColumn<quint64>("controlHits");
    QTest::addColumn<quint64>("controlN");
    QTest::addColumn<bool>("on");
    QTest::addColumn<int>("verdict");
    const auto row = [](const char *name, quint64 h, quint64 n, quint64 ch, quint64 cn, bool on,
                        Verdict v) { QTest::newRow(name) << h << n << ch << cn << on << int(v); };
    row("helps", 600, 1000, 300, 1000, true, Verdict::Helps);
    row("harms", 300, 1000, 600, 1000, true, Verdict::DoesNotHelp);
    row("the same, well known", 60000, 100000, 60000, 100000, true, Verdict::DoesNotHelp);
    row("the same, little seen", 60, 100, 60, 100, true, Verdict::Unsure);
    row("all and none of three", 3, 3, 0, 1, true, Verdict::Unsure);
    row("off", 600, 1000, 300, 1000, false, Verdict::Off);
}

void ComparisonTest::verdicts()
{
    QFETCH(quint64, hits);
    QFETCH(quint64, n);
    QFETCH(quint64, controlHits);
    QFETCH(quint64, controlN);
    QFETCH(bool, on);
    QFETCH(int, verdict);
    Snapshot s;
    s.settings[Param::PrefetchEnabled] = on ? 1 : 0;
    s.demandTreated = demand(n, hits);
    s.demandHeldBack = demand(controlN, controlHits);
    QCOMPARE(int(compare(s).verdict), verdict);
    s.demandHeldBack = {};
    if (on)
        QCOMPARE(compare(s).verdict, Verdict::Unsure); // no control group, no verdict
    QVERIFY(!compare(s).isKnown);
}

// Agresti and Caffo by hand: 9 of 10 and 1 of 10 become 10/12 and 2/12.
void ComparisonTest::intervalIsThatOfTwoProportions()
{
    Snapshot s;
    s.demandTreated = demand(10, 9);
    s.demandHeldBack = demand(10, 1);
    const Comparison c = compare(s);
    QVERIFY(c.isKnown && !c.isBySession);
    QVERIFY(std::abs(c.difference - 8.0 / 12) < 1e-12);
    const double variance = (10.0 / 12) * (2.0 / 12) / 12;
    QVERIFY(std::abs(c.halfWidth - 1.959964 * std::sqrt(2 * variance)) < 1e-6);
}

void ComparisonTest::intervalKnowsThatRequestsOfASessionAreAlike()
{
    // Sessions that hit always or never tell less than as many requests by themselves.
    const SessionSums with = sumsOf({10, 10, 10, 0, 10, 0, 10, 10});
    const SessionSums without = sumsOf({0, 10, 0, 10, 0, 0, 0, 10});
    Snapshot s;
    s.demandTreated = demand(with.cacheable, with.hits);
    s.demandHeldBack = demand(without.cacheable, without.hits);
    const Comparison alone = compare(s);
    const Comparison bySession = compare(s, with, without);
    QVERIFY(bySession.isBySession);
    QVERIFY(std::abs(bySession.difference - (0.75 - 0.375)) < 1e-12);
    QVERIFY(bySession.halfWidth > 2 * alone.halfWidth);
    QCOMPARE(alone.verdict, Verdict::Helps);
    QCOMPARE(bySession.verdict, Verdict::Unsure);
    // One session in a group has no spread to reckon with.
    QVERIFY(!compare(s, with, sumsOf({3})).isKnown);
}

namespace {

// Sessions as they come, a fifth of them held back, looked at after each. Returns whether the
// verdict ever was that prefetching helps, or hurts (the interval left 0 on either side).
struct Watch
{
    bool claimed = false;
    bool helps = false;
};

Watch watch(Random &random, double effect, int count)
{
    Snapshot s;
    s.settings[Param::PrefetchEnabled] = 1;
    SessionSums groups[2];
    Watch seen;
    for (int i = 0; i < count; ++i) {
        SessionSums &g = groups[i % 5 == 0 ? 1 : 0];
        // Some sessions hit most of the time and some hardly ever; some are long.
        const double p = (random.uniform() < 0.4 ? 0.7 : 0.15) + (&g == &groups[0] ? effect : 0);
        const int n = 1 + static_cast<int>(random.exponential(8));
        int h = 0;
        for (int r = 0; r < n; ++r)
            h += random.uniform() < p ? 1 : 0;
        ++g.sessions;
        g.cacheable += static_cast<std::uint64_t>(n);
        g.hits += static_cast<std::uint64_t>(h);
        g.cacheable2 += n * n;
        g.hits2 += h * h;
        g.product += n * h;
        const Comparison c = compare(s, groups[0], groups[1]);
        if (c.sessions >= 12 && std::abs(c.difference) > c.halfWidth)
            seen.claimed = true;
        seen.helps |= c.verdict == Verdict::Helps;
    }
    return seen;
}

} // namespace

// Nothing differs, and one looks after every session for the first sign of an effect.
void ComparisonTest::watchingAllTheTimeIsNotMisled()
{
    Random random(5);
    int misled = 0;
    constexpr int repetitions = 400;
    for (int r = 0; r < repetitions; ++r)
        misled += watch(random, 0, 1500).claimed ? 1 : 0;
    QVERIFY2(misled <= repetitions * 5 / 100, qPrintable(QString::number(misled)));
}

void ComparisonTest::anEffectIsFound()
{
    Random random(6);
    int found = 0;
    for (int r = 0; r < 50; ++r)
        found += watch(random, 0.15, 1500).helps ? 1 : 0;
    QVERIFY2(found >= 45, qPrintable(QString::number(found)));
}

namespace {

struct Reading
{
    bool claimed = false; // at any moment of looking that the interval left 0
    bool helps = false;
    double error = 0; // of the estimate at the end
    double halfWidth = 0;
    double rawHalfWidth = 0; // not reckoned in what was asked for
};

Reading watchShop(std::uint64_t seed, double effect)
{
    ShopVisits shop(seed, effect);
    Snapshot s;
    s.settings[Param::PrefetchEnabled] = 1;
    Reading reading;
    Comparison c;
    for (int i = 0; i < 20'000; ++i) {
        shop.request();
        if (i % 100 != 99) // five seconds
            continue;
        c = compare(s, shop.meter.sessions(Group::Treated), shop.meter.sessions(Group::HeldBack));
        reading.helps |= c.verdict == Verdict::Helps;
        reading.claimed |= c.sessions >= kLeastSessions && std::abs(c.difference) > c.halfWidth;
    }
    reading.error = c.difference - shop.planted / shop.treated;
    reading.halfWidth = c.halfWidth;
    SessionSums with = shop.meter.sessions(Group::Treated);
    SessionSums without = shop.meter.sessions(Group::HeldBack);
    with.beyond = without.beyond = {};
    reading.rawHalfWidth = compare(s, with, without).halfWidth;
    return reading;
}

} // namespace

// The interval is much narrower for it, and misleads no more. All of 200 seeds:
// tests/bench/holdback_bench.
void ComparisonTest::whatIsAskedForIsReckonedIn()
{
    int misled = 0;
    double error = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const Reading r = watchShop(seed, 0);
        misled += r.claimed ? 1 : 0;
        error += r.error / 12;
        QVERIFY(r.halfWidth < 0.8 * r.rawHalfWidth);
    }
    QVERIFY2(misled <= 2, qPrintable(QString::number(misled)));
    QVERIFY2(std::abs(error) < 0.003, qPrintable(QString::number(error)));
}

void ComparisonTest::threePointsAreFoundInTwentyThousandRequests()
{
    int found = 0;
    double error = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const Reading r = watchShop(seed, 0.03);
        found += r.helps ? 1 : 0;
        error += r.error / 12;
    }
    QVERIFY2(found >= 10, qPrintable(QString::number(found)));
    QVERIFY2(std::abs(error) < 0.003, qPrintable(QString::number(error)));
}

QTEST_APPLESS_MAIN(ComparisonTest)
#include "comparison_test.moc"
