// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/windowtuner.h"
#include "ui/models/whytext.h"

#include <QString>
#include <QStringList>

namespace forefetch {

// What the tuner sees, suggests and has done, in words.
//
// Thread: any.

QString ratioText(double ratio); // "41.2 %"
// "+2.1", in points; a point is a hundredth of the reward.
QString numberText(double reward);
// "+2.1 points (+1.2 to +3.0)": the value and its 95 % interval.
QString estimateText(const Estimate &estimate);
// "Minimum probability 0.3, batch limit 10", or that nothing is prefetched.
QString pointText(const TunePoint &point);
// A line for each knob that moves: "Minimum probability: 0.3 → 0.15".
QStringList moveLines(const TunePoint &from, const TunePoint &to);
// The same in a cell: "probability 0.3 → 0.15, batch 10 → 4".
QString moveText(const TunePoint &from, const TunePoint &to);
// The reason in one sentence: in figures where the traffic was replayed, else as the agent has it.
QString reasonText(const TuneProposal &proposal);
// "kept", "broken": the state of a step in a word or two.
QString stateText(TuneStep::State state);

// What the sentence depends on that the view does not hold.
struct TunerState
{
    TunerMode mode = TunerMode::Off; // in force; the view follows at the end of a window
    bool isRunning = false;
    bool isPrefetching = false;
    std::uint64_t requests = 0; // of the window that runs
};
// What the tuner is doing, in one sentence.
QString sentenceOf(const TunerView &view, const TunerState &state);

// The figures behind a suggestion or a step.
WhyText whyOf(const TuneStep &step, const TunerView &view, double mostCpu);

// "0.4 % of one core, at most 5 %": what deciding took of the time between two windows.
QString cpuText(const TunerView &view, double most);

} // namespace forefetch
