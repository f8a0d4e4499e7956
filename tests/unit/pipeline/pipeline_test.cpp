// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole pipeline on a manual clock, with an origin that answers when the test says so.
#include "tests/unit/pipeline/heldbench.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class PipelineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPredictedRequestIsFetchedBeforeItIsAskedFor()
    {
        Bench b;
        b.teach();
        b.demand(get("/a", "u1"));
        QVERIFY(b.fetcher.isOpen("/b"));
        b.fetcher.answer("/b", 200, fresh(), "prefetched");
        b.pipeline.pump();
        QCOMPARE(b.outcome(PrefetchState::Ready), 1u);
        QCOMPARE(b.demand(get("/b", "u1")), DemandResult::Hit);
        QCOMPARE(b.outcome(PrefetchState::Used), 1u);
        QVERIFY(b.balances());
        const Snapshot s = b.pipeline.snapshot();
        QCOMPARE(s.demand.hitsPrefetched, 1u);
        QCOMPARE(s.prefetch.scheduled, 1u);
    }

    void switchedOffNothingIsScheduled()
    {
        Bench b;
        b.teach();
        QVERIFY(b.settings.set(Param::PrefetchEnabled, 0, "test"));
        b.demand(get("/a", "u1"));
        QVERIFY(b.fetcher.started.empty());
        QVERIFY(b.settings.set(Param::PrefetchEnabled, 1, "test"));
        b.demand(get("/a", "u2"));
        QVERIFY(b.fetcher.isOpen("/b"));
    }

    void aDemandRequestJoinsThePrefetchInFlightAndItIsLate()
    {
        Bench b;
        b.teach();
        b.demand(get("/a", "u1"));
        b.fetcher.head("/b", 200, fresh());
        QCOMPARE(b.demand(get("/b", "u1")), DemandResult::Late);
        b.fetcher.answer("/b", 200, fresh(), "prefetched");
        b.pipeline.pump();
        QCOMPARE(b.outcome(PrefetchState::Late), 1u);
        QCOMPARE(b.outcome(PrefetchState::Ready), 0u);
        QCOMPARE(b.fetcher.started.size(), std::size_t(1));
        // What was late is stored, served somebody, and never counts as waste.
        QCOMPARE(b.demand(get("/b", "u2")), DemandResult::Hit);
        b.clock.advance(1h);
        b.demand(get("/b", "u3"));
        QCOMPARE(b.pipeline.ledger().figures().wasted(), 0u);
        QVERIFY(b.balances());
    }

    void aDemandMissSupersedesWhatIsQueued()
    {
        Bench b([](Settings &s) { (void)s.set(Param::WorkersCount, 0, "test"); });
        b.teach();
        b.demand(get("/a", "u1"));
        QCOMPARE(b.outcome(PrefetchState::Queued), 1u);
        QCOMPARE(b.demand(get("/b", "u1")), DemandResult::Miss);
        QCOMPARE(b.outcome(PrefetchState::Superseded), 1u);
        QCOMPARE(b.outcome(PrefetchState::Queued), 0u);
        QVERIFY(b.balances());
    }

    void aHeldBackSessionGetsNoPrefetchAndSeesNone()
    {
        Bench b([](Settings &s) { (void)s.set(Param::HoldbackShare, 0.5, "test"); });
        // Names of which the hash puts one into each group.
        std::string held, treated;
        for (int i = 0; held.empty() || treated.empty(); ++i) {
            QVERIFY(i < 100);
            const std::string name = "u" + std::to_string(i);
            const RequestHead probe = get("/probe", name);
            (b.pipeline.arrive(probe, "10.0.0.1").exchange.heldBack ? held : treated) = name;
        }
        b.teach();
        b.demand(get("/a", held));
        QVERIFY(b.fetcher.started.empty());
        b.demand(get("/a", treated));
        b.fetcher.answer("/b", 200, fresh(), "prefetched");
        b.pipeline.pump();
        QCOMPARE(b.demand(get("/b", held)), DemandResult::Miss); // as if nobody had prefetched
        QCOMPARE(b.demand(get("/b", held)), DemandResult::Hit);  // its own demand fetched it
        QCOMPARE(b.outcome(PrefetchState::Ready), 1u);           // and proved nothing
        QCOMPARE(b.demand(get("/b", treated)), DemandResult::Hit);
        QCOMPARE(b.outcome(PrefetchState::Used), 1u);
        QVERIFY(b.balances());
    }

    void anOriginThatDeclinesIsLeftAlone()
    {
        Bench b;
        b.teach();
        b.demand(get("/a", "u1"));
        Headers later;
        later.add("Retry-After", "30");
        b.fetcher.answer("/b", 429, later, "");
        b.pipeline.pump();
        QCOMPARE(b.outcome(PrefetchState::Declined), 1u);
        b.demand(get("/a", "u2"));
        QVERIFY(!b.fetcher.isOpen("/b"));
        QVERIFY(b.pipeline.snapshot().scheduler.filteredGuard > 0);
        b.clock.advance(45s); // up to half as long again, so that not all come back together
        b.demand(get("/a", "u3"));
        QVERIFY(b.fetcher.isOpen("/b"));
    }

    void anUnsafeRequestVoidsWhatIsBeingFetched()
    {
        Bench b;
        b.teach();
        b.demand(get("/a", "u1"));
        RequestHead post = get("/b", "u1");
        post.method = "POST";
        b.demand(post, fresh("no-store"), 204);
        b.fetcher.answer("/b", 200, fresh(), "from before");
        b.pipeline.pump();
        QCOMPARE(b.outcome(PrefetchState::Discarded), 1u);
        QCOMPARE(b.demand(get("/b", "u1")), DemandResult::Miss);
        QVERIFY(b.balances());
    }

    void nobodyJoinsWhatAnUnsafeRequestHasOutdated()
    {
        Bench b;
        b.teach();
        b.demand(get("/a", "u1"));
        RequestHead post = get("/b", "u1");
        post.method = "POST";
        b.demand(post, fresh("no-store"), 204);
        Demand d = b.pipeline.arrive(get("/b", "u1"), "10.0.0.1");
        const Route route = b.pipeline.route(d, get("/b", "u1"));
        QVERIFY(route.kind == Route::Kind::Fetch); // not the prefetch that is in flight
        b.fetcher.answer("/b", 200, fresh(), "from before");
        b.pipeline.pump();
        QVERIFY(!route.flight->responseHead()); // nor does it mix with this one
        QCOMPARE(b.outcome(PrefetchState::Discarded), 1u);
        b.pipeline.flights().finish(route.flight);
    }

    void whatMayNotBeStoredIsDiscarded()
    {
        Bench b;
        b.teach();
        b.demand(get("/a", "u1"));
        b.fetcher.answer("/b", 200, fresh("no-store"), "secret");
        b.pipeline.pump();
        QCOMPARE(b.outcome(PrefetchState::Discarded), 1u);
        QVERIFY(b.balances());
        // And is not tried again at once.
        b.demand(get("/a", "u1"));
        QCOMPARE(b.fetcher.started.size(), std::size_t(1));
        b.clock.advance(NotStorable::kMemory);
        b.demand(get("/a", "u1"));
        QCOMPARE(b.fetcher.started.size(), std::size_t(2));
    }

    void whatFollowsAnActionIsFetchedAfterItsAnswer()
    {
        Bench b;
        std::vector<std::vector<ResourceId>> sessions(4);
        for (std::size_t run = 0; run < sessions.size(); ++run) {
            sessions[run].push_back(b.pipeline.interner().intern("POST /login"));
            sessions[run].push_back(b.pipeline.interner().intern("/profile"));
            for (std::size_t i = 0; i < 8; ++i)
                sessions[run].push_back(
                    b.pipeline.interner().intern("/" + std::to_string(10 * run + i)));
        }
        b.pipeline.predictor().fit(sessions);
        RequestHead login = get("/login", "u1");
        login.method = "POST";
        Demand d = b.pipeline.arrive(login, "10.0.0.1");
        b.pipeline.pump();
        QVERIFY(b.fetcher.started.empty());
        b.pipeline.finish(d, {.result = DemandResult::Bypassed, .status = 200});
        b.pipeline.pump();
        QVERIFY(b.fetcher.isOpen("/profile"));
    }

    void aPrefetchRunsUnderItsCausersCredentialsAndFillsItsPartition()
    {
        Bench b;
        b.teach();
        b.demand(get("/a", "u1"));
        QVERIFY(b.fetcher.context("/b"));
        QCOMPARE(std::string(b.fetcher.context("/b")->headers.value("Cookie")), "sid=u1");
        b.fetcher.answer("/b", 200, fresh("private, max-age=60"), "of u1");
        b.pipeline.pump();
        QCOMPARE(b.demand(get("/b", "u2"), fresh("private, max-age=60")), DemandResult::Miss);
        QCOMPARE(b.demand(get("/b", "u1")), DemandResult::Hit);
    }

    void credentialsInTheQueueAreDroppedAtSignOut()
    {
        Bench b([](Settings &s) { (void)s.set(Param::WorkersCount, 0, "test"); });
        b.teach();
        b.demand(get("/a", "u1"));
        QCOMPARE(b.outcome(PrefetchState::Queued), 1u);
        b.demand(get("/account", "u1"), fresh("no-store"), 401);
        QVERIFY(b.settings.set(Param::WorkersCount, 2, "test"));
        b.clock.advance(1s);
        b.pipeline.pump();
        QVERIFY(!b.fetcher.isOpen("/b"));
        QCOMPARE(b.outcome(PrefetchState::Cancelled), 1u);
        QVERIFY(b.balances());
    }

    // A small answer comes whole at once: it is stored before the joiner's thread has seen its
    // head. Who joins only then uses what is stored.
    void aJoinerIsLateAlsoWhenHeIsTheLastToKnow()
    {
        for (const PrefetchState outcome : {PrefetchState::Late, PrefetchState::Used}) {
            Bench b;
            b.teach();
            b.demand(get("/a", "u1"));
            const RequestHead request = get("/b", "u1");
            Demand d = b.pipeline.arrive(request, "10.0.0.1");
            const Route route = b.pipeline.route(d, request);
            QCOMPARE(route.kind, Route::Kind::Join);
            if (outcome == PrefetchState::Late)
                QVERIFY(route.flight->join([] {}) != 0);
            b.fetcher.answer("/b", 200, fresh(), "prefetched");
            b.pipeline.pump();
            b.pipeline.served(route.flight);
            b.pipeline.served(route.flight); // and another one
            QCOMPARE(b.outcome(outcome), 1u);
            QCOMPARE(b.outcome(PrefetchState::Ready), 0u);
            QVERIFY(b.balances());
        }
    }

    void aRetryLetsJoinersGoAndIsStillOnePrefetch()
    {
        Bench b;
        b.teach();
        b.demand(get("/a", "u1"));
        const RequestHead request = get("/b", "u1");
        Demand d = b.pipeline.arrive(request, "10.0.0.1");
        const Route route = b.pipeline.route(d, request);
        QCOMPARE(route.kind, Route::Kind::Join);
        const auto reader = route.flight->join([] {});
        b.fetcher.fail("/b");
        b.pipeline.pump();
        std::string out;
        QCOMPARE(route.flight->read(reader, out, 100), Flight::ReadState::Released);
        b.clock.advance(11s); // so little demand allows one attempt in ten seconds
        b.pipeline.pump();
        QCOMPARE(b.fetcher.started.size(), std::size_t(2));
        b.fetcher.answer("/b", 200, fresh(), "at last");
        b.pipeline.pump();
        QCOMPARE(b.outcome(PrefetchState::Ready), 1u);
        const Snapshot s = b.pipeline.snapshot();
        QCOMPARE(s.prefetch.attempts, 2u);
        QCOMPARE(s.prefetch.scheduled, 1u);
        QVERIFY(b.balances());
    }

    void aWastedPrefetchIsCountedOnceItExpires()
    {
        Bench b;
        b.teach();
        b.demand(get("/a", "u1"));
        b.fetcher.answer("/b", 200, fresh("public, max-age=5"), "prefetched");
        b.pipeline.pump();
        QCOMPARE(b.pipeline.ledger().figures().wasted(), 0u); // not used yet is not waste
        b.clock.advance(6s);
        QCOMPARE(b.demand(get("/b", "u1")), DemandResult::Miss);
        QCOMPARE(b.outcome(PrefetchState::WastedExpired), 1u);
        QVERIFY(b.balances());
    }

    void aSmallerQueueActsAtOnce()
    {
        Bench b([](Settings &s) { (void)s.set(Param::WorkersCount, 0, "test"); });
        for (const char *next : {"/b", "/c", "/d"}) {
            b.demand(get("/a", "teacher"), fresh("no-store"));
            b.demand(get(next, "teacher"), fresh("no-store"));
        }
        b.demand(get("/a", "u1"));
        const auto queued = b.pipeline.queue().size();
        QVERIFY(queued > 1);
        QVERIFY(b.settings.set(Param::QueueMaxSize, 1, "test"));
        QCOMPARE(b.pipeline.queue().size(), std::size_t(1));
        QCOMPARE(b.outcome(PrefetchState::Cancelled), queued - 1);
        QVERIFY(b.balances());
    }

    // Each parameter that a running loop obeys, changed between two events 50 ms apart.
    void aParameterActsWithinFiftyMilliseconds()
    {
        Bench b([](Settings &s) { (void)s.set(Param::WorkersMaxRequestsPerSecond, 0, "test"); });
        b.teach();
        b.demand(get("/a", "u1"));
        b.clock.advance(10s);
        b.pipeline.pump();
        QVERIFY(b.fetcher.started.empty()); // paused
        QVERIFY(b.settings.set(Param::WorkersMaxRequestsPerSecond, 100, "test"));
        b.clock.advance(50ms);
        b.pipeline.pump();
        QVERIFY(b.fetcher.isOpen("/b"));

        QVERIFY(b.settings.set(Param::SchedulerMinProbability, 1.0, "test"));
        b.demand(get("/b", "u5"), fresh("no-store")); // /a is now followed by one thing in two
        b.demand(get("/a", "u6"), fresh("no-store"));
        b.demand(get("/c", "u6"), fresh("no-store"));
        const auto before = b.pipeline.snapshot().scheduler;
        b.demand(get("/a", "u7"), fresh("no-store"));
        const auto after = b.pipeline.snapshot().scheduler;
        QVERIFY(after.filteredLowProbability > before.filteredLowProbability);
        QCOMPARE(after.scheduled, before.scheduled);
    }

    void stoppingLeavesNothingOpenButWhatIsReady()
    {
        Bench b([](Settings &s) { (void)s.set(Param::WorkersCount, 0, "test"); });
        b.teach();
        b.demand(get("/a", "u1"));
        b.pipeline.stop(0s);
        QCOMPARE(b.outcome(PrefetchState::Queued), 0u);
        QCOMPARE(b.outcome(PrefetchState::InFlight), 0u);
        QVERIFY(b.balances());
    }
};

QTEST_GUILESS_MAIN(PipelineTest)
#include "pipeline_test.moc"
