// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/transitiongraph.h"

#include <QHash>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <vector>

namespace forefetch {

// What prefetching on an edge earned, as the eye tells it by colour and pattern.
enum class Earned {
    Nothing, // never prefetched, or no prefetch has ended yet
    Useful,  // at least half of those that ended were used, in time or late
    Wasted,
};
Earned earned(const EdgeFigures &figures);

struct SceneNode
{
    QString text;
    QString label; // the text without what all have in common
    std::uint64_t traffic = 0;
    std::uint32_t members = 1;
    QPointF at;            // where it is to be, in pixels at zoom 1
    QPointF shown;         // where it is drawn, on its way there
    double radius = 0;     // in pixels at any zoom
    bool isPinned = false; // somebody put it there: no layout moves it
    bool isNew = false;    // came with the last level
};

struct SceneEdge
{
    int from = 0;
    int to = 0;
    std::uint64_t count = 0;
    double probability = 0;
    EdgeFigures prefetch;
    double width = 1;      // of the line, in pixels
    bool isPaired = false; // there is one the other way, too
};

// Nodes and edges with their places. A level is taken over again and again as the model learns;
// nodes keep their places by their texts, newcomers stand beside their neighbours.
//
//     GraphScene scene(seed);
//     if (scene.apply(graph.routes)) settle(scene, ...);   // nodes came or went
//
// Thread: the GUI thread.
class GraphScene
{
public:
    explicit GraphScene(std::uint64_t seed) : m_seed(seed) {}

    // True when a node or an edge came or went.
    bool apply(const GraphLevel &level);
    void clear();

    std::vector<SceneNode> &nodes() { return m_nodes; }
    const std::vector<SceneNode> &nodes() const { return m_nodes; }
    const std::vector<SceneEdge> &edges() const { return m_edges; }
    int find(const QString &text) const { return m_index.value(text, -1); }
    int findEdge(int from, int to) const;
    // Nodes one edge away, each once.
    std::vector<int> neighbours(int node) const;
    QRectF bounds() const; // of the places
    // What the labels leave out at the front of every text, "/api"; often nothing.
    const QString &commonPrefix() const { return m_prefix; }
    // Beside the neighbours that have a place; somewhere near the middle without any.
    void placeNewcomers();

private:
    void takeNodes(const GraphLevel &level);
    void takeEdges(const GraphLevel &level);
    void nameNodes();

    std::uint64_t m_seed;
    std::vector<SceneNode> m_nodes; // the strongest first
    std::vector<SceneEdge> m_edges; // likewise
    QHash<QString, int> m_index;
    QString m_prefix;
};

} // namespace forefetch
