// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/comparison.h"

#include "core/metrics/snapshot.h"

#include <algorithm>
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
    if (!c.isKnown || (c.isBySession && c.sessions < kLeastSessions))
        return Verdict::Unsure;
    if (c.difference - c.halfWidth > 0)
        return Verdict::Helps;
    return c.difference + c.halfWidth < kLeastGain ? Verdict::DoesNotHelp : Verdict::Unsure;
}

Comparison bySession(const SessionSums &treated, const SessionSums &heldBack)
{
    Comparison c;
    c.isBySession = true;
    c.treated = treated.hitRatio();
    c.heldBack = heldBack.hitRatio();
    c.sessions = std::min(treated.sessions, heldBack.sessions);
    c.isKnown = c.sessions >= 2;
    c.isAdjusted = std::min(treated.beyond.sessions, heldBack.beyond.sessions) >= 2;
    c.difference =
        c.isAdjusted ? treated.beyond.ratio() - heldBack.beyond.ratio() : c.treated - c.heldBack;
    if (c.isKnown)
        c.halfWidth =
            errorsAtAnyTime(static_cast<double>(c.sessions)) *
            (c.isAdjusted ? std::hypot(treated.beyond.error(), heldBack.beyond.error())
                          : std::hypot(treated.hitRatioError(), heldBack.hitRatioError()));
    return c;
}

Comparison byRequest(const DemandFigures &treated, const DemandFigures &heldBack)
{
    Comparison c;
    c.treated = treated.hitRatio;
    c.heldBack = heldBack.hitRatio;
    c.isKnown = treated.cacheable > 0 && heldBack.cacheable > 0;
    if (!c.isKnown)
        return c;
    const Proportion a = agrestiCaffo(treated), b = agrestiCaffo(heldBack);
    c.difference = a.share - b.share;
    c.halfWidth = kNormal95 * std::sqrt(a.variance + b.variance);
    return c;
}

} // namespace

// The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (Annals of
// Statistics 52, 2024), Theorem 2.2, best after 300 sessions; with few
// of them the spread is underestimated, which the factor makes up for (held by a test).
double errorsAtAnyTime(double t)
{
    constexpr double alpha = 0.05;
    constexpr double best = 300;
    const double twice = -2 * std::log(alpha);
    const double rho2 = (twice + std::log(twice) + 1) / best;
    const double tr = t * rho2;
    const double few = (t + 4) / std::max(1.0, t - 4);
    return std::sqrt(few * (tr + 1) / tr * std::log((tr + 1) / (alpha * alpha)));
}

Comparison compare(const Snapshot &snapshot, const SessionSums &treated,
                   const SessionSums &heldBack)
{
    const bool haveSessions = treated.sessions + heldBack.sessions > 0;
    Comparison c = haveSessions ? bySession(treated, heldBack)
                                : byRequest(snapshot.demandTreated, snapshot.demandHeldBack);
    c.verdict = snapshot.settings[Param::PrefetchEnabled] == 0 ? Verdict::Off : verdictOf(c);
    return c;
}

} // namespace forefetch
