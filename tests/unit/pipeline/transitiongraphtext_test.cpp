// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pipeline/transitiongraphtext.h"

#include "core/metrics/jsontext.h"

#include <QtTest>

using namespace forefetch;

namespace {

TransitionGraph shopGraph()
{
    TransitionGraph graph;
    graph.transitions = 9;
    graph.read = 7;
    graph.threshold = 0.5;
    graph.routes.edgesKnown = 3;
    graph.routes.nodes = {{"/items/{number}", 40, 12}, {"/say \"hi\"\\n", 4, 1}};
    graph.routes.edges = {{0, 1, 9, 0.75, {.scheduled = 4, .used = 3, .wasted = 1}},
                          {1, 0, 1, 1.0 / 3, {}}};
    graph.requests.edgesKnown = 1;
    graph.requests.nodes = {{"/items/7?access_token=9f3c2b1a", 5, 1}};
    graph.requests.edges = {{0, 0, 2, 0.4, {}}};
    return graph;
}

} // namespace

class TransitionGraphTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void jsonHasBothLevels();
    void jsonHasNoCredentials();
    void dotIsTheRoutes();
    void nothingLearntIsADocumentToo();
};

void TransitionGraphTextTest::jsonHasBothLevels()
{
    const auto parsed = parseJson(toJson(shopGraph()));
    QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().text.c_str());
    const auto &root = parsed->as_object();
    QCOMPARE(root.at("transitions_known").to_number<int>(), 9);
    QCOMPARE(root.at("transitions_read").to_number<int>(), 7);
    const auto &routes = root.at("routes").as_object();
    QCOMPARE(routes.at("edges_known").to_number<int>(), 3);
    const auto &node = routes.at("nodes").as_array().at(0).as_object();
    QCOMPARE(node.at("text").as_string().c_str(), "/items/{number}");
    QCOMPARE(node.at("members").to_number<int>(), 12);
    const auto &edge = routes.at("edges").as_array().at(0).as_object();
    QCOMPARE(edge.at("to").to_number<int>(), 1);
    QCOMPARE(edge.at("probability").to_number<double>(), 0.75);
    QCOMPARE(edge.at("used").to_number<int>(), 3);
    QCOMPARE(edge.at("wasted").to_number<int>(), 1);
    QCOMPARE(routes.at("edges").as_array().at(1).as_object().at("probability").to_number<double>(),
             0.333333);
    QCOMPARE(root.at("requests").as_object().at("nodes").as_array().size(), std::size_t{1});
}

void TransitionGraphTextTest::jsonHasNoCredentials()
{
    QVERIFY(toJson(shopGraph()).find("9f3c2b1a") == std::string::npos);
    TransitionGraph graph = shopGraph();
    graph.routes = graph.requests;
    QVERIFY(toDot(graph).find("9f3c2b1a") == std::string::npos);
}

void TransitionGraphTextTest::dotIsTheRoutes()
{
    QCOMPARE(toDot(shopGraph()),
             std::string("digraph forefetch {\n"
                         "  rankdir=LR;\n"
                         "  node [shape=box];\n"
                         "  n0 [label=\"/items/{number}\"];\n"
                         "  n1 [label=\"/say \\\"hi\\\"\\\\n\"];\n"
                         "  n0 -> n1 [label=\"75 %\", penwidth=3.25];\n"
                         "  n1 -> n0 [label=\"33 %\", penwidth=2, style=dashed];\n"
                         "}\n"));
}

void TransitionGraphTextTest::nothingLearntIsADocumentToo()
{
    QVERIFY(parseJson(toJson({})).ok());
    QCOMPARE(toDot({}),
             std::string("digraph forefetch {\n  rankdir=LR;\n  node [shape=box];\n}\n"));
}

QTEST_GUILESS_MAIN(TransitionGraphTextTest)
#include "transitiongraphtext_test.moc"
