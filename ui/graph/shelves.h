// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QSizeF>

#include <vector>

namespace forefetch {

// Where each of several rectangles goes, and how large the whole is.
struct Shelves
{
    std::vector<QPointF> corners; // the upper left ones, in the order given
    QSizeF size;
};

// Rectangles side by side in rows, the highest first, so that the whole is about `aspect` times as
// wide as high.
Shelves putOnShelves(const std::vector<QSizeF> &rectangles, double aspect);

} // namespace forefetch
