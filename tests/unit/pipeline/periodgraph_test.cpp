// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pipeline/periodgraph.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

struct Traffic
{
    Interner interner;
    std::vector<RequestRecord> requests;
    std::vector<PrefetchRecord> ended;

    void request(std::uint32_t session, Duration at, std::string_view target,
                 Method method = Method::Get)
    {
        RequestRecord r;
        r.number = requests.size() + 1;
        r.session = {session, 1};
        r.at = TimePoint(at);
        r.resource = interner.intern(target);
        r.method = method;
        requests.push_back(r);
    }
    void prefetch(std::string_view from, std::string_view to, PrefetchState state)
    {
        PrefetchRecord r;
        r.cause.edge.context = interner.intern(from);
        r.key.resource = interner.intern(to);
        r.state = state;
        ended.push_back(r);
    }
    std::shared_ptr<const TransitionGraph> graph(const TransitionGraph *known = nullptr)
    {
        return periodGraph(requests, ended, interner, known);
    }
};

const GraphEdge *edgeOf(const GraphLevel &level, const std::string &from, const std::string &to)
{
    for (const GraphEdge &edge : level.edges)
        if (level.nodes[edge.from].text == from && level.nodes[edge.to].text == to)
            return &edge;
    return nullptr;
}

} // namespace

class PeriodGraphTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsStepsOfEachSession();
    void takesTheKnownRoutes();
    void countsWhatPrefetchesCameTo();
    void nothingIsAnEmptyGraph();
};

void PeriodGraphTest::countsStepsOfEachSession()
{
    Traffic traffic;
    // Two sessions, mixed, and told in another order than they came.
    traffic.request(2, 4s, "/b");
    traffic.request(1, 1s, "/a");
    traffic.request(2, 3s, "/a");
    traffic.request(1, 2s, "/b");
    traffic.request(1, 5s, "/cart", Method::Post);
    traffic.request(1, 6s, "/a");
    traffic.request(1, 7s, "/c");
    const auto graph = traffic.graph();
    QCOMPARE(graph->requests.edges.size(), std::size_t{3});
    const GraphEdge *ab = edgeOf(graph->requests, "/a", "/b");
    QVERIFY(ab);
    QCOMPARE(ab->count, std::uint64_t{2});
    QVERIFY(std::abs(ab->probability - 2.0 / 3) < 1e-6);
    QCOMPARE(edgeOf(graph->requests, "/b", "/a")->count, std::uint64_t{1}); // over the POST
    QVERIFY(!edgeOf(graph->requests, "/b", "/b"));
    QCOMPARE(graph->transitions, std::uint64_t{3});
}

void PeriodGraphTest::takesTheKnownRoutes()
{
    Traffic traffic;
    for (std::uint32_t n = 0; n < 6; ++n) {
        traffic.request(n, 1s, "/list");
        traffic.request(n, 2s, "/items/" + std::to_string(4711 + n));
    }
    QVERIFY(edgeOf(traffic.graph()->routes, "/list", "/items/{id}")); // guessed
    TransitionGraph known;
    known.routes.nodes.push_back({"/items/{number}"});
    known.threshold = 0.4;
    const auto graph = traffic.graph(&known);
    const GraphEdge *edge = edgeOf(graph->routes, "/list", "/items/{number}");
    QVERIFY(edge);
    QCOMPARE(edge->count, std::uint64_t{6});
    QCOMPARE(graph->threshold, 0.4);
}

void PeriodGraphTest::countsWhatPrefetchesCameTo()
{
    Traffic traffic;
    traffic.request(1, 1s, "/a");
    traffic.request(1, 2s, "/b");
    for (const PrefetchState state :
         {PrefetchState::Used, PrefetchState::Used, PrefetchState::WastedEvicted,
          PrefetchState::Late, PrefetchState::Failed, PrefetchState::Ready})
        traffic.prefetch("/a", "/b", state);
    const EdgeFigures f = edgeOf(traffic.graph()->requests, "/a", "/b")->prefetch;
    QCOMPARE(f.scheduled, std::uint64_t{5}); // what has not ended does not count
    QCOMPARE(f.used, std::uint64_t{2});
    QCOMPARE(f.wasted, std::uint64_t{1});
    QCOMPARE(f.late, std::uint64_t{1});
    QCOMPARE(f.other, std::uint64_t{1});
}

void PeriodGraphTest::nothingIsAnEmptyGraph()
{
    Traffic traffic;
    traffic.request(1, 1s, "/a");
    traffic.request(2, 2s, "/b");
    QVERIFY(traffic.graph()->requests.edges.empty());
    QVERIFY(traffic.graph()->routes.nodes.empty());
}

QTEST_GUILESS_MAIN(PeriodGraphTest)
#include "periodgraph_test.moc"
