// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/virtualdrive.h"

#include "core/time/random.h"

#include <QtTest>

#include <string>
#include <tuple>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

// A pipeline in virtual time whose origin takes 50 ms and 1,000 bytes for everything.
struct World
{
    explicit World(OriginAnswers answers = fixedAnswers(50ms, 1000))
        : origin(clock, std::move(answers))
    {
        set(Param::WorkersMaxRequestsPerSecond, 1000);
        set(Param::WorkersCount, 8);
        [[maybe_unused]] const bool started = pipeline.start().ok();
    }
    void set(Param p, double value)
    {
        [[maybe_unused]] const bool done = settings.set(p, value, "test").ok();
    }
    void request(Duration at, std::uint32_t session, const std::string &target,
                 Method method = Method::Get, Partition partition = {})
    {
        Exchange e;
        e.partition = partition;
        e.at = TimePoint(at);
        e.session = {session, 1};
        e.resource = pipeline.interner().intern(target);
        e.method = method;
        drive.request(e);
    }
    Snapshot end()
    {
        drive.finish();
        return pipeline.snapshot();
    }

    ManualClock clock;
    Settings settings{clock};
    OriginModel origin;
    Pipeline pipeline{settings, clock, origin, {}};
    VirtualDrive drive{pipeline, clock, origin};
};

} // namespace

class VirtualDriveTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMissWaitsForTheOriginAndTheNextIsAHit();
    void twoWhoAskAtOnceCauseOneFetch();
    void aLearntStepIsPrefetchedAndUsed();
    void whoAsksForAPrefetchInFlightJoinsIt();
    void whoJoinedAPrefetchThatBreaksFetchesForItself();
    void otherMethodsPassBy();
    void whatTheOriginSaysOfFreshnessCounts();
    void whoMayNotShareFetchesForItself();
    void privateAnswersAreNotShared();
    void anActInvalidatesItsTarget();
    void aBrokenOriginIsAnError();
    void twoRunsAreTheSame();
};

void VirtualDriveTest::aMissWaitsForTheOriginAndTheNextIsAHit()
{
    World w;
    w.request(0s, 1, "/a");
    w.request(1s, 2, "/a");
    const Snapshot s = w.end();
    QCOMPARE(s.demand.requests, 2u);
    QCOMPARE(s.demand.misses, 1u);
    QCOMPARE(s.demand.hits, 1u);
    QCOMPARE(s.demand.hitsPrefetched, 0u);
    QCOMPARE(s.demand.originRequests, 1u);
    QCOMPARE(s.demand.bytes, 2000u);
    QVERIFY(std::abs(s.demand.latency.p99 - 50) < 2);
    QCOMPARE(w.drive.requests(), 2u);
    QCOMPARE(w.drive.waiting(), 0u);
    QCOMPARE(w.pipeline.flights().size(), 0u);
}

void VirtualDriveTest::twoWhoAskAtOnceCauseOneFetch()
{
    World w;
    w.request(0ms, 1, "/a");
    w.request(10ms, 2, "/a");
    w.request(20ms, 3, "/a");
    QCOMPARE(w.drive.waiting(), 3u);
    w.drive.runUntil(TimePoint(49ms));
    QCOMPARE(w.drive.waiting(), 3u);
    w.drive.runUntil(TimePoint(50ms));
    QCOMPARE(w.drive.waiting(), 0u);
    const Snapshot s = w.end();
    QCOMPARE(s.demand.misses, 3u);
    QCOMPARE(s.demand.originRequests, 1u);
}

void VirtualDriveTest::aLearntStepIsPrefetchedAndUsed()
{
    World w;
    w.request(0s, 1, "/a");
    w.request(1s, 1, "/b");
    w.request(1000s, 2, "/a"); // what was stored has expired long since
    w.request(1001s, 2, "/b");
    const Snapshot s = w.end();
    QCOMPARE(s.demand.misses, 3u);
    QCOMPARE(s.demand.hits, 1u);
    QCOMPARE(s.demand.hitsPrefetched, 1u);
    QCOMPARE(s.prefetch[PrefetchState::Used], 1u);
    QVERIFY(std::abs(s.prefetch.leadTimeSum - 0.95) < 1e-6); // fetched in the first 50 ms
    QVERIFY(s.prefetch.balances());
}

void VirtualDriveTest::whoAsksForAPrefetchInFlightJoinsIt()
{
    World w;
    w.request(0s, 1, "/a");
    w.request(1s, 1, "/b");
    w.request(1000s, 2, "/a");
    w.request(1000s + 20ms, 2, "/b");
    w.request(1000s + 30ms, 3, "/b");
    const Snapshot s = w.end();
    QCOMPARE(s.demand.late, 2u);
    QCOMPARE(s.demand.hits, 0u);
    QCOMPARE(s.prefetch[PrefetchState::Late], 1u);
    QCOMPARE(s.demand.originRequests, 3u); // never a second fetch of /b
    QVERIFY(s.prefetch.balances());
}

void VirtualDriveTest::whoJoinedAPrefetchThatBreaksFetchesForItself()
{
    // Everything is answered but the prefetch of /b: the workers ask before the request for /a
    // goes on to the origin or after; either way it is the second time that /b is asked for.
    int askedForB = 0;
    ResourceId b;
    World w([&](const Key &key) {
        const bool breaks = key.resource == b && ++askedForB == 2;
        return OriginAnswer{50ms, 1000, static_cast<std::int16_t>(breaks ? 0 : 200)};
    });
    b = w.pipeline.interner().intern("/b");
    w.set(Param::WorkersMaxRetries, 0);
    w.request(0s, 1, "/a");
    w.request(1s, 1, "/b");
    w.request(1000s, 2, "/a");
    w.request(1000s + 20ms, 2, "/b");
    const Snapshot s = w.end();
    QCOMPARE(askedForB, 3);
    QCOMPARE(s.demand.errors, 0u);
    QCOMPARE(s.demand.misses, 4u);
    QCOMPARE(s.demand.originRequests, 4u);
    QCOMPARE(s.prefetch[PrefetchState::Failed], 1u);
    QCOMPARE(w.drive.waiting(), 0u);
    QVERIFY(s.prefetch.balances());
}

