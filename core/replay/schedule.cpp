// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/schedule.h"

#include "core/metrics/jsontext.h"

#include <algorithm>
#include <charconv>

namespace forefetch {

Result<ReplaySpeed> ReplaySpeed::parse(std::string_view text)
{
    if (text == "max")
        return ReplaySpeed{0};
    const std::string_view number = text.ends_with('x') ? text.substr(0, text.size() - 1) : text;
    double factor = 0;
    const char *const last = number.data() + number.size();
    const auto [end, error] =
        std::from_chars(number.data(), last, factor, std::chars_format::fixed);
    if (error != std::errc() || end != last || !(factor >= kSlowest && factor <= kFastest))
        return invalid(
            "\"" + std::string(text) +
            "\" is no speed: write 1x, 10x or any factor from 0.01x to 1000000x, or max");
    return ReplaySpeed{factor};
}

std::string ReplaySpeed::text() const
{
    return isMax() ? "max" : numberText(factor) + "x";
}

ReplaySchedule::ReplaySchedule(ReplaySpeed speed, double maxRate)
    : m_speed(speed), m_gap(maxRate > 0 ? fromSeconds(1 / maxRate) : Duration::zero())
{
}

Duration ReplaySchedule::due(Duration sinceFirst)
{
    const Duration own =
        m_speed.isMax() ? Duration::zero() : fromSeconds(seconds(sinceFirst) / m_speed.factor);
    const Duration due = std::max(own, m_earliest);
    m_earliest = due + m_gap;
    if (due > own && !m_speed.isMax()) {
        ++m_moved;
        m_movedMost = std::max(m_movedMost, due - own);
    }
    return due;
}

} // namespace forefetch
