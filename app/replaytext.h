// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/snapshot.h"
#include "core/replay/departures.h"
#include "core/replay/replayfigures.h"
#include "core/trace/tracereport.h"

#include <string>

namespace forefetch {

// All that is said of a replay at its end.
struct ReplayResult
{
    const TraceReport &import;
    const DepartureOptions &options;
    const ReplayFigures &figures;
    const Snapshot &snapshot; // of the gateway
};

// The snapshot's document with one group more, "replay": what reads snapshots reads it too.
std::string replayJson(const ReplayResult &result);
// For people: what became of the log's requests, then the snapshot's summary.
std::string replayText(const ReplayResult &result);
// One line while it runs: how far it has come in the log; what follows are the rates.
std::string replayStatus(const ReplayFigures &figures);

} // namespace forefetch
