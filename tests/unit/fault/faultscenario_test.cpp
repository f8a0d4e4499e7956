// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Each scenario as a value: what it does to an answer, when, and to how many.
#include "core/fault/faultact.h"

#include <QtTest>

#include <set>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

constexpr TimePoint kBegan{100s};

FaultAct act(Fault fault, double draw = 0, Duration after = {}, const OriginLoad &load = {})
{
    return actOf(scenarioOf(fault), kBegan, kBegan + after, draw, load, {});
}

// Of 10,000 requests at moments of their own.
double shareHit(Fault fault, std::uint64_t seed)
{
    FaultyOrigin origin(seed, {.requestsPerSecond = 1e6});
    int hit = 0;
    for (std::uint64_t i = 0; i < 10'000; ++i)
        hit += origin.arrive({{fault, kBegan}}, kBegan + i * 1ms, i % 50).isNone() ? 0 : 1;
    return hit / 1e4;
}

} // namespace

class FaultScenarioTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTableIsInOrderAndNamed()
    {
        std::set<std::string_view> names;
        for (std::size_t i = 0; i < kFaultCount; ++i) {
            const FaultScenario &scenario = faultScenarios()[i];
            QCOMPARE(static_cast<std::size_t>(scenario.fault), i);
            QVERIFY(!scenario.sentence.empty() && scenario.sentence.ends_with('.'));
            QVERIFY(names.insert(scenario.name).second);
            QVERIFY(*faultFrom(scenario.name) == scenario.fault);
        }
        QVERIFY(faultFrom("error-30").error().text.find("errors-30") != std::string::npos);
    }

    void severalAreReadWithOneSchedule()
    {
        const auto planned = planFaults("flapping,errors-100", {5s, 2s, 0s});
        QVERIFY(planned && planned->size() == 2);
        QVERIFY((*planned)[1].fault == Fault::Errors100 && (*planned)[1].schedule.length == 2s);
        QVERIFY(planFaults("", {})->empty());
        QCOMPARE(planFaults("flapping,", {})->size(), std::size_t{1});
        QVERIFY(!planFaults("flapping,,resets", {}));
    }

    void latencyIsMultiplied()
    {
        FaultyOrigin origin(1, {});
        QVERIFY(origin.work(act(Fault::LatencyX5), kBegan, 20ms) == 100ms);
        QVERIFY(origin.work(act(Fault::LatencyX10), kBegan, 20ms) == 200ms);
    }

    void errorsHitTheirShare()
    {
        QCOMPARE(act(Fault::Errors30, 0.29).status, std::int16_t{500});
        QVERIFY(act(Fault::Errors30, 0.31).isNone());
        QCOMPARE(act(Fault::Errors100, 0.999).status, std::int16_t{503});
    }

    void chanceIsTheSeeds()
    {
        for (const Fault fault : {Fault::Errors30, Fault::Timeouts, Fault::Resets,
                                  Fault::TruncatedBodies, Fault::SlowLoris}) {
            const double share = shareHit(fault, 1);
            QVERIFY2(std::abs(share - 0.3) < 0.02, std::to_string(share).c_str()); // 4 sigma
            QCOMPARE(shareHit(fault, 1), share);
        }
        FaultyOrigin one(1, {}), same(1, {}), other(2, {});
        int differences = 0;
        for (int i = 0; i < 200; ++i) {
            const TimePoint at = kBegan + i * 10ms;
            const FaultAct first = one.arrive({{Fault::Errors30, kBegan}}, at, 7);
            QVERIFY(same.arrive({{Fault::Errors30, kBegan}}, at, 7) == first);
            differences += other.arrive({{Fault::Errors30, kBegan}}, at, 7) == first ? 0 : 1;
        }
        QVERIFY(differences > 20);
    }

    void someNeverComeWhole()
    {
        QVERIFY(act(Fault::Timeouts).end == FaultAct::End::Silence);
        QVERIFY(act(Fault::Resets).end == FaultAct::End::Reset);
        QVERIFY(act(Fault::TruncatedBodies).end == FaultAct::End::Truncated);
        QCOMPARE(act(Fault::TruncatedBodies).bodyShare, 0.5);
        QVERIFY(act(Fault::SlowLoris).drip == 4s);
    }

    void flappingIsHalfOfTheTime()
    {
        QCOMPARE(act(Fault::Flapping, 0.5, 1s).status, std::int16_t{503});
        QVERIFY(act(Fault::Flapping, 0.5, 3s).isNone());
        QCOMPARE(act(Fault::Flapping, 0.5, 4s).status, std::int16_t{503});
    }

    // The normal rate gets in, however much is asked.
    void theRateLimitLetsItsRateIn()
    {
        FaultyOrigin origin(1, {.requestsPerSecond = 25});
        int in = 0;
        for (int i = 0; i < 1000; ++i) { // 100 requests/s
            const FaultAct answer =
                origin.arrive({{Fault::RateLimit, kBegan}}, kBegan + i * 10ms, 1);
            in += answer.status == 0 ? 1 : 0;
            if (answer.status != 0)
                QVERIFY(answer.status == 429 && answer.retryAfter == 2s);
        }
        QCOMPARE(in, 250); // 25 a second
    }

    void aCascadeIsAQueue()
    {
        FaultyOrigin origin(1, {.requestsPerSecond = 20, .latency = 100ms}); // 2 servers
        const FaultsOn faults{{Fault::Cascade, kBegan}};
        std::vector<Duration> took;
        int refused = 0;
        for (std::uint64_t i = 0; i < 60; ++i) {
            const FaultAct answer = origin.arrive(faults, kBegan, i);
            if (answer.status == 0)
                took.push_back(origin.work(answer, kBegan, 100ms));
            refused += answer.status == 503 ? 1 : 0;
        }
        QVERIFY(took[0] == 100ms && took[1] == 100ms && took[2] == 200ms && took[3] == 200ms);
        QVERIFY(std::ranges::is_sorted(took));
        QVERIFY(took.back() == 2100ms); // who would wait longer than 2 s is sent away
        QCOMPARE(refused, 60 - 42);
        const FaultAct later = origin.arrive(faults, kBegan + 10s, 1);
        QVERIFY(origin.work(later, kBegan + 10s, 100ms) == 100ms); // it has drained
    }

    void aHerdsExpiriesMeet()
    {
        QVERIFY(act(Fault::ThunderingHerd, 0, 3s).freshFor == 7s);
        QVERIFY(act(Fault::ThunderingHerd, 0, 12s).freshFor == 8s);
        QCOMPARE(scenarioOf(Fault::ThunderingHerd).haste, 2.0);
    }

    void usersAndCacheHaveTheirs()
    {
        QVERIFY(act(Fault::TrafficDrift).isNone() && scenarioOf(Fault::TrafficDrift).isDrift);
        QVERIFY(act(Fault::CacheResize).isNone());
        QCOMPARE(scenarioOf(Fault::CacheResize).capacityOf(640), 10.0);
        QCOMPARE(scenarioOf(Fault::CacheResize).capacityOf(64), 1.0);
        QCOMPARE(scenarioOf(Fault::CacheResize).capacityOf(1), 1.0);
    }

    void severalAddUp()
    {
        FaultyOrigin origin(1, {});
        const FaultAct both = origin.arrive(
            {{Fault::LatencyX5, kBegan}, {Fault::LatencyX10, kBegan}, {Fault::Errors100, kBegan}},
            kBegan, 1);
        QCOMPARE(both.latencyFactor, 50.0);
        QCOMPARE(both.status, std::int16_t{503});
    }
};

QTEST_APPLESS_MAIN(FaultScenarioTest)
#include "faultscenario_test.moc"
