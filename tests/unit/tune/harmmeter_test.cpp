// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/time/random.h"
#include "core/tune/harmmeter.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

// Sessions of some ten requests, half of them held back; each has its own pace.
struct Traffic
{
    explicit Traffic(std::uint64_t seed) : random(seed) {}

    void request(double slower, double errorsMore)
    {
        const auto session = static_cast<std::uint32_t>(random.below(40));
        if (left[session] == 0) {
            left[session] = 1 + static_cast<int>(random.exponential(10));
            pace[session] = 0.5 + random.uniform();
            ++generation[session];
        }
        --left[session];
        const bool heldBack =
            (mixBits(session + (std::uint64_t{generation[session]} << 20)) & 1) != 0;
        DemandEnd end;
        const bool hit = random.uniform() < 0.4;
        const double ms =
            (hit ? 0.1 : pace[session] * random.exponential(50)) * (heldBack ? 1 : slower);
        end.result = hit ? DemandResult::Hit : DemandResult::Miss;
        end.latency = fromSeconds(ms / 1e3);
        end.status = random.uniform() < 0.01 + (heldBack ? 0 : errorsMore) ? 502 : 200;
        meter.record(end, heldBack, {session, generation[session]});
    }
    std::optional<Harm> look() const
    {
        return harmOf(meter.harm(Group::Treated), meter.harm(Group::HeldBack));
    }

    Random random;
    DemandMeter meter{Callers::OneThread};
    int left[40] = {};
    double pace[40] = {};
    std::uint32_t generation[40] = {};
};

// The number of the request after which harm was claimed, looking after every twenty; 0: never.
int claimedAfter(Traffic &traffic, double slower, double errorsMore, int requests)
{
    for (int i = 1; i <= requests; ++i) {
        traffic.request(slower, errorsMore);
        if (i % 20 == 0 && traffic.look())
            return i;
    }
    return 0;
}

} // namespace

class HarmMeterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sumsMatchTheirDefinition()
    {
        DemandMeter meter;
        const auto record = [&](std::uint32_t session, Duration wait, int status, bool held) {
            meter.record({.result = DemandResult::Miss, .status = status, .latency = wait}, held,
                         {session, 1});
        };
        record(1, 10ms, 200, false);
        record(1, 30ms, 502, false);
        record(2, 20ms, 200, false);
        record(2, 90ms, 0, false); // who left has waited for nothing that came
        record(3, 100s, 200, true);
        const HarmSums s = meter.harm(Group::Treated);
        QCOMPARE(s.wait.sessions, 2u);
        QCOMPARE(s.wait.n, 3.0);
        QCOMPARE(s.wait.y, 60.0);
        QCOMPARE(s.wait.n2, 4.0 + 1);
        QCOMPARE(s.wait.y2, 1600.0 + 400);
        QCOMPARE(s.wait.product, 80.0 + 20);
        QCOMPARE(s.errors.y, 1.0);
        QCOMPARE(s.errors.product, 2.0);
        QCOMPARE(s.wait.ratio(), 20.0);
        // 2 sessions: (40 − 2·20)² + (20 − 20)² = 0.
        QCOMPARE(s.wait.error(), 0.0);
        QCOMPARE(meter.harm(Group::HeldBack).wait.y, 30'000.0); // capped
        meter.beginComparison();
        QCOMPARE(meter.harm(Group::Treated).wait.sessions, 0u);
    }

    void whereNothingDiffersHardlyAnybodyIsMisled()
    {
        int misled = 0;
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            Traffic traffic(seed);
            misled += claimedAfter(traffic, 1, 0, 10'000) != 0 ? 1 : 0;
        }
        QVERIFY2(misled <= 4, qPrintable(QString::number(misled)));
    }

    void harmIsFoundAndSaid_data()
    {
        QTest::addColumn<double>("slower");
        QTest::addColumn<double>("errorsMore");
        QTest::addColumn<QString>("word");
        QTest::newRow("half as slow again") << 1.5 << 0.0 << "wait";
        QTest::newRow("three points more errors") << 1.0 << 0.03 << "fail";
    }

    void harmIsFoundAndSaid()
    {
        QFETCH(double, slower);
        QFETCH(double, errorsMore);
        QFETCH(QString, word);
        int found = 0;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Traffic traffic(seed);
            found += claimedAfter(traffic, slower, errorsMore, 20'000) != 0 ? 1 : 0;
            if (const auto harm = traffic.look()) {
                QVERIFY(harm->reason.find(word.toStdString()) != std::string::npos);
                QVERIFY(harm->measured > harm->limit);
            }
        }
        QVERIFY2(found >= 19, qPrintable(QString::number(found)));
    }

    void whoGainsHarmsNobody()
    {
        Traffic traffic(1);
        QCOMPARE(claimedAfter(traffic, 0.5, 0, 20'000), 0);
    }

    void fewSessionsProveNothing()
    {
        DemandMeter meter;
        for (std::uint32_t s = 0; s < 2 * kLeastHarmed - 2; ++s) {
            for (int i = 0; i < 20; ++i)
                meter.record({.result = DemandResult::Miss,
                              .status = 200,
                              .latency = s % 2 == 0 ? 10ms : 900ms},
                             s % 2 == 0, {s, 1});
        }
        QVERIFY(!harmOf(meter.harm(Group::Treated), meter.harm(Group::HeldBack)));
        for (std::uint32_t s = 1000; s < 1002; ++s)
            meter.record(
                {.result = DemandResult::Miss, .status = 200, .latency = s % 2 == 0 ? 10ms : 900ms},
                s % 2 == 0, {s, 1});
        QVERIFY(harmOf(meter.harm(Group::Treated), meter.harm(Group::HeldBack)));
    }
};

QTEST_APPLESS_MAIN(HarmMeterTest)
#include "harmmeter_test.moc"
