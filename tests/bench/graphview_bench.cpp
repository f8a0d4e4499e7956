// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Frames a second of the transition graph with 100 nodes: while it is panned (lines not smoothed),
// at rest (smoothed), and what new figures and the layouts cost. To be run with
// QT_QPA_PLATFORM=offscreen; at least 30 frames/s while panning.
#include "tests/gui/transitionsdata.h"
#include "ui/graph/forcelayout.h"
#include "ui/graph/graphview.h"
#include "ui/graph/graphvizlayout.h"

#include <QApplication>
#include <QKeyEvent>

#include <benchmark/benchmark.h>

using namespace forefetch;

namespace {

GraphLevel hundredNodes()
{
    ShopChain shop(60);
    return shop.graph()->requests;
}

struct Stage
{
    GraphView view{Theme::light()};
    explicit Stage(const GraphLevel &level)
    {
        view.resize(1000, 700);
        view.show();
        view.setLevel(level);
        while (view.isMoving() || view.isArranging())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
};

void panning(benchmark::State &state)
{
    Stage stage(hundredNodes());
    bool left = false;
    for ([[maybe_unused]] auto _ : state) {
        QKeyEvent key(QEvent::KeyPress, (left = !left) ? Qt::Key_Left : Qt::Key_Right, {});
        QCoreApplication::sendEvent(&stage.view, &key);
        stage.view.repaint();
    }
    state.counters["nodes"] = static_cast<double>(stage.view.scene().nodes().size());
    state.counters["edges"] = static_cast<double>(stage.view.scene().edges().size());
    state.counters["frames/s"] =
        benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(panning)->Unit(benchmark::kMillisecond);

void resting(benchmark::State &state)
{
    Stage stage(hundredNodes());
    for ([[maybe_unused]] auto _ : state)
        stage.view.repaint();
}
BENCHMARK(resting)->Unit(benchmark::kMillisecond);

void newFigures(benchmark::State &state)
{
    GraphLevel level = hundredNodes();
    Stage stage(level);
    for ([[maybe_unused]] auto _ : state) {
        ++level.edges.front().count;
        stage.view.setLevel(level);
    }
}
BENCHMARK(newFigures)->Unit(benchmark::kMillisecond);

void byForces(benchmark::State &state)
{
    GraphScene scene(1);
    scene.apply(hundredNodes());
    for ([[maybe_unused]] auto _ : state)
        layOut(scene, {});
}
BENCHMARK(byForces)->Unit(benchmark::kMillisecond);

void byGraphviz(benchmark::State &state)
{
    GraphScene scene(1);
    scene.apply(hundredNodes());
    ArrangeJob job;
    for (const SceneNode &node : scene.nodes()) {
        job.texts.push_back(node.text);
        job.sizes.emplace_back(120, 44);
    }
    for (const SceneEdge &edge : scene.edges())
        job.edges.push_back({edge.from, edge.to, edge.count});
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(arrangeByGraphviz(job));
}
// In this thread: no view is left that had a thread of its own.
BENCHMARK(byGraphviz)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
