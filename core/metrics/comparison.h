// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/demandmeter.h"

namespace forefetch {

struct Snapshot;

enum class Verdict { Helps, DoesNotHelp, Unsure, Off };

// What the control group (the sessions held back) says about prefetching: the difference of the
// hit ratios with its 95 % interval. Helps: all of the interval is above 0. Does not help: all of
// it is below one point. Else more has to be seen.
struct Comparison
{
    Verdict verdict = Verdict::Unsure;
    double treated = 0; // hit ratios
    double heldBack = 0;
    double difference = 0;
    double halfWidth = 0;     // of the interval
    bool isKnown = false;     // both groups have cacheable requests
    bool isBySession = false; // how the interval was reckoned
};

// By session where the sums hold at least two sessions of each group (requests of one session are
// alike); else as if each request stood alone, which makes the interval too narrow: two
// proportions with one hit and one miss added to each (Agresti and Caffo 2000).
//
// Thread: any; a pure function.
Comparison compare(const Snapshot &snapshot, const SessionSums &treated = {},
                   const SessionSums &heldBack = {});

} // namespace forefetch
