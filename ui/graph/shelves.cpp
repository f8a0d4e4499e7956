// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/shelves.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace forefetch {

namespace {

constexpr double kGap = 24; // pixels between two

Shelves withWidth(const std::vector<QSizeF> &rectangles, const std::vector<std::size_t> &order,
                  double width)
{
    Shelves out;
    out.corners.resize(rectangles.size());
    QPointF at;
    double rowHeight = 0;
    for (const std::size_t i : order) {
        const QSizeF size = rectangles[i];
        if (at.x() > 0 && at.x() + size.width() > width) {
            at = {0, at.y() + rowHeight + kGap};
            rowHeight = 0;
        }
        out.corners[i] = at;
        rowHeight = std::max(rowHeight, size.height());
        out.size = out.size.expandedTo({at.x() + size.width(), at.y() + size.height()});
        at.rx() += size.width() + kGap;
    }
    return out;
}

} // namespace

Shelves putOnShelves(const std::vector<QSizeF> &rectangles, double aspect)
{
    std::vector<std::size_t> order(rectangles.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        return rectangles[a].height() > rectangles[b].height();
    });
    double area = 0, widest = 0;
    for (const QSizeF &r : rectangles) {
        area += (r.width() + kGap) * (r.height() + kGap);
        widest = std::max(widest, r.width());
    }
    // Some widths about the one that would do without waste; the one that can be drawn largest.
    Shelves best;
    double bestSize = 0;
    for (const double factor : {0.8, 1.0, 1.15, 1.35, 1.6, 2.0, 3.0}) {
        const double width = std::max(widest, factor * std::sqrt(area * aspect));
        Shelves tried = withWidth(rectangles, order, width);
        const double size = std::max(tried.size.width() / aspect, tried.size.height());
        if (bestSize == 0 || size < bestSize) {
            bestSize = size;
            best = std::move(tried);
        }
    }
    return best;
}

} // namespace forefetch
