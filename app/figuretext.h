// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/snapshot.h"

#include <string>

namespace forefetch {

// One line on how it goes: the rates and ratios of what happened between two snapshots, the gauges
// of the later one.
//
//     0:12  26 req/s  hits 61.3% (38.0% prefetched)  p50 1.2 ms  queue 14/1000  workers 2/2  ...
std::string statusText(const Snapshot &before, const Snapshot &now);

// "scheduled 43 = used 41 + late 2": every outcome that there is, as a line.
std::string identityText(const LedgerFigures &prefetch);

// The figures of a whole run, for people; it ends in the ledger's identity.
std::string summaryText(const Snapshot &snapshot);

} // namespace forefetch
