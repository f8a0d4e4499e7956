// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/origintrend.h"

namespace forefetch {

namespace {

constexpr double kStep = 0.02;         // log2 of the usual, an answer
constexpr double kStepInAlarm = 0.003; // a fault must not become the usual
constexpr double kShareRate = 0.005;   // of the slow share in good times
constexpr double kRatioRate = 0.25;    // the last eight answers or so
constexpr double kErrorRate = 0.1;     // the last twenty
constexpr double kFadePerSecond = 0.5;

double log2Of(Duration latency)
{
    return std::log2(static_cast<double>(std::max<Duration::rep>(latency.count(), 1)));
}

bool isSlowAgainst(double log2, Duration latency)
{
    const double usual = std::exp2(log2);
    const auto took = static_cast<double>(latency.count());
    return took > OriginTrend::kSlow * usual &&
           took > usual + static_cast<double>(OriginTrend::kSlowAtLeast.count());
}

} // namespace

void OriginTrend::answered(Caller caller, RouteSlot route, Duration latency, double maxErrorRatio)
{
    noteError(false, maxErrorRatio);
    Usual &usual = m_usual[static_cast<std::size_t>(caller)][route];
    const double took = log2Of(latency);
    if (usual.answers < kLearning) {
        ++usual.answers;
        usual.log2 += static_cast<float>((took - usual.log2) / usual.answers);
        return;
    }
    judge(isSlowAgainst(usual.log2, latency), took - usual.log2);
    const double step = isSlow() || isFailing() ? kStepInAlarm : kStep;
    usual.log2 += static_cast<float>(took > usual.log2 ? step : -step);
}

void OriginTrend::succeeded(double maxErrorRatio)
{
    noteError(false, maxErrorRatio);
}

void OriginTrend::failed(double maxErrorRatio)
{
    noteError(true, maxErrorRatio);
}

bool OriginTrend::overdue(RouteSlot route, Duration age)
{
    const Usual &usual = m_usual[static_cast<std::size_t>(Caller::Demand)][route];
    if (usual.answers < kLearning || !isSlowAgainst(usual.log2, age))
        return false;
    m_observed = true;
    judge(true, log2Of(age) - usual.log2);
    return true;
}

void OriginTrend::judge(bool slow, double ratio)
{
    const double p0 = std::clamp(m_slowShare, 0.02, 0.5);
    m_slow.add(slow, p0, std::max(0.75, p0 + 0.35));
    if (!isSlow())
        m_slowShare += kShareRate * ((slow ? 1 : 0) - m_slowShare);
    m_ratio += kRatioRate * (ratio - m_ratio);
}

// Twice the ratio that is put up with would be the same to a test of few answers; 20 % is not.
void OriginTrend::noteError(bool error, double maxErrorRatio)
{
    m_observed = true;
    m_errors += kErrorRate * ((error ? 1 : 0) - m_errors);
    if (maxErrorRatio >= 1)
        return m_failing.fade(kFadePerSecond);
    const double p0 = std::max(maxErrorRatio, 0.001);
    const double p1 = std::max(0.2, 4 * p0);
    m_failing.add(error, p0, p1 < 0.9 ? p1 : (1 + p0) / 2);
}

void OriginTrend::tick(Duration since)
{
    if (m_observed) {
        m_observed = false;
        return;
    }
    m_slow.fade(kFadePerSecond * seconds(since));
    m_failing.fade(kFadePerSecond * seconds(since));
}

} // namespace forefetch
