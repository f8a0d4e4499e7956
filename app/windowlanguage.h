// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>
#include <vector>

namespace forefetch {

// Takes `--language CODE` or `--language=CODE` out of the window's arguments, since forefetchctl,
// which reads the rest, speaks English alone. The last one holds; empty when there is none. An
// error when the code is missing.
//
//     std::vector<std::string> args{"--demo", "--language", "de"};
//     takeLanguage(args) == "de"   // and args are {"--demo"}
//
// Thread: any.
Result<std::string> takeLanguage(std::vector<std::string> &args);

} // namespace forefetch
