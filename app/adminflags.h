// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

namespace CLI {
class App;
}

namespace forefetch {

// The options of the admin API, on both its sides. They write into `line`, which outlives `app`.
// Thread: as parseCommandLine.

// Of a command that runs a loop; `standard` is said to be where it listens when nobody says.
void addAdminFlags(CLI::App &app, CommandLine &line, const char *standard);
// Of attach: the instance and what is asked of it.
void addAttachFlags(CLI::App &app, CommandLine &line);

} // namespace forefetch
