// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/comparison.h"

#include "core/metrics/snapshot.h"

#include <cmath>

namespace forefetch {

namespace {

constexpr double kNormal95 = 1.959964;
constexpr double kLeastGain = 0.01; // below one point nobody would notice

struct Proportion
{
    double share;
    double variance;
};

Proportion agrestiCaffo(const DemandFigures &figures)
{
    const double n = static_cast<double>(figures.cacheable) + 2;
    const double p = (static_cast<double>(figures.hits) + 1) / n;
    return {p, p * (1 - p) / n};
}

Verdict verdictOf(const Comparison &c)
{
    if (!c.isKnown)
        return Verdict::Unsure;
    if (c.difference - c.halfWidth > 0)
        return Verdict::Helps;
    return c.difference + c.halfWidth < kLeastGain ? Verdict::DoesNotHelp : Verdict::Unsure;
}

} // namespace

Comparison compare(const Snapshot &snapshot, const SessionSums &treated,
                   const SessionSums &heldBack)
{
    Comparison c;
    const DemandFigures &with = snapshot.demandTreated, &without = snapshot.demandHeldBack;
    c.treated = with.hitRatio;
    c.heldBack = without.hitRatio;
    c.isKnown = with.cacheable > 0 && without.cacheable > 0;
    c.isBySession = treated.sessions >= 2 && heldBack.sessions >= 2;
    if (c.isBySession) {
        c.difference = with.hitRatio - without.hitRatio;
        c.halfWidth = kNormal95 * std::hypot(treated.hitRatioError(), heldBack.hitRatioError());
    } else if (c.isKnown) {
        const Proportion a = agrestiCaffo(with), b = agrestiCaffo(without);
        c.difference = a.share - b.share;
        c.halfWidth = kNormal95 * std::sqrt(a.variance + b.variance);
    }
    c.verdict = snapshot.settings[Param::PrefetchEnabled] == 0 ? Verdict::Off : verdictOf(c);
    return c;
}

} // namespace forefetch
