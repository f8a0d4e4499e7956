// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/parameter.h"

#include <string_view>

namespace forefetch {

// Spoken for, with no code behind it yet: a choice of a parameter that has others, as
// cache.store = "redis".
bool isChoiceNotBuilt(Param param, std::string_view choice);

} // namespace forefetch
