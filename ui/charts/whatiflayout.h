// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/whatifcurve.h"

#include <QFont>
#include <QString>

namespace forefetch {

// Where the parts of the curve stand; for whatifcurve.cpp and whatifpainting.cpp alone.
struct WhatIfCurve::Layout
{
    explicit Layout(const WhatIfCurve &widget);

    QPointF at(double load, double hits) const;

    Axes axes;
    QRectF card, head, plot;
    QFont small, bold;
};

QString tenths(double ratio);              // "41.2 %"
QString whatIfName(const WhatIfPoint &of); // "0.15", "no prefetching"

} // namespace forefetch
