// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/gate.h"

#include <QtTest>

using namespace forefetch;

namespace {

Snapshot figures()
{
    Snapshot s;
    s.demand.requests = s.demand.cacheable = 100;
    s.demand.hits = 41;
    s.demand.misses = 59;
    s.demand.hitRatio = 0.41;
    s.demand.latency.p95 = 120;
    s.cache.hits = 41;
    return s;
}

bool holds(const char *text)
{
    const Result<Gate> gate = Gate::parse(text);
    return gate && gate->heldBy(figures()).has_value();
}

std::string errorOf(const char *text)
{
    const Result<Gate> gate = Gate::parse(text);
    return gate ? std::string() : gate.error().text;
}

} // namespace

class GateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comparesFigures_data()
    {
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *text, bool expected) { QTest::newRow(text) << expected; };
        row("hit_ratio < 0.5", true);
        row("hit_ratio<41%", false);
        row("hit_ratio <= 41 %", true);
        row("demand.hit_ratio > 0.41", false);
        row("demand.hit_ratio >= 0.41", true);
        row("demand.latency_ms.p95 == 120", true);
        row("demand.hits != 41", false);
        row("hit_ratio > 0.5 || misses > 50", false); // refused: two groups have misses
        row("hit_ratio > 0.5 || demand.misses > 50", true);
        row("hit_ratio < 0.5 && demand.misses > 60", false);
        row("hit_ratio < 0.5 && demand.misses > 60 || errors == 0", true);
        row("extra_load > 0", false);
    }
    void comparesFigures()
    {
        QFETCH(bool, expected);
        QCOMPARE(holds(QTest::currentDataTag()), expected);
    }

    void namesRuleAndValue()
    {
        QCOMPARE(*Gate::parse("hit_ratio < 0.5")->heldBy(figures()),
                 std::string("hit_ratio < 0.5: demand.hit_ratio is 0.41"));
    }

    void refusesWhatIsNoCondition()
    {
        QVERIFY(errorOf("hit_rato < 0.5").find("demand.hit_ratio") != std::string::npos);
        QVERIFY(errorOf("hits > 3").find("demand.hits, cache.hits") != std::string::npos);
        QVERIFY(errorOf("hit_ratio < many").find("many") != std::string::npos);
        QVERIFY(!errorOf("hit_ratio").empty());
        QVERIFY(!errorOf("").empty());
        QVERIFY(!errorOf("hit_ratio < 0.5 ||").empty());
        QVERIFY(!errorOf("predictor.model == 1").empty());
    }
};

QTEST_GUILESS_MAIN(GateTest)
#include "gate_test.moc"
