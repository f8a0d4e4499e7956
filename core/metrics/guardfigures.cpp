// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/guardfigures.h"

#include <array>

namespace forefetch {

std::string_view nameOf(GuardState state)
{
    constexpr std::array<std::string_view, kGuardStates> names = {
        "clear",   "capped",       "demand_first", "recovering",
        "braking", "breaker_open", "memory_low",   "harm_off"};
    return names[static_cast<std::size_t>(state)];
}

std::string_view nameOf(GuardAction action)
{
    constexpr std::array<std::string_view, kGuardActions> names = {
        "brake",        "release",    "cap",         "breaker_opened", "breaker_closed",
        "route_paused", "memory_low", "memory_back", "demand_first",   "harm_off"};
    return names[static_cast<std::size_t>(action)];
}

} // namespace forefetch
