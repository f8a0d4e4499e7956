// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

#include <string>

namespace CLI {
class App;
}

namespace forefetch {

// The options about what goes wrong on purpose, of demo and simulate; `at` and `length` say when
// that is where nobody says. They write into `line`, which outlives `app`.
//
// Thread: as parseCommandLine.
void addFaultFlags(CLI::App &app, CommandLine &line, const std::string &at,
                   const std::string &length);

} // namespace forefetch
