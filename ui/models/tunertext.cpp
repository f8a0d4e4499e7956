// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tunertext.h"

#include "core/metrics/quantity.h"
#include "ui/models/coretexts.h"
#include "ui/models/rowtexts.h"

#include <QCoreApplication>

#include <algorithm>

namespace forefetch {

namespace {

struct TunerText
{
    Q_DECLARE_TR_FUNCTIONS(forefetch::TunerText)
};

QString signedText(double ratio)
{
    return localNumber(signedPercents(ratio));
}

QString fromTo(double from, double to)
{
    return QStringLiteral("%1 → %2").arg(ratioText(from), ratioText(to));
}

QString waitingText(const TunerView &view, const TunerState &state)
{
    if (view.figures.windows == 0)
        return TunerText::tr("It looks at the traffic first: %1 requests so far. The first word "
                             "comes after 2,000, or after 20 s with at least 200.")
            .arg(countText(state.requests));
    const auto isScored = [](const TuneStep &step) { return step.state == TuneStep::State::Made; };
    if (std::ranges::any_of(view.journal, isScored))
        return TunerText::tr("It scores the last move: what it brought is known after two windows "
                             "of traffic.");
    return TunerText::tr("It has nothing better than where the knobs stand. Windows of traffic so "
                         "far: %1.")
        .arg(countText(view.figures.windows));
}

QString scoreOfSteps(const TunerFigures &figures)
{
    return TunerText::tr("Steps so far: %1, of which %2 kept what they promised and %3 did not.")
        .arg(countText(figures.steps), countText(figures.kept), countText(figures.broken));
}

} // namespace

QString ratioText(double ratio)
{
    return localNumber(percentText(ratio));
}

QString numberText(double reward)
{
    return signedText(reward);
}

QString estimateText(const Estimate &estimate)
{
    return TunerText::tr("%1 points (%2 to %3)")
        .arg(signedText(estimate.value), signedText(estimate.low()), signedText(estimate.high()));
}

QString pointText(const TunePoint &point)
{
    if (!point.prefetches())
        return TunerText::tr("no prefetching");
    return TunerText::tr("Minimum probability %1, batch limit %2")
        .arg(valueText(Param::SchedulerMinProbability, point.minProbability),
             valueText(Param::SchedulerMaxPrefetchPerSchedule, point.batch));
}

QStringList moveLines(const TunePoint &from, const TunePoint &to)
{
    QStringList lines;
    const auto line = [&lines](Param p, double a, double b) {
        if (a != b)
            lines
                << TunerText::tr("%1: %2 → %3").arg(labelText(p), valueText(p, a), valueText(p, b));
    };
    line(Param::SchedulerMinProbability, from.minProbability, to.minProbability);
    line(Param::SchedulerMaxPrefetchPerSchedule, from.batch, to.batch);
    if (from.prefetches() && !to.prefetches())
        lines.last() += TunerText::tr(" (no prefetching)");
    return lines;
}

QString moveText(const TunePoint &from, const TunePoint &to)
{
    QStringList parts;
    const auto part = [&parts](const QString &name, Param p, double a, double b) {
        if (a != b)
            parts << QStringLiteral("%1 %2 → %3").arg(name, valueText(p, a), valueText(p, b));
    };
    part(TunerText::tr("probability"), Param::SchedulerMinProbability, from.minProbability,
         to.minProbability);
    part(TunerText::tr("batch"), Param::SchedulerMaxPrefetchPerSchedule, from.batch, to.batch);
    return parts.join(QStringLiteral(", "));
}

QString reasonText(const TuneProposal &proposal)
{
    const Outcome &here = proposal.here, &there = proposal.there;
    if (here.cacheable <= 0)
        return QString::fromStdString(proposal.reason);
    return TunerText::tr("Replayed, the last %1 requests have %2 points of hit ratio and %3 wasted "
                         "prefetches in 100 requests there.")
        .arg(countText(static_cast<std::uint64_t>(here.cacheable)),
             signedText(there.hitRatio() - here.hitRatio()),
             signedText(there.wastedPerRequest() - here.wastedPerRequest()));
}

QString stateText(TuneStep::State state)
{
    switch (state) {
    case TuneStep::State::Offered:
        return TunerText::tr("suggested");
    case TuneStep::State::Dismissed:
        return TunerText::tr("dismissed");
    case TuneStep::State::Outdated:
        return TunerText::tr("outdated");
    case TuneStep::State::Made:
        return TunerText::tr("being scored");
    case TuneStep::State::Kept:
        return TunerText::tr("kept");
    case TuneStep::State::Broken:
        return TunerText::tr("broken");
    case TuneStep::State::Left:
        return TunerText::tr("not scored: moved on");
    case TuneStep::State::Undone:
        return TunerText::tr("undone: held back for 10 min");
    }
    return {};
}

QString sentenceOf(const TunerView &view, const TunerState &state)
{
    if (!state.isRunning)
        return TunerText::tr("Nothing runs: there is no traffic to learn from.");
    if (state.mode == TunerMode::Off)
        return TunerText::tr("Off: it suggests nothing and moves no knob.");
    if (!view.stopped.empty())
        return TunerText::tr("Stopped: it moves nothing until it is told to go on.");
    if (!state.isPrefetching)
        return TunerText::tr("It waits: prefetching is off, and it tunes only what is on.");
    if (state.mode == TunerMode::Auto)
        return view.figures.steps == 0 ? waitingText(view, state) : scoreOfSteps(view.figures);
    return view.suggestion ? TunerText::tr("It suggests a move, and moves nothing itself.")
                           : waitingText(view, state);
}

WhyText whyOf(const TuneStep &step, const TunerView &view, double mostCpu)
{
    WhyText text;
    text.subject = moveLines(step.from, step.to).join(QStringLiteral(", "));
    const TuneProposal &proposal = step.proposal;
    const auto part = [&text](const QString &title, const QString &words) {
        text.parts.push_back({title, words});
    };
    part(TunerText::tr("Why"), QString::fromStdString(proposal.reason));
    part(TunerText::tr("Expected gain, with its 95 % interval"),
         step.isPromise() ? estimateText(proposal.gain)
                          : TunerText::tr("Nothing is promised: this agent tries and looks."));
    if (proposal.here.cacheable > 0) {
        part(TunerText::tr("Hit ratio"),
             fromTo(proposal.here.hitRatio(), proposal.there.hitRatio()));
        part(TunerText::tr("Extra load on the origin"),
             fromTo(proposal.here.extraLoad(), proposal.there.extraLoad()));
        part(TunerText::tr("Wasted prefetches a request"),
             fromTo(proposal.here.wastedPerRequest(), proposal.there.wastedPerRequest()));
        part(TunerText::tr("Replayed"),
             TunerText::tr("%1 requests of the last windows, %2 of the sessions")
                 .arg(countText(static_cast<std::uint64_t>(proposal.here.cacheable)),
                      ratioText(view.share)));
    }
    part(TunerText::tr("What counts"),
         TunerText::tr("Hit ratio − %1 × wasted prefetches a request − %2 × extra load; a point is "
                       "a hundredth of that.")
             .arg(valueText(Param::TunerWasteWeight, view.weights.waste),
                  valueText(Param::TunerLoadWeight, view.weights.load)));
    if (step.came)
        part(TunerText::tr("What came"), estimateText(*step.came));
    part(TunerText::tr("Looked at"),
         TunerText::tr("windows of traffic: %1").arg(countText(view.figures.windows)));
    part(TunerText::tr("CPU"), cpuText(view, mostCpu));
    return text;
}

QString cpuText(const TunerView &view, double most)
{
    const double length = seconds(view.length);
    if (view.cpu <= 0 || length <= 0)
        return TunerText::tr("at most %1 of one core").arg(ratioText(most));
    // A window that took long is followed by a pause that brings the share down.
    const double share = view.cpu / std::max(length, view.cpu / most);
    return TunerText::tr("%1 of one core, at most %2").arg(ratioText(share), ratioText(most));
}

} // namespace forefetch
