// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/console.h"
#include "core/metrics/gate.h"

#include <vector>

namespace forefetch {

// The gates of the line; the error says which of them is none.
Result<std::vector<Gate>> gatesOf(const CommandLine &line);
// ExitGate, and the rule and the value as an error, when one holds; else ExitOk.
ExitCode passGates(const std::vector<Gate> &gates, const Snapshot &snapshot, Console &console);

} // namespace forefetch
