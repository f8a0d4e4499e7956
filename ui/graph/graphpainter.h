// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graph/graphlabels.h"
#include "ui/graph/graphscene.h"
#include "ui/theme/theme.h"

#include <QFont>

#include <vector>

class QPainter;

namespace forefetch {

// The line of what prefetching on an edge earned: a colour and a pattern.
QPen penOf(Earned earned, const Theme &theme, double width);

// What stands out, by number in the scene; -1 is none.
struct GraphEmphasis
{
    int hoverNode = -1;
    int hoverEdge = -1;
    int selectedNode = -1;
    int selectedEdge = -1;
    int currentNode = -1;      // of the keyboard
    std::vector<bool> matches; // of the search, by node; empty: nothing is searched
};

// Paints a whole graph from the places of its nodes, in one go: item by item it would take three
// times as long. What is not meant by the selection or the search steps back.
//
//     GraphPainter(painter, scene, places, theme, emphasis).paint(labels, font, small);
//
// Thread: the GUI thread.
class GraphPainter
{
public:
    GraphPainter(QPainter &painter, const GraphScene &scene, const std::vector<QPointF> &at,
                 const Theme &theme, const GraphEmphasis &emphasis);

    void paint(const GraphLabels &labels, const QFont &font, const QFont &small);

private:
    void findFocus();
    void paintEdge(std::size_t edge);
    void paintNode(std::size_t node);
    void paintNodeLabels(const GraphLabels &labels, const QFont &font);
    void paintEdgeLabels(const GraphLabels &labels, const QFont &font);
    void paintText(const QRectF &box, const QString &text, const QColor &color);
    EdgeCurve curve(std::size_t edge) const;
    QColor backed(const QColor &color, bool isInFocus) const;

    QPainter &m_painter;
    const GraphScene &m_scene;
    const std::vector<QPointF> &m_at;
    const Theme &m_theme;
    const GraphEmphasis &m_emphasis;
    bool m_hasFocus = false;
    std::vector<bool> m_nodeFocus;
    std::vector<bool> m_edgeFocus;
};

} // namespace forefetch
