// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace forefetch {

// Whether a figure only grows, is as of now, or follows from others (a ratio, a mean, a quantile).
enum class FigureKind : std::uint8_t { Counter, Gauge, Derived, Text };

// What a figure of the snapshot means, in one line.
struct GlossaryEntry
{
    std::string_view name; // as in the snapshot's document: "demand.hit_ratio"
    FigureKind kind;
    std::string_view unit; // "requests", "s", "ms", "bytes", "1/s"; empty: a ratio of 0–1, a text
    std::string_view text;
};

// All names of the snapshot's document but the settings, which the parameter table explains.
std::span<const GlossaryEntry> glossary();

// The entry of a name; that of `demand.…` also for `demand_held_back.…` and `demand_treated.…`.
// Null when there is no such figure.
//
//     findInGlossary("prefetch.precision")->text
//
// Thread: any.
const GlossaryEntry *findInGlossary(std::string_view name);

} // namespace forefetch
