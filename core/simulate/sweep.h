// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/settings/settings.h"

#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// One parameter and the values that it is tried with.
struct SweepAxis
{
    Param param{};
    std::vector<double> values;

    // "scheduler.min_probability=0.05:0.95:0.05": from, to (included, where a step meets it) and
    // step. A list is taken too, of choices as of numbers: "predictor.model=mixture,first-order".
    static Result<SweepAxis> parse(std::string_view text);
};

// The most variants that a sweep may have.
inline constexpr std::size_t kMostVariants = 4'000;

// Every combination of the axes' values over `base`, the first axis slowest; `base` alone where
// there is none. Refused: one parameter twice, more than kMostVariants.
Result<std::vector<SettingsValues>> variantsOf(const SettingsValues &base,
                                               const std::vector<SweepAxis> &axes);

} // namespace forefetch
