// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/demandmeter.h"

namespace forefetch {

struct Snapshot;

// Fewer sessions in a group say too little of how sessions differ.
inline constexpr std::uint64_t kLeastSessions = 12;

enum class Verdict { Helps, DoesNotHelp, Unsure, Off };

// What the control group (the sessions held back) says about prefetching: the difference of the
// hit ratios with its 95 % interval. Helps: all of the interval is above 0. Does not help: all of
// it is below one point. Else, and with fewer than kLeastSessions in a group, more has to be seen.
struct Comparison
{
    Verdict verdict = Verdict::Unsure;
    double treated = 0; // hit ratios
    double heldBack = 0;
    double difference = 0;
    double halfWidth = 0;       // of the interval
    bool isKnown = false;       // both groups have cacheable requests
    bool isBySession = false;   // how the interval was reckoned
    bool isAdjusted = false;    // the difference is of hits beyond what the resources let expect
    std::uint64_t sessions = 0; // of the smaller group
};

// How many standard errors wide a 95 % interval is that holds at every moment of looking at once,
// when so many sessions have been seen.
double errorsAtAnyTime(double sessions);

// With sums over sessions, the interval knows that requests of one session are alike, and that
// people look all the time: whoever waits until it leaves 0 is misled in at most 5 of 100 cases
// where there is no effect. Without them (a saved snapshot) it is as if each request stood alone
// and one looked once, which makes it too narrow: two proportions with one hit and one miss added
// to each (Agresti and Caffo 2000).
//
// Thread: any; a pure function.
Comparison compare(const Snapshot &snapshot, const SessionSums &treated = {},
                   const SessionSums &heldBack = {});

} // namespace forefetch
