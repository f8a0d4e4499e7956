// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/snapshot.h"

#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// One figure of a snapshot by its name in the document.
struct FigureValue
{
    std::string name; // "demand.hit_ratio"
    double value = 0; // 0 where it is a text
    std::string text;
};

// All figures within the groups, in the document's order: for lists and exports that name each.
//
//     for (const FigureValue &f : figureValues(snapshot)) …
//
// Thread: any.
std::vector<FigureValue> figureValues(const Snapshot &snapshot);

} // namespace forefetch
