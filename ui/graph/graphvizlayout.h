// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QSizeF>
#include <QString>

#include <cstdint>
#include <vector>

namespace forefetch {

// A graph to be arranged, as values: it travels to another thread.
struct ArrangeJob
{
    struct Edge
    {
        int from = 0;
        int to = 0;
        std::uint64_t count = 0;
    };
    std::uint64_t number = 0;   // of the job, for who waits for it
    std::vector<QString> texts; // the nodes; nothing of a text is shown to Graphviz
    std::vector<QSizeF> sizes;  // room that each node wants with its label, pixels
    std::vector<Edge> edges;
    double aspect = 1.8; // width / height that the whole is to have
};

struct Arrangement
{
    std::uint64_t number = 0;
    std::vector<QString> texts;
    std::vector<QPointF> places; // of the middles, pixels; none where Graphviz failed
};

// Graphviz's layered layout ("dot"), each connected part for itself, the parts side by side so that
// the whole has the aspect; from left to right or from top to bottom, whichever fits it better.
// 100 nodes: about 75 ms.
//
// Thread: one alone in the whole process may ever call this, see GraphvizThread.
Arrangement arrangeByGraphviz(const ArrangeJob &job);

} // namespace forefetch
