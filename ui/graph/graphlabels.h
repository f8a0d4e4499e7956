// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graph/edgecurve.h"
#include "ui/graph/graphscene.h"

#include <QFont>

#include <vector>

namespace forefetch {

// A text beside a node, or upon an edge. `box` is relative to the node, or to the edge's middle, so
// that labels travel along while the graph moves.
struct GraphLabel
{
    int of = 0; // node or edge
    QRectF box;
    QString text;
};

struct GraphLabels
{
    std::vector<GraphLabel> nodes;
    std::vector<GraphLabel> edges; // probabilities
};

inline constexpr double kWidestLabel = 132; // pixels; longer texts are shortened in the middle

QSizeF labelSize(const QString &text, const QFont &font, double widest = kWidestLabel);

// Those labels that fit, the strongest first: none on another, none on another's node. Where a text
// finds no room as it is, it is shortened; then left out.
GraphLabels placeLabels(const GraphScene &scene, const std::vector<QPointF> &at, const QFont &font,
                        const QFont &edgeFont);

// What a probability is shown as: "0.41", "< 0.01", "1.00".
QString probabilityText(double probability);

} // namespace forefetch
