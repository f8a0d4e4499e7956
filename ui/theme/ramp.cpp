// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/ramp.h"

#include "ui/theme/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace forefetch {

namespace {

constexpr std::array<QRgb, 10> kStops = {0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173,
                                         0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55, 0xfee838};

} // namespace

QColor rampColor(double share)
{
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(kStops.size() - 1);
    const auto at = std::min(static_cast<std::size_t>(place), kStops.size() - 2);
    const double part = place - static_cast<double>(at);
    const QColor from(kStops[at]), to(kStops[at + 1]);
    const auto mix = [part](int a, int b) {
        return static_cast<int>(std::lround(a + part * (b - a)));
    };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

QColor inkOn(const QColor &ground)
{
    return contrast(Qt::black, ground) > contrast(Qt::white, ground) ? Qt::black : Qt::white;
}

} // namespace forefetch
