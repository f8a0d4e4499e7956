// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/decimate.h"

#include <cmath>

namespace forefetch {

namespace {

// What is kept of one bucket.
struct Bucket
{
    double number = 0;
    QPointF low;
    QPointF high;
    bool empty = true;

    void take(const QPointF &p)
    {
        if (empty || p.y() < low.y())
            low = p;
        if (empty || p.y() > high.y())
            high = p;
        empty = false;
    }

    void flush(std::vector<QPointF> &line)
    {
        if (empty)
            return;
        const bool lowFirst = low.x() <= high.x();
        line.push_back(lowFirst ? low : high);
        if (low.x() != high.x())
            line.push_back(lowFirst ? high : low);
        empty = true;
    }
};

} // namespace

void decimate(std::span<const double> at, std::span<const double> values, double bucket,
              Stretches &out)
{
    out.clear();
    Bucket open;
    bool inStretch = false;
    for (std::size_t i = 0; i < at.size(); ++i) {
        if (!std::isfinite(values[i])) {
            if (inStretch)
                open.flush(out.back());
            inStretch = false;
            continue;
        }
        if (!inStretch)
            out.emplace_back();
        inStretch = true;
        const double number = bucket > 0 ? std::floor(at[i] / bucket) : static_cast<double>(i);
        if (!open.empty && number != open.number)
            open.flush(out.back());
        open.number = number;
        open.take({at[i], values[i]});
    }
    if (inStretch)
        open.flush(out.back());
}

std::size_t pointsOf(const Stretches &stretches)
{
    std::size_t points = 0;
    for (const auto &stretch : stretches)
        points += stretch.size();
    return points;
}

} // namespace forefetch
