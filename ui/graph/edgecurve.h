// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graph/graphscene.h"

#include <QPainterPath>
#include <QPolygonF>

#include <array>

namespace forefetch {

// The line of an edge as it is drawn, in pixels of the view: a cubic from the rim of one node to
// the rim of the other, a little to the right of the straight way, so that there and back are two
// lines; a loop above the node where both are the same.
struct EdgeCurve
{
    std::array<QPointF, 4> points; // start, two controls, the arrow's tip
    double arrow = 0;              // length of the arrowhead

    QPointF at(double t) const;
    double length() const; // roughly
    double distanceTo(const QPointF &point) const;
    QPainterPath path() const; // to the arrowhead's base
    QPolygonF head() const;
};

EdgeCurve curveOf(const SceneEdge &edge, const QPointF &from, const QPointF &to, double fromRadius,
                  double toRadius);

} // namespace forefetch
