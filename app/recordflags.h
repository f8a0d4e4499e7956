// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace forefetch {

struct CommandLine;

// Adds what demo, serve and replay take about recordings: --record, --record-bodies, --alert. The
// line outlives the application.
void addRecordFlags(CLI::App &app, CommandLine &line);

} // namespace forefetch
