// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/simulationdocument.h"

#include <string>

namespace forefetch {

// For people: the yardsticks and the runs as a table, how the prefetches of the recommended run
// ended, the routes that gain most, what is recommended and why, and what the log cannot tell.
std::string simulationText(const SimulationDocument &document);

} // namespace forefetch
