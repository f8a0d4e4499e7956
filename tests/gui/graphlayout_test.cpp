// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Places of the transition graph: by forces, by Graphviz, of labels and lines.
#include "tests/gui/transitionsdata.h"
#include "ui/graph/edgecurve.h"
#include "ui/graph/forcelayout.h"
#include "ui/graph/graphlabels.h"
#include "ui/graph/graphvizthread.h"
#include "ui/graph/shelves.h"

#include <QTest>

#include <cmath>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

double lengthOf(const QPointF &v)
{
    return std::hypot(v.x(), v.y());
}

// The mean distance from the middle.
double radiusOf(const GraphScene &scene)
{
    QPointF middle;
    for (const SceneNode &node : scene.nodes())
        middle += node.at / static_cast<double>(scene.nodes().size());
    double sum = 0;
    for (const SceneNode &node : scene.nodes())
        sum += lengthOf(node.at - middle);
    return sum / static_cast<double>(scene.nodes().size());
}

double nearestPair(const GraphScene &scene)
{
    double least = 1e9;
    for (std::size_t i = 0; i < scene.nodes().size(); ++i) {
        for (std::size_t j = i + 1; j < scene.nodes().size(); ++j)
            least = std::min(least, lengthOf(scene.nodes()[i].at - scene.nodes()[j].at));
    }
    return least;
}

QHash<QString, QPointF> placesOf(const GraphScene &scene)
{
    QHash<QString, QPointF> out;
    for (const SceneNode &node : scene.nodes())
        out.insert(node.text, node.at);
    return out;
}

GraphLevel random(int nodes, int edges, std::uint64_t seed, int from = 0)
{
    Random random(seed);
    GraphLevel level;
    for (int i = 0; i < nodes; ++i)
        level.nodes.push_back(
            {"/" + std::to_string(i + from), static_cast<std::uint64_t>(1000 - i)});
    for (int i = 0; i < edges; ++i) {
        const auto a = static_cast<std::uint32_t>(random.below(static_cast<std::uint64_t>(nodes)));
        const auto b = static_cast<std::uint32_t>(random.below(static_cast<std::uint64_t>(nodes)));
        level.edges.push_back({a, b, static_cast<std::uint64_t>(edges - i), 0.5});
    }
    return level;
}

ArrangeJob jobOf(const GraphScene &scene)
{
    ArrangeJob job;
    for (const SceneNode &node : scene.nodes()) {
        job.texts.push_back(node.text);
        job.sizes.emplace_back(100, 44);
    }
    for (const SceneEdge &edge : scene.edges())
        job.edges.push_back({edge.from, edge.to, edge.count});
    return job;
}

// Of a shared mailbox, what comes within 20 s.
std::vector<Arrangement> receive(const GraphvizThread::Results &results)
{
    std::vector<Arrangement> batch;
    if (results->wait(20s))
        results->drain(batch);
    return batch;
}

} // namespace

class GraphLayoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nodesKeepTheirPlacesByText()
    {
        GraphScene scene(1);
        QVERIFY(scene.apply(random(10, 15, 1)));
        layOut(scene, {});
        const auto before = placesOf(scene);
        GraphLevel level = random(10, 15, 1);
        std::ranges::reverse(level.nodes); // other numbers, the same texts
        for (GraphEdge &edge : level.edges) {
            edge.from = 9 - edge.from;
            edge.to = 9 - edge.to;
        }
        level.edges[0].count = 99;
        QVERIFY(!scene.apply(level)); // figures alone
        QCOMPARE(placesOf(scene), before);
        level.edges.pop_back();
        QVERIFY(scene.apply(level));
    }

    void forcesSpreadTheGraph()
    {
        GraphScene scene(1);
        scene.apply(random(100, 100, 3));
        layOut(scene, {.aspect = 2});
        const QRectF bounds = scene.bounds();
        for (const SceneNode &node : scene.nodes())
            QVERIFY(std::isfinite(node.at.x()) && std::isfinite(node.at.y()));
        QVERIFY2(nearestPair(scene) > 12, qPrintable(QString::number(nearestPair(scene))));
        const double aspect = bounds.width() / bounds.height();
        QVERIFY2(aspect > 1.3 && aspect < 3, qPrintable(QString::number(aspect)));
        // Linked nodes are nearer to each other than any two.
        double linked = 0, any = 0;
        const auto &nodes = scene.nodes();
        for (const SceneEdge &e : scene.edges())
            linked += lengthOf(nodes[static_cast<std::size_t>(e.from)].at -
                               nodes[static_cast<std::size_t>(e.to)].at) /
                      100;
        for (std::size_t i = 1; i < nodes.size(); ++i)
            any += lengthOf(nodes[i].at - nodes[i - 1].at) / 99;
        QVERIFY2(linked < 0.7 * any, qPrintable(QStringLiteral("%1 %2").arg(linked).arg(any)));
        // The same again, to the bit.
        GraphScene again(1);
        again.apply(random(100, 100, 3));
        layOut(again, {.aspect = 2});
        QCOMPARE(placesOf(again), placesOf(scene));
    }

    void emptyAndSingleGraphsAreFine()
    {
        GraphScene scene(1);
        QVERIFY(!scene.apply({}));
        layOut(scene, {});
        settle(scene, {});
        QVERIFY(scene.bounds().isNull());
        GraphLevel one;
        one.nodes.push_back({"/only", 3});
        one.edges.push_back({0, 0, 3, 1.0});
        QVERIFY(scene.apply(one));
        layOut(scene, {});
        QCOMPARE(scene.nodes().size(), std::size_t(1));
    }

    // 5 % newcomers: the old ones move at most a quarter of the radius on average, by far.
    void newcomersMoveOthersLittle_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 5; ++seed)
            QTest::addRow("%d", seed) << seed;
    }

    void newcomersMoveOthersLittle()
    {
        QFETCH(int, seed);
        const auto s = static_cast<std::uint64_t>(seed);
        GraphScene scene(s);
        GraphLevel level = random(100, 100, s);
        scene.apply(level);
        layOut(scene, {});
        const auto before = placesOf(scene);
        const double radius = radiusOf(scene);
        Random random(s);
        for (std::uint32_t i = 0; i < 5; ++i) {
            level.nodes.push_back({"/new" + std::to_string(i), 5});
            level.edges.push_back({static_cast<std::uint32_t>(random.below(100)), 100 + i, 2, 0.1});
        }
        QVERIFY(scene.apply(level));
        scene.placeNewcomers();
        settle(scene, {});
        double moved = 0;
        for (auto it = before.begin(); it != before.end(); ++it)
            moved += lengthOf(scene.nodes()[static_cast<std::size_t>(scene.find(it.key()))].at -
                              it.value()) /
                     100;
        qInfo("moved %.3f of the radius", moved / radius);
        QVERIFY(moved <= 0.25 * radius);
        // And they are beside their neighbours, not upon them.
        for (std::uint32_t i = 100; i < 105; ++i) {
            const auto other =
                static_cast<std::size_t>(scene.neighbours(static_cast<int>(i)).at(0));
            const double far = lengthOf(scene.nodes()[i].at - scene.nodes()[other].at);
            QVERIFY2(far > 10 && far < radius, qPrintable(QString::number(far)));
        }
    }

    void pinnedNodesStay()
    {
        GraphScene scene(1);
        scene.apply(random(30, 40, 2));
        scene.nodes()[4].at = {1234, -77};
        scene.nodes()[4].isPinned = true;
        layOut(scene, {});
        QCOMPARE(scene.nodes()[4].at, QPointF(1234, -77));
        scene.apply(random(33, 40, 2));
        scene.placeNewcomers();
        settle(scene, {});
        QCOMPARE(scene.nodes()[static_cast<std::size_t>(scene.find(QStringLiteral("/4")))].at,
                 QPointF(1234, -77));
    }

    void labelsLeaveOutWhatAllBeginWith()
    {
        ShopChain shop;
        GraphScene scene(1);
        scene.apply(shop.graph()->routes);
        QCOMPARE(scene.commonPrefix(), QStringLiteral("/api"));
        const auto labelOf = [&](const char *text) {
            return scene.nodes()[static_cast<std::size_t>(scene.find(QString::fromLatin1(text)))]
                .label;
        };
        QCOMPARE(labelOf("/api/catalogue"), QStringLiteral("/catalogue"));
        QCOMPARE(labelOf("POST /api/login"), QStringLiteral("POST /login"));
        QCOMPARE(labelOf("/api/search?page&q"), QStringLiteral("/search?page&q"));
    }

    void labelsDoNotOverlap()
    {
        ShopChain shop;
        for (const double zoom : {0.4, 1.0, 2.5}) {
            GraphScene scene(1);
            scene.apply(shop.graph()->requests);
            layOut(scene, {});
            std::vector<QPointF> at;
            for (const SceneNode &node : scene.nodes())
                at.push_back(zoom * node.at);
            const GraphLabels labels =
                placeLabels(scene, at, QGuiApplication::font(), QGuiApplication::font());
            QVERIFY(labels.nodes.size() >= (zoom < 1 ? 8U : 20U));
            QCOMPARE(labels.nodes[0].of, 0); // the strongest has one
            std::vector<QRectF> boxes;
            for (const GraphLabel &label : labels.nodes) {
                boxes.push_back(label.box.translated(at[static_cast<std::size_t>(label.of)]));
                for (std::size_t i = 0; i < at.size(); ++i)
                    QVERIFY(!boxes.back().contains(at[i]));
            }
            for (std::size_t i = 0; i < boxes.size(); ++i) {
                for (std::size_t j = i + 1; j < boxes.size(); ++j)
                    QVERIFY(!boxes[i].intersects(boxes[j]));
            }
        }
    }

    void linesGoFromRimToRim()
    {
        const SceneEdge there{.from = 0, .to = 1, .width = 3, .isPaired = true};
        const SceneEdge back{.from = 1, .to = 0, .width = 3, .isPaired = true};
        const QPointF a(0, 0), b(200, 0);
        const EdgeCurve forth = curveOf(there, a, b, 10, 6);
        QVERIFY(std::abs(lengthOf(forth.points[0] - a) - 11.5) < 0.01);
        QVERIFY(std::abs(lengthOf(forth.points[3] - b) - 7.5) < 0.01);
        QVERIFY(forth.at(0.5).y() > 5); // each way has its own side
        QVERIFY(curveOf(back, b, a, 6, 10).at(0.5).y() < -5);
        QVERIFY(forth.distanceTo(forth.at(0.3)) < 1);
        QVERIFY(forth.distanceTo({100, -100}) > 90);
        const EdgeCurve loop = curveOf({.from = 0, .to = 0}, a, a, 10, 10);
        QVERIFY(loop.at(0.5).y() < -10);
        const EdgeCurve tight = curveOf(there, a, {3, 0}, 10, 10); // nodes upon each other
        QVERIFY(std::isfinite(tight.at(0.5).x()) && tight.length() < 20);
        const EdgeCurve same = curveOf(there, a, a, 10, 10);
        QVERIFY(std::isfinite(same.at(0.5).x()) && std::isfinite(same.head()[1].x()));
    }

    void shelvesHoldAllWithoutOverlap()
    {
        std::vector<QSizeF> sizes;
        Random random(3);
        for (int i = 0; i < 40; ++i)
            sizes.emplace_back(20 + 200 * random.uniform(), 20 + 100 * random.uniform());
        const Shelves shelves = putOnShelves(sizes, 2);
        QCOMPARE(shelves.corners.size(), sizes.size());
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            const QRectF one(shelves.corners[i], sizes[i]);
            QVERIFY(QRectF({}, shelves.size).contains(one));
            for (std::size_t j = i + 1; j < sizes.size(); ++j)
                QVERIFY(!one.intersects(QRectF(shelves.corners[j], sizes[j])));
        }
        const double aspect = shelves.size.width() / shelves.size.height();
        QVERIFY2(aspect > 1.3 && aspect < 3, qPrintable(QString::number(aspect)));
        QVERIFY(putOnShelves({}, 2).corners.empty());
    }

    void graphvizArrangesInItsThread()
    {
        ShopChain shop;
        GraphScene scene(1);
        scene.apply(shop.graph()->requests);
        const auto graphviz = GraphvizThread::instance();
        QCOMPARE(GraphvizThread::instance(), graphviz); // one in the process
        const auto results = std::make_shared<Mailbox<Arrangement>>();
        ArrangeJob job = jobOf(scene);
        job.number = 7;
        graphviz->arrange(job, results);
        const std::vector<Arrangement> batch = receive(results);
        QCOMPARE(batch.size(), std::size_t(1));
        const Arrangement &done = batch[0];
        QCOMPARE(done.number, 7u);
        QCOMPARE(done.places.size(), job.texts.size());
        // Each has the room that it wants.
        for (std::size_t i = 0; i < done.places.size(); ++i) {
            for (std::size_t j = i + 1; j < done.places.size(); ++j) {
                const QPointF apart = done.places[i] - done.places[j];
                QVERIFY(std::abs(apart.x()) > 90 || std::abs(apart.y()) > 40);
            }
        }
    }

    void whatIsNotWantedAnyMoreDoesNotCome()
    {
        GraphScene scene(1);
        scene.apply(random(60, 90, 4));
        const auto graphviz = GraphvizThread::instance();
        const auto results = std::make_shared<Mailbox<Arrangement>>();
        std::vector<GraphvizThread::Ticket> tickets;
        for (std::uint64_t i = 1; i <= 6; ++i) {
            ArrangeJob job = jobOf(scene);
            job.number = i;
            tickets.push_back(graphviz->arrange(job, results));
        }
        for (std::size_t i = 0; i < 5; ++i)
            *tickets[i] = true;
        std::vector<Arrangement> all;
        while (all.empty() || all.back().number != 6) {
            auto batch = receive(results);
            QVERIFY(!batch.empty());
            std::ranges::move(batch, std::back_inserter(all));
        }
        QVERIFY(all.size() < 6); // what was begun before it was given up may have come
    }
};

QTEST_MAIN(GraphLayoutTest)
#include "graphlayout_test.moc"
