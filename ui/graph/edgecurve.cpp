// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/edgecurve.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

constexpr double kGap = 1.5; // between a line and a node's rim
constexpr int kPieces = 12;  // that a curve is measured in

double lengthOf(const QPointF &v)
{
    return std::hypot(v.x(), v.y());
}

QPointF unit(const QPointF &v)
{
    const double length = lengthOf(v);
    return length > 1e-9 ? v / length : QPointF(1, 0);
}

EdgeCurve loopOf(const QPointF &node, double radius, double arrow)
{
    const double rim = radius + kGap;
    const double high = radius + 26, wide = radius + 12;
    return {{node + rim * QPointF(-0.6, -0.8), node + QPointF(-wide, -high),
             node + QPointF(wide, -high), node + rim * QPointF(0.6, -0.8)},
            arrow};
}

double distance(const QPointF &point, const QPointF &a, const QPointF &b)
{
    const QPointF along = b - a;
    const double square = QPointF::dotProduct(along, along);
    const double t =
        square > 0 ? std::clamp(QPointF::dotProduct(point - a, along) / square, 0.0, 1.0) : 0.0;
    return lengthOf(point - (a + t * along));
}

} // namespace

EdgeCurve curveOf(const SceneEdge &edge, const QPointF &from, const QPointF &to, double fromRadius,
                  double toRadius)
{
    const double arrow = 5 + 1.4 * edge.width;
    if (edge.from == edge.to)
        return loopOf(from, fromRadius, arrow);
    const QPointF straight = to - from;
    const double length = lengthOf(straight);
    const double bend =
        edge.isPaired ? std::min(0.16 * length, 34.0) : std::min(0.07 * length, 16.0);
    const QPointF ahead = unit(straight);
    const QPointF middle = (from + to) / 2 + 2 * bend * QPointF(-ahead.y(), ahead.x());
    // Nodes that nearly touch leave no room: the line is then the least that points the way.
    const double start = std::min(fromRadius + kGap, 0.45 * length);
    const double end = std::min(toRadius + kGap, 0.45 * length);
    const QPointF first = from + start * unit(middle - from);
    const QPointF last = to - end * unit(to - middle);
    return {{first, first + (middle - first) * 2 / 3, last + (middle - last) * 2 / 3, last},
            std::min(arrow, 0.6 * lengthOf(last - first))};
}

QPointF EdgeCurve::at(double t) const
{
    const double s = 1 - t;
    return s * s * s * points[0] + 3 * s * s * t * points[1] + 3 * s * t * t * points[2] +
           t * t * t * points[3];
}

double EdgeCurve::length() const
{
    double sum = 0;
    QPointF before = points[0];
    for (int i = 1; i <= kPieces; ++i) {
        const QPointF here = at(static_cast<double>(i) / kPieces);
        sum += lengthOf(here - before);
        before = here;
    }
    return sum;
}

double EdgeCurve::distanceTo(const QPointF &point) const
{
    double least = lengthOf(point - points[0]);
    QPointF before = points[0];
    for (int i = 1; i <= kPieces; ++i) {
        const QPointF here = at(static_cast<double>(i) / kPieces);
        least = std::min(least, distance(point, before, here));
        before = here;
    }
    return least;
}

QPainterPath EdgeCurve::path() const
{
    const QPointF base = points[3] - 0.8 * arrow * unit(points[3] - points[2]);
    QPainterPath path(points[0]);
    path.cubicTo(points[1], points[2], base);
    return path;
}

QPolygonF EdgeCurve::head() const
{
    const QPointF ahead = unit(points[3] - points[2]);
    const QPointF side(-ahead.y(), ahead.x());
    const QPointF base = points[3] - arrow * ahead;
    return QPolygonF({points[3], base + 0.42 * arrow * side, base - 0.42 * arrow * side});
}

} // namespace forefetch