void VirtualDriveTest::otherMethodsPassBy()
{
    World w;
    w.request(0s, 1, "POST /a", Method::Post);
    w.request(1s, 1, "POST /a", Method::Post);
    const Snapshot s = w.end();
    QCOMPARE(s.demand.bypassed, 2u);
    QCOMPARE(s.demand.cacheable, 0u);
    QCOMPARE(s.cache.stores, 0u);
}

namespace {

ResponseHead headSaying(const char *cacheControl)
{
    ResponseHead head{200, {}, {}};
    head.headers.add("Cache-Control", cacheControl);
    return head;
}

} // namespace

void VirtualDriveTest::whatTheOriginSaysOfFreshnessCounts()
{
    const ResponseHead brief = headSaying("max-age=5");
    World w([&](const Key &) { return OriginAnswer{50ms, 1000, 200, &brief}; });
    w.request(0s, 1, "/a");
    w.request(4s, 2, "/a");
    w.request(6s, 3, "/a");
    const Snapshot s = w.end();
    QCOMPARE(s.demand.misses, 2u);
    QCOMPARE(s.demand.hits, 1u);
    QCOMPARE(s.demand.hitsAssumed, 0u);
}

void VirtualDriveTest::whoMayNotShareFetchesForItself()
{
    const ResponseHead never = headSaying("no-store");
    World w([&](const Key &) { return OriginAnswer{50ms, 1000, 200, &never}; });
    w.request(0ms, 1, "/a");
    w.request(10ms, 2, "/a");
    w.request(1s, 3, "/a");
    const Snapshot s = w.end();
    QCOMPARE(s.demand.bypassed, 3u);
    QCOMPARE(s.demand.originRequests, 3u);
}

void VirtualDriveTest::privateAnswersAreNotShared()
{
    const ResponseHead own = headSaying("private, max-age=60");
    const ResponseHead open = headSaying("public, max-age=60");
    World w;
    const ResourceId shop = w.pipeline.interner().intern("/shop");
    OriginModel origin(w.clock, [&](const Key &key) {
        return OriginAnswer{50ms, 1000, 200, key.resource == shop ? &open : &own};
    });
    Pipeline pipeline(w.settings, w.clock, origin, {.callers = Callers::OneThread});
    QVERIFY(pipeline.start().ok());
    VirtualDrive drive(pipeline, w.clock, origin);
    const auto ask = [&](Duration at, const char *target, std::uint64_t partition) {
        Exchange e;
        e.at = TimePoint(at);
        e.session = {static_cast<std::uint32_t>(partition), 1};
        e.resource = pipeline.interner().intern(target);
        e.partition = {partition};
        drive.request(e);
    };
    ask(0s, "/shop", 1); // the same id as in the other table: the first one
    ask(1s, "/shop", 2); // a hit
    ask(2s, "/me", 1);
    ask(3s, "/me", 2);
    ask(4s, "/me", 1); // a hit
    drive.finish();
    const Snapshot s = pipeline.snapshot();
    QCOMPARE(s.demand.misses, 3u);
    QCOMPARE(s.demand.hits, 2u);
}

void VirtualDriveTest::anActInvalidatesItsTarget()
{
    World w;
    w.request(0s, 1, "/cart");
    w.request(1s, 1, "/cart"); // a hit
    w.request(2s, 1, "POST /cart", Method::Post);
    w.request(3s, 1, "/cart");
    const Snapshot s = w.end();
    QCOMPARE(s.demand.hits, 1u);
    QCOMPARE(s.demand.misses, 2u);
    QCOMPARE(s.cache.invalidations, 1u);
}

void VirtualDriveTest::aBrokenOriginIsAnError()
{
    World w([](const Key &) { return OriginAnswer{50ms, 0, 0}; });
    w.request(0s, 1, "/a");
    w.request(10ms, 2, "/a"); // joins, and then tries for itself
    const Snapshot s = w.end();
    QCOMPARE(s.demand.errors, 2u);
    QCOMPARE(s.demand.originRequests, 2u);
    QCOMPARE(s.cache.stores, 0u);
    QCOMPARE(w.drive.waiting(), 0u);
}

void VirtualDriveTest::twoRunsAreTheSame()
{
    const auto run = [] {
        World w(spreadAnswers({}, 3));
        Random random(5);
        for (int i = 0; i < 3000; ++i) {
            w.request(i * 300ms, static_cast<std::uint32_t>(random.below(20)),
                      "/" + std::to_string(random.below(40) * random.below(4)));
        }
        const Snapshot s = w.end();
        return std::tuple(s.demand.hits, s.demand.late, s.demand.misses, s.demand.bytes,
                          s.prefetch.scheduled, s.prefetch.in, s.predictor.hitAt5, w.clock.now());
    };
    const auto first = run();
    QVERIFY(std::get<0>(first) > 0);
    QVERIFY(std::get<4>(first) > 0);
    QVERIFY(first == run());
}

QTEST_GUILESS_MAIN(VirtualDriveTest)
#include "virtualdrive_test.moc"
