// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/parameter.h"

#include <span>
#include <string_view>

namespace forefetch {

// Ids that are spoken for; they move into the table with the code that makes them act.
std::span<const std::string_view> parametersNotBuilt();
// The same of one choice of a parameter that has others: cache.store = "redis".
bool isChoiceNotBuilt(Param param, std::string_view choice);

} // namespace forefetch
