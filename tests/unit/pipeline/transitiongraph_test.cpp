// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pipeline/modelthread.h"
#include "core/pipeline/pipeline.h"
#include "core/request/routetemplate.h"
#include "core/simulate/virtualdrive.h"
#include "core/time/random.h"

#include <QtTest>

#include <numeric>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

std::string byNumbers(const std::string &text)
{
    return routeTemplate(text);
}

const GraphEdge *edge(const GraphLevel &level, const std::string &from, const std::string &to)
{
    for (const GraphEdge &e : level.edges) {
        if (level.nodes[e.from].text == from && level.nodes[e.to].text == to)
            return &e;
    }
    return nullptr;
}

const GraphNode *node(const GraphLevel &level, const std::string &text)
{
    for (const GraphNode &n : level.nodes) {
        if (n.text == text)
            return &n;
    }
    return nullptr;
}

// A pipeline in virtual time whose demand is told by texts.
struct Bench
{
    ManualClock clock;
    Settings settings{clock};
    OriginModel origin{clock, fixedAnswers(50ms, 1024)};
    Pipeline pipeline{settings, clock, origin, {}};
    VirtualDrive drive{pipeline, clock, origin};
    TimePoint at{};

    Bench()
    {
        const auto started = pipeline.start();
        Q_ASSERT(started.ok());
    }
    void ask(const std::string &text, std::uint32_t session)
    {
        Exchange e;
        e.session = {session, 1};
        e.resource = pipeline.interner().intern(text);
        e.at = at += 1s;
        drive.request(e);
    }
};

} // namespace

class TransitionGraphTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void levelsHaveTextsCountsAndProbabilities()
    {
        Interner interner(1000);
        const ResourceId a1 = interner.intern("/items/1"), a2 = interner.intern("/items/2"),
                         stock1 = interner.intern("/items/1/stock"),
                         stock2 = interner.intern("/items/2/stock"), home = interner.intern("/");
        // /items/1 was followed by anything 10 times, /items/2 5 times.
        const std::vector<Transition> transitions{{a1, stock1, 8, 0.8F},
                                                  {a2, stock2, 4, 0.8F},
                                                  {a1, home, 2, 0.2F},
                                                  {stock1, a2, 1, 0.5F}};
        const std::vector<EdgeRecord> records{
            {a1, stock1, {.scheduled = 4, .used = 2, .wasted = 1, .threshold = 0.3F}},
            {a2, stock2, {.scheduled = 2, .late = 2, .threshold = 0.4F}},
            {home, a1, {.scheduled = 9, .used = 9, .threshold = 0.3F}}, // not among the strongest
        };
        TransitionGraph graph;
        fillLevels(graph, transitions, records, interner, byNumbers);

        QCOMPARE(graph.requests.nodes.size(), std::size_t(5));
        QCOMPARE(graph.requests.edges.size(), std::size_t(4));
        QCOMPARE(graph.requests.edges[0].count, 8u);
        const GraphEdge *own = edge(graph.requests, "/items/1", "/items/1/stock");
        QVERIFY(own);
        QCOMPARE(own->probability, 0.8);
        QCOMPARE(own->prefetch.used, 2u);
        QCOMPARE(own->prefetch.open(), 1u);
        QCOMPARE(graph.requests.nodes[0].text, std::string("/items/1")); // the busiest
        QCOMPARE(graph.requests.nodes[0].traffic, 10u);

        const GraphEdge *route = edge(graph.routes, "/items/{id}", "/items/{id}/stock");
        QVERIFY(route);
        QCOMPARE(route->count, 12u);
        QCOMPARE(route->probability, 12.0 / 15.0);
        QCOMPARE(route->prefetch.scheduled, 6u);
        QCOMPARE(route->prefetch.late, 2u);
        QCOMPARE(node(graph.routes, "/items/{id}")->members, 2u);
        QCOMPARE(node(graph.routes, "/items/{id}")->traffic, 15u);
        QCOMPARE(node(graph.routes, "/")->members, 1u);
        QVERIFY(!edge(graph.routes, "/", "/items/{id}")); // prefetching alone makes no edge
    }

    void theStrongestHundredAreShown()
    {
        Interner interner(1000);
        std::vector<Transition> transitions;
        const auto name = [&](std::uint32_t i) {
            return interner.intern("/" + std::string(i, 'x'));
        };
        for (std::uint32_t i = 1; i <= 30; ++i) {
            for (std::uint32_t j = 1; j <= 30; ++j)
                transitions.push_back({name(i), name(j), i * 100 + j, 0.01F});
        }
        std::ranges::sort(transitions, std::ranges::greater(), &Transition::count);
        TransitionGraph graph;
        fillLevels(graph, transitions, {}, interner, byNumbers);
        QCOMPARE(graph.requests.edges.size(), TransitionGraph::kMostEdges);
        QCOMPARE(graph.requests.edgesKnown, std::size_t(900));
        QVERIFY(std::ranges::is_sorted(graph.requests.edges, std::ranges::greater(),
                                       &GraphEdge::count));
        QCOMPARE(graph.requests.edges.back().count, 2721u); // 30·30 … 28·30, and ten of 27
        QVERIFY(std::ranges::is_sorted(graph.requests.nodes, std::ranges::greater(),
                                       &GraphNode::traffic));
        for (const GraphEdge &e : graph.requests.edges)
            QVERIFY(e.from < graph.requests.nodes.size() && e.to < graph.requests.nodes.size());

        // Pairs that share no node: the nodes are the bound.
        transitions.clear();
        for (std::uint32_t i = 1; i <= 200; ++i)
            transitions.push_back({name(2 * i), name(2 * i + 1), 1000 - i, 1.0F});
        fillLevels(graph, transitions, {}, interner, byNumbers);
        QCOMPARE(graph.requests.nodes.size(), TransitionGraph::kMostNodes);
        QCOMPARE(graph.requests.edges.size(), TransitionGraph::kMostNodes / 2);
    }

    void forgottenTextsAreLeftOut()
    {
        Interner interner(1000);
        const ResourceId a = interner.intern("/a"), b = interner.intern("/b");
        const ResourceId gone{a.index, a.generation + 1};
        TransitionGraph graph;
        fillLevels(graph, std::vector<Transition>{{gone, b, 9, 1.0F}, {a, b, 3, 1.0F}},
                   std::vector<EdgeRecord>{{gone, b, {.scheduled = 1}}}, interner, byNumbers);
        QCOMPARE(graph.requests.edges.size(), std::size_t(1));
        QCOMPARE(graph.requests.edges[0].count, 3u);
        QCOMPARE(graph.requests.edges[0].prefetch.scheduled, 0u);
    }

    void whatPrefetchingEarnedStandsOnItsEdge()
    {
        Bench b;
        QVERIFY(!b.pipeline.transitionGraph()->requests.edges.size());
        for (std::uint32_t session = 1; session <= 20; ++session) {
            b.ask("/a/" + std::to_string(session), session);
            b.ask("/list", session);
            b.ask("/items/7", session);
            b.at += 1h; // what was stored expires
        }
        b.drive.finish();
        const auto graph = b.pipeline.transitionGraph();
        const GraphEdge *learnt = edge(graph->requests, "/list", "/items/7");
        QVERIFY(learnt);
        QCOMPARE(learnt->count, 20u);
        QCOMPARE(learnt->probability, 1.0);
        QCOMPARE(graph->threshold, b.settings.number(Param::SchedulerMinProbability));
        QVERIFY(graph->prefetching);
        // The edges together are the ledger, as every prefetch had an edge.
        const LedgerFigures ledger = b.pipeline.ledger().figures();
        QVERIFY(ledger.scheduled > 0);
        std::vector<EdgeRecord> records;
        b.pipeline.ledger().edges(records);
        EdgeFigures sum;
        for (const EdgeRecord &r : records)
            sum += r.figures;
        QCOMPARE(sum.scheduled, ledger.scheduled);
        QCOMPARE(sum.used, ledger[PrefetchState::Used]);
        QCOMPARE(sum.late, ledger[PrefetchState::Late]);
        QCOMPARE(sum.wasted, ledger.wasted());
        // The sessions differ in their first request alone: one route.
        const GraphEdge *first = edge(graph->routes, "/a/{number}", "/list");
        QVERIFY(first);
        QCOMPARE(first->count, 20u);
        QCOMPARE(node(graph->routes, "/a/{number}")->members, 20u);
    }

    // What varies is learnt: words behind /by are values once there are many, and never those of
    // /api, which all come again.
    void nodesAreLearntRoutes()
    {
        Bench b;
        const std::array<std::string, 3> kept{"/api/menu", "/api/cart", "/api/help"};
        for (std::uint32_t session = 1; session <= 60; ++session) {
            b.ask(kept[session % 3], session);
            b.ask("/by/" + std::string(1 + session % 30, static_cast<char>('a' + session % 26)),
                  session);
            b.ask("/find?q=" + std::string(2, static_cast<char>('a' + session % 20)), session);
        }
        const auto graph = b.pipeline.transitionGraph();
        QVERIFY(node(graph->routes, "/by/{slug}"));
        QVERIFY(node(graph->routes, "/by/{slug}")->members > 20);
        QVERIFY(node(graph->routes, "/find?q={slug}"));
        for (const std::string &text : kept)
            QVERIFY2(node(graph->routes, text), text.c_str());
        QVERIFY(edge(graph->routes, "/by/{slug}", "/find?q={slug}"));
        // A model that learns none: guessed from the texts.
        QVERIFY(b.settings.set(Param::PredictorModel, 4, "test").ok());
        b.ask("/items/1", 90);
        b.ask("/items/2", 90);
        b.clock.advance(1s);
        QVERIFY(node(b.pipeline.transitionGraph()->routes, "/items/{id}"));
    }

    void isMadeAtMostTwiceASecondAndOnlyWhenAsked()
    {
        Bench b;
        const auto first = b.pipeline.transitionGraph();
        QVERIFY(first);
        b.ask("/a", 1);
        b.ask("/b", 1); // a second later
        QCOMPARE(b.pipeline.transitionGraph()->requests.edges.size(), std::size_t(1));
        const auto second = b.pipeline.transitionGraph();
        b.clock.advance(499ms);
        QCOMPARE(b.pipeline.transitionGraph(), second); // the very same
        b.clock.advance(1ms);
        const auto third = b.pipeline.transitionGraph();
        QVERIFY(third != second);
        QCOMPARE(second.use_count(), 1L); // none is kept that nobody holds
        // Nobody asks: traffic alone makes none.
        for (int i = 0; i < 10; ++i)
            b.ask("/c", 1);
        QCOMPARE(third.use_count(), 2L); // here and the publisher
        QVERIFY(b.pipeline.transitionGraph() != third);
    }

    // Asked for without any traffic, the model's own thread is woken to answer.
    void anIdleModelThreadAnswers()
    {
        RealClock clock;
        Settings settings(clock);
        ManualClock still;
        OriginModel origin(still, fixedAnswers(50ms, 1024));
        Pipeline pipeline(settings, clock, origin, {});
        QVERIFY(pipeline.start().ok());
        std::thread::id learner;
        ModelThread model(
            [&](const Exchange &e) {
                learner = std::this_thread::get_id();
                pipeline.learn(e);
            },
            {});
        pipeline.setModelFeed([&](const Exchange &e) { model.feed(e); });
        model.start();
        QTRY_VERIFY_WITH_TIMEOUT(pipeline.transitionGraph(), 20'000);
        const auto before = pipeline.transitionGraph();
        Exchange e;
        e.session = {1, 1};
        for (const char *text : {"/a", "/b", "/c"}) {
            e.resource = pipeline.interner().intern(text);
            pipeline.arrive(e);
        }
        QTRY_VERIFY_WITH_TIMEOUT(pipeline.transitionGraph()->requests.edges.size() == 2, 20'000);
        QVERIFY(before->requests.edges.empty()); // a value: what was handed out does not change
        model.stop();
        QVERIFY(learner != std::this_thread::get_id());
        QCOMPARE(pipeline.snapshot().predictor.observations, 3u); // to be asked is no request
    }
};

QTEST_GUILESS_MAIN(TransitionGraphTest)
#include "transitiongraph_test.moc"
