// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/demandmeter.h"
#include "core/metrics/figures.h"
#include "core/metrics/guardfigures.h"
#include "core/metrics/ledger.h"
#include "core/metrics/missreason.h"
#include "core/metrics/tunerfigures.h"
#include "core/settings/settings.h"
#include "core/time/clock.h"

#include <optional>
#include <string>
#include <vector>

namespace forefetch {

// A fault that was made to happen (core/fault), in the words of a document.
struct FaultNote
{
    std::string name; // "latency-x5"
    WallTime began{};
    std::optional<WallTime> ended; // nothing: it was there when the snapshot was taken
};

// Everything that can be said about a running pipeline at one moment, as one immutable value: what
// the window polls, what `--snapshot` writes, what exports and comparisons read.
struct Snapshot
{
    WallTime takenAt{};
    double uptime = 0;  // s
    std::string source; // "demo", "serve", …
    std::uint32_t revision = 0;
    SettingsValues settings;
    DemandFigures demand;
    DemandFigures demandHeldBack;
    DemandFigures demandTreated;
    MissFigures misses;
    QueueFigures queue;
    WorkerFigures workers;
    SchedulerFigures scheduler;
    CacheFigures cache;
    StoreLevelFigures store;
    LedgerFigures prefetch;
    PredictorFigures predictor;
    GuardFigures guard;
    TunerFigures tuner;
    std::vector<FaultNote> faults; // of a demo; the oldest first

    // Prefetch attempts sent to the origin / (demand requests sent + used + late): the denominator
    // is what would have been sent without prefetching. 0 when that is nothing.
    double extraLoad() const;
    // (used + late) / (used + late + demand misses); 0 when there is none of them.
    double coverage() const;
};

} // namespace forefetch
