// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace forefetch {

// A colour between dark blue and yellow for a share of 0 to 1: the scale cividis (Nuñez, Anderton
// and Renslow 2018), which grows evenly lighter and looks the same to who sees red and green alike.
//
// Thread: any.
QColor rampColor(double share);

// Black or white, whichever can be read better on this ground.
QColor inkOn(const QColor &ground);

} // namespace forefetch
